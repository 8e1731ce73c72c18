import { textOf } from './folded-text.ts';
import { hasKinds } from './letter-likeness.ts';
import { letterPairs, SYMBOLS } from './letter-pairs.ts';
import { reversedWord } from './vocabulary.ts';

/** How letters were exchanged or moved, if putting them back gives letters that follow each other as in English. */
export type Cipher =
  | { readonly kind: 'shifted'; readonly by: number }
  | { readonly kind: 'mirrored' | 'reversed' | 'shifted and reversed' };

/** A stretch of a text whose letters do not follow each other as in English, or have digits among them. */
export interface Strange {
  start: number;
  end: number;
  /** What explains it, if letters that were put back follow each other as in English. */
  readonly cipher: Cipher | undefined;
}

/** Letters that are judged together: fewer say little, more blur where a disguise begins. */
const LETTERS_A_PIECE = 24;
/** At the end of a line and behind a colon, where something else may begin, fewer do. */
const FEWER_LETTERS = 12;
const endsPiece = (unit: number): boolean => unit === 10 || unit === 58;
/** A last piece with fewer letters says nothing. */
const FEWEST_LETTERS = 8;

/**
 * Mean tenths of a bit a letter. Of pieces of ordinary English, 98 % lie above STRANGE; of English with its letters shifted or
 * reversed, more than 94 % below (measured on prompts). Shifted text lies below FOREIGN, other languages mostly above.
 */
const STRANGE = 8;
const FOREIGN = 0;
const BETTER = 4;

/** Signs among letters, weighed by where they stand, that make a piece of text strange whatever its letters are. */
const MANY_SIGNS = 6;

/** 1 to 26 for letters, SIGN for what may stand for a letter, 0 for the rest, by unit. */
const SIGN = 32;
const symbols = new Uint8Array(0x10000);
for (let letter = 1; letter <= 26; letter += 1) symbols[96 + letter] = symbols[64 + letter] = letter;
for (const sign of '0123456789@$!|+(#-') symbols[sign.charCodeAt(0)] = SIGN;

const symbolAt = (text: string, at: number): number =>
  at >= 0 && at < text.length ? (symbols[text.charCodeAt(at)] ?? 0) : 0;

/** Finds what is strange in one pass over a lower-case text; stretches in rising order. */
export function strangeLetters(text: string): Strange[] {
  const pairs = letterPairs();
  const { length } = text;
  const found: Strange[] = [];
  let from = 0;
  let sum = 0;
  let letters = 0;
  let signs = 0;
  let last = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const start = index;
    let symbol = index < length ? (symbols[text.charCodeAt(index)] ?? 0) : 0;
    while (symbol > 0 && symbol < SYMBOLS) {
      sum += pairs[last * SYMBOLS + symbol] ?? 0;
      last = symbol;
      index += 1;
      symbol = index < length ? (symbols[text.charCodeAt(index)] ?? 0) : 0;
    }
    letters += index - start;
    if (symbol === SIGN) {
      const next = symbolAt(text, index + 1);
      if (next > 0 && next < SYMBOLS) signs += last > 0 ? 4 : symbolAt(text, index - 1) === 0 ? 2 : 1;
      else if (last > 0) signs += 1;
    }
    if (last === 0 && index < text.length) continue;
    sum += pairs[last * SYMBOLS] ?? 0;
    last = 0;
    if (letters < (endsPiece(text.charCodeAt(index)) ? FEWER_LETTERS : LETTERS_A_PIECE) && index < text.length)
      continue;
    const mean = letters === 0 ? 0 : sum / letters;
    if (letters >= FEWEST_LETTERS && (mean < STRANGE || signs >= MANY_SIGNS)) {
      const cipher = mean < STRANGE ? explain(text, from, index, mean) : undefined;
      add(found, { start: from, end: index, cipher });
    }
    from = index;
    sum = 0;
    letters = 0;
    signs = 0;
  }
  return found;
}

/** Pieces that are as strange in the same way, and near to each other, are one. */
const NEAR = 60;

function add(found: Strange[], piece: Strange): void {
  const before = found.at(-1);
  const isNear = before !== undefined && piece.start - before.end <= NEAR;
  if (isNear && sameCipher(before.cipher, piece.cipher)) {
    before.end = piece.end;
  } else found.push(piece);
}

const sameCipher = (a: Cipher | undefined, b: Cipher | undefined): boolean =>
  a?.kind === b?.kind && (a?.kind !== 'shifted' || b?.kind !== 'shifted' || a.by === b.by);

/** At most so many units of a piece are looked at for an explanation. */
const MOST_EXPLAINED = 1024;
const buffer = new Uint16Array(MOST_EXPLAINED + 1);

/** A cipher after which the first pairs of letters are worth less than this is tried no further: hardly any English is. */
const TRIED = 13;
const LEAST_TRIED = -40;

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
      return pairs[(table[first] ?? 0) * SYMBOLS + (table[second] ?? 0)] ?? 0;
    });
  const turned = pairs.map((_, pair) => pairs[(pair % SYMBOLS) * SYMBOLS + Math.floor(pair / SYMBOLS)] ?? 0);
  const shifted = SHIFTS.map((table, by): Candidate => ({ cipher: { kind: 'shifted', by }, worth: through(table) }));
  const reversed: Candidate = { cipher: { kind: 'reversed' }, worth: turned };
  const mirrored: Candidate = { cipher: { kind: 'mirrored' }, worth: through(MIRROR) };
  const both: Candidate = {
    cipher: { kind: 'shifted and reversed' },
    worth:
      shifted[13]?.worth.map((_, pair, worth) => worth[(pair % SYMBOLS) * SYMBOLS + Math.floor(pair / SYMBOLS)] ?? 0) ??
      turned,
  };
  candidates = {
    few: [reversed, ...shifted.slice(13, 14)],
    all: [reversed, ...shifted.slice(1), mirrored, both],
  };
  return candidates;
}

/** The cipher after which the letters of a piece are the most English, if that is much better than as they stand. */
function explain(text: string, start: number, end: number, mean: number): Cipher | undefined {
  let length = 0;
  let letters = 0;
  let kinds = 0;
  let last = 0;
  for (let index = start; index < Math.min(end, start + MOST_EXPLAINED); index += 1) {
    const found = symbolAt(text, index);
    const symbol = found === SIGN ? 0 : found;
    if (symbol === 0 && last === 0) continue;
    if (symbol > 0) letters += 1;
    kinds |= 1 << symbol;
    buffer[length] = last * SYMBOLS + symbol;
    length += 1;
    last = symbol;
  }
  buffer[length] = last * SYMBOLS;
  if (letters === 0 || !hasKinds(kinds >> 1, letters)) return undefined;
  const { few, all } = candidatesOf(letterPairs());
  let best: Cipher | undefined;
  let most = Math.max(STRANGE, mean + BETTER) * letters;
  for (const { cipher, worth } of mean < FOREIGN ? all : few) {
    let sum = 0;
    const first = Math.min(length, TRIED);
    for (let index = 0; index <= first; index += 1) sum += worth[buffer[index] ?? 0] ?? 0;
    if (sum < LEAST_TRIED) continue;
    for (let index = first + 1; index <= length; index += 1) sum += worth[buffer[index] ?? 0] ?? 0;
    if (sum <= most) continue;
    most = sum;
    best = cipher;
  }
  return best;
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
  if (cipher.kind === 'mirrored') return MIRRORED;
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
