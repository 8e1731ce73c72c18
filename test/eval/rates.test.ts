import { describe, expect, test } from 'vitest';
import { type Judged, ratesOf, sampleOf } from '../../eval/compare/rates.ts';
import type { Scored } from '../../eval/injection/scored.ts';
import { benignRows, scoredRow } from './scored.ts';

const judge = (scored: Scored, flagged: boolean): Judged => ({ scored, flagged, failed: false });

describe('ratesOf', () => {
  test("takes crewguard at the peer's own share of false positives, on the rows that the peer was given", () => {
    const prompts = benignRows('prompts', 100, 1); // scores 0.01, 0.02 ... 1
    const attacks = [0.985, 0.96, 0.5].map((score) => scoredRow({ set: 'direct', score }));
    const rates = ratesOf([
      ...prompts.map((row, i) => judge(row, i < 3)),
      ...attacks.map((row, i) => judge(row, i === 0)),
    ]);
    expect(rates).toMatchObject([
      { set: 'direct', rows: 3, flagged: 1 / 3, falsePositiveRate: 0.03, crewguard: 1 / 3 },
      { set: 'prompts', flagged: 0.03, crewguard: 0.03 },
    ]);
  });

  test('matches attacks in documents on the documents', () => {
    const rates = ratesOf([
      ...benignRows('prompts', 10, 0.1).map((row) => judge(row, true)),
      ...benignRows('documents', 10, 0.9).map((row) => judge(row, false)),
      judge(scoredRow({ set: 'indirect', score: 0.5 }), true),
    ]);
    expect(rates.find(({ set }) => set === 'indirect')).toMatchObject({ falsePositiveRate: 0, crewguard: 0 });
  });
});

describe('sampleOf', () => {
  const rows = Array.from({ length: 600 }, (_, i) => ({ id: `d-${i}`, set: i < 500 ? 'many' : 'few', turn: i % 24 }));

  test('takes so many of each set, in their order, the same each time', () => {
    const sample = sampleOf(rows, 150);
    expect(sample.filter(({ set }) => set === 'many')).toHaveLength(150);
    expect(sample.filter(({ set }) => set === 'few')).toHaveLength(100);
    expect(sample).toEqual(sampleOf(rows, 150));
    expect(sample.map((row) => rows.indexOf(row))).toEqual(
      sample.map((row) => rows.indexOf(row)).sort((a, b) => a - b),
    );
  });

  test('meets every turn of an order that has a rhythm', () => {
    expect(new Set(sampleOf(rows, 240).map(({ turn }) => turn)).size).toBe(24);
  });

  test('takes all with 0', () => {
    expect(sampleOf(rows, 0)).toEqual(rows);
  });
});
