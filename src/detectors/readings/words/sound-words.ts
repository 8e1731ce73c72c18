import { once } from '../../../once.ts';
import { fieldWords, orderWords } from '../english/field-words.ts';
import { knownWords, weighedWords } from '../english/vocabulary.ts';
import { ROOT } from '../english/word-tree.ts';

const VOWEL = 1;
/** By unit: 1 for vowels and for the star that may stand for one. */
const kinds = new Uint8Array(128);
for (const vowel of 'aeiouy*') kinds[vowel.charCodeAt(0)] = VOWEL;
const VOWELS = [...'aeiouy'].map((vowel) => vowel.charCodeAt(0));

/** Shorter words, and those with fewer consonants, have too many others near to them. */
const SHORTEST = 4;
const FEWEST_CONSONANTS = 2;
/** Nodes that are tried for one word. */
const MOST_TRIED = 600;

/** The commonest known word that differs from a word in its vowels only, for each of which a star may stand: `ognoro`, `pl**s*`. */
export function withOtherVowels(word: string): string | undefined {
  if (word.length < SHORTEST || consonantsIn(word) < FEWEST_CONSONANTS) return undefined;
  const tree = knownWords();
  const chosen = new Uint8Array(word.length);
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  let tried = 0;
  const from = (node: number, at: number): void => {
    tried += 1;
    if (tried > MOST_TRIED) return;
    if (at === word.length) {
      const cost = tree.valueAt(node);
      if (cost === 0 || cost >= least) return;
      found = String.fromCharCode(...chosen);
      least = cost;
      return;
    }
    const unit = word.charCodeAt(at);
    if (kinds[unit] !== VOWEL) {
      const next = tree.step(node, unit);
      chosen[at] = unit;
      if (next !== 0) from(next, at + 1);
      return;
    }
    for (const vowel of VOWELS) {
      const next = tree.step(node, vowel);
      chosen[at] = vowel;
      if (next !== 0) from(next, at + 1);
    }
  };
  from(ROOT, 0);
  return found;
}

function consonantsIn(word: string): number {
  let consonants = 0;
  for (let at = 0; at < word.length; at += 1) if (kinds[word.charCodeAt(at)] !== VOWEL) consonants += 1;
  return consonants;
}

/** Words that hold sentences together weigh at least so much, and those of which orders are made. */
const COMMON = 20;
/** Other words are told by so many sounds. */
const FEWEST_SOUNDS = 5;

/** The word that sounds like a word: `instrukshunz`. A short one is of those that sentences and orders are made of. */
export const heard = (word: string): string | undefined => wordsBySound().get(soundOf(word));

const wordsBySound = once((): ReadonlyMap<string, string> => {
  const words = new Map<string, string>();
  const weights = new Map<string, number>();
  const add = (known: string, weight: number): void => {
    const key = soundOf(known);
    if (key.length < (weight < COMMON ? FEWEST_SOUNDS : 2) || weight <= (weights.get(key) ?? 0)) return;
    words.set(key, known);
    weights.set(key, weight);
  };
  for (const [known, weight] of weighedWords()) add(known, weight);
  for (const known of [...orderWords, ...fieldWords]) add(known, COMMON);
  return words;
});

/** What a word sounds like: rows of vowels as one sign, at the end as none, and one letter for those that may sound the same. */
function soundOf(word: string): string {
  let key = '';
  let last = '';
  for (let at = 0; at < word.length; ) {
    const [sound, length] = soundAt(word, at, last);
    if (sound !== last) key += sound;
    last = sound.charAt(sound.length - 1);
    at += length;
  }
  return key.length > 2 && key.endsWith('*') ? key.slice(0, -1) : key;
}

/** The sound of the letters at a place of a word, behind another one, and how many letters it takes. */
function soundAt(word: string, at: number, last: string): readonly [sound: string, length: number] {
  const letter = word.charAt(at);
  const next = word.charAt(at + 1);
  if (next === 'h') {
    if (letter === 's') return ['0', 2];
    if (letter === 'p') return ['f', 2];
    if (letter === 'g') return [at === 0 ? 'g' : '*', 2];
  }
  if (next === 'i' && (letter === 't' || letter === 's' || letter === 'c') && isVowel(word, at + 2)) return ['0', 2];
  if (letter === 'c') return [next === 'e' || next === 'i' || next === 'y' ? 's' : 'k', 1];
  if (letter === 'x') return ['ks', 1];
  if (letter === 'w' && last === '*') return ['*', 1];
  return [SAME.get(letter) ?? letter, 1];
}

const SAME: ReadonlyMap<string, string> = new Map([
  ...[...'aeiouy'].map((vowel) => [vowel, '*'] as const),
  ['q', 'k'],
  ['z', 's'],
]);
const isVowel = (word: string, at: number): boolean => kinds[word.charCodeAt(at)] === VOWEL;
