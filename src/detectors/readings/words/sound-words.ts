import { once } from '../../../once.ts';
import { fieldWords, orderWords } from '../english/field-words.ts';
import { LetterSums, weightOf } from '../english/letter-sums.ts';
import { ROOT } from '../english/packed-tree.ts';
import { allKnownWords, knownWords, weighedWords } from '../english/vocabulary.ts';

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
  if (!knownShapes().mayHave(shapeSum(word))) return undefined;
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

/** The sum of the letters of a word, in which all vowels are the same. */
function shapeSum(word: string): number {
  let sum = 0;
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at);
    sum = (sum + weightOf(kinds[unit] === VOWEL ? A : unit)) | 0;
  }
  return sum;
}

const A = 97;
const knownShapes = once(() => new LetterSums(allKnownWords(), 18, shapeSum));

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
export function heard(word: string): string | undefined {
  const { words, sums } = wordsBySound();
  return sums.mayHave(soundSum(word)) ? words.get(soundOf(word)) : undefined;
}

const wordsBySound = once(() => {
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
  return { words, sums: new LetterSums(words.values(), 18, soundSum) };
});

/** What the word at hand sounds like, and how long that is. */
let sounds = new Uint8Array(64);
let count = 0;

/** What a word sounds like: rows of vowels as one sign, at the end as none, and one letter for those that may sound the same. */
function soundOf(word: string): string {
  takeSounds(word);
  let key = '';
  for (let at = 0; at < count; at += 1) key += String.fromCharCode(sounds[at] ?? 0);
  return key;
}

/** One number for what a word sounds like, seldom the same for another. */
function soundSum(word: string): number {
  takeSounds(word);
  let sum = 0;
  for (let at = 0; at < count; at += 1) sum = Math.imul(sum, 31) + (sounds[at] ?? 0);
  return sum | 0;
}

function takeSounds(word: string): void {
  if (sounds.length < 2 * word.length) sounds = new Uint8Array(4 * word.length);
  count = 0;
  for (let at = 0; at < word.length; ) at += takeSound(word, at);
  if (count > 2 && sounds[count - 1] === STAR) count -= 1;
}

/** Takes the sound of the letters at a place of a word, unless it is that of those before. Gives how many letters those are. */
function takeSound(word: string, at: number): number {
  const letter = word.charAt(at);
  const next = word.charAt(at + 1);
  if (next === 'h') {
    if (letter === 's') return take(HUSHED, 2);
    if (letter === 'p') return take(F, 2);
    if (letter === 'g') return take(at === 0 ? G : STAR, 2);
  }
  const isSoft = letter === 't' || letter === 's' || letter === 'c';
  if (isSoft && next === 'i' && isVowel(word, at + 2)) return take(HUSHED, 2);
  if (letter === 'c') return take(next === 'e' || next === 'i' || next === 'y' ? S : K, 1);
  if (letter === 'x') {
    add(K);
    add(S);
    return 1;
  }
  if (letter === 'w' && sounds[count - 1] === STAR && count > 0) return take(STAR, 1);
  return take(sames[word.charCodeAt(at)] ?? 0, 1);
}

function take(sound: number, letters: number): number {
  if (count === 0 || sounds[count - 1] !== sound) add(sound);
  return letters;
}

function add(sound: number): void {
  sounds[count] = sound;
  count += 1;
}

const [STAR = 0, HUSHED = 0, F = 0, G = 0, K = 0, S = 0] = [...'*0fgks'].map((sound) => sound.charCodeAt(0));
/** By unit below U+0080: the sound it has by itself. */
const sames = Uint8Array.from({ length: 128 }, (_, unit) => (kinds[unit] === VOWEL ? STAR : unit));
sames['q'.charCodeAt(0)] = K;
sames['z'.charCodeAt(0)] = S;
const isVowel = (word: string, at: number): boolean => kinds[word.charCodeAt(at)] === VOWEL;
