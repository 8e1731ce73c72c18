import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenFeatures } from '../../../src/detectors/injection/model/seen-features.ts';
import { eachSentence } from '../../../src/detectors/injection/model/sentence-words.ts';
import { isWordUnit, standsAlone } from '../../../src/detectors/injection/model/words.ts';
import { hashOf } from '../../../src/detectors/injection/text-hash.ts';

const NUMBER = 48;
const wordHash = (word: string): number => (/^[0-9]/.test(word) ? NUMBER : hashOf(word, 0, word.length));

/** Sentences, each with where it stands, where its words do, and their hashes. */
function slowly(text: string): unknown[] {
  const sentences: unknown[] = [];
  let row: { readonly word: string; readonly from: number; readonly to: number }[] = [];
  let start = 0;
  const close = (end: number): void => {
    if (row.length > 0)
      sentences.push([start, end, row[0]?.from, row.at(-1)?.to, row.map(({ word }) => wordHash(word))]);
    row = [];
    start = end;
  };
  for (const { 0: part, index } of text.matchAll(
    /[\u3040-\u9fff]|[a-z0-9'_\u00e9\u0440]{1,40}|\n|\u3002|<(?=!)|[.!?](?=\s|$)/g,
  )) {
    const end = index + part.length;
    if (/^[\n\u3002<.!?]/.test(part)) close(end);
    else {
      const word = part.replace(/^'+|'+$/g, '');
      if (word !== '') row.push({ word, from: index, to: end });
      if (row.length === 64) close(end);
    }
  }
  close(text.length);
  return sentences;
}

function quickly(text: string): unknown[] {
  const sentences: unknown[] = [];
  eachSentence(text, (words, length, { start, end, first, last }) => {
    sentences.push([start, end, first, last, [...words.subarray(0, length)]]);
  });
  return sentences;
}

describe('eachSentence', () => {
  const unit = fc.constantFrom(
    'a',
    'b',
    '\u00e9',
    '\u0440',
    '1',
    "'",
    '_',
    ' ',
    ' ',
    '.',
    '!',
    '\n',
    '<',
    '-',
    '\u3002',
    '\u5ffd',
  );

  it('reads the sentences and words that an expression reads', () => {
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80, size: 'max' }), (text) => {
        expect(quickly(text)).toEqual(slowly(text));
      }),
      { numRuns: 500 },
    );
  });

  it('knows what each unit is', () => {
    const odd: number[] = [];
    for (let unit = 0; unit < 0x10000; unit += 1) {
      let words = 0;
      eachSentence(`b${String.fromCharCode(unit)}b`, (_, length) => {
        words += length;
      });
      if (words !== (!isWordUnit(unit) ? 2 : standsAlone(unit) ? 3 : 1)) odd.push(unit);
    }
    expect(odd).toEqual([]);
  });

  it('cuts long words and long sentences', () => {
    for (const text of ['a'.repeat(100), `${'a '.repeat(130)}.`, '\u5ffd'.repeat(150), `'${'a'.repeat(60)}'`]) {
      expect(quickly(text)).toEqual(slowly(text));
    }
  });
});

describe('SeenFeatures', () => {
  it('knows what a sentence has, and forgets it for the next', () => {
    const feature = fc.oneof(fc.integer({ min: 0, max: 2 ** 17 - 1 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(fc.array(feature, { maxLength: 40 }), { maxLength: 5 }), (sentences) => {
        const seen = new SeenFeatures(17, 40);
        for (const features of sentences) {
          const known = new Set<number>();
          seen.clear();
          for (const one of features) {
            expect(seen.add(one)).toBe(!known.has(one));
            known.add(one);
          }
        }
      }),
    );
  });

  it('forgets after more sentences than it can count', () => {
    const seen = new SeenFeatures(17, 4);
    for (let sentence = 0; sentence < 2 ** 14 + 10; sentence += 1) {
      seen.clear();
      expect(seen.add(5) && !seen.add(5)).toBe(true);
    }
  });
});
