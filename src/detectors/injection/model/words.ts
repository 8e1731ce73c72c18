import { RecordTable } from '../record-table.ts';
import { hashOf, hashPair } from '../text-hash.ts';
import { lexicon } from './lexicon.ts';
import { lexiconOfLanguages } from './lexicon-languages.ts';

/** Classes a word can belong to: at most 64, so that a pair of them has a number of its own. */
export const MOST_CLASSES = 64;

export const APOSTROPHE = 39;

/** Units of words in lower-case, normalised text: letters of any script, digits, apostrophe, low line. */
export function isWordUnit(unit: number): boolean {
  if (unit < 128)
    return (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit === APOSTROPHE || unit === 95;
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
  /** Classes of the word at a place in a row of `length` words, each by its hash, and of the phrases that start there. */
  at(row: ArrayLike<number>, length: number, place: number): readonly number[];
}

const NO_CLASSES: readonly number[] = [];

/** Where the numbers of an entry lie behind its key: its list of classes; and of a word, by how many words the longest phrase goes on that starts with it. */
const LIST = 1;
const LONGEST = 2;

/** Builds the tables, which takes some milliseconds: once, when they are first needed. */
export function createWordClasses(): WordClasses {
  const lines = Object.entries(lexicon).map(([name, entries]) => [...entries, ...(lexiconOfLanguages[name] ?? [])]);
  const most = lines.flat().reduce((sum, line) => sum + spacesIn(line) + 1, 0);
  const words = new RecordTable(most, 4);
  const phrases = new RecordTable(most, 2);
  const lists = new ClassLists();
  lines.forEach((entries, wordClass) => {
    const note: NoteEntry = (first, key, more) => {
      const { numbers } = more === 0 ? words : phrases;
      const place = (more === 0 ? words : phrases).claim(key);
      numbers[place + LIST] = lists.with(numbers[place + LIST] ?? 0, wordClass);
      if (more === 0) return;
      const start = words.claim(first) + LONGEST;
      words.numbers[start] = Math.max(words.numbers[start] ?? 0, more);
    };
    for (const line of entries) readEntries(line, note);
  });
  return {
    at(row, length, place) {
      let key = row[place] ?? 0;
      const word = words.find(key);
      if (word === -1) return NO_CLASSES;
      const classes = lists.at(words.numbers[word + LIST] ?? 0);
      const end = Math.min(length, place + 1 + (words.numbers[word + LONGEST] ?? 0));
      let all: number[] | undefined;
      for (let next = place + 1; next < end; next += 1) {
        key = hashPair(key, row[next] ?? 0);
        const phrase = phrases.find(key);
        if (phrase === -1) continue;
        for (const wordClass of lists.at(phrases.numbers[phrase + LIST] ?? 0)) {
          all ??= [...classes];
          if (!all.includes(wordClass)) all.push(wordClass);
        }
      }
      return all ?? classes;
    },
  };
}

function spacesIn(line: string): number {
  let spaces = 0;
  for (let at = line.indexOf(' '); at !== -1; at = line.indexOf(' ', at + 1)) spaces += 1;
  return spaces;
}

/** Lists of classes by their numbers: entries that stand in the same classes share one. The list 0 is empty. */
class ClassLists {
  readonly #lists: (readonly number[])[] = [NO_CLASSES];
  readonly #numbers = new Map<string, number>();

  at(number: number): readonly number[] {
    return this.#lists[number] ?? NO_CLASSES;
  }

  /** The number of a list with one more class at its end, if that is not in it. */
  with(number: number, wordClass: number): number {
    const list = this.at(number);
    if (list.includes(wordClass)) return number;
    const name = `${number} ${wordClass}`;
    let longer = this.#numbers.get(name);
    if (longer === undefined) {
      longer = this.#lists.push([...list, wordClass]) - 1;
      this.#numbers.set(name, longer);
    }
    return longer;
  }
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
