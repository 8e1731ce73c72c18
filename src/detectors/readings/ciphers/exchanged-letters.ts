import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { letterPairs, SYMBOLS as PAIR_SYMBOLS } from '../english/letter-pairs.ts';
import { isKnownAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import type { SymbolWords } from './substitution.ts';
import { FEWEST_LETTERS, SAMPLE, toldLetters } from './told-letters.ts';

/** Stretches that are so near to each other, in units, are one. */
const NEAR = 80;
/** Mean tenths of a bit a letter: 99 % of exchanged letters lie below, 99 % of other stretches that are no cipher above. */
const UNLIKELY = -8;
/** The same where signs stand for some of them, as on another keyboard. */
const WITH_SIGNS = 4;
/** So much of a stretch is looked at first; shorter ones do not tell. */
const START = 32;
const SHORTEST_STRETCH = 36;
/** Figures and signs of code are at most so many of the units: codes and addresses have more. */
const MOST_SIGNS = 0.12;
const isSign = new Uint8Array(128);
for (const sign of '0123456789{}()<>=_/\\&`+') isSign[sign.charCodeAt(0)] = 1;
/** What is left of a line behind a stretch belongs to it, if it is so short. */
const REST = 24;

/**
 * Stretches of a lower-case text whose letters were exchanged for others, or for the signs of another keyboard, whichever they were.
 *
 * @param stretches that may be, as `stretchesIn` gives them
 */
export function exchangedLetters(text: string, stretches: readonly Span[], effort: Effort): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of stretches) {
    const signs = signsForLetters(text, start, end);
    const letters = toldLetters(wordsIn(text, start, end, signs), effort, { start, end });
    if (letters === undefined) continue;
    let read = '';
    for (let at = start; at < end; at += 1) read += letterAt(text, at, signs, letters);
    found.push({ start, end, text: read });
  }
  return found;
}

/**
 * Pieces that are near to each other as one, with the rest of their line, where all of it may be letters that stand for others.
 *
 * @param pieces of letters that seldom follow each other so in any language
 */
export function stretchesIn(text: string, pieces: readonly Span[]): Span[] {
  const spans: { start: number; end: number }[] = [];
  for (const { start, end } of pieces) {
    const last = spans.at(-1);
    if (last !== undefined && start - last.end <= NEAR) last.end = end;
    else spans.push({ start, end });
  }
  for (const span of spans) span.end = withRest(text, span.end);
  return spans.filter(
    ({ start, end }) => end - start >= SHORTEST_STRETCH && mayBeExchanged(text, start, Math.min(end, start + SAMPLE)),
  );
}

function withRest(text: string, end: number): number {
  for (let at = end; at <= text.length && at <= end + REST; at += 1)
    if (at === text.length || text.charCodeAt(at) === FEED) return at;
  return end;
}

const FEED = 10;

function mayBeExchanged(text: string, start: number, end: number): boolean {
  const pairs = letterPairs();
  let sum = 0;
  let letters = 0;
  let last = 0;
  let signs = 0;
  for (let at = start; at < end; at += 1) {
    const symbol = symbolOf(text.charCodeAt(at));
    if (symbol > 0 && symbol <= 26) letters += 1;
    else if (symbol === 0) signs += isSign[text.charCodeAt(at)] ?? 0;
    const pair = symbol <= 26 ? symbol : 0;
    if (pair > 0 || last > 0) sum += pairs[last * PAIR_SYMBOLS + pair] ?? 0;
    last = pair;
    if (at - start === START && sum >= letters * WITH_SIGNS) return false;
  }
  return (
    letters >= FEWEST_LETTERS &&
    signs <= (end - start) * MOST_SIGNS &&
    sum < letters * (sum < letters * UNLIKELY || signsForLetters(text, start, end) === 0 ? UNLIKELY : WITH_SIGNS)
  );
}

/** Signs that other keyboards have where ours have letters, or the other way round. */
const SIGNS = "',.;[";
/** By unit below U+0080: 1 to 26 for letters, more for the signs, 0 for the rest. */
const symbols = new Uint8Array(128);
for (let letter = 1; letter <= 26; letter += 1) symbols[96 + letter] = letter;
for (let sign = 0; sign < SIGNS.length; sign += 1) symbols[SIGNS.charCodeAt(sign)] = 27 + sign;
const symbolOf = (unit: number): number => (unit < 128 ? (symbols[unit] ?? 0) : 0);

/** What stands there for a letter; of the signs, those that do, each as a bit. */
function symbolAt(text: string, at: number, letterSigns: number): number {
  const symbol = symbolOf(text.charCodeAt(at));
  return symbol <= 26 || (letterSigns & (1 << symbol)) !== 0 ? symbol : 0;
}

/** Signs that stand in front of letters again and again stand for letters. */
function signsForLetters(text: string, start: number, end: number): number {
  const counts = new Uint8Array(32);
  let signs = 0;
  for (let at = start; at + 1 < end; at += 1) {
    const symbol = symbolOf(text.charCodeAt(at));
    const next = symbol <= 26 ? 0 : symbolOf(text.charCodeAt(at + 1));
    if (next === 0 || next > 26) continue;
    counts[symbol] = (counts[symbol] ?? 0) + 1;
    if (counts[symbol] === OFTEN) signs |= 1 << symbol;
  }
  return signs;
}

const OFTEN = 3;

/** Words of a stretch that are not known as they stand, as far as they tell. */
function wordsIn(text: string, start: number, end: number, signs: number): SymbolWords {
  const symbols = new Uint8Array(SAMPLE + LONGEST);
  const ends: number[] = [];
  let length = 0;
  for (let at = start; at < end && length < SAMPLE; at += 1) {
    const from = at;
    let symbol = symbolAt(text, at, signs);
    while (symbol > 0 && at < end) {
      if (at - from < LONGEST) symbols[length + at - from] = symbol;
      at += 1;
      symbol = symbolAt(text, at, signs);
    }
    const letters = at - from;
    if (letters < SHORTEST || letters > LONGEST || (letters >= SURE && isKnownAt(text, from, at))) continue;
    length += letters;
    ends.push(length);
  }
  return { symbols: symbols.subarray(0, length), ends };
}

/** A letter alone tells little, and stands in tables; a word that is known as it stands and so long is one by no chance. */
const SHORTEST = 2;
const SURE = 5;
const LONGEST = 24;

function letterAt(text: string, at: number, signs: number, letters: Uint8Array): string {
  const symbol = symbolAt(text, at, signs);
  const letter = symbol === 0 ? 0 : (letters[symbol] ?? 0);
  return letter === 0 ? text.charAt(at) : String.fromCharCode(letter);
}
