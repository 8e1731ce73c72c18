import { once } from '../../once.ts';
import { countedLetters, countedPairs } from './counted-letters.ts';

/** Letters are 1 to 26; 0 is what stands between words. */
export const SYMBOLS = 27;

/**
 * How much likelier each letter follows another in English words than by chance, in tenths of a bit (binary logarithm), by
 * `first * SYMBOLS + second`.
 */
export const letterPairs = once(() => decoded(countedPairs));

/** How much likelier each letter stands in English words than by chance, in tenths of a bit, by symbol. */
export const letterOdds = once(() => decoded(countedLetters));

const decoded = (base64: string): Int8Array => Int8Array.from(Buffer.from(base64, 'base64'));

/** How English the letters of a lower-case word are, in tenths of a bit. */
export function pairSum(word: string): number {
  const pairs = letterPairs();
  let sum = 0;
  let last = 0;
  for (let index = 0; index <= word.length; index += 1) {
    const unit = word.charCodeAt(index);
    const symbol = unit >= 97 && unit <= 122 ? unit - 96 : 0;
    if (symbol > 0 || last > 0) sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
  }
  return sum;
}
