import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { ROOT } from '../english/packed-tree.ts';
import { knownWords } from '../english/vocabulary.ts';
import { SYMBOLS, type SymbolWords, solved, UNTOLD } from './substitution.ts';

/** Fewer letters fit some words by chance. */
export const FEWEST_LETTERS = 24;
/** Letters of a long text by which the alphabet is told. */
export const SAMPLE = 320;
/** What telling an alphabet takes beside the words that are tried, in units that are read. */
const TELLING = 800;

/** Two letters of an English text are the same so often, two of a code less; where capitals have signs of their own, two are less often. */
const SAME = 0.042;
const SAME_WITH_CAPITALS = 0.03;
const WITH_CAPITALS = 28;
/** Mean letters a word, in tenths. */
const SHORT_WORDS = 25;
const LONG_WORDS = 85;
/** Kinds of letters that a text in an alphabet has at least. */
const FEWEST_KINDS = 9;
/** Share of letters in known words. */
const READABLE = 0.52;

/**
 * The letter by symbol, in codes of lower-case ASCII, where words in unknown symbols read as English; 0 for what is not told.
 *
 * @param where of the text that they stand in
 */
export function toldLetters(given: SymbolWords, effort: Effort, where: Span): Uint8Array | undefined {
  const { symbols, ends } = given;
  const { length } = symbols;
  if (length < FEWEST_LETTERS || length * 10 < ends.length * SHORT_WORDS || length * 10 > ends.length * LONG_WORDS)
    return undefined;
  const counts = new Uint32Array(SYMBOLS);
  for (const symbol of symbols) counts[symbol] = (counts[symbol] ?? 0) + 1;
  let same = 0;
  let kinds = 0;
  for (const count of counts) {
    same += count * (count - 1);
    if (count > 0) kinds += 1;
  }
  if (kinds < FEWEST_KINDS || same < (kinds >= WITH_CAPITALS ? SAME_WITH_CAPITALS : SAME) * length * (length - 1))
    return undefined;
  if (!effort.allows(TELLING, where.start, where.end)) return undefined;
  const told = solved(given, (units) => effort.spend(units));
  if (told === undefined) return undefined;
  const letters = Uint8Array.from(told, (letter) => (letter === UNTOLD ? 0 : 97 + letter));
  const words = { symbols, words: spansOf(ends) };
  complete(letters, words, counts);
  return knownLetters(letters, words) >= length * READABLE ? letters : undefined;
}

/** Each symbol that is left stands for the letter that makes the most known words: one that no other stands for, or a capital; or for none. */
function complete(letters: Uint8Array, { symbols, words }: Words, counts: Uint32Array): void {
  const left = [...counts.keys()].filter((symbol) => letters[symbol] === 0 && (counts[symbol] ?? 0) > 0);
  const isUsed = new Set(letters);
  for (const symbol of left.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))) {
    const some = {
      symbols,
      words: words.filter(({ start, end }) => isBetween(symbols.indexOf(symbol, start), start, end)),
    };
    let best = 0;
    let most = knownLetters(letters, some);
    for (const isOther of [false, true]) {
      for (const letter of ALPHABET) {
        if (isUsed.has(letter) !== isOther) continue;
        letters[symbol] = letter;
        const known = knownLetters(letters, some);
        if (known <= most) continue;
        best = letter;
        most = known;
      }
    }
    letters[symbol] = best;
    isUsed.add(best);
  }
}

const isBetween = (at: number, start: number, end: number): boolean => at >= start && at < end;

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => letter.charCodeAt(0));

/** Symbols, and where words stand in them. */
interface Words {
  readonly symbols: Uint8Array;
  readonly words: readonly Span[];
}

const spansOf = (ends: readonly number[]): Span[] => ends.map((end, nth) => ({ start: ends[nth - 1] ?? 0, end }));

/** How many letters stand in known words. */
function knownLetters(letters: Uint8Array, { symbols, words }: Words): number {
  const tree = knownWords();
  let known = 0;
  for (const { start, end } of words) {
    // What stands for no letter at the end of a word is a mark.
    let last = end;
    while (last > start && letters[symbols[last - 1] ?? 0] === 0) last -= 1;
    let node = ROOT;
    for (let at = start; at < last && node !== 0; at += 1) node = tree.step(node, letters[symbols[at] ?? 0] ?? 0);
    if (tree.valueAt(node) > 0) known += last - start;
  }
  return known;
}
