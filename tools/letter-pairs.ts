import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SYMBOLS } from '../src/detectors/readings/english/letter-pairs.ts';
import { weighedWords } from '../src/detectors/readings/english/vocabulary.ts';

export interface CountedLetters {
  /** By `first * SYMBOLS + second`, in tenths of a bit above chance. */
  readonly pairs: Int8Array;
  /** By symbol, in the same. */
  readonly letters: Int8Array;
}

/** Counts letters and their pairs in the words that the package holds, the usual ones more often. */
export function countLetters(): CountedLetters {
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
  const pairs = Int8Array.from(counts, (count, pair) => {
    const share = count / (totals[Math.floor(pair / SYMBOLS)] ?? 1);
    return Math.max(-100, Math.min(100, Math.round(10 * Math.log2(share * SYMBOLS))));
  });
  return { pairs, letters: oddsOf(totals) };
}

/** From how often each symbol is followed by another, each counted `SYMBOLS` times too often. */
function oddsOf(totals: Float64Array): Int8Array {
  const counts = totals.map((total, symbol) => (symbol === 0 ? 1 : total - SYMBOLS + 1));
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Int8Array.from(counts, (count) => Math.round(10 * Math.log2((count * (SYMBOLS - 1)) / all)));
}

/** `node tools/letter-pairs.ts` writes src/detectors/readings/english/counted-letters.ts, where the list of words has changed. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { pairs, letters } = countLetters();
  const literal = (counted: Int8Array): string =>
    (
      Buffer.from(counted)
        .toString('base64')
        .match(/.{1,120}/g) ?? []
    )
      .map((line) => `  '${line}'`)
      .join(' +\n');
  writeFileSync(
    new URL('../src/detectors/readings/english/counted-letters.ts', import.meta.url),
    `/** Written by tools/letter-pairs.ts: how often letters and their pairs stand in English words. Bytes in base64. */
export const countedPairs =
${literal(pairs)};

export const countedLetters = ${literal(letters).trim()};
`,
  );
}
