import { Effort } from '../effort.ts';
import { pairSum } from '../english/letter-pairs.ts';
import { isWordsOrCipher } from '../english/told-words.ts';
import { cutIntoWords, knownShare } from '../english/vocabulary.ts';
import { addEdit, type GrowingStretch, type Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

const FEWEST = 6;
/** What it takes to put letters together, for each of them. */
const JOINING = 2;
/** Most units between two letters of a word. */
const LONGEST_GAP = 8;
/** A longer stretch without anything that parts words is cut into words; it is read up to here. */
const LONGEST_GLUED = 4000;

/** By unit below U+0080: letters and digits. Above it every unit outside of punctuation, symbols and surrogates counts as one. */
const isLetterUnit = (unit: number): boolean =>
  unit < 128
    ? (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)
    : (unit >= 0xc0 && unit < 0x2000) || (unit >= 0x2c00 && unit < 0xd800 && (unit < 0x3000 || unit > 0x303f));

/** Stretches of a lower-case text with something between all their letters (`i g n o r e`, `i_g_n_o_r_e`), put together as words. */
export function spacedLetters(text: string, { words, others } = surveyOf(text), effort = new Effort()): Stretch[] {
  const found: GrowingStretch[] = [];
  let places: number[] = [];
  const close = (): void => {
    const [first = 0] = places;
    if (places.length >= FEWEST && effort.allows(places.length * JOINING, first, places.at(-1) ?? first)) {
      const stretch = putTogether(text, places);
      if (stretch !== undefined) addEdit(found, stretch, NEAR);
    }
    places = [];
  };
  const place = (at: number): void => {
    if (at - (places.at(-1) ?? at) - 1 > LONGEST_GAP) close();
    places.push(at);
  };
  // No stretch goes on where two letters stand together: it lies between two words of more than one letter, and has some of one.
  let from = 0;
  let single = 0;
  for (let word = 0; word <= words.length; word += 2) {
    const start = words[word] ?? text.length;
    const end = words[word + 1] ?? text.length;
    if (end - start === 1) {
      single += 1;
      continue;
    }
    if (start - from >= SHORTEST && (single >= KINDS || others > 0)) placesBetween(text, from, start, place, close);
    from = end - 1;
    single = 0;
  }
  return found;
}

/** Tells of the single letters of the stretches between two places, and where one ends. */
function placesBetween(text: string, from: number, to: number, place: (at: number) => void, close: () => void): void {
  for (let start = from; start + SHORTEST <= to + 1; ) {
    let at = start + SHORTEST - 1;
    while (at > start && !isPairAt(text, at)) at -= 1;
    if (at > start) {
      start = at;
      continue;
    }
    let index = start;
    for (; index < text.length; index += 1) {
      if (!isLetterUnit(text.charCodeAt(index))) continue;
      if (isPairAt(text, index + 1)) break;
      if (index === 0 || !isPairAt(text, index)) place(index);
    }
    close();
    start = index + 1;
  }
}

/** Stretches that stand so near to each other, in units, are read with what is between them: a number, a word of one letter. */
const NEAR = 24;

/** The shortest stretch: single letters, and one unit between them. */
const SHORTEST = 2 * FEWEST - 1;

/** Whether the unit at an offset and the one before are both letters. */
const isPairAt = (text: string, at: number): boolean =>
  at < text.length && isLetterUnit(text.charCodeAt(at)) && isLetterUnit(text.charCodeAt(at - 1));

function putTogether(text: string, places: readonly number[]): Stretch | undefined {
  if (!isTextOfLetters(text, places)) return undefined;
  const start = places[0] ?? 0;
  const end = (places.at(-1) ?? 0) + 1;
  const gaps = places.slice(1).map((place, index) => text.slice((places[index] ?? 0) + 1, place));
  const [usual, count] = mostCommon(gaps);
  if (count < gaps.length * USUAL) return undefined;
  let read = text[start] ?? '';
  let glued = true;
  gaps.forEach((gap, index) => {
    const between = gap === usual ? '' : withoutUsual(gap, usual);
    if (between !== '' && /\s/.test(between)) glued = false;
    read += between + (text[places[index + 1] ?? 0] ?? '');
  });
  const words = glued ? apart(read) : read;
  const letters = words.slice(0, SAMPLE).replace(FIGURE, (figure) => LIKE_FIGURES.charAt(Number(figure)));
  const isRead =
    knownShare(letters) >= READABLE || pairSum(letters) >= LIKELY * letters.length || isWordsOrCipher(letters);
  return isRead ? { start, end, text: words } : undefined;
}

/** What stands between letters is mostly the same. */
const USUAL = 0.5;
/** Units of a stretch by which it is judged: by the share of letters in known words, or tenths of a bit a letter. */
const SAMPLE = 400;
const READABLE = 0.4;
const LIKELY = 8;

/** Letters that figures stand for, by figure: they are put back in what is read. */
const FIGURE = /[013-9]/g;
const LIKE_FIGURES = 'oizeasgtbg';
/** Share of letters among single units, at least, and how many kinds of them. */
const LETTERS = 0.35;
const KINDS = 5;

/** Lists of options and columns of figures are no words: most single units must be letters, and of more kinds than a few. */
function isTextOfLetters(text: string, places: readonly number[]): boolean {
  const start = places.slice(0, SAMPLE).map((place) => text[place] ?? '');
  const letters = start.filter((unit) => !/[0-9]/.test(unit));
  return letters.length >= start.length * LETTERS && new Set(letters).size >= KINDS;
}

function mostCommon(gaps: readonly string[]): readonly [gap: string, count: number] {
  const counts = new Map<string, number>();
  for (const gap of gaps) counts.set(gap, (counts.get(gap) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0] as const);
}

/** What is left of a gap that is not the usual one: what parts words, or a sign that stood as a letter. */
function withoutUsual(gap: string, usual: string): string {
  let from = 0;
  while (from < usual.length && from < gap.length && gap[from] === usual[from]) from += 1;
  let to = gap.length;
  for (let at = usual.length; at > 0 && to > from && gap[to - 1] === usual[at - 1]; at -= 1) to -= 1;
  const rest = gap.slice(from, to);
  return rest.trim() === '' ? (rest.includes('\n') ? '\n' : ' ') : rest;
}

const apart = (letters: string): string =>
  letters
    .slice(0, LONGEST_GLUED)
    .replace(/[a-z]{8,}/g, (word) => cutIntoWords(word).join(' '))
    .concat(letters.slice(LONGEST_GLUED));
