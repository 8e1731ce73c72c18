import { lettersAt } from '../english/letter-likeness.ts';
import { knownShareAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

/** The keys of three rows, from left to right, with what stands behind the last letter of each. */
const ROWS = ['qwertyuiop[', 'asdfghjkl;', 'zxcvbnm,'];

const SHORTEST = 20;
const LONGEST = 4000;
const SAMPLE = 160;
/** Share of the units of a line that are letters, at least, where some letters are written as signs. */
const LETTERS = 0.3;
/** Shares of letters in known words: in what is read, at least; and so much more than before. */
const READABLE = 0.6;
const GAINED = 0.3;

/** By unit below U+0080: 1 for what hands on the key to the right never strike, 2 for the same to the left. */
const unstruck = new Uint8Array(128);
/** By unit below U+0080: the letter of the key to the left, and of the key to the right; itself for all others. */
const toLeft = Uint8Array.from({ length: 128 }, (_, unit) => unit);
const toRight = Uint8Array.from(toLeft);
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
export function neighbourKeys(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (const end of lineEnds) {
    if (end - start >= SHORTEST && end - start <= LONGEST) {
      const missing = missingIn(text, start, end);
      const read = missing === 0 ? undefined : readBack(text, start, end, missing);
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

function readBack(text: string, start: number, end: number, missing: number): string | undefined {
  const stop = Math.min(end, start + SAMPLE);
  for (const [hands, keys] of [
    [1, toLeft],
    [2, toRight],
  ] as const) {
    const share = (missing & hands) === 0 ? 0 : knownShareAt(text, start, stop, keys, READABLE);
    if (share < READABLE || share < knownShareAt(text, start, stop) + GAINED) continue;
    if (lettersAt(text, start, stop) >= (stop - start) * LETTERS) return moved(text, start, end, keys);
  }
  return undefined;
}

function moved(text: string, start: number, end: number, keys: Uint8Array): string {
  let read = '';
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    read += String.fromCharCode(unit < 128 ? (keys[unit] ?? unit) : unit);
  }
  return read;
}
