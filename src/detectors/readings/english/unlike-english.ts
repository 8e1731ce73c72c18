import type { Span } from '../../pattern.ts';
import { areUsual, MOVED } from './letter-likeness.ts';
import { letterPairs, SYMBOLS } from './letter-pairs.ts';
import { ROOT } from './packed-tree.ts';
import { type Ciphered, cipherOf, END_DOUBT, isStrange, MANY_SIGNS, signWeight } from './strange-letters.ts';
import { knownWords } from './vocabulary.ts';
import { isOfCode } from './words-of-code.ts';

/** What of a text is unlike English: pieces of it, each kind in rising order. */
export interface Unlike {
  /** Letters follow each other as in English once they are put back. */
  readonly ciphered: readonly Ciphered[];
  /** Letters do not, seldom follow each other so in any language, and most stand in unknown words. */
  readonly exchanged: readonly Span[];
  /** Letters do not, and words are unknown; or signs that may stand for letters are among them. */
  readonly misspelt: readonly Span[];
  /** Most of the longer words are unknown, and no part of code; the letters are those that English has. */
  readonly unknown: readonly Span[];
  /** Most of the longer words are unknown, and the letters may stand in another order than they did. */
  readonly jumbled: readonly Span[];
}

/** Letters that are judged together: fewer say little, more blur where a disguise begins. */
const LETTERS_A_PIECE = 24;
/** At the end of a line and behind a colon, where something else may begin, fewer do. */
const FEWER_LETTERS = 12;
/** Letters of unknown words that may be misspelt, at least. */
const FEWEST_FREE = 4;

/** Share of the letters that stand in unknown words, and mean tenths of a bit a letter, at most, where letters were exchanged for others. */
const EXCHANGED_UNKNOWN = 0.6;
const EXCHANGED = 4;

/** Words are judged together, by those with so many letters, until these have so many; an end of a line may part them. */
const LONG_WORD = 4;
const LETTERS_OF_WORDS = 40;
const FEWER_OF_WORDS = 16;
/** In a piece that is strange, unknown words at least; and the share of letters that stand in such. */
const FEWEST_UNKNOWN = 2;
const UNKNOWN = 0.5;
/** Code and addresses have more of their signs than so many units one. */
const SIGNS = 16;

/** By unit below U+0080, as bits: what may stand for a letter, what code has more of than prose, and where something else may begin. */
const FOR_LETTER = 1;
const OF_CODE = 2;
const ENDS_PIECE = 4;
const LINE_FEED = 10;
const kinds = new Uint8Array(128);
for (const [signs, kind] of [
  ['0123456789@$!|+(#-', FOR_LETTER],
  ['{}[]()<>=_/\\;&`', OF_CODE],
  ['\n:', ENDS_PIECE],
] as const)
  for (let at = 0; at < signs.length; at += 1) kinds[signs.charCodeAt(at)] = (kinds[signs.charCodeAt(at)] ?? 0) | kind;

/** Finds what is unlike English in one pass over a lower-case text. */
export function unlikeEnglish(text: string): Unlike {
  const pairs = letterPairs();
  const tree = knownWords();
  const { length } = text;
  const ciphered: Ciphered[] = [];
  const exchanged: Span[] = [];
  const misspelt: Span[] = [];
  const unknown: Span[] = [];
  const jumbled: Span[] = [];
  // Of a piece that is judged by its letters.
  let from = 0;
  let letters = 0;
  let worth = 0;
  let signs = 0;
  let free = 0;
  // Of a piece that is judged by its words; all but the first two of the longer ones among them.
  let fromWord = 0;
  let inWords = 0;
  let worthOfWords = 0;
  let inLong = 0;
  let longUnknown = 0;
  let inUnknown = 0;
  let longFree = 0;
  let inFree = 0;
  let codeSigns = 0;
  for (let index = 0; index <= length; index += 1) {
    const start = index;
    let node = ROOT;
    let sum = 0;
    let last = 0;
    let unit = index < length ? text.charCodeAt(index) : 0;
    while (unit >= 97 && unit <= 122) {
      const symbol = unit - 96;
      sum += pairs[last * SYMBOLS + symbol] ?? 0;
      last = symbol;
      if (node !== 0) node = tree.step(node, unit);
      index += 1;
      unit = index < length ? text.charCodeAt(index) : 0;
    }
    const count = index - start;
    const kind = unit < 128 ? (kinds[unit] ?? 0) : 0;
    const isLast = index >= length;
    if (count === 0 && kind === 0 && !isLast) continue;
    if (count > 0) {
      sum += pairs[last * SYMBOLS] ?? 0;
      letters += count;
      worth += sum;
      inWords += count;
      worthOfWords += sum;
      const isLong = count >= LONG_WORD;
      if (isLong) inLong += count;
      if (count > 1 && tree.valueAt(node) === 0) {
        const isFree = !isOfCode(text, start, index);
        if (isFree) free += count;
        if (isLong) {
          longUnknown += 1;
          inUnknown += count;
        }
        if (isLong && isFree) {
          longFree += 1;
          inFree += count;
        }
      }
    }
    if ((kind & FOR_LETTER) !== 0) signs += signWeight(text, index);
    if ((kind & OF_CODE) !== 0) codeSigns += 1;
    if (isLast || (count > 0 && letters >= ((kind & ENDS_PIECE) === 0 ? LETTERS_A_PIECE : FEWER_LETTERS))) {
      const piece = { start: from, end: index };
      const isUnlike = isStrange(letters, isLast ? worth - END_DOUBT : worth);
      const cipher = isUnlike ? cipherOf(text, piece, worth / letters) : undefined;
      if (cipher !== undefined) ciphered.push({ ...piece, cipher });
      else if (isUnlike && free >= letters * EXCHANGED_UNKNOWN && worth < letters * EXCHANGED) exchanged.push(piece);
      if (signs >= MANY_SIGNS || (isUnlike && free >= FEWEST_FREE)) misspelt.push(piece);
      from = index;
      letters = 0;
      worth = 0;
      signs = 0;
      free = 0;
    }
    if (isLast || inLong >= (unit === LINE_FEED ? FEWER_OF_WORDS : LETTERS_OF_WORDS)) {
      const isUnknown = longUnknown >= FEWEST_UNKNOWN && inUnknown >= inLong * UNKNOWN;
      if (isUnknown && codeSigns * SIGNS <= index - fromWord && areUsual(text, fromWord, index)) {
        const piece = { start: fromWord, end: index };
        if (worthOfWords < inWords * MOVED) jumbled.push(piece);
        if (longFree >= FEWEST_UNKNOWN && inFree >= inLong * UNKNOWN) unknown.push(piece);
      }
      fromWord = index;
      inWords = 0;
      worthOfWords = 0;
      inLong = 0;
      longUnknown = 0;
      inUnknown = 0;
      longFree = 0;
      inFree = 0;
      codeSigns = 0;
    }
  }
  return { ciphered, exchanged, misspelt, unknown, jumbled };
}
