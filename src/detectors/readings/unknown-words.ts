import type { Span } from '../pattern.ts';
import { isUsual } from './letter-likeness.ts';
import { letterOdds } from './letter-pairs.ts';
import { knownWords } from './vocabulary.ts';
import { ROOT } from './word-tree.ts';

/** Words that are judged together, by those with so many letters; an end of a line may part them. */
const LONG_WORD = 4;
const LETTERS_A_PIECE = 40;
const FEWER_LETTERS = 16;
/** In a piece that is strange, unknown words at least; and the share of letters that stand in such. */
const FEWEST_UNKNOWN = 2;
const UNKNOWN = 0.5;
/** Code and addresses have more of their signs than so many units one. */
const SIGNS = 16;
const isSign = new Uint8Array(128);
for (const sign of '{}[]()<>=_/\\;&`') isSign[sign.charCodeAt(0)] = 1;

/** Pieces that are so near to each other, in units, are one. */
const NEAR = 60;

/**
 * Stretches of a lower-case text in which most of the longer words are not English, and the letters are those that English has, in
 * rising order. One pass.
 */
export function unknownWords(text: string): Span[] {
  const tree = knownWords();
  const odds = letterOdds();
  const found: { start: number; end: number }[] = [];
  let from = 0;
  let letters = 0;
  let unknownLetters = 0;
  let unknown = 0;
  let signs = 0;
  // Of all letters, in longer words or not.
  let all = 0;
  let worth = 0;
  let kinds = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const start = index;
    let node = ROOT;
    let unit = index < text.length ? text.charCodeAt(index) : 0;
    while (unit >= 97 && unit <= 122) {
      if (node !== 0) node = tree.step(node, unit);
      worth += odds[unit - 96] ?? 0;
      kinds |= 1 << (unit - 97);
      index += 1;
      unit = index < text.length ? text.charCodeAt(index) : 0;
    }
    const length = index - start;
    all += length;
    if (length >= LONG_WORD) {
      letters += length;
      if (tree.valueAt(node) === 0) {
        unknownLetters += length;
        unknown += 1;
      }
    }
    if (unit < 128) signs += isSign[unit] ?? 0;
    if (letters < (unit === 10 ? FEWER_LETTERS : LETTERS_A_PIECE) && index < text.length) continue;
    if (
      unknown >= FEWEST_UNKNOWN &&
      unknownLetters >= letters * UNKNOWN &&
      signs * SIGNS <= index - from &&
      isUsual(worth, all, kinds)
    ) {
      const last = found.at(-1);
      if (last !== undefined && from - last.end <= NEAR) last.end = index;
      else found.push({ start: from, end: index });
    }
    from = index;
    letters = 0;
    unknownLetters = 0;
    unknown = 0;
    signs = 0;
    all = 0;
    worth = 0;
    kinds = 0;
  }
  return found;
}
