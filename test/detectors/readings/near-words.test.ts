import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterSum } from '../../../src/detectors/readings/english/letter-sums.ts';
import { isKnown } from '../../../src/detectors/readings/english/vocabulary.ts';
import { nearest, withMissing, withoutExtra, withWrong } from '../../../src/detectors/readings/words/near-words.ts';

const without = (word: string, place: number): string => word.slice(0, place) + word.slice(place + 1);

/** Every way of leaving out one letter, then one letter wherever it stands more than once. */
function slowly(word: string): string | undefined {
  if (word.length <= 4) return undefined;
  const ends = word.endsWith('s') ? word.length - 1 : word.length;
  const one = Array.from({ length: ends }, (_, at) => without(word, at)).findLast(isKnown);
  if (one !== undefined) return one;
  const repeated = [...new Set(word)].filter((letter) => word.split(letter).length > 2);
  return repeated.map((letter) => word.replaceAll(letter, '')).find((left) => left.length >= 4 && isKnown(left));
}

describe('withoutExtra', () => {
  const known = fc.constantFrom('message', 'system', 'rules', 'letters', 'ignore', 'please', 'paint', 'start');
  const spoilt = fc
    .tuple(known, fc.nat(9), fc.stringMatching(/^[a-z]$/), fc.boolean())
    .map(([word, at, letter, isAll]) => (isAll ? [...word].join(letter) : word.slice(0, at) + letter + word.slice(at)));

  it('finds what trying every letter finds', () => {
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.stringMatching(/^[a-z]{1,10}$/)), (word) => {
        expect(withoutExtra(word, letterSum(word))).toBe(slowly(word));
      }),
    );
  });
});

describe('withMissing', () => {
  it('finds a word of orders without one of its letters, and no other', () => {
    expect(withMissing('instuctions', letterSum('instuctions'))).toBe('instructions');
    expect(withMissing('instructons', letterSum('instructons'))).toBe('instructions');
    expect(withMissing('instrctons', letterSum('instrctons'))).toBeUndefined();
    expect(withMissing('zzzz', letterSum('zzzz'))).toBeUndefined();
  });
});

describe('withWrong', () => {
  it('finds the word of orders that has another letter', () => {
    for (const word of ['ixstructions', 'instructiona', 'onstructions'])
      expect(withWrong(word, letterSum(word))).toBe('instructions');
    expect(withWrong('ixstructionz', letterSum('ixstructionz'))).toBeUndefined();
    expect(withWrong('zzzzz', letterSum('zzzzz'))).toBeUndefined();
  });
});

describe('nearest', () => {
  it('is a known word with one other letter, or one more', () => {
    expect(nearest('windiw')).toBe('window');
    expect(nearest('indow')).toBe('window');
    expect(nearest('garde')).toBe('garden');
    expect(nearest('garfen')).toBe('garden');
  });

  it('is none where two are wrong, or the word is short', () => {
    expect(nearest('windza')).toBeUndefined();
    expect(nearest('thst')).toBeUndefined();
  });
});
