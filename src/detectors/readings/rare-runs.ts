import { inflateSync, unzipSync } from 'node:zlib';
import { readable } from './byte-text.ts';
import { reverse } from './strange-letters.ts';

const SHORTEST = 20;

/** So much of a run is tried from its end before all of it is. */
const TRIED = 64;

/** Base64 from its end to its start, whose padding stands in front then. */
export function backwardBase64(run: string): string | undefined {
  if (run.length < SHORTEST || !/[0-9]/.test(run)) return undefined;
  const read = (part: string): string | undefined => readable(Buffer.from(reverse(part), 'base64'));
  return read(run.slice(-TRIED)) === undefined ? undefined : read(run);
}

/** What the packed bytes of GZIP and of zlib begin with, in base64. See RFC 1952 and RFC 1950. */
const PACKED = /^(?:H4sI|eJ[w-z]|eN[o-r]|eA[E-H]|eF[4-7])/;
/** Longest that is unpacked, in units, and that it may become, in bytes: many times as much, and never more than 64 KB. */
const MOST_PACKED = 65_536;
const MOST_BYTES = 65_536;
const MOST_TIMES = 16;

/** Text that was packed and then written in base64 or in hex. What grows beyond the bounds is not text that was packed to be sent. */
export function unpacked(run: string, form: 'base64' | 'hex'): string | undefined {
  if (!isPacked(run, form) || run.length > MOST_PACKED) return undefined;
  const bytes = Buffer.from(run, form);
  const maxOutputLength = Math.min(MOST_BYTES, 1024 + bytes.length * MOST_TIMES);
  try {
    return readable(
      bytes[0] === 0x1f ? unzipSync(bytes, { maxOutputLength }) : inflateSync(bytes, { maxOutputLength }),
    );
  } catch {
    return undefined; // it only began like packed bytes
  }
}

export const isPacked = (run: string, form: 'base64' | 'hex'): boolean =>
  run.length >= SHORTEST && (form === 'hex' ? /^(?:1f8b08|78(?:01|5e|9c|da))/i : PACKED).test(run);

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const values = new Uint8Array(128);
for (let value = 0; value < 58; value += 1) values[BASE58.charCodeAt(value)] = value;
const LONGEST = 2000;
/** Digits that are counted in without a large number. */
const DIGITS = 9;

/** Base 58, in the alphabet of Bitcoin. */
export function fromBase58(run: string): string | undefined {
  if (run.length < SHORTEST || run.length > LONGEST || !/^[1-9A-HJ-NP-Za-km-z]+$/.test(run)) return undefined;
  if (!/[0-9]/.test(run) || !/[A-Z]/.test(run) || !/[a-z]/.test(run) || !beginsLikeText(run)) return undefined;
  let value = 0n;
  for (let at = 0; at < run.length; at += DIGITS) {
    const digits = run.slice(at, at + DIGITS);
    let number = 0;
    for (let index = 0; index < digits.length; index += 1)
      number = number * 58 + (values[digits.charCodeAt(index)] ?? 0);
    value = value * 58n ** BigInt(digits.length) + BigInt(number);
  }
  const hex = value.toString(16);
  return readable(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

/** Whether the four highest bytes of a number in base 58 are printable, from its size alone: few numbers are written out in full. */
function beginsLikeText(run: string): boolean {
  let size = 0;
  let isWhole = true;
  for (let at = 0; at < run.length; at += 1) {
    size = size * 58 + (isWhole ? (values[run.charCodeAt(at)] ?? 0) : 0);
    while (size >= 2 ** 48) {
      size /= 256;
      isWhole = false; // what comes is too small to change the highest bytes
    }
  }
  while (size >= 2 ** 32) size /= 256;
  for (let place = 24; place >= 0; place -= 8) {
    const byte = Math.floor(size / 2 ** place) % 256;
    if (byte > 126 || (byte < 32 && byte !== 10)) return false;
  }
  return true;
}
