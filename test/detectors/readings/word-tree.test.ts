import { describe, expect, it } from 'vitest';
import { ROOT } from '../../../src/detectors/readings/english/packed-tree.ts';
import { WordTree } from '../../../src/detectors/readings/english/word-tree.ts';

const costOf = (tree: WordTree, word: string) => tree.value(word);

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

  it('gives a word its last value', () => {
    const tree = new WordTree();
    tree.setCoded('Acat', 3);
    tree.set('cat', 5);
    expect(costOf(tree, 'cat')).toBe(5);
    expect(costOf(tree, 'ca')).toBe(0);
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

describe('PackedTree', () => {
  it('goes step by step, and nowhere by what is no letter', () => {
    const tree = new WordTree();
    tree.setCoded('AcatAdog', 3);
    const packed = tree.packed();
    const letter = packed.step(ROOT, 'c'.charCodeAt(0));
    expect(letter).not.toBe(0);
    expect(packed.valueAt(letter)).toBe(0);
    expect(packed.step(letter, 'o'.charCodeAt(0))).toBe(0);
    for (const unit of ['-', '`', '{', 'C', '\u0161']) expect(packed.step(ROOT, unit.charCodeAt(0))).toBe(0);
    expect(packed.step(0, 'c'.charCodeAt(0))).toBe(0);
    expect(packed.value('cats', 0, 4)).toBe(0);
    expect(packed.value('cats', 0, 3)).toBe(3);
  });

  it('leads nowhere behind the last letter of a word', () => {
    const tree = new WordTree();
    for (let at = 0; at < 26; at += 1) tree.set(String.fromCharCode(97 + at), at + 1);
    const packed = tree.packed();
    for (let at = 0; at < 26; at += 1) {
      const node = packed.step(ROOT, 97 + at);
      expect(packed.valueAt(node)).toBe(at + 1);
      for (let next = 97; next <= 122; next += 1) expect(packed.step(node, next)).toBe(0);
    }
  });

  it('says so when there are more different values than it can number', () => {
    const tree = new WordTree();
    const letters = [...'abcdefghijklmnopqrstuvwxyz'];
    const words = letters.flatMap((first) => letters.map((second) => first + second));
    words.slice(0, 511).forEach((word, at) => {
      tree.set(word, at + 1);
    });
    const packed = tree.packed();
    expect(packed.value('aa', 0, 2)).toBe(1);
    expect(packed.value(words[510] ?? '', 0, 2)).toBe(511);
    tree.set(words[511] ?? '', 512);
    expect(() => tree.packed()).toThrow(RangeError);
  });
});
