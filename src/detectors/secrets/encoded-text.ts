import { type UnitClass, unitClass } from '../unit-class.ts';
import { byteAt, unitAt, WIDTH } from './escape-units.ts';

/** A stretch of text in another form, decoded, and the way back. */
export interface Decoded {
  readonly units: string;
  /** Where each unit starts in the original. Neighbours in base64 share a character. */
  readonly starts: Int32Array;
  /** Where each unit ends in the original. */
  readonly ends: Int32Array;
  /** Whether it ends because what follows does not belong to it, or nothing follows. */
  readonly whole: boolean;
}

/** Room for units that are decoded, with where each starts and ends in the text. It is for one call at a time. */
export interface Room {
  readonly size: number;
  readonly units: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export const room = (size: number): Room => ({
  size,
  units: new Uint16Array(size),
  starts: new Int32Array(size),
  ends: new Int32Array(size),
});

/** One way of writing text. */
export interface Encoding {
  readonly reason: string;
  /** Longest form of one unit, in UTF-16 units, line ends included. */
  readonly widest: number;
  /** Whether so much text as `widest` says is always so many units or more, line ends left out. */
  readonly dense: boolean;
  /** How many decoded units stand together: decoding can begin in front of each group. */
  readonly group: number;
  /** Length of a group, where each is as long as the others without line ends between them, or 0. */
  readonly period: number;
  /** What a run of it is made of, line ends left out. */
  readonly run: UnitClass;
  /** Units of a run with which it has what is read at one place, and before it. */
  readonly enough: number;
  /** In how many ways one run can be decoded, by where it begins. */
  readonly alignments: number;
  /**
   * How the beginning of an anchor looks in it, first units left out that depend on what stands before; how many units those are;
   * and how many units of the anchor are read with it, where the others can be read from its end on.
   */
  fragments(anchor: string): Iterable<readonly [fragment: string, lead: number, read: number]>;
  /** Whether a place can be left out without decoding, and if so, how far from it all others can be too: an offset behind `at`. */
  nothingUntil?(text: string, at: number): number;
  /** How many groups, at least, in front of a place can be decoded with it, of at most `before` units of text. */
  groupsBefore?(text: string, at: number, before: number): number;
  /** Decodes from the start of a group until so many units are read or one does not belong, and says how many they are. */
  read(text: string, from: number, most: number, into: Room): number;
  /** The index behind the last unit that may be read with a place at `at`, which is decoded from the unit `first` on. */
  last(decoded: Decoded, first: number, at: number, most: number): number;
  /** Whether text that follows could change what is decoded at `at`, of at most `most` units. */
  open(text: string, at: number, lead: number, most: number): boolean;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SIXTH = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value += 1) SIXTH[BASE64.charCodeAt(value)] = value;
SIXTH[45] = 62; // - and _ of base64url
SIXTH[95] = 63;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

export const base64: Encoding = {
  reason: 'decoded base64',
  widest: 3,
  dense: true,
  group: 3,
  period: 4,
  run: unitClass('[A-Za-z0-9+/_-]'),
  enough: 256,
  alignments: 4,
  *fragments(anchor) {
    const word = anchor.slice(0, 4);
    for (let shift = 0; shift < 3; shift += 1) {
      const lead = shift === 0 ? 0 : shift + 1;
      const whole = Math.floor(((shift + word.length) * 8) / 6);
      const fragment = Buffer.from(' '.repeat(shift) + word, 'latin1')
        .toString('base64')
        .slice(lead, whole);
      yield [fragment, lead, 0];
      const url = fragment.replaceAll('+', '-').replaceAll('/', '_');
      if (url !== fragment) yield [url, lead, 0];
    }
  },
  groupsBefore(text, at, before) {
    let start = at;
    while (at - start < before && start >= 4 && isBase64(text, start - 4, start)) start -= 4;
    return (at - start) / 4;
  },
  read(text, from, most, { units, starts, ends }) {
    let count = 0;
    let bits = 0;
    let kept = 0;
    let first = from;
    for (let index = from; count < most && index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (isLineEnd(unit)) continue; // mail breaks lines inside
      const value = unit < 128 ? (SIXTH[unit] ?? -1) : -1;
      if (value === -1) break;
      bits = ((bits << 6) | value) & 0xffff;
      if (kept === 0) first = index;
      kept += 6;
      if (kept < 8) continue;
      kept -= 8;
      units[count] = (bits >> kept) & 255;
      starts[count] = first;
      ends[count] = index + 1;
      count += 1;
      first = index;
    }
    return count;
  },
  last: ({ ends }, first, at, most) => firstAbove(ends, at + lengthOf(most), first),
  open(text, at, lead, most) {
    const end = Math.min(text.length, at + lengthOf(most));
    let index = at - lead;
    while (index < end && (isBase64(text, index, index + 1) || isLineEnd(text.charCodeAt(index)))) index += 1;
    return index >= text.length;
  },
};

/** How much base64 is read for so many units. */
const lengthOf = (most: number): number => Math.ceil((most * 4) / 3) + 8;

export const isLineEnd = (unit: number): boolean => unit === LINE_FEED || unit === CARRIAGE_RETURN;

/** The index of the first of some rising numbers, from an index on, that is above a limit. */
export function firstAbove(numbers: Int32Array, limit: number, from: number): number {
  let low = from;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Decodes from the start of a group, until so many units are decoded or a unit does not belong. */
export function decode(encoding: Encoding, text: string, from: number, most: number): Decoded {
  const into = most <= SCRATCH.size ? SCRATCH : room(most);
  const count = encoding.read(text, from, most, into);
  const { units, starts, ends } = into;
  return {
    units: Buffer.from(units.buffer, units.byteOffset, count * 2).toString('utf16le'),
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
    whole: count < most,
  };
}

const SCRATCH = room(2048);

function isBase64(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 127 || SIXTH[unit] === -1) return false;
  }
  return true;
}

/** `\\\\u0067` in JSON in JSON. */
const LONGEST_UNIT = 8;
const hexOf = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(2, '0');
const spelt = (word: string, write: (unit: string) => string): string => [...word].map(write).join('');

export const hex: Encoding = {
  reason: 'decoded hex',
  widest: 2,
  dense: true,
  group: 1,
  period: 2,
  run: unitClass('[0-9A-Fa-f]'),
  enough: 208,
  alignments: 2,
  *fragments(anchor) {
    const digits = spelt(anchor.slice(0, 4), hexOf);
    yield [digits, 0, 4];
    if (digits.toUpperCase() !== digits) yield [digits.toUpperCase(), 0, 4];
  },
  read(text, from, most, { units, starts, ends }) {
    let count = 0;
    for (let index = from; count < most; index += 2) {
      const unit = byteAt(text, index);
      if (unit === -1) break;
      units[count] = unit;
      starts[count] = index;
      ends[count] = index + 2;
      count += 1;
    }
    return count;
  },
  last: lastOf,
  open: (text, at, _, most) => isOpen(hex, text, at, most),
};

type Writer = (unit: string) => string;
const URL_WRITERS: readonly Writer[] = [(unit) => `%${hexOf(unit)}`, (unit) => `%${hexOf(unit).toUpperCase()}`];
const WRITERS: readonly Writer[] = [
  ...URL_WRITERS,
  (unit) => `&#${unit.charCodeAt(0)};`,
  (unit) => `&#x${hexOf(unit)};`,
  (unit) => `&#x${hexOf(unit).toUpperCase()};`,
  (unit) => `\\u00${hexOf(unit)}`,
  (unit) => `\\u00${hexOf(unit).toUpperCase()}`,
  (unit) => `\\x${hexOf(unit)}`,
  (unit) => `\\x${hexOf(unit).toUpperCase()}`,
];

export const escapes: Encoding = {
  reason: 'decoded escapes',
  widest: 7,
  dense: true,
  group: 1,
  period: 0,
  run: unitClass('\\S'),
  enough: 208,
  alignments: 1,
  *fragments(anchor) {
    const start = /^[A-Za-z0-9]{1,16}[^A-Za-z0-9]/.exec(anchor)?.[0];
    for (const write of WRITERS) yield [spelt(anchor.slice(0, 2), write), 0, 2];
    if (start === undefined) return;
    // URLs often escape only what is no letter or digit.
    for (const write of URL_WRITERS) yield [start.slice(0, -1) + write(start.slice(-1)), 0, start.length];
  },
  read(text, from, most, { units, starts, ends }) {
    let count = 0;
    for (let index = from; count < most; count += 1) {
      const unit = unitAt(text, index);
      if (unit === -1) break;
      units[count] = unit % WIDTH;
      starts[count] = index;
      index += Math.floor(unit / WIDTH);
      ends[count] = index;
    }
    return count;
  },
  last: lastOf,
  open: (text, at, _, most) => isOpen(escapes, text, at, most),
};

/** Where each unit can be counted. */
function lastOf({ units }: Decoded, first: number, _: number, most: number): number {
  return Math.min(units.length, first + most);
}

/** The last units may be the beginning of one. */
function isOpen(encoding: Encoding, text: string, at: number, most: number): boolean {
  return (decode(encoding, text, at, most).ends.at(-1) ?? at) > text.length - LONGEST_UNIT;
}
