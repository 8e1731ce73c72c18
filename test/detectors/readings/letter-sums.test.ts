import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownSums, LetterSums, letterSum, weightOf } from '../../../src/detectors/readings/english/letter-sums.ts';
import { allKnownWords } from '../../../src/detectors/readings/english/vocabulary.ts';

const word = fc.stringMatching(/^[a-z]{0,12}$/);

describe('letterSum', () => {
  it('is the same in whichever order the letters stand', () => {
    const moved = word.chain((letters) =>
      fc.tuple(
        fc.constant(letters),
        fc.shuffledSubarray([...letters], { minLength: letters.length, maxLength: letters.length }),
      ),
    );
    fc.assert(fc.property(moved, ([letters, other]) => letterSum(letters) === letterSum(other.join(''))));
  });

  it('is less by the weight of a letter without that letter', () => {
    fc.assert(
      fc.property(word, word, (before, behind) => {
        expect((letterSum(`${before}q${behind}`) - weightOf('q'.charCodeAt(0))) | 0).toBe(letterSum(before + behind));
      }),
    );
  });
});

describe('LetterSums', () => {
  it('may have every one of its words, in any order of letters', () => {
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const sums = new LetterSums(words, 12);
        return words.every((known) => sums.mayHave(letterSum([...known].reverse().join(''))));
      }),
    );
  });

  it('has few of the letters that no known word has', () => {
    const sums = knownSums();
    for (const known of allKnownWords()) expect(sums.mayHave(letterSum(known))).toBe(true);
    let taken = 0;
    for (let at = 0; at < 2000; at += 1)
      if (sums.mayHave(letterSum(`zq${at.toString(26).replace(/[0-9]/g, 'x')}qz`))) taken += 1;
    expect(taken).toBeLessThan(200);
  });
});
