import { weighedWords } from './vocabulary.ts';

/** Letters are 1 to 26; 0 is what stands between words. */
export const SYMBOLS = 27;

let table: Int8Array | undefined;
let odds: Int8Array = new Int8Array(SYMBOLS);

/**
 * How much likelier each letter follows another in English words than by chance, in tenths of a bit (binary logarithm), by
 * `first * SYMBOLS + second`. Counted from the word list when first needed: some four milliseconds.
 */
export function letterPairs(): Int8Array {
  if (table !== undefined) return table;
  const counts = new Float64Array(SYMBOLS * SYMBOLS).fill(1);
  const totals = new Float64Array(SYMBOLS).fill(SYMBOLS);
  const note = (first: number, second: number, weight: number): void => {
    counts[first * SYMBOLS + second] = (counts[first * SYMBOLS + second] ?? 0) + weight;
    totals[first] = (totals[first] ?? 0) + weight;
  };
  for (const [word, weight] of weighedWords()) {
    let last = 0;
    for (let index = 0; index < word.length; index += 1) {
      const letter = word.charCodeAt(index) - 96;
      note(last, letter, weight);
      last = letter;
    }
    note(last, 0, weight);
  }
  odds = oddsOf(totals);
  table = new Int8Array(SYMBOLS * SYMBOLS);
  for (let pair = 0; pair < table.length; pair += 1) {
    const share = (counts[pair] ?? 0) / (totals[Math.floor(pair / SYMBOLS)] ?? 1);
    table[pair] = Math.max(-100, Math.min(100, Math.round(10 * Math.log2(share * SYMBOLS))));
  }
  return table;
}

/** How much likelier each letter stands in English words than by chance, in tenths of a bit, by symbol. */
export function letterOdds(): Int8Array {
  letterPairs();
  return odds;
}

/** From how often each symbol is followed by another, each counted `SYMBOLS` times too often. */
function oddsOf(totals: Float64Array): Int8Array {
  const counts = totals.map((total, symbol) => (symbol === 0 ? 1 : total - SYMBOLS + 1));
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Int8Array.from(counts, (count) => Math.round(10 * Math.log2((count * (SYMBOLS - 1)) / all)));
}

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
