import { knownShare } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { type Survey, surveyOf } from '../survey.ts';
import { readable } from './byte-text.ts';

const BEGIN = /begin [0-7]{3,4} [^\n]{1,200}\n/y;
const LINE = /[!-M][ -`]{4,84}(?=\r?\n|$)/y;
/** The same in the alphabet of xxencode. */
const OTHER_LINE = /[+\-0-9A-Za-z]{5,85}(?=\r?\n|$)/y;
const OTHER_ALPHABET = '+-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LEAD = 'begin ';
/** Lines without a frame, of which the first is whole: it says that it holds 45 bytes, or less where it is the only one. */
const BARE = /(?:M[ -`]{60}\r?\n){0,2000}[!-M][ -`]{16,60}(?=\r?\n|$)/y;

/** Files in the coding of uuencode, from `begin 644 name` on, or lines of it alone, and such files in xxencode. See POSIX, uuencode. */
export function uuencoded(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf(LEAD); at !== -1; ) {
    BEGIN.lastIndex = at;
    let end = at + LEAD.length;
    if (BEGIN.test(text)) {
      const start = BEGIN.lastIndex;
      const file = fileAt(text, start, LINE, usualBits) ?? fileAt(text, start, OTHER_LINE, otherBits);
      end = file?.end ?? start;
      if (file !== undefined) found.push({ start: at, end: Math.min(end, text.length), text: file.read });
    }
    at = text.indexOf(LEAD, end);
  }
  return found.length > 0 ? found : bareUuencoded(text, survey);
}

/** What the lines of a file say that start at an offset, each unit with a value of six bits, and where they end. */
function fileAt(
  text: string,
  start: number,
  lines: RegExp,
  sixBitsOf: SixBits,
): { read: string; end: number } | undefined {
  const bytes: number[] = [];
  let end = start;
  for (lines.lastIndex = end; ; lines.lastIndex = end) {
    const line = lines.exec(text)?.[0];
    if (line === undefined) break;
    addBytes(bytes, line, sixBitsOf);
    end += line.length + 1;
    if (text[end - 1] === '\r') end += 1;
  }
  const read = readable(Buffer.from(bytes));
  return read === undefined ? undefined : { read, end };
}

type SixBits = (line: string, at: number) => number;
const usualBits: SixBits = (line, at) => (line.charCodeAt(at) - 32) & 63;
const otherBits: SixBits = (line, at) => OTHER_ALPHABET.indexOf(line.charAt(at));

/** The same without what tells of a file: lines that are as long as their first units say. */
function bareUuencoded(text: string, { lineEnds }: Survey): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  let read = 0;
  for (const lineEnd of lineEnds) {
    BARE.lastIndex = start;
    const units = lineEnd - start;
    const mayStart = start >= read && units >= SHORTEST && units <= LONGEST && mayBeBare(text, start);
    const lines = mayStart ? BARE.exec(text)?.[0] : undefined;
    if (lines !== undefined) {
      read = start + lines.length;
      const said = fromLines(lines.split(/\r?\n/));
      if (said !== undefined) found.push({ start, end: read, text: said });
    }
    start = lineEnd + 1;
  }
  return found;
}

function fromLines(lines: readonly string[]): string | undefined {
  const bytes: number[] = [];
  if (!lines.every((line) => isWhole(line) && addBytes(bytes, line, usualBits))) return undefined;
  const read = readable(Buffer.from(bytes));
  return read !== undefined && knownShare(read.toLowerCase()) >= SURE ? read : undefined;
}

/** Units of the shortest and of the longest such line, with what may end it. */
const SHORTEST = 17;
const LONGEST = 62;

function mayBeBare(text: string, start: number): boolean {
  let at = start;
  while (at < start + SHORTEST && isSign(text.charCodeAt(at))) at += 1;
  return at === start + SHORTEST && text.charCodeAt(start) > SPACE;
}

const SPACE = 32;
const isSign = (unit: number): boolean => unit >= SPACE && unit <= 96;

const SURE = 0.5;

const isWhole = (line: string): boolean => line.length === 1 + Math.ceil(usualBits(line, 0) / 3) * 4;

/** The first unit of a line tells how many bytes the others hold, six bits each. */
function addBytes(bytes: number[], line: string, sixBitsOf: SixBits): boolean {
  const count = sixBitsOf(line, 0);
  let held = 0;
  let bits = 0;
  const before = bytes.length;
  for (let index = 1; index < line.length && bytes.length - before < count; index += 1) {
    held = ((held << 6) | sixBitsOf(line, index)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return true;
}
