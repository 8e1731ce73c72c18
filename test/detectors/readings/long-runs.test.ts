import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longRuns, unspacedRuns } from '../../../src/detectors/readings/long-runs.ts';
import { LONG, surveyOf } from '../../../src/detectors/readings/survey.ts';

const ascii = new Uint8Array(128);
for (const unit of 'ab') ascii[unit.charCodeAt(0)] = 1;

describe('long runs', () => {
  it.each([
    [true, /[ab\u0080-\uffff]+/g],
    [false, /[ab]+/g],
  ])('are all that are long enough, as a regular expression finds them', (others, runs) => {
    const text = fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'b', 'x', '\n', '\u0080', '\uffff'), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 8 }), (given, shortest) => {
        const found: [number, number][] = [];
        longRuns(given, { ascii, others }, shortest, (start, end) => {
          found.push([start, end]);
        });
        const all = [...given.matchAll(runs)].map(({ 0: run, index }) => [index, index + run.length] as const);
        expect(found).toEqual(all.filter(([start, end]) => end - start >= shortest));
      }),
    );
  });

  it('without white space are found in the long stretches of a survey alone', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'b', 'x', '\n', '\u0080'), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.integer({ min: LONG, max: 2 * LONG }), (given, shortest) => {
        const all: [number, number][] = [];
        longRuns(given, { ascii, others: false }, shortest, (start, end) => {
          all.push([start, end]);
        });
        const found: [number, number][] = [];
        unspacedRuns(given, surveyOf(given), ascii, shortest, (start, end) => {
          found.push([start, end]);
        });
        expect(found).toEqual(all);
      }),
    );
  });
});
