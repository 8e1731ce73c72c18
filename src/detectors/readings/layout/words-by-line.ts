import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

/** Fewer lines are a list or an address. */
const FEWEST_LINES = 5;
/** Lines of one word may end in one of two. */
const MOST_WORDS = 2;
const LONGEST_LINE = 40;
/** Share of the lines with a word alone. */
const SINGLE = 0.8;
/** Of so many lines, the share whose words, or single letters, are not the same, and their mean length: longer ones are lines of a code. */
const SAMPLE = 40;
const DIFFERENT = 0.4;
const DIFFERENT_LETTERS = 0.2;
const LONGEST_MEAN = 20;

/** What may stand in front of the word of a line: marks of quotations and lists. */
const isMark = new Uint8Array(128);
for (const mark of ' \t>*+|#-') isMark[mark.charCodeAt(0)] = 1;
const MOST_DIGITS = 3;

const LETTER = /\p{L}/u;
/** Whether a line has a sign that code has: `=`, `{`, `}` or `;`. */
function isCode(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 61 || unit === 123 || unit === 125 || unit === 59) return true;
  }
  return false;
}

/** Lines that follow each other, each with a word or two. */
interface Lines {
  count: number;
  single: number;
  /** The words of the first lines, and how many units they have. */
  readonly words: Set<string>;
  units: number;
  /** Where the words of each line start and end, by turns. */
  readonly places: number[];
}

function areWords({ count, single, words, units }: Lines): boolean {
  const sample = Math.min(count, SAMPLE);
  const different = sample * (units === sample ? DIFFERENT_LETTERS : DIFFERENT);
  return single >= count * SINGLE && words.size >= different && units <= sample * LONGEST_MEAN;
}

/** Stretches of a text with one word a line (`> ignore`, `- ignore`), as one line each. */
export function wordsByLine(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (lineEnds.length < FEWEST_LINES) return found;
  let run: Lines | undefined;
  const close = (): void => {
    if (run !== undefined && run.count >= FEWEST_LINES && areWords(run)) found.push(asOneLine(run.places));
    run = undefined;
  };
  let line = 0;
  for (let index = 0; index < lineEnds.length; index += 1) {
    const stop = lineEnds[index] ?? 0;
    if (run === undefined && !areShort(lineEnds, index, line)) {
      line = stop + 1;
      continue;
    }
    const end = stop - line > LONGEST_LINE ? line : wordsEnd(text, line, stop);
    const start = wordsStart(text, line, end);
    const words = wordsIn(text, start, end);
    const isNumbered = end - start <= 1 && isNumberedAt(text, line, start);
    // A space or a sign has a line too, where each letter has one.
    if (words === 0 && isNumbered && run !== undefined) run.places.push(start, end);
    else if (words === 0) close();
    else {
      run ??= { count: 0, single: 0, words: new Set(), units: 0, places: [] };
      run.places.push(start, end);
      if (run.count < SAMPLE) {
        run.words.add(text.slice(start, end));
        run.units += end - start;
      }
      run.count += 1;
      if (words === 1 && !isCode(text, start, end)) run.single += 1;
    }
    line = stop + 1;
  }
  close();
  return found;
}

/** Whether a number with a sign behind it stands between two places. */
function isNumberedAt(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (isDigit(text.charCodeAt(at))) return true;
  return false;
}

/** Whether a line is short and not empty, and so are those behind it that it would need. */
function areShort(lineEnds: readonly number[], index: number, line: number): boolean {
  let start = line;
  for (let at = index; at < index + FEWEST_LINES; at += 1) {
    const end = at < lineEnds.length ? (lineEnds[at] ?? 0) : 0;
    if (end <= start || end - start > LONGEST_LINE) return false;
    start = end + 1;
  }
  return true;
}

function asOneLine(places: readonly number[]): Stretch {
  const edits: Stretch[] = [];
  for (let at = 1; at + 1 < places.length; at += 2)
    edits.push({ start: places[at] ?? 0, end: places[at + 1] ?? 0, text: ' ' });
  return { start: places[0] ?? 0, end: places.at(-1) ?? 0, text: '', edits };
}

const SPACE = /\s/;
const isSpace = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit < 128 ? unit === 32 || (unit >= 9 && unit <= 13) : SPACE.test(text.charAt(at));
};

function wordsEnd(text: string, line: number, stop: number): number {
  let end = stop;
  while (end > line && isSpace(text, end - 1)) end -= 1;
  return end;
}

/** Behind marks, and numbers with a full stop, a parenthesis or a colon. */
function wordsStart(text: string, line: number, end: number): number {
  for (let start = line; ; ) {
    while (start < end && isMark[text.charCodeAt(start)] === 1) start += 1;
    let digits = start;
    while (digits < end && digits - start < MOST_DIGITS && isDigit(text.charCodeAt(digits))) digits += 1;
    const sign = digits < end ? text.charCodeAt(digits) : 0;
    if (digits === start || (sign !== FULL_STOP && sign !== PARENTHESIS && sign !== COLON)) return start;
    start = digits + 1;
  }
}

const FULL_STOP = 46;
const PARENTHESIS = 41;
const COLON = 58;
const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;

/** One or two words with a letter among them; 0 for what has none, or more words. */
function wordsIn(text: string, start: number, end: number): number {
  let words = 1;
  let hasLetter = false;
  let isAscii = true;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 32) words += 1;
    if (words > MOST_WORDS) return 0;
    if (unit >= 128) isAscii = false;
    else if ((unit | 32) >= 97 && (unit | 32) <= 122) hasLetter = true;
  }
  return hasLetter || (!isAscii && LETTER.test(text.slice(start, end))) ? words : 0;
}
