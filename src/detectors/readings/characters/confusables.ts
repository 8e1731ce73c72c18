import { ROOT } from '../english/packed-tree.ts';
import { knownWords } from '../english/vocabulary.ts';
import { lookAlikes } from './look-alikes.ts';

/**
 * What Unicode's table lacks: small letters whose capitals look Latin, and letters that only stand for another in play, as in words
 * of which the rest is Latin.
 */
const MORE: Readonly<Record<string, string>> = {
  a: '\u03b1\u039b\u0394\u0414',
  b: '\u0432\u044c\u044a\u03b2',
  c: '\u03c2',
  d: '\u03b4\u0434',
  e: '\u0454\u044d\u03b5\u03a3\u039e',
  f: '\u0493',
  g: '\u050d',
  h: '\u043d',
  k: '\u043a\u03ba',
  m: '\u043c',
  n: '\u043f\u03b7\u0418\u03a0\u03c0',
  o: '\u03b8\u0398\u03c6\u0424\u03a6',
  r: '\u044f\u042f\u0491',
  t: '\u0442\u03c4\u04ad',
  u: '\u0438\u0446\u0426\u03bc',
  w: '\u0448\u0449\u0428\u0429\u03c9',
  x: '\u03c7',
  j: '\u0575',
};

/** Scripts whose letters may stand in a disguised word, as bits. */
const LATIN = 1;
const GREEK = 2;
const CYRILLIC = 4;
const ARMENIAN = 8;
const OTHER = 16;

/** By unit: the script of a letter that may stand in a disguised word, and the Latin letter it looks like. */
const letters = new Uint8Array(0x10000);
const targets = new Uint8Array(0x10000);
const beyond = new Map<number, string>();
let filled = false;

function fill(): void {
  letters.fill(GREEK, 0x370, 0x400).fill(CYRILLIC, 0x400, 0x530).fill(ARMENIAN, 0x530, 0x590);
  for (let unit = 97; unit <= 122; unit += 1) letters[unit] = letters[unit - 32] = LATIN;
  for (const [letter, steps] of Object.entries(lookAlikes)) {
    let point = 0;
    for (const step of steps.split(' ')) {
      point += Number.parseInt(step, 36);
      if (point > 0xffff) beyond.set(point, letter);
      else note(point, letter);
    }
  }
  for (const [letter, more] of Object.entries(MORE)) {
    for (const like of more) note(like.charCodeAt(0), letter);
  }
  filled = true;
}

function note(point: number, letter: string): void {
  letters[point] ||= OTHER;
  targets[point] = letter.charCodeAt(0);
}

/** The Latin letter that a character above the first plane looks like. */
export function lookAlikeBeyond(point: number): string | undefined {
  if (!filled) fill();
  return beyond.get(point);
}

/** How many words were disguised with letters of another script, and where the first and the last of them start. */
export interface Disguised {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Reads look-alikes as the Latin letters they imitate, in place: in words that mix scripts, and in words made of look-alikes only where
 * that gives an English word and most of the text is Latin. Other words stay as they are, so Russian and Greek are read as such.
 *
 * @param units the text, whose capitals may look like other letters than the small ones do
 * @param lower the same in lower case, which is changed
 */
export function foldLookAlikes(units: Uint16Array, lower: Uint16Array): Disguised {
  if (!filled) fill();
  const found = { count: 0, first: 0, last: 0 };
  if (!hasForeign(units)) return found;
  const later: number[] = [];
  let latin = 0;
  let foreign = 0;
  let mixedWords = 0;
  let foreignWords = 0;
  let start = -1;
  let scripts = 0;
  for (let index = 0; index <= units.length; index += 1) {
    const script = index < units.length ? (letters[units[index] ?? 0] ?? 0) : 0;
    if (script !== 0) {
      if (start === -1) start = index;
      scripts |= script;
    } else if (start !== -1) {
      const isMixed = (scripts & (scripts - 1)) !== 0;
      if (isMixed) mixedWords += 1;
      else if (scripts !== LATIN) foreignWords += 1;
      if (isMixed || scripts === LATIN) latin += index - start;
      else foreign += index - start;
      if (
        scripts !== LATIN &&
        !(isMixed && foldWord(units, lower, start, index, isInterleaved, found)) &&
        foreign <= latin + FOREIGN_FIRST
      )
        later.push(start, index);
      start = -1;
      scripts = 0;
    }
  }
  if (latin <= foreign) return found;
  // Where many words mix scripts, those that do not are disguised with them.
  const isMeant = mixedWords >= FEWEST_MIXED && mixedWords >= foreignWords ? isAnything : isEnglish;
  for (let word = 0; word < later.length; word += 2) {
    foldWord(units, lower, later[word] ?? 0, later[word + 1] ?? 0, isMeant, found);
  }
  return found;
}

function hasForeign(units: Uint16Array): boolean {
  for (let index = 0; index < units.length; index += 1) if ((letters[units[index] ?? 0] ?? 0) > LATIN) return true;
  return false;
}

const FEWEST_MIXED = 3;

/**
 * Whether a word is meant to be read in Latin letters, which lie in `read`: by how often its letters change from one script to
 * another, how many there are, and the unit before it.
 */
type IsMeant = (changes: number, length: number, before: number) => boolean;

const isAnything: IsMeant = () => true;
const isEnglish: IsMeant = (changes, length, before) =>
  changes > 1 || isKnownRead(length) || (length === 1 && before === APOSTROPHE);
/** A word with an ending in another script, as a name with its case, is natural where that script is. */
const isInterleaved: IsMeant = (changes, length) => changes > 2 || isKnownRead(length);

/** So many letters more than Latin ones may come first in a text that is mostly Latin, for their words to be remembered. */
const FOREIGN_FIRST = 2000;

/** A longer stretch without a space is no word. */
const LONGEST_WORD = 60;
/** The word at hand in Latin letters. */
const read = new Uint16Array(LONGEST_WORD);

function isKnownRead(length: number): boolean {
  const tree = knownWords();
  let node = ROOT;
  for (let index = 0; index < length && node !== 0; index += 1) node = tree.step(node, read[index] ?? 0);
  return tree.valueAt(node) > 0;
}

/** Folds a word if all its letters look like Latin ones and it is meant to be read so; tells whether it was. */
function foldWord(
  units: Uint16Array,
  lower: Uint16Array,
  start: number,
  end: number,
  isMeant: IsMeant,
  found: { count: number; first: number; last: number },
): boolean {
  const length = end - start;
  if (length > LONGEST_WORD) return false;
  let changes = 0;
  let last = 0;
  for (let index = 0; index < length; index += 1) {
    const unit = units[start + index] ?? 0;
    const small = lower[start + index] ?? 0;
    const script = letters[unit] ?? 0;
    if (script !== last) changes += 1;
    last = script;
    const target = script === LATIN ? small : (targets[unit] ?? 0) || (targets[small] ?? 0);
    if (target === 0) return false;
    read[index] = target;
  }
  if (!isMeant(changes, length, start === 0 ? 0 : (units[start - 1] ?? 0))) return false;
  for (let index = 0; index < length; index += 1) lower[start + index] = read[index] ?? 0;
  if (length <= 2) return true;
  if (found.count === 0) found.first = start;
  found.first = Math.min(found.first, start);
  found.last = Math.max(found.last, start);
  found.count += 1;
  return true;
}

const APOSTROPHE = 39;
