import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

/** Fewer lines are a heading, or signatures; one of the columns may have ended before. */
const FEWEST = 4;
const FEWEST_SIDES = 2;
/** Spaces between two columns, at least. */
const GAP = '   ';
/** How far from where the column on the right begins a line of it may begin. */
const OFF = 2;
/** Words of a line in a column, in the mean: fewer are a table. */
const FEWEST_WORDS = 2;
const LONGEST_LINE = 240;

/** Where a line has its left side, which may be empty, and its right one. */
interface Line {
  readonly start: number;
  readonly gap: number;
  readonly right: number;
  readonly end: number;
}

/** Stretches of a lower-case text in two columns side by side, each column read from its top to its bottom. */
export function twoColumns(text: string, survey = surveyOf(text)): Stretch[] {
  const { words, touching, lineEnds } = survey;
  const found: Stretch[] = [];
  // Where words have a space or the end of a line between them, there are as many of both as words: a gap has more.
  const more = countOf(survey, ' ') + lineEnds.length + touching.length - words.length / 2;
  if (lineEnds.length < FEWEST || more < FEWEST_SIDES * (GAP.length - 1)) return found;
  let lines: Line[] = [];
  const close = (): void => {
    if (lines.length >= FEWEST) add(found, text, lines);
    lines = [];
  };
  let start = 0;
  let gap = text.indexOf(GAP);
  for (const end of lineEnds) {
    if (gap === -1) break;
    if (gap < start) gap = text.indexOf(GAP, start);
    const [first] = lines;
    const column = first === undefined ? 0 : first.right - first.start;
    const line = end - start > LONGEST_LINE ? undefined : sidesOf(text, { start, end, column, gap });
    if (line === undefined) close();
    else if (line.gap > start || lines.length > 0) lines.push(line);
    start = end + 1;
  }
  close();
  return found;
}

interface Whole {
  readonly start: number;
  readonly end: number;
  /** Where the column on the right begins, from the start of a line; 0 where it is not known. */
  readonly column: number;
  /** The first gap from the start of the line on, which may stand behind its end. */
  readonly gap: number;
}

/** The two sides of a line, if it has one gap that ends where the column begins; one that is short may have the left one alone. */
function sidesOf(text: string, { start, end, column, gap }: Whole): Line | undefined {
  let left = start;
  while (left < end && text.charCodeAt(left) === SPACE) left += 1;
  if (left === end) return undefined;
  if (column > 0 && Math.abs(left - start - column) <= OFF) return { start, gap: start, right: left, end };
  const at = gap >= left || gap === -1 ? gap : text.indexOf(GAP, left);
  if (at === -1 || at >= end)
    return column > 0 && end - start <= column ? { start, gap: end, right: end, end } : undefined;
  let right = at + GAP.length;
  while (right < end && text.charCodeAt(right) === SPACE) right += 1;
  if (right === end || (column > 0 && Math.abs(right - start - column) > OFF)) return undefined;
  const next = text.indexOf(GAP, right);
  return next === -1 || next >= end ? { start, gap: at, right, end } : undefined;
}

const SPACE = 32;

/** Adds both columns, if both are lines of words. */
function add(found: Stretch[], text: string, lines: readonly Line[]): void {
  const left = lines.map(({ start, gap }) => text.slice(start, gap).trim()).filter((side) => side !== '');
  const right = lines.map((line) => text.slice(line.right, line.end).trim()).filter((side) => side !== '');
  if (!areWords(left) || !areWords(right)) return;
  const end = lines.at(-1)?.end ?? 0;
  found.push({ start: lines[0]?.start ?? 0, end, text: `${downwards(left)}\n\n${downwards(right)}` });
}

const WORD = /[a-z]{2,}/g;

const areWords = (sides: readonly string[]): boolean =>
  sides.length >= FEWEST_SIDES && (sides.join(' ').match(WORD)?.length ?? 0) >= sides.length * FEWEST_WORDS;

/** Lines as one, and words that the end of a line cut as they were. */
const downwards = (sides: readonly string[]): string =>
  sides
    .join('\n')
    .replace(/([a-z])-\n(?=[a-z])/g, '$1')
    .replaceAll('\n', ' ');
