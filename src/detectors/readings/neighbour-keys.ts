import type { Stretch } from './stretches.ts';
import { knownShare } from './vocabulary.ts';

/** The keys of three rows, from left to right, with what stands behind the last letter of each. */
const ROWS = ['qwertyuiop[', 'asdfghjkl;', 'zxcvbnm,'];

const SHORTEST = 20;
const LONGEST = 4000;
const SAMPLE = 160;
/** Shares of letters in known words: in what is read, at least; and so much more than before. */
const READABLE = 0.6;
const GAINED = 0.3;

/** By unit below U+0080: 1 for what hands on the key to the right never strike, 2 for the same to the left. */
const unstruck = new Uint8Array(128);
/** By unit: the letter of the key to the left, and of the key to the right; 0 for all others. */
const toLeft = new Uint8Array(128);
const toRight = new Uint8Array(128);
for (const row of ROWS) {
  const letters = row.length - 1;
  unstruck[row.charCodeAt(0)] = 1;
  unstruck[row.charCodeAt(letters - 1)] = 2;
  for (let at = 0; at < letters; at += 1) {
    toLeft[row.charCodeAt(at + 1)] = row.charCodeAt(at);
    if (at > 0) toRight[row.charCodeAt(at - 1)] = row.charCodeAt(at);
  }
}

/** Lines of a lower-case text that were written with the hands one key to the right of where they belong, or one to the left. */
export function neighbourKeys(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    if (end - start >= SHORTEST && end - start <= LONGEST) {
      const missing = missingIn(text, start, end);
      const read = missing === 0 ? undefined : readBack(text.slice(start, end), missing);
      if (read !== undefined) found.push({ start, end, text: read });
    }
    start = end + 1;
  }
  return found;
}

/** Which hands a line may be by: the sum of those of whose unstruck keys it has none. An ordinary line has some of both soon. */
function missingIn(text: string, start: number, end: number): number {
  let missing = 3;
  for (let index = start; index < end && missing !== 0; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 128) missing &= ~(unstruck[unit] ?? 0);
  }
  return missing;
}

function readBack(line: string, missing: number): string | undefined {
  const least = Math.max(READABLE, knownShare(line.slice(0, SAMPLE)) + GAINED);
  for (const [hands, keys] of [
    [1, toLeft],
    [2, toRight],
  ] as const) {
    if ((missing & hands) !== 0 && knownShare(moved(line.slice(0, SAMPLE), keys)) >= least) return moved(line, keys);
  }
  return undefined;
}

function moved(line: string, keys: Uint8Array): string {
  let read = '';
  for (let index = 0; index < line.length; index += 1) {
    const unit = line.charCodeAt(index);
    const key = unit < 128 ? (keys[unit] ?? 0) : 0;
    read += key === 0 ? (line[index] ?? '') : String.fromCharCode(key);
  }
  return read;
}
