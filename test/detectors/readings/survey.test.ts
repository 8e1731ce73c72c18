import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../src/detectors/readings/normalize.ts';
import { countOf, inLowerCase, LONG, surveyOf } from '../../../src/detectors/readings/survey.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'B', '.', '\u00e9', '\ud83d'), maxLength: 2 * LONG });
const anyText = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\t', ''))).map((parts) => parts.flat().join(''));

describe('a survey', () => {
  it('counts each ASCII unit, and all others', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const { counts, others } = surveyOf(text);
        const units = text.split('');
        expect([...counts]).toEqual(
          Array.from(counts, (_, code) => units.filter((unit) => unit.charCodeAt(0) === code).length),
        );
        expect(others).toBe(units.filter((unit) => unit > '\u007f').length);
      }),
    );
  });

  it('tells where long stretches without white space are, as a regular expression finds them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = [...text.matchAll(/[^\0- ]+/g)].map(({ 0: run, index }) => [index, index + run.length] as const);
        expect(surveyOf(text).long).toEqual(all.filter(([start, end]) => end - start >= LONG).flat());
      }),
    );
  });

  it('of a text in lower case follows from that of the text where both are ASCII', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const { view, lower } = normalize(text);
        const survey = surveyOf(view.text);
        if (survey.others > 0) return;
        expect(lower).toBe(view.text.toLowerCase());
        expect(inLowerCase(survey)).toEqual(surveyOf(lower));
      }),
    );
  });

  it('counts some signs together', () => {
    expect(countOf(surveyOf('a-b--c=\u2212'), '-=+')).toBe(4);
  });
});
