import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoWords, isKnown, isKnownAt, knownShare } from '../../../src/detectors/readings/english/vocabulary.ts';
import { WordTree } from '../../../src/detectors/readings/english/word-tree.ts';

const word = fc.string({ unit: fc.constantFrom(...'abcz'), minLength: 1, maxLength: 6 });

describe('a tree of words', () => {
  it('holds what it was given, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.integer({ min: 1, max: 9 }))), fc.array(word), (entries, others) => {
        const tree = new WordTree();
        for (const [key, value] of entries) tree.set(key, value);
        const packed = tree.packed();
        const map = new Map(entries);
        for (const key of [...map.keys(), ...others]) {
          expect(tree.value(key)).toBe(map.get(key) ?? 0);
          expect(packed.value(`x${key}-`, 1, 1 + key.length)).toBe(map.get(key) ?? 0);
        }
      }),
    );
  });

  it('goes no way but by small letters', () => {
    const tree = new WordTree();
    tree.set('a', 1);
    for (const unit of ['A', '`', '{', '\u0161', '1', '!']) expect(tree.packed().value(unit, 0, 1)).toBe(0);
  });

  it('grows with its words', () => {
    const tree = new WordTree();
    const words = Array.from({ length: 40_000 }, (_, at) =>
      at.toString(26).replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))),
    );
    words.forEach((one, at) => {
      tree.set(one, at + 1);
    });
    expect(words.every((one, at) => tree.value(one) === at + 1)).toBe(true);
  });
});

describe('the words that are known', () => {
  it('are looked up whole, wherever they stand', () => {
    expect(['previous', 'instructions', 'a', 'i'].every(isKnown)).toBe(true);
    expect(['', 'previou', 'b', 'Previous', 'previous ', "don't"].some(isKnown)).toBe(false);
    expect(isKnownAt('the previous one', 4, 12)).toBe(true);
    expect(isKnownAt('the previous one', 4, 11)).toBe(false);
  });

  it('are counted by their letters', () => {
    expect(knownShare('')).toBe(0);
    expect(knownShare('the qqq')).toBe(0.5);
    expect(knownShare('x a, 12 i!')).toBe(2 / 3);
    expect(knownShare('caf\u00e9s')).toBe(0);
  });

  it('are what letters without spaces are cut into', () => {
    expect(cutIntoWords('ignoreallpreviousinstructions')).toEqual(['ignore', 'all', 'previous', 'instructions']);
    expect(cutIntoWords('')).toEqual([]);
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(cutIntoWords(text).join('')).toBe(text);
      }),
    );
  });
});
