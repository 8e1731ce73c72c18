import type { Span } from '../../pattern.ts';
import { Effort } from '../effort.ts';
import { isKnown, isKnownAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { nearest } from './near-words.ts';
import { KNOWN, LETTERS, NO_LETTERS, OF_CODE, type PartWords, SIGNS, wordsIn } from './part-words.ts';
import { wordEnd, wordFrom } from './signed-words.ts';
import { type Game, gameOf, mayBePlayed, tells } from './word-games.ts';
import { mend, mendToKnown, respelled } from './word-mending.ts';

export interface Mended {
  readonly reason: 'digits read as letters' | 'scrambled letters';
  readonly stretches: readonly Stretch[];
}

/** Strange pieces are judged in parts of about so many units; around those that are worth reading so many more are read. */
const PART = 240;
const MARGIN = 80;
/** Words of a part that are unknown, and no part of code: if none of so many first ones can be mended, the others are not tried. */
const FIRST = 4;

/** In a part that is worth reading, shares of its words: mended ones, at least; mended or known ones, at least. */
const MENDED = 0.2;
const READABLE = 0.6;
const FEWEST_MENDED = 2;
/** Mended words of so many letters in a row of more words that are all readable. */
const FEWEST_IN_RUN = 3;
const LONG_ENOUGH = 4;

const APOSTROPHE = 39;

/** What it takes to try a part, and to mend it, for each of its units. */
const TRYING = 0.4;
const MENDING = 0.5;

/** Words put right that were disguised one by one: digits and signs for letters (`1gn0r3`), inner letters in disorder (`ingroe`). */
export function mended(text: string, strange: readonly Span[], effort = new Effort()): Mended | undefined {
  const stretches: Stretch[] = [];
  const mender = new Mender(text);
  let last = 0;
  for (const { start, end } of strange) {
    for (let at = Math.max(start, last); at < end; ) {
      const stop = partEnd(text, at, end);
      if (!effort.allows((stop - at) * TRYING, at, end)) break;
      mender.words = wordsIn(text, at, stop);
      const worth = worthReading(mender);
      const game = worth === 'all' ? undefined : playedIn(mender);
      if (worth === 'some' && game === undefined) {
        effort.allows((stop - at) * MENDING, at, stop);
        const runs = readableRuns(mender, last);
        stretches.push(...runs);
        last = Math.max(last, runs.at(-1)?.end ?? 0);
      }
      if (worth === 'all' || game !== undefined) {
        effort.allows((stop - at) * MENDING, at, stop);
        const from = at === start ? Math.max(last, wordStart(text, at - MARGIN)) : at;
        const to = stop === end ? wordStart(text, stop + MARGIN) : stop;
        stretches.push({ start: from, end: to, text: '', edits: editsIn(text, from, to, mender, game) });
        last = to;
      }
      at = Math.max(stop, last);
    }
  }
  if (stretches.length === 0) return undefined;
  const edits = stretches.flatMap((stretch) => stretch.edits ?? []);
  const signs = edits.filter(({ start, end }) => /[^a-z]/.test(text.slice(start, end))).length;
  return { reason: signs * 2 >= edits.length ? 'digits read as letters' : 'scrambled letters', stretches };
}

/** Where a part ends that starts at an offset: behind a word, not in it. */
function partEnd(text: string, from: number, to: number): number {
  if (to - from < PART * 1.5) return to;
  const space = text.indexOf(' ', from + PART);
  return space === -1 || space > from + PART + LONGEST_STEP ? from + PART : space;
}

/** The start of the word that an offset falls into, or the nearest end of the text. */
function wordStart(text: string, offset: number): number {
  if (offset <= 0) return 0;
  if (offset >= text.length) return text.length;
  const space = text.indexOf(' ', offset);
  return space === -1 || space > offset + LONGEST_STEP ? offset : space;
}

const LONGEST_STEP = 60;

/** Whether all of a part is worth reading, or some of its words may be: those of another language stand around them. */
function worthReading(mender: Mender): 'all' | 'some' | 'none' {
  if (!isFirstMended(mender)) return 'none';
  let put = 0;
  let known = 0;
  let all = 0;
  let before = -1;
  for (let nth = 0; nth < mender.words.count; nth += 1) {
    const kind = mender.nearKindOf(nth);
    if (kind !== 'no letters') all += 1;
    // One word again and again, as the name of a tag, is mended once.
    const isRepeated = kind === 'mended' && before !== -1 && mender.isSame(nth, before);
    if (kind === 'known' || isRepeated) known += 1;
    else if (kind === 'mended') {
      if (before === -1) before = nth;
      put += 1;
    }
  }
  const isReadable = put >= FEWEST_MENDED && put >= all * MENDED && put + known >= all * READABLE;
  return isReadable ? 'all' : put >= FEWEST_IN_RUN ? 'some' : 'none';
}

/** Whether one of the first unknown words of a part can be mended, and as many of all as are needed. */
function isFirstMended(mender: Mender): boolean {
  const { count, kinds, counts } = mender.words;
  const unknown = (counts[OF_CODE] ?? 0) + (counts[LETTERS] ?? 0) + (counts[SIGNS] ?? 0);
  const all = unknown + (counts[KNOWN] ?? 0);
  const needed = all * MENDED > FEWEST_MENDED ? FEWEST_IN_RUN : FEWEST_MENDED;
  let left = Math.min(FIRST, unknown - needed + 1);
  for (let nth = 0; nth < count && left > 0; nth += 1) {
    const kind = kinds[nth];
    if (kind !== LETTERS && kind !== SIGNS) continue;
    if (mender.kindOf(nth) === 'mended') return true;
    left -= 1;
  }
  return false;
}

/** Rows of words of a part, from an offset on, that are all known or mended, if so many are mended. */
function readableRuns(mender: Mender, from: number): Stretch[] {
  const { count, starts, ends } = mender.words;
  const found: Stretch[] = [];
  let start = -1;
  let end = -1;
  let put = 0;
  let inRun = 0;
  const close = (): void => {
    if (start !== -1 && put >= FEWEST_IN_RUN && inRun > FEWEST_IN_RUN)
      found.push({ start, end, text: '', edits: editsIn(mender.text, start, end, mender) });
    start = -1;
    put = 0;
    inRun = 0;
  };
  for (let nth = 0; nth < count; nth += 1) {
    const wordStart = starts[nth] ?? 0;
    if (wordStart < from) continue;
    const kind = mender.kindOf(nth);
    if (kind === 'unknown') close();
    else {
      if (start === -1) start = wordStart;
      end = ends[nth] ?? 0;
      if (kind === 'mended' && end - wordStart >= LONG_ENOUGH) put += 1;
      if (kind !== 'no letters') inRun += 1;
    }
  }
  close();
  return found;
}

/** The game with letters that most words of a part are read by, as those tell that are no part of code. */
function playedIn({ text, words }: Mender): Game | undefined {
  const { count, counts, starts, ends, kinds } = words;
  if (!mayBePlayed(counts[LETTERS] ?? 0, 0)) return undefined;
  const wordAt = (nth: number): string => text.slice(starts[nth], ends[nth]);
  let known = 0;
  let telling = 0;
  for (let nth = 0; nth < count; nth += 1) {
    const kind = kinds[nth];
    if ((kind !== KNOWN && kind !== LETTERS) || !tells((ends[nth] ?? 0) - (starts[nth] ?? 0))) continue;
    if (kind === KNOWN) known += 1;
    else telling += 1;
  }
  if (!mayBePlayed(telling, known)) return undefined;
  const unknown: string[] = [];
  for (let nth = 0; nth < count; nth += 1)
    if (kinds[nth] === LETTERS && tells((ends[nth] ?? 0) - (starts[nth] ?? 0))) unknown.push(wordAt(nth));
  const game = gameOf(unknown, known);
  if (game === undefined) return undefined;
  let all = 0;
  let read = 0;
  for (let nth = 0; nth < count; nth += 1) {
    if (kinds[nth] === NO_LETTERS) continue;
    all += 1;
    if (kinds[nth] === KNOWN || game(wordAt(nth)) !== undefined) read += 1;
  }
  return read >= all * READABLE ? game : undefined;
}

function editsIn(text: string, from: number, to: number, mender: Mender, game?: Game): Stretch[] {
  const edits: Stretch[] = [];
  for (let start = wordFrom(text, from, to); start < to; ) {
    const end = wordEnd(text, start, to);
    if (end - start === 1 || !isKnownAt(text, start, end)) {
      const word = text.slice(start, end);
      const read = game?.(word) ?? mender.mend(word, text.charCodeAt(start - 1) === APOSTROPHE);
      if (read !== undefined && read !== word) edits.push({ start, end, text: read });
    }
    start = wordFrom(text, end, to);
  }
  return edits;
}

/** What a word is once it is mended. */
type Kind = 'no letters' | 'known' | 'mended' | 'unknown';
/** By what a word is as it stands, what it is if nothing has to be mended. */
const AS_IT_STANDS: readonly (Kind | undefined)[] = ['no letters', 'known'];

/** Mends words of a text, and remembers what it mended: each is met twice, and the same words many times. */
class Mender {
  readonly text: string;
  /** Those of the part at hand. */
  words: PartWords = wordsIn('', 0, 0);
  readonly #mended = new Map<string, string | undefined>();

  constructor(text: string) {
    this.text = text;
  }

  /** What a word is once it is mended: what gives no known word is not spelt out, which is most of the work where nothing is disguised. */
  kindOf(nth: number): Kind {
    const { starts, ends, kinds } = this.words;
    const kind = kinds[nth] ?? NO_LETTERS;
    return AS_IT_STANDS[kind] ?? this.#mendedKind(starts[nth] ?? 0, ends[nth] ?? 0, kind === LETTERS);
  }

  /** The same where some words around it are mended: one letter of it may be wrong. */
  nearKindOf(nth: number): Kind {
    const kind = this.kindOf(nth);
    const { starts, ends, kinds } = this.words;
    if (kind !== 'unknown' || kinds[nth] !== LETTERS) return kind;
    return nearest(this.text.slice(starts[nth], ends[nth])) === undefined ? 'unknown' : 'mended';
  }

  #mendedKind(start: number, end: number, isLetters: boolean): Kind {
    const word = this.text.slice(start, end);
    const isSpelt = isLetters && word.length > 1;
    const read = isSpelt ? respelled(word) : mendToKnown(word, this.text.charCodeAt(start - 1) === APOSTROPHE);
    if (read === undefined) return 'unknown';
    if (read === word) return 'known';
    return isLetters || isKnown(read.replace(/[^a-z]+/g, '')) ? 'mended' : 'unknown';
  }

  isSame(nth: number, other: number): boolean {
    const { starts, ends } = this.words;
    return this.text.slice(starts[nth], ends[nth]) === this.text.slice(starts[other], ends[other]);
  }

  mend(word: string, ending: boolean): string | undefined {
    if (word.length === 1 || word.length > LONGEST_REMEMBERED) return mend(word, ending);
    let read = this.#mended.get(word);
    if (read !== undefined || this.#mended.has(word)) return read;
    read = mend(word, ending) ?? (LETTERS_ALONE.test(word) ? nearest(word) : undefined);
    if (this.#mended.size < MOST_REMEMBERED) this.#mended.set(word, read);
    return read;
  }
}

const LETTERS_ALONE = /^[a-z]+$/;
const LONGEST_REMEMBERED = 24;
const MOST_REMEMBERED = 4096;
