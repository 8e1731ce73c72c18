import type { Span } from '../../pattern.ts';
import type { Effort } from '../effort.ts';
import { knownShare } from '../english/vocabulary.ts';
import { longRuns, type RunUnits } from '../long-runs.ts';
import { isUnexplained, type Stretch } from '../stretches.ts';
import type { Survey } from '../survey.ts';
import { BREAK, lettersOfTokens, spelled } from './letter-tokens.ts';
import { FEWEST_LETTERS, SAMPLE } from './told-letters.ts';

/**
 * Stretches of a text in an alphabet of signs, in numbers or in groups of signs, whichever stands for which letter.
 *
 * @param explained what is read in another way
 */
export function unknownAlphabets(
  text: string,
  survey: Survey,
  effort: Effort,
  explained: readonly Span[] = [],
): Stretch[] {
  const found: Stretch[] = [];
  const isExplained = new Uint8Array(explained.length === 0 ? 0 : text.length);
  for (const { start, end } of explained) isExplained.fill(1, start, end);
  let told: ReadonlyMap<string, string> | undefined;
  const add: Add = (all, mostKinds) => {
    const runs = all.filter(({ start, end }) => !isExplained.subarray(start, end).includes(1));
    const [first] = runs;
    const last = runs.at(-1);
    if (first === undefined || last === undefined) return;
    const tokens = runs.flatMap((run) => [...run.tokens, BREAK]).slice(0, -1);
    const letters = isSpelledWith(told, tokens)
      ? told
      : lettersOfTokens(tokens, effort, { start: first.start, end: last.end }, mostKinds);
    if (letters === undefined) return;
    told = letters;
    for (const run of runs) found.push({ start: run.start, end: run.end, text: spelled(run.tokens, letters) });
  };
  if (survey.others >= FEWEST_LETTERS) inSigns(text, add);
  if (digitsIn(survey) >= text.length * DIGITS) inGroups(text, add);
  const isUntold = isUnexplained(found);
  for (let at = 0; at < survey.long.length; at += 2) {
    const start = survey.long[at] ?? 0;
    const end = survey.long[at + 1] ?? 0;
    if (end - start < SHORTEST_ROW || end - start > LONGEST_ROW || !hasFewKinds(text, start, end)) continue;
    if (isUntold({ start, end })) inRow(text, start, end, add);
  }
  return found;
}

/** Whether letters that one stretch told are those of the next as well: what it says with them is plain, and all of it. */
function isSpelledWith(letters: ReadonlyMap<string, string> | undefined, tokens: readonly string[]): boolean {
  if (letters === undefined) return false;
  const sample = spelled(tokens.slice(0, SAMPLE), letters);
  const between = sample.match(/ /g)?.length ?? 0;
  return between <= sample.length * MOST_BETWEEN && knownShare(sample) >= PLAIN;
}

const MOST_BETWEEN = 0.3;
const PLAIN = 0.9;

function digitsIn({ counts }: Survey): number {
  let digits = 0;
  for (let unit = 48; unit < 58; unit += 1) digits += counts[unit] ?? 0;
  return digits;
}

/** A part of a text, and what may stand for a letter each in it. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly string[];
}

type Add = (runs: readonly Run[], mostKinds?: number) => void;

/** Share of the units of a text that are digits where it may have letters as numbers. */
const DIGITS = 0.12;

/** Share of the letters and signs of a line that are signs, where these stand for letters. */
const SIGNS = 0.5;

/** Lines that are mostly not ASCII, all in one alphabet: each character a letter, or each row of them. */
function inSigns(text: string, add: Add): void {
  const lines: Span[] = [];
  let natural = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    if (hasSigns(text, start, end)) {
      lines.push({ start, end });
      if (isNatural(text, start, end)) natural += 1;
    }
    start = end + 1;
  }
  const mostKinds = natural > 0 ? LETTERS + 1 : MOST_SIGNS;
  if (!mayBeAlphabet(text, lines, natural > 0 ? LONG_NATURAL : FEWEST_LETTERS, mostKinds)) return;
  const rows = lines.map(({ start, end }) => text.slice(start, end).replace(SILENT, ''));
  const isSingle = mostlyDifferent(rows.flatMap((row) => row.split(/ +/)).slice(0, KINDS_TRIED));
  const runs = lines.map(({ start, end }, at) => {
    const row = rows[at] ?? '';
    return {
      start,
      end,
      tokens: isSingle ? [...row].map(asToken) : row.replace(WIDE_GAP, ' / ').split(' ').map(asToken),
    };
  });
  add(runs, mostKinds);
}

/** Letters that people write whole texts in: exchanged for ours, they are of no more kinds than ours. */
function isNatural(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) < FIRST_SIGN) at += 1;
  return text.charCodeAt(at) < NOT_NATURAL;
}
const NOT_NATURAL = 0x1100;
const LETTERS = 26;
/** A short text in them is of as few kinds. */
const LONG_NATURAL = 96;
/** With capitals and marks. */
const MOST_SIGNS = 60;

/** Whether the signs of the first lines come again as letters do, with spaces between words. */
function mayBeAlphabet(text: string, lines: readonly Span[], fewestSigns: number, mostKinds: number): boolean {
  const kinds = new Set<number>();
  let signs = 0;
  let spaces = 0;
  for (const { start, end } of lines) {
    for (let at = start; at < end && signs < SAMPLE; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit === SPACE) spaces += 1;
      if (unit < FIRST_SIGN) continue;
      signs += 1;
      kinds.add(unit);
    }
    if (kinds.size > mostKinds) return false;
  }
  return signs >= fewestSigns && kinds.size <= signs * MOST_DIFFERENT && spaces >= signs * FEWEST_SPACES;
}

const SPACE = 32;
/** Of so few signs as may be read, that many are different. */
const MOST_DIFFERENT = 0.7;
const FEWEST_SPACES = 0.05;

/** What changes how a character looks. */
const SILENT = /[\ufe00-\ufe0f\u0300-\u036f]/g;
/** Where letters of some characters have spaces between them, words have more. */
const WIDE_GAP = / {2,}/g;
/** What is no letter of any alphabet ends a word. */
const asToken = (sign: string): string => (/^[ -@[-`{-~]*$/.test(sign) ? BREAK : sign);

/** Whether rows are words, and no letters of a few characters each: letters are of fewer kinds. */
const mostlyDifferent = (rows: readonly string[]): boolean =>
  new Set(rows).size > rows.length / 2 || rows.length < KINDS_TRIED / 2;
const KINDS_TRIED = 60;

function hasSigns(text: string, start: number, end: number): boolean {
  const stop = Math.min(end, start + MOST_TRIED);
  let signs = 0;
  let letters = 0;
  for (let at = start; at < stop; at += 1) {
    const unit = text.charCodeAt(at);
    letters += isLetter[unit & 0x7f] ?? 0;
    if (unit < 128) continue;
    letters -= isLetter[unit & 0x7f] ?? 0;
    if (unit >= FIRST_SIGN) signs += 1;
  }
  return signs > 1 && signs >= (signs + letters) * SIGNS;
}

const isLetter = new Uint8Array(128).fill(1, 65, 91).fill(1, 97, 123);
const MOST_TRIED = 200;
/** Below are Latin letters with marks. */
const FIRST_SIGN = 0x250;

/** Groups of digits, and of letters that stand for some, with signs between them: a wider gap, a stroke or a line end parts words. */
function inGroups(text: string, add: Add): void {
  longRuns(text, OF_GROUPS, 2 * FEWEST_LETTERS, (from, to) => {
    for (const { 0: row, index } of text.slice(from, to).matchAll(GROUPS)) {
      if (row.length < 2 * FEWEST_LETTERS) continue;
      const tokens = row
        .split(GAP)
        .map((part, at) => (at % 2 === 0 ? part : PARTS_WORDS.test(part) ? BREAK : undefined));
      const start = from + index;
      add([{ start, end: start + row.length, tokens: tokens.filter((token) => token !== undefined) }]);
    }
  });
}

/** What groups and the gaps between them are made of. */
const OF_GROUPS: RunUnits = { ascii: new Uint8Array(128).fill(1, 48, 58).fill(1, 97, 103), others: false };
for (const sign of '*# ,;:|/\n-') OF_GROUPS.ascii[sign.charCodeAt(0)] = 1;
const GROUPS = /[0-9a-f*#]{1,16}(?:[ ,;:|/\n-]{1,4}[0-9a-f*#]{1,16})*/g;
const GAP = /([ ,;:|/\n-]+)/;
const PARTS_WORDS = /[ |/\n-]{2}|[|/\n]/;

const SHORTEST_ROW = 64;
const LONGEST_ROW = 4096;
/** Signs of which letters are made that are of a few signs each, at most. */
const FEW = 16;
const WIDTHS = [2, 3, 4, 5, 8];

/** A row without gaps, of few kinds of signs: each letter is so many of them. */
function inRow(text: string, start: number, end: number, add: Add): void {
  const row = text.slice(start, end);
  for (const width of WIDTHS) {
    if (row.length % width !== 0) continue;
    const tokens: string[] = [];
    for (let at = 0; at < row.length; at += width) tokens.push(row.slice(at, at + width));
    const kinds = new Set(tokens.slice(0, KINDS_TRIED)).size;
    if (kinds >= FEWEST_KINDS && kinds <= MOST_KINDS) add([{ start, end, tokens }]);
  }
}

const isKind = new Uint8Array(128);

/** Whether the start of a row is of few kinds of units, and all of it of two at least. */
function hasFewKinds(text: string, start: number, end: number): boolean {
  isKind.fill(0);
  let others = '';
  let kinds = 0;
  for (let at = start; at < start + SHORTEST_ROW; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 128) {
      if (isKind[unit] === 1) continue;
      isKind[unit] = 1;
    } else {
      const other = text.charAt(at);
      if (others.includes(other)) continue;
      others += other;
    }
    if (kinds === FEW) return false;
    kinds += 1;
  }
  let at = start + 1;
  while (at < end && text.charCodeAt(at) === text.charCodeAt(start)) at += 1;
  return at < end;
}

const FEWEST_KINDS = 9;
const MOST_KINDS = 32;
