import { ROOT } from '../english/packed-tree.ts';
import { knownWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';
import { byKeys, bySounds, type Letters } from './other-alphabets.ts';

const FOREIGN = 1;
const LATIN = 2;

/** By unit, the Latin letters that it may stand for. */
type Table = ReadonlyMap<number, readonly string[]>;

const tableOf = (alphabets: readonly Letters[]): Table =>
  new Map(
    alphabets.flatMap((letters) =>
      Object.entries(letters).map(([letter, latin]) => [letter.charCodeAt(0), latin.split(' ')] as const),
    ),
  );

let tables: readonly Table[] | undefined;
/** By unit: 1 for letters of the tables, 2 for those of Latin, which may stand among them. */
const kinds = new Uint8Array(0x10000).fill(LATIN, 97, 123);

function load(): readonly Table[] {
  if (tables === undefined) {
    tables = [tableOf(bySounds), tableOf(byKeys)];
    for (const table of tables) for (const unit of table.keys()) kinds[unit] = FOREIGN;
  }
  return tables;
}

/** So many words of a line tell whether the others are read; of them so many must be known in Latin letters. */
const SAMPLE = 12;
const FEWEST = 4;
const READABLE = 0.6;
/** Letters that are tried for one word. */
const MOST_TRIED = 400;

/**
 * Lines of a lower-case text with English words in the letters of another alphabet, each for the Latin letter that sounds or looks
 * like it, or lies on its key.
 */
export function bySound(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (survey.others < FEWEST * SHORTEST || !MAY_BE_FOREIGN.test(text)) return found;
  const all = load();
  const read = new Map<Table, Map<string, string>>();
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const words = hasWords(text, start, Math.min(end, start + HEAD)) ? wordsIn(text, start, end) : [];
    const table = all.find((letters) => isEnglish(words, letters));
    if (table !== undefined) {
      const known = read.get(table) ?? new Map<string, string>();
      read.set(table, known);
      const edits = words.map(({ at, word }) => {
        const latin = known.get(word) ?? inLatin(word, table) ?? likeliest(word, table);
        if (known.size < MOST_REMEMBERED) known.set(word, latin);
        return { start: at, end: at + word.length, text: latin };
      });
      found.push({ start, end, text: '', edits });
    }
    start = end + 1;
  }
  return found;
}

/** Words that are read once each: the same ones come again and again. */
const MOST_REMEMBERED = 4096;

/** Blocks that the tables have letters of. */
const MAY_BE_FOREIGN =
  /[\u0247-\u024f\u027d\u0289\u03b1-\u03c9\u0430-\u04ff\u0561-\u0586\u0e3f\u10d0-\u10f0\u142f\u15ea\u1681-\u16e9\u20a3-\u20a9\u20ad-\u20b5\u2c61-\u2c6c\u2d30-\u2d63\u30d5\u3112-\u3129\u4e00-\u9fff\ua4d0-\ua4f4\uab86]/;

interface Word {
  readonly at: number;
  readonly word: string;
}

/** Words with a letter of the tables in them. */
function wordsIn(text: string, start: number, end: number): Word[] {
  const words: Word[] = [];
  for (let at = start; at < end; at += 1) {
    const from = at;
    let isForeign = false;
    for (; at < end; at += 1) {
      const kind = kinds[text.charCodeAt(at)] ?? 0;
      if (kind === 0) break;
      isForeign ||= kind === FOREIGN;
    }
    if (isForeign && at - from <= LONGEST) words.push({ at: from, word: text.slice(from, at) });
  }
  return words;
}

const LONGEST = 24;

/** A line with words in another alphabet has some among so many units. */
const HEAD = 1600;

/** Whether letters of another alphabet stand together as words do, so often that they may tell. */
function hasWords(text: string, start: number, end: number): boolean {
  let words = 0;
  let length = 0;
  for (let at = start; at < end && words < FEWEST; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? 0;
    length = kind === FOREIGN ? length + 1 : kind === LATIN ? length : 0;
    if (length === SHORTEST && kind === FOREIGN) words += 1;
  }
  return words >= FEWEST;
}

/** Shorter words do not tell. */
const SHORTEST = 3;

function isEnglish(words: readonly Word[], table: Table): boolean {
  const long = words
    .slice(0, 4 * SAMPLE)
    .filter(({ word }) => word.length >= SHORTEST)
    .slice(0, SAMPLE);
  if (long.length < FEWEST) return false;
  let known = 0;
  let unknown = 0;
  for (const { word } of long) {
    if (inLatin(word, table) === undefined) unknown += 1;
    else known += 1;
    if (unknown > long.length * (1 - READABLE)) return false;
  }
  return known >= FEWEST;
}

const lettersOf = (table: Table, unit: number): readonly string[] =>
  table.get(unit) ?? LATIN_LETTERS[unit - 97] ?? SILENT;

const likeliest = (word: string, table: Table): string => {
  let latin = '';
  for (let at = 0; at < word.length; at += 1) latin += lettersOf(table, word.charCodeAt(at))[0] ?? '';
  return latin;
};

/** The commonest known word that a word may stand for, if there is one. */
function inLatin(word: string, table: Table): string | undefined {
  const tree = knownWords();
  let tried = 0;
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const from = (node: number, at: number, read: string): void => {
    if (at === word.length) {
      const cost = tree.valueAt(node);
      if (cost > 0 && cost < least) [best, least] = [read, cost];
      return;
    }
    for (const latin of lettersOf(table, word.charCodeAt(at))) {
      tried += 1;
      if (tried > MOST_TRIED) return;
      let next = node;
      for (let letter = 0; letter < latin.length && next !== 0; letter += 1)
        next = tree.step(next, latin.charCodeAt(letter));
      if (next !== 0) from(next, at + 1, read + latin);
    }
  };
  from(ROOT, 0, '');
  return best;
}

/** Signs that make a letter hard or soft. */
const SILENT = [''];
/** Latin letters among others stand for themselves, or were read from one with a stroke that stands for another. */
const LATIN_LETTERS = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => (letter === 'l' ? ['l', 'i'] : [letter]));
