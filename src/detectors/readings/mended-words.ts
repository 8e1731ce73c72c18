import type { Span } from '../pattern.ts';
import { Effort } from './effort.ts';
import { hasLetters, wordEnd, wordFrom } from './signed-words.ts';
import type { Stretch } from './stretches.ts';
import { isKnown, isKnownAt } from './vocabulary.ts';
import { type Game, gameIn } from './word-games.ts';
import { mend, mendToKnown } from './word-mending.ts';

export interface Mended {
  readonly reason: 'digits read as letters' | 'scrambled letters';
  readonly stretches: readonly Stretch[];
}

/** Strange pieces are judged in parts of about so many units; around those that are worth reading so many more are read. */
const PART = 240;
const MARGIN = 80;
/** Words of a part that are tried before the rest of it is. */
const SAMPLE = 10;

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
  const mender = new Mender();
  let last = 0;
  for (const { start, end } of strange) {
    for (let at = Math.max(start, last); at < end; ) {
      const stop = partEnd(text, at, end);
      if (!effort.allows((stop - at) * TRYING, at, end)) break;
      const worth = worthReading(text, at, stop, mender);
      const game = worth === 'all' ? undefined : playedIn(text, at, stop);
      if (worth === 'some' && game === undefined) {
        effort.allows((stop - at) * MENDING, at, stop);
        const runs = readableRuns(text, Math.max(at, last), stop, mender);
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
function worthReading(text: string, from: number, to: number, mender: Mender): 'all' | 'some' | 'none' {
  let put = 0;
  let known = 0;
  let all = 0;
  let tried = 0;
  let first = '';
  const isReadable = (atLeast: number): boolean =>
    put >= FEWEST_MENDED && put >= all * MENDED && put + known >= all * atLeast;
  for (let start = wordFrom(text, from, to); start < to; ) {
    const end = wordEnd(text, start, to);
    if (tried === SAMPLE && !isReadable(READABLE / 2)) return put >= FEWEST_MENDED ? 'some' : 'none';
    // Words of which some are neither known nor mended, and none is mended, go on so.
    if (tried === SAMPLE / 2 && put === 0 && known < tried - 1) return 'none';
    tried += 1;
    const kind = kindOf(text, start, end, from, mender);
    if (kind !== 'no word') all += 1;
    // One word again and again, as the name of a tag, is mended once.
    const isRepeated = kind === 'mended' && put > 0 && text.startsWith(first, start) && end - start === first.length;
    if (kind === 'known' || isRepeated) known += 1;
    else if (kind === 'mended') {
      if (put === 0) first = text.slice(start, end);
      put += 1;
    }
    start = wordFrom(text, end, to);
  }
  return isReadable(READABLE) ? 'all' : put >= FEWEST_IN_RUN ? 'some' : 'none';
}

type Kind = 'known' | 'mended' | 'unknown' | 'no word';

function kindOf(text: string, start: number, end: number, from: number, mender: Mender): Kind {
  if (isKnownAt(text, start, end)) return 'known';
  if (!hasLetters(text, start, end)) return 'no word';
  const word = text.slice(start, end);
  const read = mender.known(word, start > from && text.charCodeAt(start - 1) === APOSTROPHE);
  if (read === word) return 'known';
  return read !== undefined && isKnown(read.replace(/[^a-z]+/g, '')) ? 'mended' : 'unknown';
}

/** Rows of words of a part that are all known or mended, if so many are mended. */
function readableRuns(text: string, from: number, to: number, mender: Mender): Stretch[] {
  const found: Stretch[] = [];
  let runStart = -1;
  let runEnd = -1;
  let put = 0;
  let words = 0;
  const close = (): void => {
    if (put >= FEWEST_IN_RUN && words > FEWEST_IN_RUN)
      found.push({ start: runStart, end: runEnd, text: '', edits: editsIn(text, runStart, runEnd, mender) });
    runStart = -1;
    put = 0;
    words = 0;
  };
  for (let start = wordFrom(text, from, to); start < to; ) {
    const end = wordEnd(text, start, to);
    const kind = kindOf(text, start, end, from, mender);
    if (kind === 'unknown') close();
    else {
      if (runStart === -1) runStart = start;
      if (kind === 'mended' && end - start >= LONG_ENOUGH) put += 1;
      if (kind !== 'no word') words += 1;
      runEnd = end;
    }
    start = wordFrom(text, end, to);
  }
  close();
  return found;
}

/** The game with letters that most words of a part are read by. */
function playedIn(text: string, from: number, to: number): Game | undefined {
  const game = gameIn(text, from, to);
  if (game === undefined) return undefined;
  let all = 0;
  let read = 0;
  for (let start = wordFrom(text, from, to); start < to; ) {
    const end = wordEnd(text, start, to);
    if (hasLetters(text, start, end)) all += 1;
    if (isKnownAt(text, start, end) || game(text.slice(start, end)) !== undefined) read += 1;
    start = wordFrom(text, end, to);
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

/** Mends words, and remembers what it mended: each is met twice, and the same words many times. */
class Mender {
  readonly #mended = new Map<string, string | undefined>();
  readonly #known = new Map<string, string | undefined>();

  mend(word: string, ending: boolean): string | undefined {
    // A known word that a word may be is what it is put right to.
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    return this.#remembered(this.#mended, word, ending, mend);
  }

  /** The same where it gives a known word: what gives none is not spelt out, which is most of the work where nothing is disguised. */
  known(word: string, ending: boolean): string | undefined {
    return this.#remembered(this.#known, word, ending, mendToKnown);
  }

  #remembered(
    words: Map<string, string | undefined>,
    word: string,
    ending: boolean,
    make: (word: string, ending: boolean) => string | undefined,
  ): string | undefined {
    if (word.length === 1 || word.length > LONGEST_REMEMBERED) return make(word, ending);
    let read = words.get(word);
    if (read !== undefined || words.has(word)) return read;
    read = make(word, ending);
    if (words.size < MOST_REMEMBERED) words.set(word, read);
    return read;
  }
}

const LONGEST_REMEMBERED = 24;
const MOST_REMEMBERED = 4096;
