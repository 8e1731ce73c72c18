import type { Span } from '../../pattern.ts';
import { Effort } from '../effort.ts';
import { mayBeMoved } from '../english/letter-likeness.ts';
import { letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { knownShare, knownShareAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

const SHORTEST = 24;
const LONGEST = 4000;
/** Units by which a line is judged: in tenths of a bit a unit, then by the share of letters in known words. */
const TRIED = 40;
const SAMPLE = 160;
const LIKELY = 4;
/** Mean units a word, with the space behind it. */
const LONGEST_WORD = 14;
const READABLE = 0.65;
const GAINED = 0.3;
/** What it takes to try a line, in units that are read. */
const TRYING = 16;

/**
 * What stands in a lower-case text in letters that were put in another order: written in zigzag over two to four rails or in three to
 * eight columns, and read off rail by rail or column by column, or turned round two to five at a time. All of it, or lines of it. Only
 * what is strange, as `strange` tells in rising order, is tried.
 */
export function railFence(text: string, strange: readonly Span[], effort = new Effort()): Stretch[] {
  const [first] = strange;
  if (first === undefined) return [];
  if (text.length <= LONGEST && first.start <= text.length / 2) {
    const all = readOff(text, { start: 0, end: text.length }, effort);
    if (all !== undefined) return [all];
  }
  const found: Stretch[] = [];
  let last = 0;
  for (const span of strange) {
    for (let at = Math.max(last, span.start); at < span.end; at = last) {
      const start = text.lastIndexOf('\n', at - 1) + 1;
      const feed = text.indexOf('\n', at);
      const end = feed === -1 ? text.length : feed;
      last = end + 1;
      const read = start === 0 && end === text.length ? undefined : readOff(text, { start, end }, effort);
      if (read !== undefined) found.push(read);
    }
  }
  return found;
}

function readOff(text: string, { start, end }: Span, effort: Effort): Stretch | undefined {
  if (end - start < SHORTEST || end - start > LONGEST) return undefined;
  const stop = Math.min(end, start + SAMPLE);
  if (spacesAt(text, start, stop) * LONGEST_WORD < stop - start || !mayBeMoved(text, start, stop)) return undefined;
  if (!effort.allows(TRYING, start, end)) return undefined;
  const written = text.slice(start, end);
  // By UTF-16 unit, or by character where there are characters of two units.
  const line = SURROGATE.test(written) ? [...written] : written;
  let least = 0;
  for (const order of ORDERS) {
    const places = order(line.length);
    if (!isLikely(line, places)) continue;
    if (least === 0) least = Math.max(READABLE, knownShareAt(text, start, stop) + GAINED);
    if (knownShare(zigzag(line, places, SAMPLE)) < least) continue;
    effort.allows(end - start, start, end);
    return { start, end, text: zigzag(line, places, line.length) };
  }
  return undefined;
}

function spacesAt(text: string, start: number, end: number): number {
  let spaces = 0;
  for (let index = start; index < end; index += 1) if (text.charCodeAt(index) === 32) spaces += 1;
  return spaces;
}

/** Where in what is written a letter of the line stands. */
type PlaceOf = (at: number) => number;

/** Read off rail by rail. */
function onRails(length: number, rails: number): PlaceOf {
  const cycle = 2 * (rails - 1);
  const starts: number[] = [];
  let rest = 0;
  for (let rail = 0; rail < rails; rail += 1) {
    starts.push(rest);
    rest += Math.ceil((length - rail) / cycle);
    if (rail > 0 && rail < rails - 1) rest += Math.ceil((length - (cycle - rail)) / cycle);
  }
  return (at) => {
    const step = at % cycle;
    const rail = Math.min(step, cycle - step);
    const round = Math.floor(at / cycle);
    const isEdge = rail === 0 || rail === rails - 1;
    return (starts[rail] ?? 0) + (isEdge ? round : 2 * round + (step > rail ? 1 : 0));
  };
}

/** Written in lines of so many letters, and read off column by column. */
function inColumns(length: number, columns: number): PlaceOf {
  const full = length % columns;
  const rows = Math.floor(length / columns);
  return (at) => {
    const column = at % columns;
    return column * rows + Math.min(column, full) + Math.floor(at / columns);
  };
}

/** Every so many letters turned round. */
function inBlocks(length: number, size: number): PlaceOf {
  return (at) => {
    const start = at - (at % size);
    return Math.min(start + size, length) - 1 - (at - start);
  };
}

const ORDERS: readonly ((length: number) => PlaceOf)[] = [
  ...[2, 3, 4].map((rails) => (length: number) => onRails(length, rails)),
  ...[3, 4, 5, 6, 7, 8].map((columns) => (length: number) => inColumns(length, columns)),
  ...[2, 3, 4, 5].map((size) => (length: number) => inBlocks(length, size)),
];

type Line = string | readonly string[];

/** Whether the first letters follow each other as in English, once they are put back. */
function isLikely(line: Line, placeOf: PlaceOf): boolean {
  const pairs = letterPairs();
  const most = Math.min(TRIED, line.length);
  let sum = 0;
  let last = 0;
  for (let at = 0; at <= most; at += 1) {
    const unit = at < most ? (line[placeOf(at)]?.charCodeAt(0) ?? 0) : 0;
    const symbol = unit >= 97 && unit <= 122 ? unit - 96 : 0;
    if (symbol > 0 || last > 0) sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
    // Hardly any English begins so.
    if (at === HEAD && sum < 0) return false;
  }
  return sum >= LIKELY * most;
}

const HEAD = 16;

/** The first `most` letters of what was put in another order. */
function zigzag(line: Line, placeOf: PlaceOf, most: number): string {
  let read = '';
  for (let at = 0; at < most && at < line.length; at += 1) read += line[placeOf(at)] ?? '';
  return read;
}

const SURROGATE = /[\ud800-\udfff]/;
