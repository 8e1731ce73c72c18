import { TextUnits } from './text-units.ts';

/** What one pass over a text tells of it, made once for all that ask whether what they look for can stand in it. */
export interface Survey {
  /** By unit below U+0080, how often it stands in it; and at 128, how often any other does. */
  readonly counts: readonly number[];
  /** How many units it has from U+0080 on. */
  readonly others: number;
  /** Its words, of ASCII letters: where each starts and ends by turns, in rising order. */
  readonly words: Int32Array;
  /** Which of its words, by where they start in the list, have no white space and no control between them and the next. */
  readonly touching: readonly number[];
  /** Where each of its lines ends: at a line feed, and the last one at the end of the text. */
  readonly lineEnds: readonly number[];
  /** Stretches without ASCII white space and controls, of at least `LONG` units: where each starts and ends by turns, in rising order. */
  readonly long: readonly number[];
  /** How many stretches of two units and more between single spaces and controls are as long as the one before, at most in a row. */
  readonly even: number;
}

/** Units of the shortest stretch that a survey tells of: most words are shorter. */
export const LONG = 8;

/** What all units that are not ASCII are counted as. */
const OTHER = 128;
const isLetter = new Uint8Array(OTHER + 1).fill(1, 65, 91).fill(1, 97, 123);
const SPACE = 32;
const FEED = 10;

/** So many units are read before the list of words may have to grow. */
const BLOCK = 4096;
/** Where words are written first. It grows up to a bound, and is kept. */
let firstEdges = new Int32Array(4 * BLOCK);
const MOST_KEPT = 32 * BLOCK;
const counted = new Int32Array(OTHER + 1);
const given = new TextUnits();

/** Surveys a text. */
export function surveyOf(text: string): Survey {
  const { length } = text;
  const units = given.of(text);
  counted.fill(0);
  let edges = firstEdges;
  let found = 0;
  let before = 0;
  for (let from = 0; from < length; from += BLOCK) {
    const to = Math.min(length, from + BLOCK);
    if (found + BLOCK >= edges.length) {
      edges = twice(edges);
      if (edges.length <= MOST_KEPT) firstEdges = edges;
    }
    // Each place is written, and kept where letters begin or end: there is no branch that depends on the text.
    for (let index = from; index < to; index += 1) {
      const unit = units[index] ?? 0;
      const symbol = Math.min(unit, OTHER);
      counted[symbol] = (counted[symbol] ?? 0) + 1;
      const letter = isLetter[symbol] ?? 0;
      edges[found] = index;
      found += letter ^ before;
      before = letter;
    }
  }
  edges[found] = length;
  const words = edges.slice(0, found + before);
  const counts = new Array<number>(OTHER + 1);
  for (let symbol = 0; symbol <= OTHER; symbol += 1) counts[symbol] = counted[symbol] ?? 0;
  return { counts, others: counts[OTHER] ?? 0, words, ...betweenWords(units, length, words) };
}

function twice(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(list.length * 2);
  longer.set(list);
  return longer;
}

/** What white space tells, which stands between words: lines, and long stretches without any. */
function betweenWords(
  units: Uint16Array,
  length: number,
  words: Int32Array,
): Pick<Survey, 'touching' | 'lineEnds' | 'long' | 'even'> {
  const touching: number[] = [];
  const lineEnds: number[] = [];
  const long: number[] = [];
  let even = 0;
  let inRow = 0;
  let last = 0;
  let start = 0;
  let at = 0;
  for (let word = 0; word <= words.length; word += 2) {
    const end = word < words.length ? (words[word] ?? 0) : length;
    const before = start;
    for (; at < end; at += 1) {
      const unit = units[at] ?? 0;
      if (unit > SPACE) continue;
      if (unit === FEED) lineEnds.push(at);
      const size = at - start;
      if (size >= LONG) long.push(start, at);
      inRow = size === last && size > 1 ? inRow + 1 : 0;
      if (inRow > even) even = inRow;
      last = size;
      start = at + 1;
    }
    if (word === words.length) break;
    if (start === before && word > 0) touching.push(word - 2);
    at = words[word + 1] ?? 0;
  }
  if (length - start >= LONG) long.push(start, length);
  lineEnds.push(length);
  if (length - start === last && last > 1) even = Math.max(even, inRow + 1);
  return { touching, lineEnds, long, even };
}

/** The survey of a normalised text in lower case, from that of the text as it is written. */
export function surveyInLowerCase(lower: string, written: Survey): Survey {
  // Where as many units are ASCII, no look-alike was read as another, and letters differ in their case alone.
  return written.others === 0 || othersIn(lower) === written.others ? inLowerCase(written) : surveyOf(lower);
}

function othersIn(text: string): number {
  const units = given.of(text);
  let others = 0;
  for (let index = 0; index < text.length; index += 1) if ((units[index] ?? 0) >= OTHER) others += 1;
  return others;
}

function inLowerCase(written: Survey): Survey {
  const { counts } = written;
  const lower = counts.slice();
  for (let unit = 65; unit <= 90; unit += 1) {
    lower[unit + 32] = (counts[unit + 32] ?? 0) + (counts[unit] ?? 0);
    lower[unit] = 0;
  }
  return { ...written, counts: lower };
}

/** Where a word starts or ends, by its place in the list of words; 0 behind the last. */
export function edgeAt(words: Int32Array, place: number): number {
  return words[place] ?? 0;
}

/** How often one of some ASCII signs stands in a text. */
export function countOf({ counts }: Survey, signs: string): number {
  let count = 0;
  for (let at = 0; at < signs.length; at += 1) count += counts[signs.charCodeAt(at)] ?? 0;
  return count;
}

/** Whether each unit of some ASCII signs stands somewhere in a text. */
export function hasUnitsOf({ counts }: Survey, signs: string): boolean {
  for (let at = 0; at < signs.length; at += 1) if (counts[signs.charCodeAt(at)] === 0) return false;
  return true;
}
