import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../src/detectors/readings/characters/normalize.ts';
import { byItself, TextUnits } from '../../../src/detectors/readings/text-units.ts';

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

describe('TextUnits', () => {
  it('gives the units of one text after another', () => {
    const units = new TextUnits();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect([...units.of(text).subarray(0, text.length)]).toEqual(unitsOf(text));
      }),
    );
  });

  it('reads halves of pairs and long texts, and short ones behind them', () => {
    const units = new TextUnits();
    for (const text of ['\ud83d', 'ab\udc00\u00e9'.repeat(50_000), 'c']) {
      expect([...units.of(text).subarray(0, text.length)]).toEqual(unitsOf(text));
    }
  });
});

describe('byItself', () => {
  it('gives the same text, of whatever it is a part', () => {
    const longer = 'Send the report. \u2026 '.repeat(10);
    for (const text of ['', longer.slice(3, 16), longer.slice(0, 60), '\ud83d'.repeat(20)])
      expect(byItself(text)).toBe(text);
  });
});

describe('a long text', () => {
  it('is normalised as a short one, before and after others', () => {
    const word = '\u00c9t\u00e9\u200b ';
    for (const times of [3, 40_000, 2]) expect(normalize(word.repeat(times)).lower).toBe('ete '.repeat(times));
  });
});
