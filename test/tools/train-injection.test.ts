import { describe, expect, it } from 'vitest';
import { exponential } from '../../tools/train-injection/arithmetic.ts';
import { moduleOf } from '../../tools/train-injection/encode.ts';
import { createExampleReader } from '../../tools/train-injection/examples.ts';
import { grammarRows } from '../../tools/train-injection/grammar.ts';
import { judgeHeldOut } from '../../tools/train-injection/held-out.ts';
import type { Row } from '../../tools/train-injection/rows.ts';
import { train } from '../../tools/train-injection/train.ts';

const rowsOf = (origin: string): Row[] =>
  grammarRows()
    .slice(0)
    .filter((_, at) => at % 40 === origin.length % 40)
    .map((row, at) => ({ ...row, id: `${origin}-${at}`, origin }));

describe('training', () => {
  it('has an exponential like any other', () => {
    for (const power of [-30, -3.3, -1, -1e-9, 0, 0.1, 1, 2.5, 30]) {
      expect(exponential(power) / Math.exp(power)).toBeCloseTo(1, 12);
    }
    expect(exponential(-1000)).toBe(0);
    expect(exponential(1000)).toBe(Number.POSITIVE_INFINITY);
  });

  it('makes the same sentences every time, all different in their ids and without a slot left', () => {
    const rows = grammarRows();
    expect(rows).toEqual(grammarRows());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.filter(({ text }) => /[{}]/.test(text))).toEqual([]);
  });

  it('gives the same module to the bit, and one that knows what it learned', () => {
    const examples = grammarRows()
      .filter((_, at) => at % 5 === 0)
      .map(createExampleReader());
    expect(moduleOf(train(examples))).toBe(moduleOf(train(examples)));
  });

  it('judges each text without its origin', () => {
    const origins = ['a/a', 'bb/b', 'ccc/c', 'dddd/d'];
    const examples = origins.flatMap(rowsOf).map(createExampleReader());
    const lines: string[] = [];
    const held = judgeHeldOut(examples, (line) => lines.push(line));
    expect(held.map(({ example }) => example.row.id).sort()).toEqual(examples.map(({ row }) => row.id).sort());
    expect(lines).toHaveLength(7);
    for (const origin of origins) expect(lines.filter((line) => line.includes(origin))).toHaveLength(1);
  });
});
