import { letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { cutIntoWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { edgeAt, surveyOf } from '../survey.ts';

/** First letters that are judged together, and the tenths of a bit that each is worth by the one before: those of ordinary text are worth
 * less than nothing. What is beside them goes on while it is not. */
const WINDOW = 16;
const LIKELY = 6;
const GOES_ON = -2;
/** Units of a word that they are cut into, on average, and share of letters that stand alone, at most. */
const MEAN_LETTERS = 3.2;
const SINGLES = 0.1;

/** Of the words, the share that is not the same. */
const DIFFERENT = 0.5;

/** What the first letters of the words of a lower-case text spell, or those of its lines. */
export function firstLetters(text: string, { words, lineEnds } = surveyOf(text)): Stretch[] {
  const found = mayBeSpelt(text, words) ? spelt(text, firstOfWords(words)) : [];
  return found.length > 0 || lineEnds.length < WINDOW ? found : spelt(text, firstOfLines(text, lineEnds));
}

/** Whether the first letters of some words that are judged together are likely: those of hardly any text are. */
function mayBeSpelt(text: string, words: Int32Array): boolean {
  const pairs = letterPairs();
  let sum = 0;
  let last = 0;
  let left = WINDOW;
  for (let word = 0; word < words.length; word += 2) {
    const symbol = symbolAt(text, firstOf(words, word));
    sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
    left -= 1;
    if (left > 0) continue;
    if (sum >= WINDOW * LIKELY) return true;
    sum = 0;
    left = WINDOW;
  }
  return false;
}

/** Where a word starts, or -1: letters that stand alone are read elsewhere. */
function firstOf(words: Int32Array, word: number): number {
  const start = edgeAt(words, word);
  return edgeAt(words, word + 1) - start > 1 ? start : -1;
}

const firstOfWords = (words: Int32Array): Int32Array =>
  Int32Array.from({ length: words.length / 2 }, (_, nth) => firstOf(words, 2 * nth));

/** The same of lines; those without a word are left out. */
function firstOfLines(text: string, lineEnds: readonly number[]): Int32Array {
  const places = new Int32Array(lineEnds.length);
  let count = 0;
  let at = 0;
  for (const end of lineEnds) {
    while (at < end && !isLetter(text.charCodeAt(at))) at += 1;
    if (at < end) {
      places[count] = isLetter(text.charCodeAt(at + 1)) ? at : -1;
      count += 1;
    }
    at = end + 1;
  }
  return places.subarray(0, count);
}

const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;

/** 1 to 26 for a letter, else 0. */
function symbolAt(text: string, at: number): number {
  return at < 0 ? 0 : (text.charCodeAt(at) - 96) & 31;
}

/** The stretches of letters at some places that follow each other as in English. */
function spelt(text: string, first: Int32Array): Stretch[] {
  const found: Stretch[] = [];
  const pairs = letterPairs();
  let from = 0;
  let isSpelt = false;
  let sum = 0;
  let last = 0;
  for (let nth = 0; nth < first.length; nth += 1) {
    const symbol = symbolAt(text, first[nth] ?? -1);
    sum += pairs[last * SYMBOLS + symbol] ?? 0;
    last = symbol;
    if ((nth + 1) % WINDOW !== 0) continue;
    if (sum >= WINDOW * LIKELY) isSpelt = true;
    else if (sum < WINDOW * GOES_ON) {
      if (isSpelt) add(found, text, first.subarray(from, nth + 1 - WINDOW));
      isSpelt = false;
      from = nth + 1;
    }
    sum = 0;
  }
  if (isSpelt) add(found, text, first.subarray(from));
  return found;
}

function add(found: Stretch[], text: string, first: Int32Array): void {
  const stretch = stretchOf(text, first);
  if (stretch !== undefined) found.push(stretch);
}

function stretchOf(text: string, first: Int32Array): Stretch | undefined {
  const letters = Array.from(first, (at) => (symbolAt(text, at) === 0 ? '' : text.charAt(at))).join('');
  const words = cutIntoWords(letters);
  const singles = words.filter((word) => word.length === 1 && word !== 'a' && word !== 'i').length;
  const areWords = singles <= letters.length * SINGLES && letters.length >= words.length * MEAN_LETTERS;
  if (!areWords || new Set(words).size < words.length * DIFFERENT) return undefined;
  return { start: Math.max(0, first[0] ?? 0), end: (first.at(-1) ?? 0) + 1, text: words.join(' ') };
}
