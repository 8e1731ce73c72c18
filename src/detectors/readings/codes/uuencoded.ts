import { knownShare } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { type Survey, surveyOf } from '../survey.ts';
import { readable } from './byte-text.ts';

const BEGIN = /begin [0-7]{3,4} [^\n]{1,200}\n/y;
const LINE = /[!-M][ -`]{4,84}(?=\r?\n|$)/y;
const LEAD = 'begin ';
/** Lines without a frame, of which the first is whole: it says that it holds 45 bytes, or less where it is the only one. */
const BARE = /(?:^|\n)((?:M[ -`]{60}\r?\n){0,2000}[!-M][ -`]{16,60})(?=\r?\n|$)/g;

/** Files in the coding of uuencode, from `begin 644 name` on, or lines of it alone. See POSIX, uuencode. */
export function uuencoded(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf(LEAD); at !== -1; ) {
    BEGIN.lastIndex = at;
    let end = at + LEAD.length;
    if (BEGIN.test(text)) {
      const bytes: number[] = [];
      end = BEGIN.lastIndex;
      for (LINE.lastIndex = end; ; LINE.lastIndex = end) {
        const line = LINE.exec(text)?.[0];
        if (line === undefined) break;
        addBytes(bytes, line);
        end += line.length + 1;
        if (text[end - 1] === '\r') end += 1;
      }
      const read = readable(Buffer.from(bytes));
      if (read !== undefined) found.push({ start: at, end: Math.min(end, text.length), text: read });
    }
    at = text.indexOf(LEAD, end);
  }
  return found.length > 0 ? found : bareUuencoded(text, survey);
}

/** The same without what tells of a file: lines that are as long as their first units say. */
function bareUuencoded(text: string, survey: Survey): Stretch[] {
  const found: Stretch[] = [];
  if (!hasBare(text, survey)) return found;
  for (const { 1: lines = '', index, 0: match } of text.matchAll(BARE)) {
    const bytes: number[] = [];
    if (!lines.split(/\r?\n/).every((line) => isWhole(line) && addBytes(bytes, line))) continue;
    const read = readable(Buffer.from(bytes));
    const end = index + match.length;
    if (read !== undefined && knownShare(read.toLowerCase()) >= SURE)
      found.push({ start: end - lines.length, end, text: read });
  }
  return found;
}

/** Whether some line may be one without a frame, by its first units, which in most texts none is. */
function hasBare(text: string, { lineEnds }: Survey): boolean {
  let start = 0;
  for (const end of lineEnds) {
    if (end - start >= SHORTEST && end - start <= LONGEST && mayBeBare(text, start)) return true;
    start = end + 1;
  }
  return false;
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

const isWhole = (line: string): boolean => line.length === 1 + Math.ceil(((line.charCodeAt(0) - 32) & 63) / 3) * 4;

/** The first unit of a line tells how many bytes the others hold, six bits each. */
function addBytes(bytes: number[], line: string): boolean {
  const count = (line.charCodeAt(0) - 32) & 63;
  let held = 0;
  let bits = 0;
  const before = bytes.length;
  for (let index = 1; index < line.length && bytes.length - before < count; index += 1) {
    held = ((held << 6) | ((line.charCodeAt(index) - 32) & 63)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return true;
}
