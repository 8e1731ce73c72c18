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
const TRYING = 0.5;
const A_KEY = 0.75;

/**
 * A stretch of a lower-case text whose letters were moved on by those of a short key that nobody tells (the cipher of Vigenere). Each
 * letter of the key is told by how often letters stand where it was put on, then by which follow each other.
 *
 * @param stretches that may be, as `stretchesIn` gives them: the first is tried
 */
export function untoldKey(text: string, [stretch]: readonly Span[], effort: Effort): Stretch[] {
  if (stretch === undefined) return [];
  const { start, end } = stretch;
  const letters = lettersIn(text, start, end);
  const count = letters.places.length;
  if (count < FEWEST_LETTERS || coincidence(letters) > FLAT || !effort.allows(count * TRYING, start, end)) return [];
  for (const key of likelyKeys(letters)) {
    effort.spend(count * A_KEY);
    if (improve(key, letters) < count * PROMISING || improve(key, letters) < count * LIKELY) continue;
    const read = withoutKey(text.slice(start, end), key);
    if (knownShare(read) >= READABLE) return [{ start, end, text: read }];
  }
  return [];
}

interface Letters {
  /** Letters as 1 to 26, in words with a 0 between them and one at both ends. */
  readonly symbols: Uint8Array;
  /** Where among the symbols letters stand. */
  readonly places: Uint16Array;
}

function lettersIn(text: string, start: number, end: number): Letters {
  const symbols = new Uint8Array(SAMPLE * 2 + 2);
  const places = new Uint16Array(SAMPLE);
  let length = 1;
  let letters = 0;
  for (let at = start; at < end && letters < SAMPLE; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 97 && unit <= 122) {
      symbols[length] = unit - 96;
      places[letters] = length;
      letters += 1;
      length += 1;
    } else if (symbols[length - 1] !== 0) length += 1;
  }
  return { symbols: symbols.subarray(0, length + 1), places: places.subarray(0, letters) };
}

/** The chance that two letters are the same. */
function coincidence({ symbols, places }: Letters): number {
  const counts = new Uint16Array(SYMBOLS);
  for (const symbol of symbols) counts[symbol] = (counts[symbol] ?? 0) + 1;
  let same = 0;
  for (const count of counts.subarray(1)) same += count * (count - 1);
  return same / (places.length * (places.length - 1));
}

/** The keys under which the letters stand as often as in English, of the likeliest lengths, the likeliest first. */
function likelyKeys(letters: Letters): Uint8Array[] {
  const count = letters.places.length;
  return likelyLengths(letters, Math.min(LONGEST_KEY, Math.floor(count / LETTERS_A_KEY)))
    .map((length) => {
      const { key, worth } = keyByOdds(letters, length);
      return { key, worth: worth / count - length * DOUBT };
    })
    .sort((a, b) => b.worth - a.worth)
    .slice(0, TRIED_LENGTHS)
    .map(({ key }) => key);
}

/** Letters that stand a key apart, or two, were moved on by the same: as in English, they are the same more often than others. */
function likelyLengths({ symbols }: Letters, longest: number): number[] {
  const letters = symbols.filter((symbol) => symbol !== 0);
  const shares = new Float64Array(2 * longest + 1);
  for (let apart = 2; apart < shares.length; apart += 1) {
    let count = 0;
    for (let at = apart; at < letters.length; at += 1) if (letters[at] === letters[at - apart]) count += 1;
    shares[apart] = count / (letters.length - apart);
  }
  return Array.from({ length: Math.max(0, longest - 1) }, (_, at) => at + 2)
    .map((length) => ({ length, share: numberAt(shares, length) + numberAt(shares, 2 * length) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, LIKELY_LENGTHS)
    .map(({ length }) => length);
}

/** By shift, from 0 to 25, what letters are worth without it. */
const worths = new Int32Array(26);

/** The shift without which letters are worth most. */
const bestShift = (): number => worths.indexOf(Math.max(...worths));

function keyByOdds({ symbols, places }: Letters, length: number): { readonly key: Uint8Array; readonly worth: number } {
  const odds = letterOdds();
  const key = new Uint8Array(length);
  let worth = 0;
  for (let at = 0; at < length; at += 1) {
    worths.fill(0);
    for (let nth = at; nth < places.length; nth += length) {
      const symbol = byteAt(symbols, placeAt(places, nth));
      for (let letter = 1; letter < SYMBOLS; letter += 1) {
        const shift = symbol - letter + (symbol < letter ? 26 : 0);
        worths[shift] = (worths[shift] ?? 0) + (odds[letter] ?? 0);
      }
    }
    const best = bestShift();
    key[at] = best;
    worth += numberAt(worths, best);
  }
  return { key, worth };
}

/**
 * Puts each letter of a key right by the letters beside those that it was put on, where the others stay, and gives what all letters
 * are worth then, in tenths of a bit.
 */
function improve(key: Uint8Array, { symbols, places }: Letters): number {
  const pairs = letterPairs();
  const plain = new Uint8Array(symbols.length);
  const put = (at: number): void => {
    const shift = byteAt(key, at);
    for (let nth = at; nth < places.length; nth += key.length) {
      const place = placeAt(places, nth);
      const symbol = byteAt(symbols, place);
      plain[place] = symbol - shift + (symbol <= shift ? 26 : 0);
    }
  };
  for (let at = 0; at < key.length; at += 1) put(at);
  for (let at = 0; at < key.length; at += 1) {
    worths.fill(0);
    for (let nth = at; nth < places.length; nth += key.length) {
      const place = placeAt(places, nth);
      const symbol = byteAt(symbols, place);
      const before = byteAt(plain, place - 1) * SYMBOLS;
      const behind = byteAt(plain, place + 1);
      for (let letter = 1; letter < SYMBOLS; letter += 1) {
        const shift = symbol - letter + (symbol < letter ? 26 : 0);
        worths[shift] = (worths[shift] ?? 0) + (pairs[before + letter] ?? 0) + (pairs[letter * SYMBOLS + behind] ?? 0);
      }
    }
    key[at] = bestShift();
    put(at);
  }
  let worth = 0;
  for (let at = 1; at < plain.length; at += 1) worth += pairs[byteAt(plain, at - 1) * SYMBOLS + byteAt(plain, at)] ?? 0;
  return worth;
}

function withoutKey(text: string, key: Uint8Array): string {
  let nth = 0;
  return text.replace(/[a-z]/g, (letter) => {
    const shift = byteAt(key, nth % key.length);
    nth += 1;
    return String.fromCharCode(((letter.charCodeAt(0) - 97 - shift + 26) % 26) + 97);
  });
}

// Each is asked of lists of one kind: a function for all of them is slower.
const byteAt = (list: Uint8Array, place: number): number => list[place] ?? 0;
const placeAt = (list: Uint16Array, place: number): number => list[place] ?? 0;
const numberAt = (list: ArrayLike<number>, place: number): number => list[place] ?? 0;
