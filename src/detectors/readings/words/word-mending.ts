import { knownSums, letterSum } from '../english/letter-sums.ts';
import { ROOT } from '../english/packed-tree.ts';
import { isKnown, knownWords, turnedRound, unscrambled, withVowels } from '../english/vocabulary.ts';
import { knownForSigns, lettersForSigns } from './letters-for-signs.ts';
import { repeatedLetters, withMissing, withoutExtra, withWrong } from './near-words.ts';

/** A longer stretch without a space is no word. */
const LONGEST_WORD = 24;

/**
 * A lower-case word put right, the same word if nothing is wrong with it, or `undefined` if nothing helps.
 *
 * @param ending whether it stands behind an apostrophe
 */
export const mend = (word: string, ending: boolean): string | undefined => mendWith(word, ending, lettersForSigns);

/** The same, but `undefined` also where letters and signs spell no known word. */
export const mendToKnown = (word: string, ending: boolean): string | undefined => mendWith(word, ending, knownForSigns);

function mendWith(word: string, ending: boolean, read: (word: string) => string | undefined): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (ending && word.length === 1) return ENDINGS[word] ?? word;
  const signs = signsIn(word);
  if (signs === 0) return isKnown(word) ? word : respelled(word);
  return (signs & PARTING) !== 0 ? unparted(word) : (numbered(word) ?? read(word));
}

/** What other units than letters a word has, as bits. */
function signsIn(word: string): number {
  let signs = 0;
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    if (unit < 97 || unit > 122) signs |= PARTS.has(unit) ? PARTING : OTHER;
  }
  return signs;
}

const PARTING = 1;
const OTHER = 2;
const PARTS: ReadonlySet<number> = new Set([...'-*~^'].map((sign) => sign.charCodeAt(0)));

const NUMBERED = /^([a-z]{4,})([0-9]{1,4})$/;

/** A word with a number behind it, its inner letters put in order. */
function numbered(word: string): string | undefined {
  const last = word.charCodeAt(word.length - 1);
  if (last < 48 || last > 57) return undefined;
  const [, letters = '', number = ''] = NUMBERED.exec(word) ?? [];
  const found = isKnown(letters) ? letters : unscrambled(letters);
  return found === undefined ? undefined : found + number;
}

/** A word without signs that part it, where it is known without them and not in parts. */
function unparted(word: string): string | undefined {
  const tree = knownWords();
  let part = ROOT;
  let whole = ROOT;
  let arePartsKnown = true;
  for (let at = 0; at < word.length && (arePartsKnown || whole !== 0); at += 1) {
    const unit = word.charCodeAt(at);
    if (PARTS.has(unit)) {
      arePartsKnown &&= tree.valueAt(part) > 0;
      part = ROOT;
    } else {
      part = tree.step(part, unit);
      whole = tree.step(whole, unit);
    }
  }
  if (arePartsKnown && tree.valueAt(part) > 0) return word;
  return tree.valueAt(whole) > 0 ? word.replace(/[^a-z]+/g, '') : undefined;
}

/**
 * A word of unknown letters with its inner ones put in order, without letters written twice, with vowels put back, turned round, out of Pig Latin, or
 * with one letter less, more or in place of another, if that gives a known one.
 */
export function respelled(word: string): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (word.length < SHORTEST) return word.length === 2 ? withVowels(word) : undefined;
  const sum = letterSum(word);
  const repeated = repeatedLetters(word);
  const hasLetters = knownSums().mayHave(sum);
  const found =
    (hasLetters ? unscrambled(word) : undefined) ??
    (repeated !== 0 && hasDouble(word) ? withoutDoubles(word) : undefined) ??
    withVowels(word);
  if (found !== undefined || word.length === SHORTEST) return found;
  const turned =
    (hasLetters ? turnedRound(word) : undefined) ?? (word.endsWith('ay') ? fromPigLatin(word.slice(0, -2)) : undefined);
  return turned ?? withMissing(word, sum) ?? withWrong(word, sum) ?? withoutExtra(word, sum, repeated);
}

function hasDouble(word: string): boolean {
  for (let index = 1; index < word.length; index += 1) {
    if (word.charCodeAt(index) === word.charCodeAt(index - 1)) return true;
  }
  return false;
}

/** The known word that is left when each pair of one letter becomes one, or each row of a vowel, or each row of a letter. */
const withoutDoubles = (word: string): string | undefined =>
  onceEach(word, ALL_LETTERS, 2) ?? onceEach(word, VOWELS, word.length) ?? onceEach(word, ALL_LETTERS, word.length);

/** Letters, each as a bit. */
const ALL_LETTERS = 2 ** 26 - 1;
const VOWELS = [...'aeiou'].reduce((bits, vowel) => bits | (1 << (vowel.charCodeAt(0) - 97)), 0);

/** The known word that a word is with one letter for each row of up to `most` same ones of some letters. */
function onceEach(word: string, letters: number, most: number): string | undefined {
  const tree = knownWords();
  let node = ROOT;
  for (let index = 0; index < word.length && node !== 0; index = rowEnd(word, index, letters, most))
    node = tree.step(node, word.charCodeAt(index));
  if (tree.valueAt(node) === 0) return undefined;
  let once = '';
  for (let index = 0; index < word.length; index = rowEnd(word, index, letters, most)) once += word[index] ?? '';
  return once;
}

/** Where the row of one letter ends that starts at an offset. */
function rowEnd(word: string, start: number, letters: number, most: number): number {
  const unit = word.charCodeAt(start);
  let end = start + 1;
  if ((letters & (1 << (unit - 97))) !== 0) while (end - start < most && word.charCodeAt(end) === unit) end += 1;
  return end;
}

const SHORTEST = 3;

function fromPigLatin(core: string): string | undefined {
  // A word that starts with a vowel has a letter more.
  if (core.endsWith('w') && isKnown(core.slice(0, -1))) return core.slice(0, -1);
  for (let moved = 1; moved <= 4 && moved < core.length; moved += 1) {
    const word = core.slice(-moved) + core.slice(0, -moved);
    if (isKnown(word)) return word;
  }
  return undefined;
}

/** Digits behind an apostrophe, as in `let's` and `don't`. */
const ENDINGS: Readonly<Record<string, string>> = { 5: 's', $: 's', 7: 't', '+': 't' };
