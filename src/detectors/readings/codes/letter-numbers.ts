import { isWordsOrCipher } from '../english/told-words.ts';
import { cutIntoWords, knownShare } from '../english/vocabulary.ts';
import { readable } from './byte-text.ts';

/** Share of places in the alphabet among numbers, which a sentence may have as well. */
const MOSTLY = 0.9;
/** Sentences have more different letters than a list of places has numbers. */
const FEWEST_PLACES = 6;
const SHORTEST = 12;
/** Share of letters in known words from which numbers are no accident. */
const SURE = 0.5;
const SURELY = 0.9;
const LONGEST_GLUED = 1000;
const MEAN_LETTERS = 3.2;

/** Gives the letters of a group of digits, or `undefined` where it stands for none. */
type Letters = (group: string) => string | undefined;

const letterAt = (place: number): string => String.fromCharCode(97 + place);

/** `7` or `07`: the place in the alphabet. */
const place: Letters = (group) => {
  const at = group.length <= 2 ? Number(group) : 0;
  return at >= 1 && at <= 26 ? letterAt(at - 1) : undefined;
};

/** `070815`: such places, two digits each. */
const places: Letters = (group) => {
  const pairs = group.length % 2 === 0 ? (group.match(/../g) ?? []) : [];
  const letters = pairs.map((pair) => place(pair) ?? '').join('');
  return pairs.length > 0 && letters.length === pairs.length ? letters : undefined;
};

/** `4666`: how often a key of a telephone is pressed; 0 and 1 are spaces. */
const KEYS = ['', '', 'abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
const pressed: Letters = (group) => {
  if (group === '0' || group === '1') return ' ';
  const key = group.charAt(0);
  const isOne = group.length <= 4 && group === key.repeat(group.length);
  return isOne ? KEYS[Number(key)]?.[group.length - 1] : undefined;
};

/** `24`: row and column of a square of five, which lacks one letter. See Polybius, Histories 10.45. */
const squared =
  (alphabet: string): Letters =>
  (group) => {
    const row = group.charCodeAt(0) - ZERO;
    const column = group.charCodeAt(1) - ZERO;
    const isPlace = group.length === 2 && row >= 1 && row <= 5 && column >= 1 && column <= 5;
    return isPlace ? alphabet[row * 5 + column - 6] : undefined;
  };
const ZERO = 48;
const WITHOUT_J = squared('abcdefghiklmnopqrstuvwxyz');
const WITHOUT_K = squared('abcdefghijlmnopqrstuvwxyz');

const ALL: readonly Letters[] = [place, places, WITHOUT_J, WITHOUT_K, pressed];

/** What a row of groups of digits spells, where each stands for a letter or for some. */
export function fromNumbers(row: string, groups: readonly string[]): string | undefined {
  if (new Set(groups).size < FEWEST_PLACES) return undefined;
  for (const letters of ALL) {
    if (!isMeant(groups, letters) || !mayBeWords(row, letters)) continue;
    const read = inWords(speltWith(letters, row));
    if (read.length >= SHORTEST && isWordsOrCipher(read)) return read;
  }
  return undefined;
}

const speltWith = (letters: Letters, row: string): string =>
  row.replace(/[0-9]+/g, (group) => letters(group) ?? group).replace(/(?<=[a-z])(?:[-.,](?=[a-z])|-(?![a-z]))/g, '');

/** So many units at the start and at the end of a row tell whether all of it is spelt. */
const START = 192;
const END = 96;
const MAY_BE = 0.3;

/** Whether a long row with signs between words may be words, or letters of a cipher, at its start or at its end. */
function mayBeWords(row: string, letters: Letters): boolean {
  if (row.length <= START + END || !WORD_END.test(row.slice(0, START))) return true;
  const start = inWords(speltWith(letters, row.slice(0, START)));
  if (knownShare(start) >= MAY_BE || isWordsOrCipher(start)) return true;
  return knownShare(inWords(speltWith(letters, row.slice(-END)))) >= MAY_BE;
}

/** Whether most groups stand for letters, asked for no more than tell. */
function isMeant(groups: readonly string[], letters: Letters): boolean {
  let left = groups.length;
  for (const group of groups) {
    if (letters(group) === undefined) left -= 1;
    if (left < groups.length * MOSTLY) return false;
  }
  return true;
}

/** Taps, as rows of dots, that tell row and column of a square. */
export function fromTaps(taps: string): string | undefined {
  const words = taps.split(/ *[/|\n] */).map((word) => {
    const counts = (word.match(/\S+/g) ?? []).map(({ length }) => String(length));
    const pairs = counts.length % 2 === 0 ? (counts.join('').match(/../g) ?? []) : [];
    return pairs.map((pair) => WITHOUT_K(pair) ?? '').join('');
  });
  const read = inWords(words.join('  '));
  return read.length >= SHORTEST && knownShare(read) >= SURE ? read : undefined;
}

const WORD_END = / *[/|\n] *| {2,}/;

/** Letters with a space between any two, in words: as signs or wider gaps part them, or else as words that are known. */
function inWords(letters: string): string {
  if (/[a-z]{2}/.test(letters)) return letters;
  const parts = letters.split(WORD_END).map((part) => part.replace(/[^a-z]+/g, ''));
  const [only = ''] = parts;
  return parts.length > 1 || only.length > LONGEST_GLUED ? parts.join(' ') : apart(only);
}

/** Letters without anything between words, as words; nothing where they are none, for any numbers spell short ones. */
function apart(letters: string): string {
  const words = cutIntoWords(letters);
  const read = words.join(' ');
  return knownShare(read) >= SURELY && letters.length >= words.length * MEAN_LETTERS ? read : '';
}

const SHORTEST_RUN = 24;
const LONGEST_RUN = 20_000;
/** So many digits are tried before all are. */
const TRIED = 60;

/**
 * Digits without anything between them, as characters by their numbers, of three digits each or as short as they are, or as places in
 * the alphabet.
 */
export function fromDecimals(run: string): string | undefined {
  if (run.length < SHORTEST_RUN || run.length > LONGEST_RUN || !/^[0-9]+$/.test(run)) return undefined;
  for (const cut of [/\d{3}/g, /1\d\d|[2-9]\d|10/g]) {
    const read = asText(run.slice(0, TRIED), cut) === undefined ? undefined : asText(run, cut);
    if (read !== undefined && knownShare(read.toLowerCase()) >= SURE) return read;
  }
  const letters = run.length <= 2 * LONGEST_GLUED ? places(run) : undefined;
  const read = letters === undefined ? '' : apart(letters);
  return read.length >= SHORTEST ? read : undefined;
}

function asText(run: string, cut: RegExp): string | undefined {
  const codes = (run.match(cut) ?? []).map(Number);
  if (!codes.every((code) => code === 10 || (code >= 32 && code < 127))) return undefined;
  return readable(Buffer.from(codes));
}
