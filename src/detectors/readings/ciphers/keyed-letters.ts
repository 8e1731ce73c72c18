import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { knownShare } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/** How a letter comes of one in the cipher and one of the key, all from 0 to 25; and whether what is read goes on the key. */
interface Way {
  /** By letter and key, as `letter * 26 + key`. */
  readonly read: Uint8Array;
  readonly isAutokey: boolean;
}

const wayOf = (read: (letter: number, key: number) => number, isAutokey = false): Way => ({
  read: Uint8Array.from({ length: 26 * 26 }, (_, pair) => (read(Math.floor(pair / 26), pair % 26) + 26) % 26),
  isAutokey,
});

const WAYS: readonly Way[] = [
  wayOf((letter, key) => letter - key),
  wayOf((letter, key) => key - letter),
  wayOf((letter, key) => letter + key),
  wayOf((letter, key) => letter - key, true),
];

/** Letters by which a key is told. */
const SAMPLE = 40;
const FEWEST_LETTERS = 16;
/** Mean tenths of a bit a letter once the right key is taken off, at least. */
const LIKELY = 8;
/** Share of letters in known words. */
const READABLE = 0.6;
/** A key is a word or a number that stands so near to what it opens, in units. */
const NEAR = 160;
const KEYS = /[a-z]{3,14}|[0-9]{3,10}/g;
const MOST_KEYS = 24;
/** What trying takes, and a key at each place where the letters may begin, in units that are read. */
const TRYING = 100;
const A_KEY = 3;
/** Stretches that are tried: text that looks like one again and again is none. */
const MOST_STRETCHES = 2;

/** A key that goes on by one with each letter. */
const RISING = Array.from({ length: 26 }, (_, at) => at);

/**
 * Stretches of a lower-case text whose letters were moved on by those of a key again and again, where the key is a word or number
 * beside them, or rises by one.
 *
 * @param stretches that may be, as `stretchesIn` gives them
 */
export function keyedLetters(text: string, stretches: readonly Span[], effort: Effort): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of stretches.slice(0, MOST_STRETCHES)) {
    if (!effort.allows(TRYING, start, end)) continue;
    const keys = keysNear(text, start, end);
    for (const from of startsIn(text, start, end)) {
      effort.spend(keys.length * A_KEY);
      const read = readWith(text.slice(from, end), keys);
      if (read === undefined) continue;
      found.push({ start: from, end, text: read });
      break;
    }
  }
  return found;
}

/** Where the letters may begin that a key was put on: behind a colon, a full stop or a line end, or where the stretch does. */
function startsIn(text: string, start: number, end: number): readonly number[] {
  const starts = [start];
  const stop = Math.min(end - FEWEST_LETTERS, start + NEAR);
  for (let at = start; at < stop && starts.length < MOST_STARTS; at += 1)
    if (BEGINS.includes(text.charAt(at))) starts.push(at + 1);
  return starts;
}

const MOST_STARTS = 4;
const BEGINS = ':.\n';

function keysNear(text: string, start: number, end: number): readonly (readonly number[])[] {
  const before = text.slice(Math.max(0, start - NEAR), start + NEAR).match(KEYS) ?? [];
  const behind = text.slice(end, end + NEAR).match(KEYS) ?? [];
  const keys = new Set([...before.slice(0, MOST_KEYS), ...behind.slice(0, MOST_KEYS / 2)]);
  return [RISING, ...[...keys].map((key) => [...key].map((sign) => placeOf(sign)))];
}

const placeOf = (sign: string): number => (sign >= 'a' ? sign.charCodeAt(0) - 97 : Number(sign));

function readWith(text: string, keys: readonly (readonly number[])[]): string | undefined {
  for (const key of keys) {
    for (const way of WAYS) {
      if (!isLikely(text, key, way)) continue;
      const read = deciphered(text, key, way, text.length);
      if (knownShare(read) >= READABLE) return read;
    }
  }
  return undefined;
}

/** Whether the first letters follow each other as in English once a key is taken off; most keys fail after some. */
function isLikely(text: string, given: readonly number[], { read, isAutokey }: Way): boolean {
  const pairs = letterPairs();
  let sum = 0;
  let letters = 0;
  let last = 0;
  for (let at = 0; at < text.length && letters < SAMPLE; at += 1) {
    const unit = text.charCodeAt(at);
    let symbol = 0;
    if (unit >= 97 && unit <= 122) {
      // What was read goes on an autokey: it stands as far behind as the key is long.
      const behind =
        isAutokey && letters >= given.length ? plain[letters - given.length] : given[letters % given.length];
      symbol = (read[(unit - 97) * 26 + (behind ?? 0)] ?? 0) + 1;
      plain[letters] = symbol - 1;
      letters += 1;
    }
    if (symbol > 0 || last > 0) sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
    if (letters === FIRST && sum < 0) return false;
  }
  return letters >= FEWEST_LETTERS && sum >= letters * LIKELY;
}

/** Letters after which most keys are given up. */
const FIRST = 10;
const plain = new Uint8Array(SAMPLE);

function deciphered(text: string, given: readonly number[], { read, isAutokey }: Way, length: number): string {
  const key = [...given];
  let plain = '';
  let nth = 0;
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 97 || unit > 122) {
      plain += text.charAt(at);
      continue;
    }
    const letter = read[(unit - 97) * 26 + (key[nth % key.length] ?? 0)] ?? 0;
    if (isAutokey) key.push(letter);
    nth += 1;
    plain += String.fromCharCode(97 + letter);
  }
  return plain;
}
