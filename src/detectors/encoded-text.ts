/** A stretch of text in another form, decoded, and the way back. */
export interface Decoded {
  readonly units: string;
  /** Where each unit starts in the original. Neighbours in base64 share a character. */
  readonly starts: readonly number[];
  /** Where each unit ends in the original. */
  readonly ends: readonly number[];
  /** Whether text that follows could change it. */
  readonly open: boolean;
}

/** One way of writing text. */
export interface Encoding {
  readonly reason: string;
  /** Longest form of one unit, in UTF-16 units, line ends included. */
  readonly widest: number;
  /** How the beginning of an anchor looks in it, first units left out that depend on what stands before; and how many units those are. */
  fragments(anchor: string): Iterable<readonly [fragment: string, lead: number]>;
  /** Decodes from the start of a group, `lead` units before `at`, or up to `before` units earlier for the name round the word, until `most` units are decoded or a unit does not belong. */
  decode(text: string, at: number, lead: number, most: number, before: number): Decoded;
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
  *fragments(anchor) {
    const word = anchor.slice(0, 4);
    for (let shift = 0; shift < 3; shift += 1) {
      const lead = shift === 0 ? 0 : shift + 1;
      const whole = Math.floor(((shift + word.length) * 8) / 6);
      const fragment = Buffer.from(' '.repeat(shift) + word, 'latin1')
        .toString('base64')
        .slice(lead, whole);
      yield [fragment, lead];
      const url = fragment.replaceAll('+', '-').replaceAll('/', '_');
      if (url !== fragment) yield [url, lead];
    }
  },
  decode(text, at, lead, most, before) {
    let start = at - lead;
    while (at - start < before && start >= 4 && isBase64(text, start - 4, start)) start -= 4;
    const decoded = new Units();
    const end = at + Math.ceil((most * 4) / 3) + 8;
    let bits = 0;
    let kept = 0;
    let index = start;
    let first = start;
    for (; index < text.length && index < end; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit === LINE_FEED || unit === CARRIAGE_RETURN) continue; // mail breaks lines inside
      const value = unit < 128 ? (SIXTH[unit] ?? -1) : -1;
      if (value === -1) break;
      bits = ((bits << 6) | value) & 0xffff;
      if (kept === 0) first = index;
      kept += 6;
      if (kept < 8) continue;
      kept -= 8;
      decoded.push(String.fromCharCode((bits >> kept) & 255), first, index + 1);
      first = index;
    }
    return decoded.upTo(index >= text.length);
  },
};

/** Collects what is decoded. */
export class Units {
  readonly #units: string[] = [];
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  get length(): number {
    return this.#units.length;
  }

  push(unit: string, start: number, end: number): void {
    this.#units.push(unit);
    this.#starts.push(start);
    this.#ends.push(end);
  }

  upTo(open: boolean): Decoded {
    return { units: this.#units.join(''), starts: this.#starts, ends: this.#ends, open };
  }
}

function isBase64(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 127 || SIXTH[unit] === -1) return false;
  }
  return true;
}

/** One unit: a pair of hex digits. */
const HEX = /[0-9a-fA-F]{2}/y;
/** One unit: escaped as in URLs, HTML, JavaScript or JSON, or as it is. */
const ESCAPED =
  /%[0-9a-fA-F]{2}|&#\d{2,3};|&#[xX][0-9a-fA-F]{2};|\\{1,2}u00[0-9a-fA-F]{2}|\\{1,2}x[0-9a-fA-F]{2}|&(?:quot|apos|amp|lt|gt);|\S/y;
/** `\\\\u0067` in JSON in JSON. */
const LONGEST_UNIT = 8;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

const hexOf = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(2, '0');
const spelt = (word: string, write: (unit: string) => string): string => [...word].map(write).join('');

export const hex: Encoding = {
  reason: 'decoded hex',
  widest: 2,
  *fragments(anchor) {
    const digits = spelt(anchor.slice(0, 4), hexOf);
    yield [digits, 0];
    if (digits.toUpperCase() !== digits) yield [digits.toUpperCase(), 0];
  },
  decode: (text, at, _, most) =>
    decodeUnits(text, at, most, HEX, (unit) => String.fromCharCode(Number.parseInt(unit, 16))),
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
  *fragments(anchor) {
    const start = /^[A-Za-z0-9]{1,16}[^A-Za-z0-9]/.exec(anchor)?.[0];
    for (const write of WRITERS) yield [spelt(anchor.slice(0, 2), write), 0];
    if (start === undefined) return;
    // URLs often escape only what is no letter or digit.
    for (const write of URL_WRITERS) yield [start.slice(0, -1) + write(start.slice(-1)), 0];
  },
  decode: (text, at, _, most) => decodeUnits(text, at, most, ESCAPED, unescaped),
};

function unescaped(unit: string): string {
  if (unit.length === 1) return unit;
  const name = /^&([a-z]{2,4});$/.exec(unit)?.[1];
  if (name !== undefined) return ENTITIES[name] ?? unit;
  const decimal = /^&#(\d+);$/.exec(unit)?.[1];
  if (decimal !== undefined) return String.fromCharCode(Number(decimal));
  return String.fromCharCode(Number.parseInt(/([0-9a-fA-F]{2});?$/.exec(unit)?.[1] ?? '', 16));
}

function decodeUnits(
  text: string,
  at: number,
  most: number,
  unit: RegExp,
  decodeUnit: (unit: string) => string,
): Decoded {
  const decoded = new Units();
  let index = at;
  while (decoded.length < most) {
    unit.lastIndex = index;
    const found = unit.exec(text)?.[0];
    if (found === undefined) break;
    decoded.push(decodeUnit(found), index, index + found.length);
    index += found.length;
  }
  return decoded.upTo(index > text.length - LONGEST_UNIT); // the last units may be the beginning of one
}
