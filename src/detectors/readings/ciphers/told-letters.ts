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
export function toldLetters(words: SymbolWords, effort: Effort, where: Span): Uint8Array | undefined {
  const { symbols, ends } = words;
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
  const told = solved(words, (units) => effort.spend(units));
  if (told === undefined) return undefined;
  const letters = Uint8Array.from(told, (letter) => (letter === UNTOLD ? 0 : 97 + letter));
  complete(letters, words, counts);
  return readable(letters, words) ? letters : undefined;
}

/** Each symbol that is left stands for the letter that makes the most known words: one that no other stands for, or a capital; or for none. */
function complete(letters: Uint8Array, words: SymbolWords, counts: Uint32Array): void {
  const left = [...counts.keys()].filter((symbol) => letters[symbol] === 0 && (counts[symbol] ?? 0) > 0);
  for (const symbol of left.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))) {
    const unused = ALPHABET.filter((letter) => !letters.includes(letter));
    const some = wordsWith(symbol, words);
    let best = 0;
    let most = knownLetters(letters, some);
    for (const letter of [...unused, ...ALPHABET.filter((used) => letters.includes(used))]) {
      letters[symbol] = letter;
      const known = knownLetters(letters, some);
      if (known <= most) continue;
      best = letter;
      most = known;
    }
    letters[symbol] = best;
  }
}

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => letter.charCodeAt(0));

const readable = (letters: Uint8Array, words: SymbolWords): boolean =>
  knownLetters(letters, words) >= words.symbols.length * READABLE;

/** The words that have a symbol in them. */
function wordsWith(symbol: number, { symbols, ends }: SymbolWords): SymbolWords {
  const some: number[] = [];
  const endsOfSome: number[] = [];
  let start = 0;
  for (const end of ends) {
    const word = symbols.subarray(start, end);
    if (word.includes(symbol)) {
      some.push(...word);
      endsOfSome.push(some.length);
    }
    start = end;
  }
  return { symbols: Uint8Array.from(some), ends: endsOfSome };
}

/** How many letters stand in known words. */
function knownLetters(letters: Uint8Array, { symbols, ends }: SymbolWords): number {
  const tree = knownWords();
  let known = 0;
  let start = 0;
  for (const end of ends) {
    // What stands for no letter at the end of a word is a mark.
    let last = end;
    while (last > start && letters[symbols[last - 1] ?? 0] === 0) last -= 1;
    let node = ROOT;
    for (let at = start; at < last && node !== 0; at += 1) node = tree.step(node, letters[symbols[at] ?? 0] ?? 0);
    if (tree.valueAt(node) > 0) known += last - start;
    start = end;
  }
  return known;
}
