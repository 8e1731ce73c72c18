import type { Span } from '../../pattern.ts';
import { asOne, type Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

/** Fewer comments are no text that was cut. */
const FEWEST = 3;
/** Lines without a comment between two with one. */
const MOST_BETWEEN = 4;
/** Mean units of a comment: longer ones are sentences by themselves. */
const LONGEST_MEAN = 60;
/** Share of them that are not the same. */
const DIFFERENT = 0.8;

const SIGNS = ['#', '//', '--', ';', '%', '/*'];

/** Comments of a program that stand behind its code, with those on lines of their own between them, as one text. */
export function tailComments(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (survey.lineEnds.length < FEWEST) return found;
  for (const sign of SIGNS) {
    if (countOf(survey, sign.charAt(0)) >= FEWEST * (sign === '--' || sign === '//' ? 2 : 1))
      addBehind(found, text, sign, survey.lineEnds);
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Adds the comments that one sign begins. */
function addBehind(found: Stretch[], text: string, sign: string, lineEnds: readonly number[]): void {
  let comments: Span[] = [];
  let tails = 0;
  let units = 0;
  let last = 0;
  let line = 0;
  const close = (): void => {
    if (tails >= FEWEST && units <= comments.length * LONGEST_MEAN) {
      const different = new Set(comments.map(({ start, end }) => text.slice(start, end)));
      if (different.size >= comments.length * DIFFERENT) found.push(asOne(comments, ' '));
    }
    comments = [];
    tails = 0;
    units = 0;
  };
  const lead = `${sign} `;
  for (let at = text.indexOf(lead); at !== -1; ) {
    let next = at + 1;
    const before = text.charCodeAt(at - 1);
    if (before === SPACE || before === TAB || before === FEED || at === 0) {
      while ((lineEnds[line] ?? 0) < at) line += 1;
      const end = wordsEnd(text, at, lineEnds[line] ?? 0);
      const start = Math.min(end, at + lead.length);
      if (line - last > MOST_BETWEEN) close();
      if (isBehindCode(text, at, line === 0 ? 0 : (lineEnds[line - 1] ?? 0) + 1)) tails += 1;
      comments.push({ start, end });
      units += end - start;
      last = line;
      next = lineEnds[line] ?? text.length;
    }
    at = text.indexOf(lead, next);
  }
  close();
}

const [TAB, FEED, SPACE] = [9, 10, 32];

function isBehindCode(text: string, at: number, line: number): boolean {
  let before = at;
  while (before > line && text.charCodeAt(before - 1) <= SPACE) before -= 1;
  return before > line;
}

/** Where the last word of a line ends, before what closes a comment. */
function wordsEnd(text: string, start: number, stop: number): number {
  let end = stop;
  while (end > start && text.charCodeAt(end - 1) <= SPACE) end -= 1;
  if (!text.startsWith('*/', end - 2)) return end;
  end -= 2;
  while (end > start && text.charCodeAt(end - 1) <= SPACE) end -= 1;
  return end;
}
