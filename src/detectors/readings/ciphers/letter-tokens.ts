import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { SYMBOLS, type SymbolWords } from './substitution.ts';
import { FEWEST_LETTERS, SAMPLE, toldLetters } from './told-letters.ts';

/** Ends a word among tokens that stand for letters each. */
export const BREAK = '';

/** More kinds of tokens are no letters, with capitals and marks. */
const MOST_KINDS = 60;
/** Where no token ends words, one that is so much of all is what stands between them. */
const FEWEST_SPACES = 0.08;
const MOST_SPACES = 0.3;

/** The letter that each token stands for, in lower case; nobody has to tell which is which. What stands for none is left out. */
export function lettersOfTokens(
  given: readonly string[],
  effort: Effort,
  where: Span,
  mostKinds = MOST_KINDS,
): ReadonlyMap<string, string> | undefined {
  const counts = new Map<string, number>();
  for (const token of given.slice(0, SAMPLE)) counts.set(token, (counts.get(token) ?? 0) + 1);
  if (counts.size > mostKinds || given.length < FEWEST_LETTERS) return undefined;
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([token]) => token);
  const between = counts.has(BREAK) ? BREAK : (byCount[0] ?? BREAK);
  const share = (counts.get(between) ?? 0) / Math.min(given.length, SAMPLE);
  if (share < FEWEST_SPACES || share > MOST_SPACES) return undefined;
  const symbolOf = new Map(
    byCount.filter((token) => token !== between).map((token, symbol) => [token, symbol] as const),
  );
  const letters = toldLetters(wordsOf(given, symbolOf), effort, where);
  if (letters === undefined) return undefined;
  return new Map(
    [...symbolOf].flatMap(([token, symbol]) => {
      const letter = letters[symbol] ?? 0;
      return letter === 0 ? [] : [[token, String.fromCharCode(letter)] as const];
    }),
  );
}

/** What tokens say by the letters that they stand for: what stands for none is a space. */
export const spelled = (tokens: readonly string[], letters: ReadonlyMap<string, string>): string =>
  tokens.map((token) => letters.get(token) ?? ' ').join('');

function wordsOf(given: readonly string[], symbolOf: ReadonlyMap<string, number>): SymbolWords {
  const symbols = new Uint8Array(Math.min(given.length, SAMPLE));
  const ends: number[] = [];
  let length = 0;
  for (let at = 0; at < symbols.length; at += 1) {
    const symbol = symbolOf.get(given[at] ?? BREAK) ?? SYMBOLS;
    if (symbol < SYMBOLS) {
      symbols[length] = symbol;
      length += 1;
    } else if (length > (ends.at(-1) ?? 0)) ends.push(length);
  }
  if (length > (ends.at(-1) ?? 0)) ends.push(length);
  return { symbols: symbols.subarray(0, length), ends };
}
