import { readSilentBits } from '../characters/silent-bits.ts';
import { cutIntoWords, knownShare } from '../english/vocabulary.ts';
import { longRuns } from '../long-runs.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';
import { readable } from './byte-text.ts';

/** Fewer signs say nothing. */
const FEWEST = 56;
/** Where so many units that follow each other are of more than three kinds, as two signs beyond the first plane are, no stretch goes on. */
const WINDOW = 24;
const MOST_SIGNS = 60_000;
/** Share of letters in known words from which signs are no accident. */
const SURE = 0.6;

/** Stretches of two kinds of signs, spaces left aside, that are bits: of bytes, or of letters, five each, as Bacon has them. */
export function twoSigns(text: string): Stretch[] {
  const found: Stretch[] = [];
  let last = 0;
  for (let at = 0; at + FEWEST <= text.length; ) {
    if (!isOfTwo(text, at)) {
      at += WINDOW;
      continue;
    }
    const start = startOf(text, at, last);
    const { end, signs } = signsFrom(text, start);
    const read = signs.length < FEWEST ? undefined : readBits(signs);
    if (read !== undefined) found.push({ start, end, text: read });
    last = Math.max(end, at);
    at = Math.max(end, at + WINDOW);
  }
  return found;
}

const isSpace = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13);

function isOfTwo(text: string, from: number): boolean {
  if (isOfMany(text, from)) return false;
  let [first, second, third] = [0, 0, 0];
  for (let at = from; at < from + WINDOW; at += 1) {
    const unit = text.charCodeAt(at);
    if (isSpace(unit) || unit === first || unit === second || unit === third) continue;
    if (first === 0) first = unit;
    else if (second === 0) second = unit;
    else if (third === 0) third = unit;
    else return false;
  }
  return second !== 0;
}

/** Whether the first units of a window are of more than three kinds, by their lowest five bits alone, as most are. */
function isOfMany(text: string, from: number): boolean {
  let kinds = 0;
  for (let at = from; at < from + FIRST; at += 1) kinds |= 1 << text.charCodeAt(at);
  kinds &= ~SPACES;
  kinds &= kinds - 1;
  kinds &= kinds - 1;
  return (kinds & (kinds - 1)) !== 0;
}

const FIRST = 8;
/** Those that white space may be. */
const SPACES = 0x3e01;

/** Where the signs of a window begin, which may stand before it, behind an offset. */
function startOf(text: string, at: number, last: number): number {
  const kinds = new Set<number>();
  for (let index = at; index < at + WINDOW; index += 1) kinds.add(text.charCodeAt(index));
  let start = at;
  for (; start > last; start -= 1) {
    const unit = text.charCodeAt(start - 1);
    if (isSpace(unit) || kinds.has(unit)) continue;
    // A window may hold one sign alone, of two units.
    if (!isLow(unit)) break;
    kinds.add(unit);
  }
  while (isSpace(text.charCodeAt(start)) || isLow(text.charCodeAt(start))) start += 1;
  return start;
}

/** The second half of a pair of surrogates. */
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

function signsFrom(text: string, start: number): { readonly end: number; readonly signs: number[] } {
  const signs: number[] = [];
  let [zero, one] = [-1, -1];
  let end = start;
  while (end < text.length && signs.length < MOST_SIGNS) {
    const point = text.codePointAt(end) ?? 0;
    if (!isSpace(point)) {
      if (zero === -1) zero = point;
      else if (point !== zero && one === -1) one = point;
      if (point !== zero && point !== one) break;
      signs.push(point);
    }
    end += point > 0xffff ? 2 : 1;
  }
  return { end, signs };
}

/** The least share of the rarer sign: rows of one sign with another here and there are lines of a table. */
const RARER = 1 / 8;

/** The bits that signs are, whichever of them is zero. */
function readBits(signs: readonly number[]): string | undefined {
  const [first = 0] = signs;
  let firsts = 0;
  for (const sign of signs) if (sign === first) firsts += 1;
  if (Math.min(firsts, signs.length - firsts) < signs.length * RARER) return undefined;
  for (const one of [false, true]) {
    const bits = signs.map((sign) => ((sign === first) === one ? '1' : '0')).join('');
    const read = inBytes(bits, 8) ?? inBytes(bits, 7) ?? inLetters(bits);
    if (read !== undefined) return read;
  }
  return undefined;
}

function inBytes(bits: string, size: number): string | undefined {
  if (bits.length % size !== 0) return undefined;
  const codes = (bits.match(new RegExp(`.{${size}}`, 'g')) ?? []).map((byte) => Number.parseInt(byte, 2));
  const read = readable(Buffer.from(codes));
  return read !== undefined && knownShare(read.toLowerCase()) >= SURE ? read : undefined;
}

/** Letters of five bits each: all 26, or 24, of which two stand for two letters each. */
function inLetters(bits: string): string | undefined {
  if (bits.length % 5 !== 0 || bits.length > MOST_LETTERS * 5) return undefined;
  const places = (bits.match(/.{5}/g) ?? []).map((five) => Number.parseInt(five, 2));
  for (const alphabet of ['abcdefghijklmnopqrstuvwxyz', 'abcdefghiklmnopqrstuwxyz']) {
    if (!places.every((place) => place < alphabet.length)) continue;
    const words = cutIntoWords(places.map((place) => alphabet.charAt(place)).join('')).join(' ');
    if (knownShare(words) >= SURE) return words;
  }
  return undefined;
}

const MOST_LETTERS = 2000;

const blank = new Uint8Array(128);
blank[9] = blank[32] = 1;
const FEWEST_BLANKS = 64;

/** Stretches of spaces and tabs that are the bits of a text, as tools for hiding text behind lines write them. */
export function blankBits(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (countOf(survey, '\t') === 0) return found;
  longRuns(text, { ascii: blank, others: false }, FEWEST_BLANKS, (start, end) => {
    if (end - start > MOST_SIGNS || text.slice(start, start + WINDOW).indexOf('\t') === -1) return;
    const read = readSilentBits(Array.from(text.slice(start, end), (sign) => sign.charCodeAt(0)));
    if (read !== undefined) found.push({ start, end, text: read });
  });
  return found;
}
