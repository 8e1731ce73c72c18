import { describe, expect, it } from 'vitest';
import { ROOT, WordTree } from '../../../src/detectors/readings/english/word-tree.ts';

const costOf = (tree: WordTree, word: string) => tree.value(word, 0, word.length);

describe('WordTree', () => {
  it('takes words that are written one after the other as it takes them singly', () => {
    const words = ['able', 'ably', 'about', 'above', 'a', 'zebra'];
    const singly = new WordTree();
    for (const word of words) singly.set(word, 7);
    const coded = new WordTree();
    coded.setCoded('AableDyCoutDveBAzebra', 7);
    for (const word of [...words, 'ab', 'abou', 'aboves', 'z', ''])
      expect(costOf(coded, word)).toBe(costOf(singly, word));
    expect(costOf(coded, 'above')).toBe(7);
  });

  it('gives a word its last value, and no step for what is no letter', () => {
    const tree = new WordTree();
    tree.setCoded('Acat', 3);
    tree.set('cat', 5);
    expect(costOf(tree, 'cat')).toBe(5);
    expect(tree.step(ROOT, '-'.charCodeAt(0))).toBe(0);
    expect(tree.valueAt(tree.step(ROOT, 'c'.charCodeAt(0)))).toBe(0);
  });

  it('says so when there are more words than it can number', () => {
    const tree = new WordTree();
    const word = (number: number) => [...number.toString(26).padStart(4, '0')].map((digit) => letterOf(digit)).join('');
    const letterOf = (digit: string) => String.fromCharCode(97 + Number.parseInt(digit, 26));
    expect(() => {
      for (let number = 0; number < 26 ** 4; number += 1) tree.set(word(number), 1);
    }).toThrow(RangeError);
    expect(costOf(tree, word(7))).toBe(1);
  });
});
