import { once } from '../../../once.ts';
import { allKnownWords } from './vocabulary.ts';

/**
 * By letter, 1 to 26: a number of 32 bits that has nothing to do with those of others, as the finalizer of MurmurHash3 gives it.
 *
 * @see https://github.com/aappleby/smhasher/wiki/MurmurHash3
 */
const weights = Int32Array.from({ length: 27 }, (_, letter) => {
  const first = Math.imul(letter ^ (letter >>> 16), 0x85ebca6b);
  const second = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
  return second ^ (second >>> 16);
});

/** What a lower-case letter adds to a sum. */
export const weightOf = (unit: number): number => weights[unit - 96] ?? 0;

/** One number for the letters of a word, in whichever order they stand: the same for the same letters, seldom for others. */
export function letterSum(word: string): number {
  let sum = 0;
  for (let at = 0; at < word.length; at += 1) sum = (sum + weightOf(word.charCodeAt(at))) | 0;
  return sum;
}

/** The sums of some words as two bits each, of 2 to the power of so many in all. */
export class LetterSums {
  readonly #bits: Int32Array;
  readonly #shift: number;

  /** @param sumOf the sum of a word, where that is of other letters than its own */
  constructor(words: Iterable<string>, bits: number, sumOf: (word: string) => number = letterSum) {
    this.#bits = new Int32Array(2 ** (bits - 5));
    this.#shift = 32 - (bits - 5);
    for (const word of words) {
      const mixed = mix(sumOf(word));
      const at = mixed >>> this.#shift;
      this.#bits[at] = (this.#bits[at] ?? 0) | twoBits(mixed);
    }
  }

  /** Whether one of the words may have the letters of a sum; if not, none has. */
  mayHave(sum: number): boolean {
    const mixed = mix(sum);
    const two = twoBits(mixed);
    return ((this.#bits[mixed >>> this.#shift] ?? 0) & two) === two;
  }
}

const mix = (sum: number): number => Math.imul(sum ^ (sum >>> 15), 0x85ebca6b);
/** Two bits of 32, by the lowest ones of a number. */
const twoBits = (mixed: number): number => (1 << (mixed & 31)) | (1 << ((mixed >> 5) & 31));

/** Those of the known words: of other sums, one in 120 is taken for one of them. */
export const knownSums = once(() => new LetterSums(allKnownWords(), 18));
