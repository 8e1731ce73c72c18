import { zlib } from '../../../builtins.ts';
import { reverse } from '../english/strange-letters.ts';
import { knownShare } from '../english/vocabulary.ts';
import { mayBeText, sixBits } from './base64.ts';
import { mayStartText, readable } from './byte-text.ts';

const SHORTEST = 20;

/** So much of a run is tried from its end before all of it is. */
const TRIED = 64;

/** Base64 from its end to its start, whose padding stands in front then. */
export function backwardBase64(run: string): string | undefined {
  if (run.length < SHORTEST || !/[0-9]/.test(run)) return undefined;
  const start = run.slice(-TRIED);
  const read = (part: string): string | undefined => readable(Buffer.from(reverse(part), 'base64'));
  return !mayBeText(start, true) || read(start) === undefined ? undefined : read(run);
}

/** Base64 whose letters were moved on by 13 places, or are small for capital ones, as in an alphabet with the small ones first. */
export function turnedBase64(run: string): string | undefined {
  if (run.length < SHORTEST) return undefined;
  const start = run.slice(0, TRIED);
  for (const { turn, bits } of TURNS) {
    if (mayBeText(start, false, bits) && readable(Buffer.from(turn(start), 'base64')) !== undefined)
      return readable(Buffer.from(turn(run), 'base64'));
  }
  return undefined;
}

const inOtherCase = (run: string): string =>
  run.replace(/[A-Za-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) ^ 32));

const movedBy13 = (run: string): string =>
  run.replace(/[A-Za-z]/g, (letter) => {
    const first = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
  });

/** Each with what units stand for that are turned so. */
const TURNS = [movedBy13, inOtherCase].map((turn) => ({
  turn,
  bits: sixBits.map((_, unit) => sixBits[turn(String.fromCharCode(unit)).charCodeAt(0)] ?? -1),
}));

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
      bytes[0] === 0x1f ? zlib().unzipSync(bytes, { maxOutputLength }) : zlib().inflateSync(bytes, { maxOutputLength }),
    );
  } catch {
    return undefined; // it only began like packed bytes
  }
}

export const isPacked = (run: string, form: 'base64' | 'hex'): boolean =>
  run.length >= SHORTEST && (form === 'hex' ? /^(?:1f8b08|78(?:01|5e|9c|da))/i : PACKED).test(run);

const FIGURES = '0123456789';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SMALL = CAPITALS.toLowerCase();

/** The digits of a large base. */
interface Digits {
  readonly base: number;
  readonly values: Uint8Array;
  /** What runs are made of. */
  readonly form: RegExp;
}

function digitsOf(alphabet: string, form: RegExp): Digits {
  const values = new Uint8Array(128);
  for (let value = 0; value < alphabet.length; value += 1) values[alphabet.charCodeAt(value)] = value;
  return { base: alphabet.length, values, form };
}

/** Base 58 in the alphabet of Bitcoin, base 62 in its three orders, base 36. */
const LARGE: readonly Digits[] = [
  digitsOf('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', /^[1-9A-HJ-NP-Za-km-z]+$/),
  ...[FIGURES + CAPITALS + SMALL, FIGURES + SMALL + CAPITALS, CAPITALS + SMALL + FIGURES].map((alphabet) =>
    digitsOf(alphabet, /^[0-9A-Za-z]+$/),
  ),
];
const BASE36 = digitsOf(FIGURES + SMALL, /^[0-9a-z]+$/);
const SHORTEST_36 = 30;
const LONGEST = 2000;
/** Digits that are counted in without a large number. */
const AT_ONCE = 8;

/** A text as one number in a large base. */
export function fromBigNumber(run: string): string | undefined {
  if (run.length < SHORTEST || run.length > LONGEST || !/[0-9]/.test(run)) return undefined;
  if (BASE36.form.test(run)) return run.length < SHORTEST_36 || HEX.test(run) ? undefined : inBase(run, BASE36);
  if (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) return undefined;
  for (const digits of LARGE) {
    const read = digits.form.test(run) ? inBase(run, digits) : undefined;
    if (read !== undefined) return read;
  }
  return undefined;
}

const HEX = /^[0-9a-f]+$/;

function inBase(run: string, { base, values }: Digits): string | undefined {
  if (!beginsLikeText(run, base, values)) return undefined;
  let value = 0n;
  for (let at = 0; at < run.length; at += AT_ONCE) {
    const digits = run.slice(at, at + AT_ONCE);
    let number = 0;
    for (let index = 0; index < digits.length; index += 1)
      number = number * base + (values[digits.charCodeAt(index)] ?? 0);
    value = value * BigInt(base) ** BigInt(digits.length) + BigInt(number);
  }
  const hex = value.toString(16);
  return readable(Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex'));
}

/** Whether the four highest bytes of a number are printable, from its size alone: few numbers are written out in full. */
function beginsLikeText(run: string, base: number, values: Uint8Array): boolean {
  let size = 0;
  let isWhole = true;
  for (let at = 0; at < run.length; at += 1) {
    size = size * base + (isWhole ? (values[run.charCodeAt(at)] ?? 0) : 0);
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

/** Bytes by which the commonest one is told. */
const COUNTED = 96;
/** What is the commonest in a text. */
const COMMONEST = [0x20, 0x65];
const SURE = 0.6;

const counts = new Uint8Array(256);

/** Base64 of a text whose bytes were all changed by the same one with exclusive or. */
export function fromOneByte(run: string): string | undefined {
  const start = Buffer.from(run.slice(0, (COUNTED * 4) / 3), 'base64');
  counts.fill(0);
  let most = 0;
  for (const byte of start) {
    counts[byte] = (counts[byte] ?? 0) + 1;
    if ((counts[byte] ?? 0) > (counts[most] ?? 0)) most = byte;
  }
  // Every tenth byte or so of a text is a space, or an `e`.
  if ((counts[most] ?? 0) * 14 < start.length) return undefined;
  for (const meant of COMMONEST) {
    const key = most ^ meant;
    const plain = start.map((byte) => byte ^ key);
    const read = mayStartText(plain, plain.length) ? readable(Buffer.from(plain)) : undefined;
    if (read === undefined || knownShare(read.toLowerCase()) < SURE) continue;
    return readable(Buffer.from(Buffer.from(run, 'base64').map((byte) => byte ^ key)));
  }
  return undefined;
}
