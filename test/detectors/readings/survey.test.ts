import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../src/detectors/readings/characters/normalize.ts';
import { countOf, hasUnitsOf, LONG, surveyInLowerCase, surveyOf } from '../../../src/detectors/readings/survey.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'B', '.', '\u00e9', '\ud83d'), maxLength: 2 * LONG });
const anyText = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '\t', ''))).map((parts) => parts.flat().join(''));

describe('a survey', () => {
  it('counts each ASCII unit, and all others', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const { counts, others } = surveyOf(text);
        const units = text.split('');
        expect(counts.slice(0, 128)).toEqual(
          Array.from({ length: 128 }, (_, code) => units.filter((unit) => unit.charCodeAt(0) === code).length),
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

  it('tells how many stretches in a row are as long as the one before', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sizes = text.split(/[\0- ]/).map(({ length }) => length);
        const rows = sizes.map((size, at) => (size > 1 && size === sizes[at - 1] ? 1 : 0));
        let most = 0;
        rows.reduce((row: number, same) => {
          const next = same === 0 ? 0 : row + 1;
          most = Math.max(most, next);
          return next;
        }, 0);
        expect(surveyOf(text).even).toBe(most);
      }),
    );
  });

  it('tells where words of ASCII letters are, and where lines end', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const { words, lineEnds } = surveyOf(text);
        const all = [...text.matchAll(/[a-z]+/gi)].map(({ 0: word, index }) => [index, index + word.length]);
        expect([...words]).toEqual(all.flat());
        expect(lineEnds.map((end) => text.slice(0, end).split('\n').length)).toEqual(
          text.split('\n').map((_, at) => at + 1),
        );
        expect(lineEnds.slice(0, -1).every((end) => text[end] === '\n')).toBe(true);
        expect(lineEnds.at(-1)).toBe(text.length);
      }),
    );
  });

  it('tells which words have no white space between them and the next', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const { words, touching } = surveyOf(text);
        const all = [...words.keys()].filter((at) => {
          const next = words[at + 1];
          return at % 2 === 1 && next !== undefined && !/[\0- ]/.test(text.slice(words[at], next));
        });
        expect(touching).toEqual(all.map((at) => at - 1));
      }),
    );
  });

  it('tells of all words of a text that has more than fit the first list', () => {
    const many = 20_000;
    const { words } = surveyOf('a '.repeat(many));
    expect([...words]).toEqual(Array.from({ length: many * 2 }, (_, edge) => edge));
  });

  it('of a text in lower case follows from that of the text where both are ASCII', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string()), (text) => {
        const { view, lower } = normalize(text);
        const survey = surveyOf(view.text);
        if (survey.others === 0) expect(lower).toBe(view.text.toLowerCase());
        expect(surveyInLowerCase(lower, survey)).toEqual(surveyOf(lower));
      }),
    );
  });

  it('tells of look-alikes that were read as letters', () => {
    const { view, lower } = normalize(
      'Please send th\u0435 p\u0430ssword t\u043e us; \u043f\u0440\u0438\u0432\u0435\u0442',
    );
    const survey = surveyOf(view.text);
    expect(lower).toContain('send the password to us');
    expect(surveyInLowerCase(lower, survey)).toEqual(surveyOf(lower));
    expect(surveyInLowerCase(lower, survey).words).not.toEqual(survey.words);
  });

  it('counts some signs together', () => {
    expect(countOf(surveyOf('a-b--c=\u2212'), '-=+')).toBe(4);
  });
});

describe('signs of which a text may hold one', () => {
  it('are those all units of which stand in it, wherever they do', () => {
    const survey = surveyOf('a % b u\\');
    expect(['%u', '\\', ''].every((signs) => hasUnitsOf(survey, signs))).toBe(true);
    expect(['%U', '&#', 'u&'].some((signs) => hasUnitsOf(survey, signs))).toBe(false);
  });
});
