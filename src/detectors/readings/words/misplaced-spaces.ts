import type { Span } from '../../pattern.ts';
import { Effort } from '../effort.ts';
import { mayBeCut } from '../english/letter-likeness.ts';
import { strangeParts } from '../english/strange-parts.ts';
import { knownShareAt, wordStarts } from '../english/vocabulary.ts';
import { textOf } from '../folded-text.ts';
import type { Stretch } from '../stretches.ts';

const FEWEST_LETTERS = 16;
const FEWEST_SPACES = 4;
/** Code has more signs than so many units one, and leaves more letters alone than one in so many words. */
const SIGNS = 6;
const SINGLES = 4;
/** Shares of letters in known words: in the words as they are cut, at least; and so much more than before. */
const READABLE = 0.8;
const GAINED = 0.3;
/** Mean letters a word: chance cuts letters into shorter ones. */
const MEAN_LETTERS = 3.2;
/** The same in a sample, and so many words for each single letter: less is asked of it, as it may end inside of a word. */
const SAMPLE_LETTERS = 2.2;
const SAMPLE_SINGLES = 2.5;
/** Most of the spaces of ordinary text stand between words that are cut: a share of them, at most. */
const IN_PLACE = 0.6;
/** Units that are tried before a part is. */
const TRIED = 60;
const DOUBT = 0.15;
/** What it takes to cut words, for each unit. */
const CUTTING = 1.25;

/** By unit below U+0080, as counts in one number: letters, spaces, and signs that prose has not. */
const LETTER = 1;
const SPACES = 1 << 8;
const OF_CODE = 1 << 16;
const countedAs = new Uint32Array(128).fill(LETTER, 97, 123);
countedAs[32] = SPACES;
for (const sign of '{}[]<>=;*_`/\\') countedAs[sign.charCodeAt(0)] = OF_CODE;
const MOST_OF_CODE = 1;

/** Stretches of a lower-case text that are English once its letters are put together and cut into words anew. */
export function misplacedSpaces(text: string, strange: readonly Span[], effort = new Effort()): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of strangeParts(text, strange)) {
    const read = cutAnew(text, start, end, effort);
    if (read !== undefined) found.push({ start, end, text: read });
  }
  return found;
}

function cutAnew(text: string, start: number, end: number, effort: Effort): string | undefined {
  const stop = Math.min(end, start + TRIED);
  if (stop - start < FEWEST_LETTERS + FEWEST_SPACES || !isProse(text, start, stop)) return undefined;
  const share = knownShareAt(text, start, stop);
  if (share + GAINED > 1 || !mayBeCut(text, start, stop)) return undefined;
  if (!effort.allows((stop - start) * CUTTING, start, end)) return undefined;
  const sample = cutsIn(text, start, stop);
  if (!areWords(sample, SAMPLE_LETTERS, SAMPLE_SINGLES, Math.max(READABLE, share + GAINED) - DOUBT)) return undefined;
  effort.allows((end - start) * CUTTING, start, end);
  const cuts = stop === end ? sample : cutsIn(text, start, end);
  const before = stop === end ? share : knownShareAt(text, start, end);
  if (!areWords(cuts, MEAN_LETTERS, SINGLES, Math.max(READABLE, before + GAINED))) return undefined;
  const read = cut(text, start, end);
  return spacesInPlace(text, start, end, read) <= IN_PLACE ? read : undefined;
}

/** Whether a sample has letters enough to tell, spaces, few other signs and hardly one of code. */
function isProse(text: string, start: number, end: number): boolean {
  let counts = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    counts += unit < 128 ? (countedAs[unit] ?? 0) : 0;
  }
  const letters = counts & 0xff;
  const spaces = (counts >> 8) & 0xff;
  const units = end - start - spaces;
  return (
    counts >> 16 <= MOST_OF_CODE &&
    spaces >= FEWEST_SPACES &&
    letters >= FEWEST_LETTERS &&
    (units - letters) * SIGNS <= units
  );
}

/** The share of the spaces of a text that stand where one stands once it is cut anew. */
function spacesInPlace(text: string, start: number, end: number, read: string): number {
  let spaces = 0;
  let same = 0;
  let at = 0;
  for (let index = start; index < end; index += 1) {
    const isSpace = text.charCodeAt(index) === SPACE;
    const stands = read.charCodeAt(at) === SPACE;
    if (isSpace) {
      spaces += 1;
      if (stands) same += 1;
    } else at += stands ? 2 : 1;
  }
  return same / spaces;
}

const SPACE = 32;

/** The units of a part without its spaces, and the same cut into words: each of them with a space behind it at most. */
let glued = new Uint16Array(512);
let written = new Uint16Array(1024);

/** Puts a part without its spaces into `glued`, and gives how many units that are. */
function glue(text: string, start: number, end: number): number {
  if (end - start > glued.length) {
    glued = new Uint16Array((end - start) * 2);
    written = new Uint16Array((end - start) * 4);
  }
  let length = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === SPACE) continue;
    glued[length] = unit;
    length += 1;
  }
  return length;
}

/** What a part is cut into: known words, and letters alone. */
interface Cuts {
  readonly letters: number;
  readonly words: number;
  /** Words that are a letter alone, but for `a` and `i`. */
  readonly singles: number;
}

/** Whether so many of the letters, at least, are in words that are long enough, and few of these single letters. */
const areWords = ({ letters, words, singles }: Cuts, mean: number, perSingle: number, least: number): boolean =>
  singles * perSingle <= words && letters >= words * mean && letters - singles >= letters * least;

/** Cuts a part anew, without writing its words. */
function cutsIn(text: string, start: number, end: number): Cuts {
  const length = glue(text, start, end);
  let letters = 0;
  let words = 0;
  let singles = 0;
  for (let at = 0; at < length; at += 1) {
    const from = at;
    while (at < length && isLetter(glued[at] ?? 0)) at += 1;
    if (at === from) continue;
    const starts = wordStarts(glued, from, at);
    letters += at - from;
    for (let wordStart = from; wordStart < at; ) {
      let wordEnd = wordStart + 1;
      while (wordEnd < at && starts[wordEnd - from] !== 1) wordEnd += 1;
      words += 1;
      if (wordEnd - wordStart === 1 && !isSingleWord(glued[wordStart] ?? 0)) singles += 1;
      wordStart = wordEnd;
    }
  }
  return { letters, words, singles };
}

/** A part without its spaces, its letters cut into words, and a space behind punctuation that stands before them. */
function cut(text: string, start: number, end: number): string {
  const length = glue(text, start, end);
  let to = 0;
  for (let at = 0; at < length; ) {
    const from = at;
    while (at < length && isLetter(glued[at] ?? 0)) at += 1;
    if (from > 0 && at > from && BEFORE_WORDS.has(glued[from - 1] ?? 0)) {
      written[to] = SPACE;
      to += 1;
    }
    const starts = at > from ? wordStarts(glued, from, at) : NONE;
    for (let index = from; index < at; index += 1) {
      if (index > from && starts[index - from] === 1) {
        written[to] = SPACE;
        to += 1;
      }
      written[to] = glued[index] ?? 0;
      to += 1;
    }
    if (at === length) break;
    written[to] = glued[at] ?? 0;
    to += 1;
    at += 1;
  }
  return textOf(written, to);
}

const NONE = new Uint8Array(0);
const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;
const BEFORE_WORDS: ReadonlySet<number> = new Set([...',.:;!?'].map((sign) => sign.charCodeAt(0)));

/** Whether a letter alone is a word: `a` or `i`. */
const isSingleWord = (unit: number): boolean => unit === 97 || unit === 105;
