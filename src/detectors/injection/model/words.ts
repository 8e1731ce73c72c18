import { lexicon } from './lexicon.ts';
import { lexiconOfLanguages } from './lexicon-languages.ts';

/** Classes a word can belong to: at most 64, so that a pair of them has a number of its own. */
export const MOST_CLASSES = 64;

const NO_CLASSES: readonly number[] = [];

/** Numbers of words with the same spelling are equal on every machine; different words may share one. */
export function hashOf(text: string, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/** One number for two in their order. */
export function hashPair(first: number, second: number): number {
  let hash = Math.imul((Math.imul(first, 0x85ebca6b) + 0x7f4a7c15) ^ second, 0x9e3779b1);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x85ebca6b);
  return (hash ^ (hash >>> 13)) | 0;
}

/** All numbers are one word to the model. */
export const NUMBER = 48;

/** Units of words in lower-case, normalised text: letters of any script, digits, apostrophe, low line. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128) return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === 39 || unit === 95;
  return (
    unit >= 0xc0 &&
    !(unit >= 0x2000 && unit <= 0x2fff) &&
    !(unit >= 0x3000 && unit <= 0x303f) &&
    !(unit >= 0xff00 && unit <= 0xff20)
  );
}

/** Scripts that write no spaces: each sign is read as a word. */
export const standsAlone = (unit: number): boolean =>
  (unit >= 0x3040 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7af) || (unit >= 0x0e00 && unit <= 0x0eff);

export interface WordClasses {
  /** Classes of the word at a place in a row of words, and of the phrases that start there. */
  at(row: readonly number[], place: number): readonly number[];
}

/** What the lexicon says of a word: its classes, and by how many words the longest phrase goes on that starts with it. */
interface Entry {
  readonly classes: readonly number[];
  readonly longest: number;
}

/** Slots for words: a power of two, some times as many as the lexicon has words. */
const SLOT_BITS = 14;
const SLOTS = 2 ** SLOT_BITS;

/** Builds the tables, which takes about a millisecond: once, when they are first needed. */
export function createWordClasses(): WordClasses {
  const words = new Map<number, number[]>();
  const phrases = new Map<number, number[]>();
  const starts = new Map<number, number>();
  Object.entries(lexicon).forEach(([name, entries], wordClass) => {
    const ofLanguages = lexiconOfLanguages[name]?.flatMap((line) => line.split(' ')) ?? [];
    for (const entry of [...entries, ...ofLanguages]) {
      const [first = 0, ...rest] = wordsOf(entry).map((word) => hashOf(word, 0, word.length));
      const table = rest.length === 0 ? words : phrases;
      const key = rest.reduce(hashPair, first);
      const classes = table.get(key) ?? [];
      if (!classes.includes(wordClass)) classes.push(wordClass);
      table.set(key, classes);
      if (rest.length > 0) starts.set(first, Math.max(starts.get(first) ?? 0, rest.length));
    }
  });
  const find = entriesByKey(words, starts);
  return {
    at(row, place) {
      let key = row[place] ?? 0;
      const entry = find(key);
      if (entry === undefined) return NO_CLASSES;
      const { classes, longest } = entry;
      let all: number[] | undefined;
      for (let next = place + 1; next <= place + longest && next < row.length; next += 1) {
        key = hashPair(key, row[next] ?? 0);
        for (const wordClass of phrases.get(key) ?? NO_CLASSES) {
          all ??= [...classes];
          if (!all.includes(wordClass)) all.push(wordClass);
        }
      }
      return all ?? classes;
    },
  };
}

/** The words of an entry: a sign of a script that writes no spaces is one by itself. */
const wordsOf = (entry: string): string[] =>
  entry
    .split('_')
    .flatMap((part) => (standsAlone(part.charCodeAt(0)) ? [...part] : [part]))
    .filter(Boolean);

/** Looks entries up by their key: most words have none, and one look into a small table tells so. */
function entriesByKey(
  words: ReadonlyMap<number, readonly number[]>,
  starts: ReadonlyMap<number, number>,
): (key: number) => Entry | undefined {
  const keys = new Int32Array(SLOTS);
  const entries: (Entry | undefined)[] = new Array(SLOTS).fill(undefined);
  const slotOf = (key: number): number => {
    let slot = Math.imul(key, 0x9e3779b1) >>> (32 - SLOT_BITS);
    while (keys[slot] !== key && entries[slot] !== undefined) slot = (slot + 1) & (SLOTS - 1);
    return slot;
  };
  for (const key of new Set([...words.keys(), ...starts.keys()])) {
    const slot = slotOf(key);
    keys[slot] = key;
    entries[slot] = { classes: words.get(key) ?? NO_CLASSES, longest: starts.get(key) ?? 0 };
  }
  return (key) => entries[slotOf(key)];
}
