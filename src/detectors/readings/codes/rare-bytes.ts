import { knownShare } from '../english/vocabulary.ts';
import { longRuns } from '../long-runs.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';
import { readable, seldomReadable } from './byte-text.ts';

/** Share of letters in known words from which bytes are no accident. */
const SURE = 0.5;
const isSure = (read: string | undefined): read is string =>
  read !== undefined && knownShare(read.toLowerCase()) >= SURE;

const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES = new Int8Array(128).fill(-1);
const inRun = new Uint8Array(128);
for (let value = 0; value < 45; value += 1) {
  VALUES[BASE45.charCodeAt(value)] = value;
  inRun[BASE45.charCodeAt(value)] = 1;
}
const SHORTEST = 24;
const LONGEST = 20_000;
/** So many units are tried before all are: twelve bytes. */
const TRIED = 18;

/** Stretches in base 45, in which QR codes hold bytes. See RFC 9285. */
export function base45(text: string): Stretch[] {
  const found: Stretch[] = [];
  longRuns(text, { ascii: inRun, others: false }, SHORTEST, (start, end) => {
    if (end - start > LONGEST) return;
    const from = text.charCodeAt(start) === SPACE ? start + 1 : start;
    if (from45(text.slice(from, from + TRIED)) === undefined) return;
    const read = from45(text.slice(from, end)) ?? from45(text.slice(from, end).trimEnd());
    if (isSure(read)) found.push({ start: from, end, text: read });
  });
  return found;
}

const SPACE = 32;

function from45(coded: string): string | undefined {
  if (coded.length % 3 === 1) return undefined;
  const bytes: number[] = [];
  for (let at = 0; at < coded.length; at += 3) {
    const digits = [0, 1, 2].map((digit) => VALUES[coded.charCodeAt(at + digit)] ?? 0);
    const value = (digits[0] ?? 0) + (digits[1] ?? 0) * 45 + (digits[2] ?? 0) * 2025;
    const isLast = at + 2 >= coded.length;
    if (value > (isLast ? 0xff : 0xffff)) return undefined;
    if (isLast) bytes.push(value);
    else bytes.push(value >> 8, value & 0xff);
  }
  return seldomReadable(bytes);
}

/** Each byte is the emoji that many places behind this one. */
const FIRST_EMOJI = 0x1f3f7;
const EMOJI = /(?:\ud83c[\udff7-\udfff]|\ud83d[\udc00-\udcf6]){12,20000}/g;

/** Stretches of emoji that stand for bytes, as base 100 has it. */
export function base100(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (!text.includes('\ud83d')) return found;
  for (const { 0: emoji, index } of text.matchAll(EMOJI)) {
    const read = readable(Buffer.from([...emoji].map((sign) => (sign.codePointAt(0) ?? 0) - FIRST_EMOJI)));
    if (isSure(read)) found.push({ start: index, end: index + emoji.length, text: read });
  }
  return found;
}

/** A line of a dump: an offset, pairs of hexadecimal digits, each or some of them with a space behind, and what they show. */
const LINE =
  /^[ \t]{0,8}(?:0x)?[0-9a-f]{4,16}:?[ \t]{1,4}((?:[0-9a-f]{2}(?:[0-9a-f]{2}){0,7}[ \t-]{1,2}){1,32}|(?:[0-9a-f]{2}){2,32}(?=\r?$))/gim;
const OFFSET = '00000';

/** Dumps of bytes, as `xxd` and `hexdump -C` print them, as the text that the bytes are. */
export function hexDumps(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (countOf(survey, '0') < OFFSET.length || !text.includes(OFFSET)) return found;
  let bytes = '';
  let start = 0;
  let end = -1;
  const close = (): void => {
    const read = bytes.length < SHORTEST ? undefined : readable(Buffer.from(bytes, 'hex'));
    if (read !== undefined) found.push({ start, end, text: read });
    bytes = '';
  };
  for (const { 0: line, 1: digits = '', index } of text.matchAll(LINE)) {
    const feed = end === -1 ? -1 : text.indexOf('\n', end);
    if (feed === -1 || feed + 1 !== index) close();
    if (bytes === '') start = index;
    bytes += digits.replace(/[^0-9a-f]+/gi, '');
    end = index + line.length;
  }
  close();
  return found;
}
