import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterPairs, SYMBOLS } from '../../../src/detectors/readings/english/letter-pairs.ts';
import { decipher } from '../../../src/detectors/readings/english/strange-letters.ts';
import { unlikeEnglish } from '../../../src/detectors/readings/english/unlike-english.ts';
import { isOfCode } from '../../../src/detectors/readings/english/words-of-code.ts';

const plain =
  'the ferry leaves at nine in the morning and comes back when the harbour is dark, so please bring the papers of the last meeting';
const turned = [...plain].reverse().join('');
const scrambled =
  'the frery laeves at nnie in the mnorinG and cmeos bcak wehn the hraobur is drak, so plaese bnrig the ppaers of the lsat mneetig'.toLowerCase();
const names = 'the mantering of ralling stenders was conterated in soverings and then prossed to the fallest mertion';

describe('unlikeEnglish', () => {
  it('finds nothing in plain English', () => {
    expect(unlikeEnglish(plain)).toEqual({ ciphered: [], exchanged: [], misspelt: [], unknown: [], jumbled: [] });
  });

  it.each([
    ['reversed', turned, { kind: 'reversed' }],
    ['moved on', decipher(plain, { kind: 'shifted', by: 10 }), { kind: 'shifted', by: 16 }],
    ['mirrored', decipher(plain, { kind: 'mirrored' }), { kind: 'mirrored' }],
    ['moved on and reversed', decipher(turned, { kind: 'shifted', by: 13 }), { kind: 'shifted and reversed' }],
    ['mirrored and reversed', decipher(turned, { kind: 'mirrored' }), { kind: 'mirrored and reversed' }],
  ])('tells letters that are %s', (_, text, cipher) => {
    const { ciphered } = unlikeEnglish(`${plain}.\n${text}`);
    expect(ciphered.length).toBeGreaterThan(2);
    for (const piece of ciphered) expect(piece.cipher).toEqual(cipher);
    expect(ciphered[0]?.start).toBeGreaterThan(plain.length - 24);
  });

  it('finds words with letters in disorder and with signs for letters, where they stand', () => {
    const signs = plain.replaceAll('e', '3').replaceAll('a', '4');
    for (const text of [scrambled, signs]) {
      const { misspelt } = unlikeEnglish(`${plain}.\n${text}\n${plain}`);
      expect(misspelt.length).toBeGreaterThan(1);
      for (const { start, end } of misspelt) {
        expect(start).toBeGreaterThan(plain.length - 24);
        expect(end).toBeLessThan(plain.length + text.length + 24);
      }
    }
  });

  it('takes unknown words for misspelt ones where they stand free, not in paths and addresses', () => {
    const path = names.replaceAll(' ', '/');
    expect(unlikeEnglish(names).unknown).not.toEqual([]);
    expect(unlikeEnglish(`see https://example.com/${path}`)).toMatchObject({ misspelt: [], unknown: [] });
  });

  it('tells words whose letters follow each other like those of a language from letters in another order', () => {
    expect(unlikeEnglish(names).jumbled).toEqual([]);
    const every = (from: number): string => [...plain].filter((_, at) => at % 3 === from).join('');
    const columns = every(0) + every(1) + every(2);
    expect(unlikeEnglish(columns).jumbled).not.toEqual([]);
  });

  it('finds pieces in rising order, each inside of the text, that are strange by their letters as a slow way counts them', () => {
    const pairs = letterPairs();
    const worthOf = (text: string): number =>
      (text.match(/[a-z]+/g) ?? []).reduce((sum, word) => {
        const symbols = [0, ...[...word].map((letter) => letter.charCodeAt(0) - 96), 0];
        return symbols
          .slice(1)
          .reduce((all, symbol, at) => all + (pairs[(symbols[at] ?? 0) * SYMBOLS + symbol] ?? 0), sum);
      }, 0);
    const word = fc.oneof(fc.constantFrom(...plain.split(' ')), fc.stringMatching(/^[a-z]{1,9}$/));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), (words) => {
        const text = words.join(' ');
        for (const pieces of Object.values(unlikeEnglish(text))) {
          let last = 0;
          for (const { start, end } of pieces) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        }
        for (const { start, end } of unlikeEnglish(text).misspelt) {
          const piece = text.slice(start, end);
          const letters = piece.replaceAll(' ', '').length;
          expect(worthOf(piece) - (end === text.length ? 100 : 0)).toBeLessThan(8 * letters);
        }
      }),
    );
  });
});

describe('isOfCode', () => {
  const at = (text: string, word: string): boolean =>
    isOfCode(text, text.indexOf(word), text.indexOf(word) + word.length);

  it.each([
    'a/word',
    'word/a',
    '/word',
    '<word>',
    '{{word}}',
    'x.word',
    'word.x',
    'a_word',
    'word_a',
    'a=word',
    'word:9',
    '\\word',
    'https://word.example',
  ])('knows a word of an identifier, a path or a tag: %s', (text) => expect(at(text, 'word')).toBe(true));

  it.each([
    'word',
    'a word.',
    'word: a',
    '(word)',
    '"word"',
    '...word',
    '. word',
    'word?',
    "the word's",
    'w0rd word',
    '[word]',
    'word-',
  ])('leaves what stands free: %s', (text) => expect(at(text, 'word')).toBe(false));
});
