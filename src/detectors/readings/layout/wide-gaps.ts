import { knownShareAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

const SPACE = 32;
const WIDE = '  ';
const FEWEST = 5;
/** Share of the wide gaps of a line that are as wide as the first: those of tables are not. */
const SAME = 0.8;
/** Shares of letters in known words: without the narrow gaps, at least; and so much more than with them. */
const READABLE = 0.7;
const GAINED = 0.12;

/** Lines of a lower-case text whose words have two spaces or more between them, all alike, and single ones in them: `ig no re  al l`. */
export function wideGaps(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  let wide = text.indexOf(WIDE);
  for (const end of lineEnds) {
    if (wide === -1) break;
    if (wide < end) {
      // Most lines that have some are indented, and have no other.
      let from = start;
      while (from < end && text.charCodeAt(from) === SPACE) from += 1;
      wide = text.indexOf(WIDE, from);
      const edits = wide !== -1 && wide < end ? narrowGaps(text, from, end) : undefined;
      if (edits !== undefined) found.push({ start: from, end, text: '', edits });
      if (wide !== -1 && wide < end) wide = text.indexOf(WIDE, end);
    }
    start = end + 1;
  }
  return found;
}

/** The single spaces of a line and what is too much of the others, if it reads better without. */
function narrowGaps(text: string, from: number, end: number): Stretch[] | undefined {
  const edits: Stretch[] = [];
  let narrow = 0;
  let wide = 0;
  let same = 0;
  let width = 0;
  for (let at = text.indexOf(' ', from); at !== -1 && at < end; at = text.indexOf(' ', at)) {
    const gap = at;
    while (text.charCodeAt(at) === SPACE) at += 1;
    if (at >= end) break;
    if (at - gap === 1) {
      narrow += 1;
      edits.push({ start: gap, end: at, text: '' });
      continue;
    }
    if (wide === 0) width = at - gap;
    wide += 1;
    if (at - gap === width) same += 1;
    edits.push({ start: gap, end: at, text: ' ' });
  }
  if (narrow < FEWEST || wide < FEWEST || same < wide * SAME) return undefined;
  const before = knownShareAt(text, from, end);
  const read = withEdits(text, from, end, edits);
  return knownShareAt(read, 0, read.length) >= Math.max(READABLE, before + GAINED) ? edits : undefined;
}

function withEdits(text: string, start: number, end: number, edits: readonly Stretch[]): string {
  let read = '';
  let from = start;
  for (const edit of edits) {
    read += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return read + text.slice(from, end);
}
