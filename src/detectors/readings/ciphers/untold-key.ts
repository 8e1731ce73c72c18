import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { letterOdds, letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { knownShare } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/**
 * The chance that two of the letters are the same, at most: in English 0.066, in code and other languages much alike, under a key of
 * two letters 0.052. See Friedman, The Index of Coincidence (1922).
 */
const FLAT = 0.056;
/** Letters that tell a key, and those that are looked at: fewer for each letter of the key are anything. */
const FEWEST_LETTERS = 32;
const SAMPLE = 240;
const LETTERS_A_KEY = 10;
const LONGEST_KEY = 12;
/** Lengths of keys for which letters are looked for, of those after which the same letter stands again most often; and of these, those that are tried. */
const LIKELY_LENGTHS = 4;
const TRIED_LENGTHS = 2;
/** Tenths of a bit a letter that a longer key has to be better, since more of it fits by chance. */
const DOUBT = 0.6;
/** Mean tenths of a bit a letter by the one before, once each letter of the key was looked for, and once again; and share of letters in known words. */
const PROMISING = 3;
const LIKELY = 8;
const READABLE = 0.6;
/** What trying takes, for each letter that is looked at, in units that are read; and what each key takes that is. */
const TRYING = 1;
const A_KEY = 2;

/**
 * A stretch of a lower-case text whose letters were moved on by those of a short key that nobody tells (the cipher of Vigenere). Each
 * letter of the key is told by how often letters stand where it was put on, then by which follow each other.
 *
 * @param stretches that may be, as `stretchesIn` gives them: the first is tried
 */
export function untoldKey(text: string, [stretch]: readonly Span[], effort: Effort): Stretch[] {
  if (stretch === undefined) return [];
  const { start, end } = stretch;
  const { symbols, letters } = symbolsIn(text, start, end);
  if (letters < FEWEST_LETTERS || coincidence(symbols, letters) > FLAT || !effort.allows(letters * TRYING, start, end))
    return [];
  for (const key of likelyKeys(symbols, letters)) {
    effort.spend(letters * A_KEY);
    if (improve(key, symbols) < letters * PROMISING || improve(key, symbols) < letters * LIKELY) continue;
    const read = withoutKey(text.slice(start, end), key);
    if (knownShare(read) >= READABLE) return [{ start, end, text: read }];
  }
  return [];
}

interface Letters {
  /** Letters as 1 to 26, in words with a 0 between them. */
  readonly symbols: Uint8Array;
  readonly letters: number;
}

function symbolsIn(text: string, start: number, end: number): Letters {
  const symbols = new Uint8Array(SAMPLE * 2);
  let length = 0;
  let letters = 0;
  for (let at = start; at < end && letters < SAMPLE; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 97 && unit <= 122) {
      symbols[length] = unit - 96;
      letters += 1;
      length += 1;
    } else if (length > 0 && symbols[length - 1] !== 0) length += 1;
  }
  return { symbols: symbols.subarray(0, length), letters };
}

/** The chance that two letters are the same. */
function coincidence(symbols: Uint8Array, letters: number): number {
  const counts = new Uint16Array(SYMBOLS);
  for (const symbol of symbols) counts[symbol] = unitAt(counts, symbol) + 1;
  let same = 0;
  for (let symbol = 1; symbol < SYMBOLS; symbol += 1) same += unitAt(counts, symbol) * (unitAt(counts, symbol) - 1);
  return same / (letters * (letters - 1));
}

/** The keys under which the letters stand as often as in English, of the likeliest lengths, the likeliest first. */
function likelyKeys(symbols: Uint8Array, letters: number): Uint8Array[] {
  return likelyLengths(symbols, Math.min(LONGEST_KEY, Math.floor(letters / LETTERS_A_KEY)))
    .map((length) => {
      const { key, worth } = keyByOdds(symbols, length);
      return { key, worth: worth / letters - length * DOUBT };
    })
    .sort((a, b) => b.worth - a.worth)
    .slice(0, TRIED_LENGTHS)
    .map(({ key }) => key);
}

/** Letters that stand a key apart, or two, were moved on by the same: as in English, they are the same more often than others. */
function likelyLengths(symbols: Uint8Array, longest: number): number[] {
  const letters = symbols.filter((symbol) => symbol !== 0);
  const same = (apart: number): number => {
    let count = 0;
    for (let at = apart; at < letters.length; at += 1) if (letters[at] === letters[at - apart]) count += 1;
    return count / (letters.length - apart);
  };
  return Array.from({ length: Math.max(0, longest - 1) }, (_, at) => at + 2)
    .map((length) => ({ length, share: same(length) + same(2 * length) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, LIKELY_LENGTHS)
    .map(({ length }) => length);
}

function keyByOdds(symbols: Uint8Array, length: number): { readonly key: Uint8Array; readonly worth: number } {
  const odds = letterOdds();
  const counts = new Uint16Array(length * 26);
  let nth = 0;
  for (const symbol of symbols) {
    if (symbol === 0) continue;
    const place = (nth % length) * 26 + symbol - 1;
    counts[place] = unitAt(counts, place) + 1;
    nth += 1;
  }
  const key = new Uint8Array(length);
  let worth = 0;
  for (let at = 0; at < length; at += 1) {
    let most = Number.NEGATIVE_INFINITY;
    for (let shift = 0; shift < 26; shift += 1) {
      let sum = 0;
      for (let letter = 0; letter < 26; letter += 1)
        sum += unitAt(counts, at * 26 + letter) * unitAt(odds, ((letter - shift + 26) % 26) + 1);
      if (sum <= most) continue;
      most = sum;
      key[at] = shift;
    }
    worth += most;
  }
  return { key, worth };
}

/**
 * Puts each letter of a key right by the letters beside those that it was put on, where the others stay, and gives what all letters
 * are worth then, in tenths of a bit.
 */
function improve(key: Uint8Array, symbols: Uint8Array): number {
  const pairs = letterPairs();
  const places = placesOf(symbols);
  const plain = new Uint8Array(symbols.length + 1);
  places.forEach((place, nth) => {
    plain[place] = without(unitAt(key, nth % key.length), unitAt(symbols, place));
  });
  for (let at = 0; at < key.length; at += 1) {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let shift = 0; shift < 26; shift += 1) {
      let sum = 0;
      for (let nth = at; nth < places.length; nth += key.length) {
        const place = unitAt(places, nth);
        const letter = without(shift, unitAt(symbols, place));
        sum +=
          unitAt(pairs, unitAt(plain, place - 1) * SYMBOLS + letter) +
          unitAt(pairs, letter * SYMBOLS + unitAt(plain, place + 1));
      }
      if (sum <= most) continue;
      most = sum;
      best = shift;
    }
    key[at] = best;
    for (let nth = at; nth < places.length; nth += key.length) {
      const place = unitAt(places, nth);
      plain[place] = without(best, unitAt(symbols, place));
    }
  }
  let worth = 0;
  for (let at = 0; at < plain.length; at += 1)
    worth += unitAt(pairs, unitAt(plain, at - 1) * SYMBOLS + unitAt(plain, at));
  return worth;
}

/** A symbol without a letter of a key, from 0 to 25. */
const without = (shift: number, symbol: number): number => ((symbol - 1 - shift + 26) % 26) + 1;

/** Where letters stand among the symbols. */
function placesOf(symbols: Uint8Array): Uint16Array {
  const places = new Uint16Array(symbols.length);
  let count = 0;
  symbols.forEach((symbol, at) => {
    if (symbol === 0) return;
    places[count] = at;
    count += 1;
  });
  return places.subarray(0, count);
}

function withoutKey(text: string, key: Uint8Array): string {
  let nth = 0;
  return text.replace(/[a-z]/g, (letter) => {
    const shift = unitAt(key, nth % key.length);
    nth += 1;
    return String.fromCharCode(((letter.charCodeAt(0) - 97 - shift + 26) % 26) + 97);
  });
}

/** What stands in a list at a place, 0 outside of it. */
function unitAt(list: Uint8Array | Uint16Array | Int8Array, place: number): number {
  return list[place] ?? 0;
}
