import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeywords } from '../../src/detectors/keywords.ts';

describe('createKeywords', () => {
  it('finds what a naive search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '忽'), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é', '忽', 'x'), maxLength: 40, size: 'max' }),
        (words, text) => {
          const found: string[] = [];
          createKeywords(words).each(text, 0, (keyword, at) => found.push(`${keyword}@${at}`));
          const expected = words.flatMap((keyword, index) =>
            [...Array(text.length).keys()].filter((at) => text.startsWith(keyword, at)).map((at) => `${index}@${at}`),
          );
          expect(found.sort()).toEqual(expected.sort());
          expect(createKeywords(words).has(text)).toBe(expected.length > 0);
        },
      ),
    );
  });

  it('starts where it is told, and knows its longest keyword', () => {
    const keywords = createKeywords(['ab', 'abcd']);
    const found: number[] = [];
    keywords.each('ab ab', 1, (_, at) => found.push(at));
    expect(found).toEqual([3]);
    expect(keywords.longest).toBe(4);
    expect(createKeywords([]).longest).toBe(0);
  });
});
