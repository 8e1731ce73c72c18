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
  const line = lineOf(text.slice(start, end));
  const { length } = line;
  const tried = Math.min(TRIED, length);
  let least = 0;
  for (const order of ORDERS) {
    order(length, tried);
    if (!isLikely(line, tried)) continue;
    if (least === 0) least = Math.max(READABLE, knownShareAt(text, start, stop) + GAINED);
    if (least > 1) return undefined;
    if (knownShare(putBack(line, order, SAMPLE)) < least) continue;
    effort.allows(end - start, start, end);
    return { start, end, text: putBack(line, order, length) };
  }
  return undefined;
}

function spacesAt(text: string, start: number, end: number): number {
  let spaces = 0;
  for (let index = start; index < end; index += 1) if (text.charCodeAt(index) === 32) spaces += 1;
  return spaces;
}

/** A line by UTF-16 unit, or by character where there are characters of two units. */
type Line = string | readonly string[];
const lineOf = (written: string): Line => (SURROGATE.test(written) ? [...written] : written);
const SURROGATE = /[\ud800-\udfff]/;

const unitAt = (line: Line, place: number): number =>
  typeof line === 'string' ? line.charCodeAt(place) : (line[place]?.charCodeAt(0) ?? 0);

/** Where in what is written the letters of the line stand, from the first on. */
const places = new Uint16Array(LONGEST);

/** Writes into `places` where the first `most` letters of a line of some length stand. */
type Order = (length: number, most: number) => void;

/** Where the next letter stands of each of the parts that were written one behind the other. */
const next = new Uint16Array(8);

/** Takes letters from parts in turns, again and again. */
function takeTurns(turns: Uint8Array, most: number): void {
  let turn = 0;
  for (let at = 0; at < most; at += 1) {
    const part = turns[turn] ?? 0;
    const place = next[part] ?? 0;
    places[at] = place;
    next[part] = place + 1;
    turn += 1;
    if (turn === turns.length) turn = 0;
  }
}

/** Read off rail by rail. */
function onRails(rails: number): Order {
  const cycle = 2 * (rails - 1);
  const turns = Uint8Array.from({ length: cycle }, (_, step) => Math.min(step, cycle - step));
  return (length, most) => {
    let rest = 0;
    for (let rail = 0; rail < rails; rail += 1) {
      next[rail] = rest;
      rest += Math.ceil((length - rail) / cycle);
      if (rail > 0 && rail < rails - 1) rest += Math.ceil((length - (cycle - rail)) / cycle);
    }
    takeTurns(turns, most);
  };
}

/** Written in lines of so many letters, and read off column by column. */
function inColumns(columns: number): Order {
  const turns = Uint8Array.from({ length: columns }, (_, column) => column);
  return (length, most) => {
    const full = length % columns;
    const rows = Math.floor(length / columns);
    for (let column = 0; column < columns; column += 1) next[column] = column * rows + Math.min(column, full);
    takeTurns(turns, most);
  };
}

/** Every so many letters turned round. */
function inBlocks(size: number): Order {
  return (length, most) => {
    for (let start = 0; start < most; start += size) {
      const last = Math.min(start + size, length) - 1;
      for (let at = 0; at < size && start + at < most; at += 1) places[start + at] = last - at;
    }
  };
}

const ORDERS: readonly Order[] = [
  ...[2, 3, 4].map(onRails),
  ...[3, 4, 5, 6, 7, 8].map(inColumns),
  ...[2, 3, 4, 5].map(inBlocks),
];

/** Whether the first letters follow each other as in English, once they are put back. */
function isLikely(line: Line, most: number): boolean {
  const pairs = letterPairs();
  let sum = 0;
  let last = 0;
  for (let at = 0; at <= most; at += 1) {
    const unit = at < most ? unitAt(line, places[at] ?? 0) : 0;
    const symbol = unit >= 97 && unit <= 122 ? unit - 96 : 0;
    if (symbol > 0 || last > 0) sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
    // Hardly any English begins so.
    if (at === HEAD && sum < 0) return false;
  }
  return sum >= LIKELY * most;
}

const HEAD = 16;

/** The first `most` letters of a line, put back. */
function putBack(line: Line, order: Order, most: number): string {
  const until = Math.min(most, line.length);
  order(line.length, until);
  let read = '';
  for (let at = 0; at < until; at += 1) read += line[places[at] ?? 0] ?? '';
  return read;
}
