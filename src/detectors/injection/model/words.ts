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

/** Builds the tables, which takes some milliseconds: once, when they are first needed. */
export function createWordClasses(): WordClasses {
  const words = new Map<number, readonly number[]>();
  const phrases = new Map<number, readonly number[]>();
  const starts = new Map<number, number>();
  Object.entries(lexicon).forEach(([name, entries], wordClass) => {
    const alone = [wordClass];
    const note: NoteEntry = (first, key, more) => {
      const table = more === 0 ? words : phrases;
      const classes = table.get(key);
      if (classes === undefined) table.set(key, alone);
      else if (!classes.includes(wordClass)) table.set(key, [...classes, wordClass]);
      if (more > 0) starts.set(first, Math.max(starts.get(first) ?? 0, more));
    };
    for (const line of entries) readEntries(line, note);
    for (const line of lexiconOfLanguages[name] ?? []) readEntries(line, note);
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

/** What is told of an entry: the key of its first word, that of all of it, and how many words follow the first. */
type NoteEntry = (first: number, key: number, more: number) => void;

const SPACE = 32;
const LOW_LINE = 95;

/**
 * Reads the entries of a line, with a space between them and `_` between the words of each. A sign of a script that writes no
 * spaces is a word by itself. In one pass without lists: there are thousands of them, and all wait for the first scan.
 */
function readEntries(line: string, note: NoteEntry): void {
  let first = 0;
  let key = 0;
  let words = 0;
  let start = 0;
  for (let at = 0; at <= line.length; at += 1) {
    const unit = at === line.length ? SPACE : line.charCodeAt(at);
    const endsWord = unit === SPACE || unit === LOW_LINE || standsAlone(line.charCodeAt(start));
    if (!endsWord) continue;
    if (at > start) {
      const hash = hashOf(line, start, at);
      key = words === 0 ? hash : hashPair(key, hash);
      if (words === 0) first = hash;
      words += 1;
    }
    const isSeparator = unit === SPACE || unit === LOW_LINE;
    start = isSeparator ? at + 1 : at;
    if (unit !== SPACE || words === 0) continue;
    note(first, key, words - 1);
    words = 0;
  }
}

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
