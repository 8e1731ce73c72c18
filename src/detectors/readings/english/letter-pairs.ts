import { once } from '../../../once.ts';
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

/** By unit below U+0080: its symbol, of letters in either case. */
const symbols = new Uint8Array(128);
for (let letter = 1; letter < SYMBOLS; letter += 1) symbols[64 + letter] = symbols[96 + letter] = letter;

/** How English the letters of what stands in a text from `start` to `end` are, in either case, in tenths of a bit. */
export function pairSum(text: string, start = 0, end = text.length): number {
  const pairs = letterPairs();
  let sum = 0;
  let last = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    const symbol = unit < 128 ? (symbols[unit] ?? 0) : 0;
    if (symbol > 0 || last > 0) sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
  }
  return last > 0 ? sum + (pairs[last * SYMBOLS] ?? 0) : sum;
}
