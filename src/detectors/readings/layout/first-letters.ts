import { letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { cutIntoWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

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
  if (words.length < 2 * WINDOW) return [];
  if (places.length < words.length) places = new Int32Array(2 * words.length);
  const found = spelt(text, firstOfWords(words));
  return found.length > 0 || lineEnds.length < WINDOW ? found : spelt(text, firstOfLines(words, lineEnds));
}

/** Where first letters stand, -1 where there is none. Written anew for each text. */
let places = new Int32Array(1024);

/** Where a word starts. Letters that stand alone are read elsewhere. */
const firstOf = (words: Int32Array, word: number): number => {
  const start = words[word] ?? 0;
  return (words[word + 1] ?? 0) - start > 1 ? start : -1;
};

function firstOfWords(words: Int32Array): Int32Array {
  const count = words.length >> 1;
  for (let nth = 0; nth < count; nth += 1) places[nth] = firstOf(words, 2 * nth);
  return places.subarray(0, count);
}

/** Lines without a word are left out. */
function firstOfLines(words: Int32Array, lineEnds: readonly number[]): Int32Array {
  let word = 0;
  let count = 0;
  for (const end of lineEnds) {
    if ((words[word] ?? end) >= end) continue;
    places[count] = firstOf(words, word);
    count += 1;
    while ((words[word] ?? end) < end) word += 2;
  }
  return places.subarray(0, count);
}

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
