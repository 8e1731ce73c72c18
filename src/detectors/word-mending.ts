import { pairSum } from './letter-pairs.ts';
import { isKnown, reversedWord, unscrambled, withVowels } from './vocabulary.ts';

/** A longer stretch without a space is no word. */
const LONGEST_WORD = 24;

/**
 * A lower-case word put right, the same word if nothing is wrong with it, or `undefined` if nothing helps.
 *
 * @param ending whether it stands behind an apostrophe
 */
export function mend(word: string, ending: boolean): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (ending && word.length === 1) return ENDINGS[word] ?? word;
  if (isKnown(word)) return word;
  if (PARTED.test(word)) return unparted(word);
  return /^[a-z]+$/.test(word) ? (unscrambled(word) ?? respelled(word)) : lettersForSigns(word);
}

const PARTED = /[-*~^]/;

/** A word without signs that part it, where it is known without them and not in parts. */
function unparted(word: string): string | undefined {
  const parts = word.split(/[-*~^]/);
  if (parts.every(isKnown)) return word;
  const whole = parts.join('');
  return isKnown(whole) ? whole : undefined;
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
