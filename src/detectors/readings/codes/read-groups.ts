import { isWordsOrCipher } from '../english/told-words.ts';
import { readable } from './byte-text.ts';
import { fromNumbers } from './letter-numbers.ts';
import { withWordBreaks } from './word-breaks.ts';

export type Code = 'base64' | 'base58' | 'base32' | 'hex' | 'binary' | 'character codes';

/** What a stretch says, and in which code. */
export type Read = readonly [Code, string];

/** Groups of digits as bytes in base 16, 2, 10 or 8, or as places in the alphabet: what reads as text, and as words where chance could. */
export function readGroups(row: string): Read | undefined {
  const groups = row.match(/[0-9A-Za-z]+/g) ?? [];
  const points = fromCodePoints(groups);
  if (points !== undefined) return ['character codes', points];
  const digits = groups
    .map((group) => group.replace(/^(?:0[xX]|[xX]|[uU])(?=.)|(?<=.)[hH]$/, ''))
    .filter((group) => group !== 'U' && group !== 'u');
  if (digits.every((group) => /^(?:00)?[0-9A-Fa-f]{2}$/.test(group))) {
    const hex = readable(Buffer.from(digits.map((group) => Number.parseInt(group, 16))));
    if (hex !== undefined) return ['hex', withWordBreaks(hex, row)];
  }
  if (digits.every((group) => /^[0-9A-Fa-f]{8}$/.test(group))) {
    const bytes = Buffer.from(digits.join(''), 'hex');
    const words = readable(bytes) ?? readable(withoutZeros(bytes.swap32()));
    if (words !== undefined) return ['hex', words];
  }
  if (digits.every((group) => /^[01]{7,8}$/.test(group))) {
    const binary = readable(Buffer.from(digits.map((group) => Number.parseInt(group, 2))));
    if (binary !== undefined) return ['binary', withWordBreaks(binary, row)];
  }
  const pressed = groups.every((group) => /^[2-9][xX][1-4]$/.test(group));
  if (pressed)
    return readGroups(row.replace(/([2-9])[xX]([1-4])/g, (_, key: string, times: string) => key.repeat(Number(times))));
  if (!digits.every((group) => /^[0-9]+$/.test(group))) return undefined;
  if (digits.slice(0, TRIED).every((group) => Number(group) <= 1)) return undefined;
  const text = fromBytes(digits, row) ?? fromNumbers(row, digits);
  return text === undefined ? undefined : ['character codes', text];
}

/** The last number of four bytes is filled up with zeros. */
function withoutZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** Decimal or octal numbers of bytes, or in another base. */
function fromBytes(digits: readonly string[], row: string): string | undefined {
  if (!digits.every((group) => group.length <= LONGEST_BYTE)) return undefined;
  const sample = digits.slice(0, TRIED);
  const largest = Math.max(...sample.flatMap((group) => [...group].map(Number)));
  for (const base of BASES) {
    if (largest >= base) continue;
    const start = sample.map((group) => Number.parseInt(group, base));
    if (!start.every((code) => code < 256 && (code >= 32 || (code >= 9 && code <= 13)))) continue;
    const codes = digits.map((group) => Number.parseInt(group, base));
    const glued = codes.every((code) => code < 256) ? readable(Buffer.from(codes)) : undefined;
    const read = glued === undefined ? undefined : withWordBreaks(glued, row);
    if (read !== undefined && isWordsOrCipher(read.toLowerCase())) return read;
  }
  return undefined;
}

/** The usual bases first. A byte has five digits in base 3. */
const BASES = [10, 8, 4, 3, 5, 6, 7, 9];
const LONGEST_BYTE = 5;

/** Groups that each say that they are hexadecimal, as places of characters that need not be bytes. */
function fromCodePoints(groups: readonly string[]): string | undefined {
  let text = '';
  let isMarked = false;
  for (const group of groups) {
    if (/^u$/i.test(group)) {
      isMarked = true;
      continue;
    }
    const digits = /^(?:0x|u)([0-9a-f]{1,6})$/i.exec(group)?.[1] ?? (isMarked ? group : '');
    isMarked = false;
    const point = /^[0-9a-f]{1,6}$/i.test(digits) ? Number.parseInt(digits, 16) : NO_POINT;
    if (point >= NO_POINT || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    text += String.fromCodePoint(point);
  }
  return readable(Buffer.from(text));
}

/** Behind the last place of Unicode. */
const NO_POINT = 0x110000;

/** So many numbers are tried before all are. */
const TRIED = 64;
