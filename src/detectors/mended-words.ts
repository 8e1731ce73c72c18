import { pairSum } from './letter-pairs.ts';
import type { Strange } from './strange-letters.ts';
import type { Stretch } from './stretches.ts';
import { isKnown, reversedWord, unscrambled, withVowels } from './vocabulary.ts';

export interface Mended {
  readonly reason: 'digits read as letters' | 'scrambled letters';
  readonly stretches: readonly Stretch[];
}

/** Strange pieces are read with so many units around them, and in parts of about so many units. */
const MARGIN = 160;
const PART = 240;
/** Words of a part that are tried before the rest of it is. */
const SAMPLE = 10;

/** In a part that is worth reading, shares of its words: mended ones, at least; mended or known ones, at least. */
const MENDED = 0.2;
const READABLE = 0.6;
const FEWEST_MENDED = 2;

const WORD = /[a-z0-9@$!|+(#]+/g;
/** A longer stretch without a space is no word. */
const LONGEST_WORD = 24;

/** Words put right that were disguised one by one: digits and signs for letters (`1gn0r3`), inner letters in disorder (`ingroe`). */
export function mended(text: string, strange: readonly Strange[]): Mended | undefined {
  const stretches: Stretch[] = [];
  let leet = 0;
  let disorder = 0;
  let last = 0;
  for (const { start, end, mendable } of strange) {
    if (!mendable) continue;
    const from = Math.max(last, start - MARGIN);
    const to = Math.min(text.length, end + MARGIN);
    for (let at = from; at < to; ) {
      const stop = partEnd(text, at, to);
      const part = mendPart(text.slice(at, stop));
      if (part !== undefined) {
        const edits = part.edits.map((edit) => ({ ...edit, start: at + edit.start, end: at + edit.end }));
        stretches.push({ start: at, end: stop, text: '', edits });
        leet += part.leet;
        disorder += part.disorder;
      }
      at = stop;
    }
    last = Math.max(last, to);
  }
  if (stretches.length === 0) return undefined;
  return { reason: leet >= disorder ? 'digits read as letters' : 'scrambled letters', stretches };
}

/** Where a part ends that starts at an offset: behind a word, not in it. */
function partEnd(text: string, from: number, to: number): number {
  if (to - from < PART * 1.5) return to;
  const space = text.indexOf(' ', from + PART);
  return space === -1 || space > from + PART + 60 ? from + PART : space;
}

interface Part {
  readonly edits: readonly Stretch[];
  readonly leet: number;
  readonly disorder: number;
}

function mendPart(part: string): Part | undefined {
  const words: { readonly word: string; readonly index: number; readonly read: string | undefined }[] = [];
  const tally = { put: 0, known: 0, all: 0 };
  for (const { 0: word, index } of part.matchAll(WORD)) {
    if (words.length === SAMPLE && !isReadable(tally, READABLE / 2)) return undefined;
    const read = mend(word, part.charCodeAt(index - 1) === APOSTROPHE);
    words.push({ word, index, read });
    if (!/[a-z]/.test(word)) continue;
    tally.all += 1;
    if (read === word) tally.known += 1;
    else if (read !== undefined && isKnown(read.replace(/[^a-z]+/g, ''))) tally.put += 1;
  }
  if (!isReadable(tally, READABLE)) return undefined;
  let leet = 0;
  let disorder = 0;
  const edits: Stretch[] = [];
  for (const { word, index, read } of words) {
    if (read === undefined || read === word) continue;
    if (/^[a-z]+$/.test(word)) disorder += 1;
    else leet += 1;
    edits.push({ start: index, end: index + word.length, text: read });
  }
  return { edits, leet, disorder };
}

const APOSTROPHE = 39;

function isReadable({ put, known, all }: Readonly<Record<'put' | 'known' | 'all', number>>, atLeast: number): boolean {
  return put >= FEWEST_MENDED && put >= all * MENDED && put + known >= all * atLeast;
}

/** A word put right, the same word if nothing is wrong with it, or `undefined` if nothing helps. */
function mend(word: string, ending: boolean): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (ending && word.length === 1) return ENDINGS[word] ?? word;
  if (isKnown(word)) return word;
  return /^[a-z]+$/.test(word) ? (unscrambled(word) ?? respelled(word)) : lettersForSigns(word);
}

/** A word without letters written twice, with vowels put back, turned round, or out of Pig Latin, if that gives a known one. */
function respelled(word: string): string | undefined {
  if (word.length < SHORTEST) return undefined;
  if (DOUBLE.test(word)) {
    const tries = [word.replace(/(.)\1/g, '$1'), word.replace(/([aeiou])\1+/g, '$1'), word.replace(/(.)\1+/g, '$1')];
    const once = tries.find(isKnown);
    if (once !== undefined) return once;
  }
  const found = withVowels(word);
  if (found !== undefined || word.length === SHORTEST) return found;
  const turned = reversedWord(word);
  if (isKnown(turned)) return turned;
  return word.endsWith('ay') ? fromPigLatin(word.slice(0, -2)) : undefined;
}

const DOUBLE = /(.)\1/;

const SHORTEST = 3;

function fromPigLatin(core: string): string | undefined {
  for (let moved = 1; moved <= 4 && moved < core.length; moved += 1) {
    const word = core.slice(-moved) + core.slice(0, -moved);
    if (isKnown(word)) return word;
  }
  return undefined;
}

/** Digits behind an apostrophe, as in `let's` and `don't`. */
const ENDINGS: Readonly<Record<string, string>> = { 5: 's', $: 's', 7: 't', '+': 't' };

/** What a sign may stand for, likeliest first. */
const SIGNS: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'il',
  2: 'z',
  3: 'e',
  4: 'a',
  5: 's',
  6: 'gb',
  7: 'tl',
  8: 'b',
  '(': 'c',
  '#': 'h',
  9: 'gq',
  '@': 'a',
  $: 's',
  '!': 'il',
  '|': 'li',
  '+': 't',
};

/** Most readings of one word that are tried. */
const MOST_READINGS = 32;

/** The known word that a word with signs may be; otherwise the likeliest letters, if it has any letters of its own. */
function lettersForSigns(word: string): string | undefined {
  const readings = readingsOf(word);
  const known = readings.find(isKnown);
  if (known !== undefined) return known;
  // A sign of punctuation may end the word, and digits may be meant as digits.
  const core = word.replace(/(?:[!|+(#]{1,3}|[0-9]{1,4})$/, '');
  const shorter = core === word || core === '' ? undefined : readingsOf(core).find(isKnown);
  if (shorter !== undefined) return shorter + word.slice(core.length);
  return /[a-z]/.test(word) ? likeliest(readings) : undefined;
}

function readingsOf(word: string): string[] {
  let readings = [''];
  for (const unit of word) {
    const letters = SIGNS[unit] ?? unit;
    readings =
      letters.length === 1 || readings.length * letters.length > MOST_READINGS
        ? readings.map((start) => start + (letters[0] ?? ''))
        : readings.flatMap((start) => [...letters].map((letter) => start + letter));
  }
  return readings;
}

function likeliest(readings: readonly string[]): string | undefined {
  let best = readings[0];
  let bestSum = Number.NEGATIVE_INFINITY;
  for (const reading of readings) {
    const sum = pairSum(reading);
    if (sum <= bestSum) continue;
    bestSum = sum;
    best = reading;
  }
  return best;
}
