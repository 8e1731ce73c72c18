import type { Span } from '../pattern.ts';
import { pairSum } from './letter-pairs.ts';
import type { Stretch } from './stretches.ts';
import { knownShare } from './vocabulary.ts';

const SHORTEST = 24;
const LONGEST = 4000;
const MOST_RAILS = 4;
/** Units by which a line is judged: in tenths of a bit a unit, then by the share of letters in known words. */
const SAMPLE = 160;
const LIKELY = 4;
const READABLE = 0.65;
const GAINED = 0.3;

/**
 * What stands in a lower-case text in letters that were written in zigzag over two to four rails and read off rail by rail: all of it,
 * or lines of it. Only what is strange, as `strange` tells in rising order, is tried.
 */
export function railFence(text: string, strange: readonly Span[]): Stretch[] {
  const [first] = strange;
  if (first === undefined) return [];
  if (text.length <= LONGEST && first.start <= text.length / 2) {
    const all = readOff(text, { start: 0, end: text.length });
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
      const read = start === 0 && end === text.length ? undefined : readOff(text, { start, end });
      if (read !== undefined) found.push(read);
    }
  }
  return found;
}

function readOff(text: string, { start, end }: Span): Stretch | undefined {
  if (end - start < SHORTEST || end - start > LONGEST) return undefined;
  const letters = [...text.slice(start, end)];
  const least = Math.max(READABLE, knownShare(text.slice(start, Math.min(end, start + SAMPLE))) + GAINED);
  for (let rails = 2; rails <= MOST_RAILS; rails += 1) {
    const places = zigzag(letters.length, rails);
    const sample = inOrder(letters, places, SAMPLE);
    if (pairSum(sample) < LIKELY * sample.length || knownShare(sample) < least) continue;
    return { start, end, text: inOrder(letters, places, letters.length) };
  }
  return undefined;
}

/** Where each letter of a text stands once it is read off rail by rail. */
function zigzag(length: number, rails: number): Uint16Array {
  const places = new Uint16Array(length);
  const cycle = 2 * (rails - 1);
  let place = 0;
  for (let rail = 0; rail < rails; rail += 1) {
    for (let at = rail; at < length; at += cycle) {
      places[at] = place;
      place += 1;
      const back = at + cycle - 2 * rail;
      if (rail === 0 || rail === rails - 1 || back >= length) continue;
      places[back] = place;
      place += 1;
    }
  }
  return places;
}

function inOrder(letters: readonly string[], places: Uint16Array, most: number): string {
  let read = '';
  for (let at = 0; at < most && at < places.length; at += 1) read += letters[places[at] ?? 0] ?? '';
  return read;
}
