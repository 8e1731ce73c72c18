import type { Span } from '../pattern.ts';
import { pairSum } from './letter-pairs.ts';
import type { Stretch } from './stretches.ts';
import { knownShare } from './vocabulary.ts';

const SHORTEST = 24;
const LONGEST = 4000;
const MOST_RAILS = 4;
/** Units by which a line is judged: in tenths of a bit a unit, then by the share of letters in known words. */
const TRIED = 40;
const SAMPLE = 160;
const LIKELY = 4;
/** Mean units a word, with the space behind it. */
const LONGEST_WORD = 14;
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
  const line = text.slice(start, end);
  if ((line.slice(0, SAMPLE).match(/ /g)?.length ?? 0) * LONGEST_WORD < Math.min(line.length, SAMPLE)) return undefined;
  const least = Math.max(READABLE, knownShare(line.slice(0, SAMPLE)) + GAINED);
  if (least > 1) return undefined;
  for (let rails = 2; rails <= MOST_RAILS; rails += 1) {
    const first = zigzag(line, rails, TRIED);
    if (pairSum(first) < LIKELY * first.length || knownShare(zigzag(line, rails, SAMPLE)) < least) continue;
    return { start, end, text: zigzag(line, rails, line.length) };
  }
  return undefined;
}

/** The first `most` letters of what was read off rail by rail. */
function zigzag(line: string, rails: number, most: number): string {
  // By UTF-16 unit, or by character where there are characters of two units.
  const letters = SURROGATE.test(line) ? [...line] : line;
  const { length } = letters;
  const cycle = 2 * (rails - 1);
  const starts: number[] = [];
  let rest = 0;
  for (let rail = 0; rail < rails; rail += 1) {
    starts.push(rest);
    rest += Math.ceil((length - rail) / cycle);
    if (rail > 0 && rail < rails - 1) rest += Math.ceil((length - (cycle - rail)) / cycle);
  }
  let read = '';
  for (let at = 0; at < most && at < length; at += 1) {
    const step = at % cycle;
    const rail = Math.min(step, cycle - step);
    const round = Math.floor(at / cycle);
    const isEdge = rail === 0 || rail === rails - 1;
    read += letters[(starts[rail] ?? 0) + (isEdge ? round : 2 * round + (step > rail ? 1 : 0))] ?? '';
  }
  return read;
}

const SURROGATE = /[\ud800-\udfff]/;
