import type { Span } from '../../pattern.ts';
import { longRuns } from '../long-runs.ts';
import { countOf, surveyOf } from '../survey.ts';

const FEWEST_GROUPS = 7;
const LONGEST_GROUP = 40;
const LONGEST_GAP = 6;

const FIGURES = '0123456789';

const DIGIT = 1;
const HEX = 2;
/** `x`, as in `0x69`, `u`, as in `U+0069`, and `h`, as in `69h`. */
const MARK = 4;

/** Units of a group; and by unit below U+0080, what may stand in a row: all but other letters. */
const kinds = new Uint8Array(128);
const inRow = new Uint8Array(128).fill(1);
for (let unit = 48; unit <= 57; unit += 1) kinds[unit] = DIGIT;
for (let unit = 97; unit <= 122; unit += 1) {
  const kind = unit <= 102 ? HEX : unit === 120 || unit === 117 || unit === 104 ? MARK : 0;
  kinds[unit] = kinds[unit - 32] = kind;
  inRow[unit] = inRow[unit - 32] = kind === 0 ? 0 : 1;
}

/** The shortest row: groups of one unit, and one between them. */
const SHORTEST_ROW = 2 * FEWEST_GROUPS - 1;

/** Rows of short groups of digits, or of hexadecimal digits, with little between them. */
export function groupRows(text: string, survey = surveyOf(text)): Span[] {
  const found: Span[] = [];
  if (countOf(survey, FIGURES) < FEWEST_GROUPS) return found;
  longRuns(text, { ascii: inRow, others: true }, SHORTEST_ROW, (start, end) => {
    // A group that touches another letter is none.
    let [from, to] = [start, end];
    if (from > 0) while (from < to && kindAt(text, from) !== 0) from += 1;
    if (to < text.length) while (to > from && kindAt(text, to - 1) !== 0) to -= 1;
    if (to - from >= SHORTEST_ROW) rowsIn(text, from, to, found);
  });
  return found;
}

function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 128 ? (kinds[unit] ?? 0) : 0;
}

function rowsIn(text: string, from: number, to: number, found: Span[]): void {
  let groupStart = -1;
  let groupKinds = 0;
  let rowStart = -1;
  let rowEnd = -1;
  let rowGroups = 0;
  let rowDigits = false;
  const closeRow = (): void => {
    if (rowGroups >= FEWEST_GROUPS && rowDigits) found.push({ start: rowStart, end: rowEnd });
    rowGroups = 0;
    rowDigits = false;
  };
  for (let index = from; index <= to; index += 1) {
    const kind = index < to ? kindAt(text, index) : 0;
    if (kind !== 0) {
      if (groupStart === -1) groupStart = index;
      groupKinds |= kind;
    } else if (groupStart !== -1) {
      const isGroup =
        index - groupStart <= LONGEST_GROUP &&
        ((groupKinds & DIGIT) !== 0 || index - groupStart === 2 || groupKinds === MARK);
      if (!isGroup) closeRow();
      else {
        if (rowGroups > 0 && groupStart - rowEnd > LONGEST_GAP) closeRow();
        if (rowGroups === 0) rowStart = groupStart;
        rowGroups += 1;
        rowEnd = index;
        rowDigits ||= (groupKinds & DIGIT) !== 0;
      }
      groupStart = -1;
      groupKinds = 0;
    }
  }
  closeRow();
}
