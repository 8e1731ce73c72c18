import { describe, expect, test } from 'vitest';
import { cutsOf, measureGroups, measureSets } from '../../eval/injection/measure.ts';
import { ON_DOCUMENTS, ON_PROMPTS, thresholds } from '../../eval/injection/sets.ts';
import { measureDisguises } from '../../eval/injection/transforms.ts';
import { countFrom } from '../../eval/statistics.ts';
import { benignRows, scoredRow } from './scored.ts';

const benign = [...benignRows('prompts', 100, 0.5), ...benignRows('documents', 200, 0.8)];
const documents = benign.filter(({ set }) => set === 'documents').map(({ score }) => score);
const { balanced = Number.NaN } = thresholds;
const attacks = [
  scoredRow({ set: 'direct', score: 0.99, cue: true }),
  scoredRow({ set: 'direct', score: 0.2, cue: true }),
  scoredRow({ set: 'direct', score: 0.1, cue: false }),
  scoredRow({ set: 'indirect', score: 0.6 }),
];

describe('measureSets', () => {
  const measured = measureSets([...benign, ...attacks], cutsOf([...benign, ...attacks]));
  const find = (set: string) => measured.find((row) => row.set === set);

  test('counts direct attacks above the cut of the prompts, attacks in documents above that of the documents', () => {
    expect(find('direct.cue')).toMatchObject({ rows: 2, matched: 0.5, flagged: { balanced: 0.5 }, reached: false });
    expect(find('direct')?.matched).toBeCloseTo(1 / 3);
    expect(find('indirect')).toMatchObject({ rows: 1, matched: 0, flagged: { balanced: 1 } });
  });

  test('counts benign text at the same cuts, never more than the rate', () => {
    expect(find('prompts')?.matched).toBe(0.01);
    expect(find('documents')?.matched).toBe(0.005);
  });

  test('holds benign sets to their goal as shipped too, not at the cut alone', () => {
    expect(find('documents')).toMatchObject({ goal: 0.005, reached: false });
    expect(find('documents')?.flagged).toMatchObject({ balanced: countFrom(documents, balanced) / 200 });
  });

  test('gives time for each KB of the set', () => {
    expect(find('prompts')?.microsecondsPerKb).toBe(20);
  });

  test('leaves out what the data has no rows of', () => {
    expect(find('hard')).toBeUndefined();
  });

  test('counts at no preset where scores are not on its scale', () => {
    const rows = [...benign, scoredRow({ set: 'direct', score: 7 })];
    const direct = measureSets(rows, cutsOf(rows)).find(({ set }) => set === 'direct');
    expect(direct).toMatchObject({ matched: 1, flagged: { balanced: Number.NaN } });
  });

  test('says what cannot be computed without benign rows instead of counting every attack', () => {
    const [alone] = measureSets(attacks, cutsOf(attacks));
    expect(alone?.matched).toBeNaN();
    expect(alone?.reached).toBeUndefined();
    expect(alone?.flagged).toMatchObject({ balanced: 0.5 });
  });
});

describe('measureGroups', () => {
  test('pools what is too small to say anything, and loses no row', () => {
    const rows = [
      ...Array.from({ length: 20 }, () => scoredRow({ set: 'direct', score: 0.9, source: 'large' })),
      scoredRow({ set: 'direct', score: 0.1, source: 'small' }),
      scoredRow({ set: 'direct', score: 0.9, source: 'tiny' }),
    ];
    const groups = measureGroups([...benign, ...rows], cutsOf(benign), ({ source }) => source);
    expect(groups.filter(({ set }) => set === 'direct')).toMatchObject([
      { group: 'large', rows: 20, matched: 1 },
      { group: 'others', rows: 2, matched: 0.5 },
    ]);
  });
});

describe('measureDisguises', () => {
  test('sets each disguised attack beside its plain form', () => {
    const rows = [
      scoredRow({ set: 'direct', score: 0.9, plainKey: 'a' }),
      scoredRow({ set: 'indirect', score: 0.9, plainKey: 'b' }),
      scoredRow({ set: 'direct', score: 0.1, plainKey: 'c' }),
      scoredRow({ set: 'obfuscated', transform: 'hex', score: 0.9, plainKey: 'a' }),
      scoredRow({ set: 'obfuscated', transform: 'hex', score: 0.2, plainKey: 'b' }),
      scoredRow({ set: 'obfuscated', transform: 'hex', score: 0.9, plainKey: 'c' }),
      scoredRow({ set: 'obfuscated', transform: 'hex', score: 0.9, plainKey: 'unknown' }),
      scoredRow({ set: 'disguised-benign', transform: 'benign:hex', score: 0.9 }),
      scoredRow({ set: 'disguised-benign', transform: 'benign:hex', score: 0.1 }),
      scoredRow({ set: 'disguised-benign', transform: 'benign:leet', score: 0.9 }),
    ];
    expect(measureDisguises(rows, 0.5)).toMatchObject([
      { transform: 'hex', rows: 3, recall: 2 / 3, plain: 2 / 3, ofPlain: 1, kept: 0.5, benign: 0.5 },
    ]);
  });
});

test('the two cuts belong to the two benign sets', () => {
  const cuts = cutsOf(benign);
  expect(cuts(ON_PROMPTS).cut).toBeCloseTo(0.495);
  expect(cuts(ON_DOCUMENTS).cut).toBeCloseTo(0.796);
});
