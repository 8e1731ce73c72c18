import { once } from '../../../once.ts';
import { allKnownWords } from './vocabulary.ts';

/** By letter, 1 to 26: a number of 32 bits that has nothing to do with those of others. */
const weights = Int32Array.from({ length: 27 }, (_, letter) => Math.imul((letter + 1) ** 3 + 7 * letter, 0x9e3779b1));

/** What a lower-case letter adds to a sum. */
export const weightOf = (unit: number): number => weights[unit - 96] ?? 0;

/** One number for the letters of a word, in whichever order they stand: the same for the same letters, seldom for others. */
export function letterSum(word: string): number {
  let sum = 0;
  for (let at = 0; at < word.length; at += 1) sum += weightOf(word.charCodeAt(at));
  return sum | 0;
}

/** The sums of some words as bits, of which so many tell one sum from another. */
export class LetterSums {
  readonly #bits: Uint8Array;
  readonly #shift: number;

  constructor(words: Iterable<string>, bits: number) {
    this.#bits = new Uint8Array(2 ** (bits - 3));
    this.#shift = 32 - bits;
    for (const word of words) {
      const at = this.#placeOf(letterSum(word));
      this.#bits[at >> 3] = (this.#bits[at >> 3] ?? 0) | (1 << (at & 7));
    }
  }

  /** Whether one of the words may have the letters of a sum; if not, none has. */
  mayHave(sum: number): boolean {
    const at = this.#placeOf(sum);
    return ((this.#bits[at >> 3] ?? 0) & (1 << (at & 7))) !== 0;
  }

  #placeOf(sum: number): number {
    return Math.imul(sum ^ (sum >>> 15), 0x85ebca6b) >>> this.#shift;
  }
}

/** Those of the known words: of other sums, one in 24 is taken for one of them. */
export const knownSums = once(() => new LetterSums(allKnownWords(), 18));
