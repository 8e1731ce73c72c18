import type { Span } from '../../pattern.ts';
import { Effort } from '../effort.ts';
import { isKnown, isKnownAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { type PartWord, wordsIn } from './part-words.ts';
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
      const words = wordsIn(text, at, stop);
      const worth = worthReading(words, mender);
      const game = worth === 'all' ? undefined : playedIn(text, words);
      if (worth === 'some' && game === undefined) {
        effort.allows((stop - at) * MENDING, at, stop);
        const from = last;
        const runs = readableRuns(
          words.filter((word) => word.start >= from),
          mender,
        );
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
function worthReading(words: readonly PartWord[], mender: Mender): 'all' | 'some' | 'none' {
  const first = words.filter(({ kind }) => kind === 'letters' || kind === 'signs').slice(0, FIRST);
  if (!first.some((word) => mender.kindOf(word) === 'mended')) return 'none';
  let put = 0;
  let known = 0;
  let all = 0;
  let before: PartWord | undefined;
  for (const word of words) {
    const kind = mender.kindOf(word);
    if (kind !== 'no letters') all += 1;
    // One word again and again, as the name of a tag, is mended once.
    const isRepeated = kind === 'mended' && before !== undefined && mender.isSame(word, before);
    if (kind === 'known' || isRepeated) known += 1;
    else if (kind === 'mended') {
      before ??= word;
      put += 1;
    }
  }
  const isReadable = put >= FEWEST_MENDED && put >= all * MENDED && put + known >= all * READABLE;
  return isReadable ? 'all' : put >= FEWEST_IN_RUN ? 'some' : 'none';
}

/** Rows of words of a part that are all known or mended, if so many are mended. */
function readableRuns(words: readonly PartWord[], mender: Mender): Stretch[] {
  const found: Stretch[] = [];
  let first: PartWord | undefined;
  let runEnd = -1;
  let put = 0;
  let inRun = 0;
  const close = (): void => {
    if (first !== undefined && put >= FEWEST_IN_RUN && inRun > FEWEST_IN_RUN)
      found.push({
        start: first.start,
        end: runEnd,
        text: '',
        edits: editsIn(mender.text, first.start, runEnd, mender),
      });
    first = undefined;
    put = 0;
    inRun = 0;
  };
  for (const word of words) {
    const kind = mender.kindOf(word);
    if (kind === 'unknown') close();
    else {
      first ??= word;
      if (kind === 'mended' && word.end - word.start >= LONG_ENOUGH) put += 1;
      if (kind !== 'no letters') inRun += 1;
      runEnd = word.end;
    }
  }
  close();
  return found;
}

/** The game with letters that most words of a part are read by, as those tell that are no part of code. */
function playedIn(text: string, words: readonly PartWord[]): Game | undefined {
  const long = words.filter(({ start, end }) => tells(end - start));
  const known = long.filter(({ kind }) => kind === 'known').length;
  const unknown = long.filter(({ kind }) => kind === 'letters');
  if (!mayBePlayed(unknown.length, known)) return undefined;
  const wordOf = ({ start, end }: PartWord): string => text.slice(start, end);
  const game = gameOf(unknown.map(wordOf), known);
  if (game === undefined) return undefined;
  const isRead = (word: PartWord): boolean => word.kind === 'known' || game(wordOf(word)) !== undefined;
  const all = words.filter(({ kind }) => kind !== 'no letters');
  return all.filter(isRead).length >= all.length * READABLE ? game : undefined;
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

/** Mends words of a text, and remembers what it mended: each is met twice, and the same words many times. */
class Mender {
  readonly text: string;
  readonly #mended = new Map<string, string | undefined>();
  readonly #known = new Map<string, string | undefined>();

  constructor(text: string) {
    this.text = text;
  }

  /** What a word is once it is mended: what gives no known word is not spelt out, which is most of the work where nothing is disguised. */
  kindOf({ start, end, kind }: PartWord): 'no letters' | 'known' | 'mended' | 'unknown' {
    if (kind === 'known' || kind === 'no letters') return kind;
    const word = this.text.slice(start, end);
    const read =
      kind === 'letters' && word.length > 1
        ? this.#remembered(this.#known, word, false, respelled)
        : this.#remembered(this.#known, word, this.text.charCodeAt(start - 1) === APOSTROPHE, mendToKnown);
    if (read === undefined) return 'unknown';
    if (read === word) return 'known';
    return kind === 'letters' || isKnown(read.replace(/[^a-z]+/g, '')) ? 'mended' : 'unknown';
  }

  isSame(word: PartWord, other: PartWord): boolean {
    const length = other.end - other.start;
    return (
      word.end - word.start === length && this.text.startsWith(this.text.slice(other.start, other.end), word.start)
    );
  }

  mend(word: string, ending: boolean): string | undefined {
    // A known word that a word may be is what it is put right to.
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    return this.#remembered(this.#mended, word, ending, mend);
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
