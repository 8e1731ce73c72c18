import { letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { ROOT } from '../english/packed-tree.ts';
import { knownWords } from '../english/vocabulary.ts';

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

/** By unit: the likeliest letter, itself for a letter, and another one, or 0. */
const first = new Uint8Array(128);
const second = new Uint8Array(128);
for (let unit = 97; unit <= 122; unit += 1) first[unit] = unit;
for (const [sign, [likeliest = '', other = '']] of Object.entries(SIGNS)) {
  first[sign.charCodeAt(0)] = likeliest.charCodeAt(0);
  second[sign.charCodeAt(0)] = other === '' ? 0 : other.charCodeAt(0);
}

/** Longer words are not read. */
const LONGEST_WITH_SIGNS = 24;
/** So many signs of one word are read in two ways, those behind them in the likeliest. */
const MOST_IN_DOUBT = 5;

/** The readings of the word at hand: by place the likeliest letter, another or 0; and the letters of the reading that was chosen. */
const likely = new Uint8Array(LONGEST_WITH_SIGNS);
const other = new Uint8Array(LONGEST_WITH_SIGNS);
const chosen = new Uint8Array(LONGEST_WITH_SIGNS);

/** The known word that a word of letters and signs may be; otherwise the likeliest letters, if it has any letters of its own. */
export function lettersForSigns(word: string): string | undefined {
  const known = knownForSigns(word);
  if (known !== undefined || word.length > LONGEST_WITH_SIGNS) return known;
  return LETTER.test(word) ? likeliest(word.length) : undefined;
}

const LETTER = /[a-z]/;

/** The known word that a word of letters and signs may be. */
export function knownForSigns(word: string): string | undefined {
  if (word.length > LONGEST_WITH_SIGNS) return undefined;
  let inDoubt = 0;
  for (let index = 0; index < word.length; index += 1) {
    const unit = word.charCodeAt(index);
    likely[index] = first[unit] ?? 0;
    other[index] = inDoubt < MOST_IN_DOUBT ? (second[unit] ?? 0) : 0;
    if (other[index] !== 0) inDoubt += 1;
  }
  if (spellsKnown(ROOT, 0, word.length)) return chosenText(word.length);
  // A sign of punctuation may end the word, and digits may be meant as digits.
  for (let signs = signsAtEnd(word); signs > 0; signs -= 1) {
    const core = word.length - signs;
    if (core > 0 && spellsKnown(ROOT, 0, core)) return chosenText(core) + word.slice(core);
  }
  return undefined;
}

/** Looks for the first reading that is a known word, the likeliest letters first. */
function spellsKnown(node: number, index: number, end: number): boolean {
  if (index === end) return knownWords().valueAt(node) > 0;
  for (const letter of [likely[index] ?? 0, other[index] ?? 0]) {
    const next = letter === 0 ? 0 : knownWords().step(node, letter);
    if (next === 0) continue;
    chosen[index] = letter;
    if (spellsKnown(next, index + 1, end)) return true;
  }
  return false;
}

function chosenText(length: number): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += String.fromCharCode(chosen[index] ?? 0);
  return text;
}

/** How many signs at the end may be none of the word: three of punctuation, or four digits. */
function signsAtEnd(word: string): number {
  let digits = 0;
  while (digits < 4 && isDigit(word.charCodeAt(word.length - 1 - digits))) digits += 1;
  let signs = 0;
  while (signs < 3 && '!|+(#'.includes(word.charAt(word.length - 1 - signs) || ' ')) signs += 1;
  return Math.max(digits, signs);
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** By place, for its likeliest letter and the other one: the most that the letters from there on are worth. */
const worth = [new Int32Array(LONGEST_WITH_SIGNS), new Int32Array(LONGEST_WITH_SIGNS)] as const;

/** The reading whose letters follow each other likeliest; of several, the one with the likeliest letters first. */
function likeliest(length: number): string {
  const pairs = letterPairs();
  const [ofLikely, ofOther] = worth;
  const best = (before: number, index: number): number => {
    const symbol = before === 0 ? 0 : before - 96;
    if (index === length) return pairs[symbol * SYMBOLS] ?? 0;
    const one = (pairs[symbol * SYMBOLS + (likely[index] ?? 0) - 96] ?? 0) + (ofLikely[index] ?? 0);
    const letter = other[index] ?? 0;
    const two = letter === 0 ? NONE : (pairs[symbol * SYMBOLS + letter - 96] ?? 0) + (ofOther[index] ?? 0);
    chosen[index] = two > one ? letter : (likely[index] ?? 0);
    return Math.max(one, two);
  };
  for (let index = length - 1; index >= 0; index -= 1) {
    ofLikely[index] = best(likely[index] ?? 0, index + 1);
    if (other[index] !== 0) ofOther[index] = best(other[index] ?? 0, index + 1);
  }
  for (let index = 0; index < length; index += 1) best(index === 0 ? 0 : (chosen[index - 1] ?? 0), index);
  return chosenText(length);
}

const NONE = Number.NEGATIVE_INFINITY;
