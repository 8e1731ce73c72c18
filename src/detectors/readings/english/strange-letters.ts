import type { Span } from '../../pattern.ts';
import { textOf } from '../folded-text.ts';
import { hasKinds } from './letter-likeness.ts';
import { letterPairs, SYMBOLS } from './letter-pairs.ts';
import { reversedWord } from './vocabulary.ts';

/** How letters were exchanged or moved, if putting them back gives letters that follow each other as in English. */
export type Cipher =
  | { readonly kind: 'shifted'; readonly by: number }
  | { readonly kind: 'mirrored' | 'reversed' | 'shifted and reversed' | 'mirrored and reversed' };

/** A piece of a text whose letters follow each other as in English once they are put back. */
export interface Ciphered extends Span {
  readonly cipher: Cipher;
}

/** Fewer letters say nothing; where a text ends, they are taken to be worth so much less: what is disguised may end there. */
const FEWEST_LETTERS = 8;
export const END_DOUBT = 100;

/**
 * Mean tenths of a bit a letter. Of pieces of ordinary English, 98 % lie above STRANGE; of English with its letters shifted or
 * reversed, more than 94 % below (measured on prompts). Shifted text lies below FOREIGN, other languages mostly above.
 */
const STRANGE = 8;
const FOREIGN = 0;
const BETTER = 4;

/** Whether letters that are `worth` so much together, by their pairs with the ends of words, follow each other unlike English. */
export const isStrange = (letters: number, worth: number): boolean =>
  letters >= FEWEST_LETTERS && worth < STRANGE * letters;

/** Signs among letters that make a piece of text strange whatever its letters are, as they weigh together. */
export const MANY_SIGNS = 6;

/** 1 to 26 for letters, SIGN for what may stand for a letter, 0 for the rest, by unit. */
const SIGN = 32;
const symbols = new Uint8Array(0x10000);
for (let letter = 1; letter <= 26; letter += 1) symbols[96 + letter] = symbols[64 + letter] = letter;
for (const sign of '0123456789@$!|+(#-') symbols[sign.charCodeAt(0)] = SIGN;

const symbolAt = (text: string, at: number): number =>
  at >= 0 && at < text.length ? (symbols[text.charCodeAt(at)] ?? 0) : 0;

const isLetterAt = (text: string, at: number): boolean => {
  const symbol = symbolAt(text, at);
  return symbol > 0 && symbol < SYMBOLS;
};

/** How much a sign at an offset that may stand for a letter weighs: most between letters, nothing away from them. */
export function signWeight(text: string, at: number): number {
  const isBehindWord = isLetterAt(text, at - 1);
  if (!isLetterAt(text, at + 1)) return isBehindWord ? 1 : 0;
  return isBehindWord ? 4 : symbolAt(text, at - 1) === 0 ? 2 : 1;
}

/** At most so many units of a piece are looked at for an explanation. */
const MOST_EXPLAINED = 1024;
/** The pairs of symbols of a piece, each as `first * SYMBOLS + second`. */
const buffer = new Uint16Array(MOST_EXPLAINED + 1);

/** A cipher after which so many first pairs are worth less than this is tried no further: those of 99.7 % of English are worth more. */
const TRIED = 14;
const LEAST_TRIED = 0;

interface Candidate {
  readonly cipher: Cipher;
  /** What each pair of symbols is worth once the cipher is undone. */
  readonly worth: Int8Array;
}

let candidates: { readonly few: readonly Candidate[]; readonly all: readonly Candidate[] } | undefined;

function candidatesOf(pairs: Int8Array): { readonly few: readonly Candidate[]; readonly all: readonly Candidate[] } {
  if (candidates !== undefined) return candidates;
  const through = (table: Uint8Array): Int8Array =>
    pairs.map((_, pair) => {
      const [first, second] = [Math.floor(pair / SYMBOLS), pair % SYMBOLS];
      return numberAt(pairs, numberAt(table, first) * SYMBOLS + numberAt(table, second));
    });
  /** What pairs are worth the other way round. */
  const backwards = (worth: Int8Array): Int8Array =>
    worth.map((_, pair) => numberAt(worth, (pair % SYMBOLS) * SYMBOLS + Math.floor(pair / SYMBOLS)));
  const shifted = SHIFTS.map((table, by): Candidate => ({ cipher: { kind: 'shifted', by }, worth: through(table) }));
  const reversed: Candidate = { cipher: { kind: 'reversed' }, worth: backwards(pairs) };
  const mirrored: Candidate = { cipher: { kind: 'mirrored' }, worth: through(MIRROR) };
  const both = shifted
    .slice(13, 14)
    .map((candidate): Candidate => ({ cipher: { kind: 'shifted and reversed' }, worth: backwards(candidate.worth) }));
  const turnedMirror: Candidate = { cipher: { kind: 'mirrored and reversed' }, worth: backwards(mirrored.worth) };
  candidates = {
    few: [reversed, ...shifted.slice(13, 14)],
    all: [reversed, ...shifted.slice(1), mirrored, ...both, turnedMirror],
  };
  return candidates;
}

/**
 * The cipher after which the letters of a piece are the most English, if that is much better than as they stand.
 *
 * @param mean what they are worth each as they stand
 */
export function cipherOf(text: string, { start, end }: Span, mean: number): Cipher | undefined {
  const { few, all } = candidatesOf(letterPairs());
  const tried = mean < FOREIGN ? all : few;
  const stop = Math.min(end, start + MOST_EXPLAINED);
  let length = 0;
  let letters = 0;
  let kinds = 0;
  let last = 0;
  for (let index = start; index < stop; index += 1) {
    const unit = text.charCodeAt(index);
    const symbol = unit >= 97 && unit <= 122 ? unit - 96 : 0;
    if (symbol === 0 && last === 0) continue;
    if (symbol > 0) letters += 1;
    kinds |= 1 << symbol;
    buffer[length] = last * SYMBOLS + symbol;
    length += 1;
    last = symbol;
    if (length === TRIED && !tried.some(({ worth }) => sumOf(worth, TRIED) >= LEAST_TRIED)) return undefined;
  }
  buffer[length] = last * SYMBOLS;
  if (!hasKinds(kinds >> 1, letters)) return undefined;
  let best: Cipher | undefined;
  let most = Math.max(STRANGE, mean + BETTER) * letters;
  for (const { cipher, worth } of tried) {
    if (length > TRIED && sumOf(worth, TRIED) < LEAST_TRIED) continue;
    const sum = sumOf(worth, length + 1);
    if (sum <= most) continue;
    most = sum;
    best = cipher;
  }
  return best;
}

const numberAt = (list: ArrayLike<number>, place: number): number => list[place] ?? 0;

/** What the first pairs of the piece at hand are worth together. */
function sumOf(worth: Int8Array, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index += 1) sum += worth[buffer[index] ?? 0] ?? 0;
  return sum;
}

/** Which symbol a symbol becomes when letters are moved on by so many places. */
const SHIFTS = Array.from({ length: 26 }, (_, by) =>
  Uint8Array.from({ length: SYMBOLS }, (__, symbol) => (symbol === 0 ? 0 : ((symbol - 1 + by) % 26) + 1)),
);
const MIRROR = Uint8Array.from({ length: SYMBOLS }, (_, symbol) => (symbol === 0 ? 0 : 27 - symbol));

/** The letters of a lower-case text moved on, or exchanged a for z, or all its units turned round. As long as the text. */
export function decipher(text: string, cipher: Cipher): string {
  if (cipher.kind === 'reversed') return reverse(text);
  if (cipher.kind === 'shifted and reversed') return reverse(decipher(text, { kind: 'shifted', by: 13 }));
  if (cipher.kind === 'mirrored and reversed') return reverse(decipher(text, { kind: 'mirrored' }));
  const table = lettersBehind(cipher);
  if (text.length <= SHORT) {
    let read = '';
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      read += String.fromCharCode(unit < 128 ? (table[unit] ?? 0) : unit);
    }
    return read;
  }
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    units[index] = unit < 128 ? (table[unit] ?? 0) : unit;
  }
  return textOf(units);
}

/** By unit below U+0080: the unit that stands there once a cipher is undone, wherever in the text it stands then. */
export function lettersBehind(cipher: Cipher): Uint8Array {
  if (cipher.kind === 'reversed') return PLAIN;
  if (cipher.kind === 'mirrored' || cipher.kind === 'mirrored and reversed') return MIRRORED;
  return SHIFTED[cipher.kind === 'shifted' ? cipher.by : 13] ?? PLAIN;
}

const PLAIN = Uint8Array.from({ length: 128 }, (_, unit) => unit);
const throughSymbols = (symbols: Uint8Array): Uint8Array =>
  PLAIN.map((unit) => (unit >= 97 && unit <= 122 ? 96 + (symbols[unit - 96] ?? 0) : unit));
const SHIFTED = SHIFTS.map(throughSymbols);
const MIRRORED = throughSymbols(MIRROR);

/** A text from its end to its start; pairs of surrogates stay in order. */
export function reverse(text: string): string {
  if (text.length <= SHORT) return SURROGATE.test(text) ? [...text].reverse().join('') : reversedWord(text);
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const at = text.length - 1 - index;
    if (unit >= 0xdc00 && unit <= 0xdfff && (units[at + 1] ?? 0) >= 0xd800 && (units[at + 1] ?? 0) <= 0xdbff) {
      units[at] = units[at + 1] ?? 0;
      units[at + 1] = unit;
    } else units[at] = unit;
  }
  return textOf(units);
}

/** Shorter texts are written faster letter by letter. */
const SHORT = 80;
const SURROGATE = /[\ud800-\udfff]/;
