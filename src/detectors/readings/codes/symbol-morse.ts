import { knownShare } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { fromSignals } from './rare-codes.ts';

/** Rows of symbols, with spaces or strokes between them. */
const ROWS =
  /(?:[\u2190-\u2bff]|[\ud83c-\ud83e][\udc00-\udfff])(?:[\u2190-\u2bff]|[\ud83c-\ud83e][\udc00-\udfff]|[ /|\n]){19,8000}/g;
/** Share of the symbols that are one of two: some rows have a third for what Morse has no sign for. */
const OF_TWO = 0.9;
/** Share of letters in known words. */
const SURE = 0.5;

/** Stretches in Morse code with two symbols for dots and dashes, whichever they are. */
export function symbolMorse(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { 0: row, index } of text.matchAll(ROWS)) {
    const read = fromSymbols(row);
    if (read !== undefined) found.push({ start: index, end: index + row.length, text: read });
  }
  return found;
}

function fromSymbols(row: string): string | undefined {
  const counts = new Map<string, number>();
  let symbols = 0;
  for (const symbol of row) {
    if (BETWEEN.has(symbol)) continue;
    counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    symbols += 1;
  }
  const [first, second] = [...counts].sort((a, b) => b[1] - a[1]);
  if (first === undefined || second === undefined || first[1] + second[1] < symbols * OF_TWO) return undefined;
  const readings = ['.-', '-.'].map((signals) => {
    const written = row.replaceAll(first[0], signals.charAt(0)).replaceAll(second[0], signals.charAt(1));
    return fromSignals(written.replace(OTHERS, '')) ?? '';
  });
  return readings.find((read) => read !== '' && knownShare(read) >= SURE);
}

const BETWEEN: ReadonlySet<string> = new Set([' ', '/', '|', '\n']);
const OTHERS = /[^.\- /|\n]/g;
