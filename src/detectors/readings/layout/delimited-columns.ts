import type { Span } from '../../pattern.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

const FEWEST_ROWS = 4;
const FEWEST_CELLS = 3;
const LONGEST_LINE = 400;
/** Mean units of the cells of a column: longer ones are sentences by themselves. */
const LONGEST_MEAN = 80;
/** Share of the cells of a column that are not the same, and of the units of a column that are letters and spaces. */
const DIFFERENT = 0.8;
const LETTERS = 0.7;
const FEWEST_SAID = 3;
const DELIMITERS = [',', ';', '\t'];
const QUOTE = '"';
/** A name in the head of a table, or a short cell: programs and lists in sentences have other signs, and spaces in front. */
const NAME = /^[^\s<>{}[\]=:&][^<>{}[\]=:&]{0,63}$/;

/** Tables of a lower-case text with a row a line and a sign between cells: each column of words read from its top to its bottom. */
export function delimitedColumns(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (survey.lineEnds.length < FEWEST_ROWS) return found;
  for (const delimiter of DELIMITERS) {
    if (countOf(survey, delimiter) < FEWEST_ROWS * (FEWEST_CELLS - 1)) continue;
    for (const lines of tablesIn(text, delimiter, survey.lineEnds)) {
      const rows = lines.map(({ start, end }) => cellsOf(text.slice(start, end), delimiter));
      const said = rows[0]?.every((name) => NAME.test(name)) ? downwards(rows, delimiter) : '';
      if (said !== '') found.push({ start: lines[0]?.start ?? 0, end: lines.at(-1)?.end ?? 0, text: said });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Lines that follow each other with as many delimiters as the first of them, or more. */
function tablesIn(text: string, delimiter: string, lineEnds: readonly number[]): Span[][] {
  const tables: Span[][] = [];
  let rows: Span[] = [];
  let width = 0;
  const close = (): void => {
    if (rows.length >= FEWEST_ROWS) tables.push(rows);
    rows = [];
  };
  let at = text.indexOf(delimiter);
  let start = 0;
  for (const end of lineEnds) {
    let count = 0;
    for (; at !== -1 && at < end; at = text.indexOf(delimiter, at + 1)) count += 1;
    if (count < Math.max(FEWEST_CELLS - 1, rows.length === 0 ? 0 : width)) close();
    if (count >= FEWEST_CELLS - 1 && end - start <= LONGEST_LINE) {
      if (rows.length === 0) width = count;
      rows.push({ start, end });
    } else close();
    start = end + 1;
  }
  close();
  return tables;
}

/** The cells of a row, without the quotation marks around them. */
function cellsOf(line: string, delimiter: string): string[] {
  const parts = line.split(delimiter);
  if (!line.includes(QUOTE)) return parts;
  const cells: string[] = [];
  let quoted: string[] = [];
  let isOpen = false;
  for (const part of parts) {
    // A quotation mark in a cell is written twice.
    if (isOpen || part.startsWith(QUOTE)) isOpen = isOpen !== (part.split(QUOTE).length % 2 === 0);
    quoted.push(part);
    if (isOpen) continue;
    const cell = quoted.join(delimiter);
    cells.push(cell.startsWith(QUOTE) ? cell.slice(1, -1).replaceAll('""', QUOTE) : cell);
    quoted = [];
  }
  return cells;
}

/** The columns of words of a table, below its head. */
function downwards([head = [], ...rows]: readonly (readonly string[])[], delimiter: string): string {
  const last = head.length - 1;
  return head
    .map((name, at) => {
      // A delimiter in the last cell may stand there without quotation marks.
      const cells = rows
        .map((row) => (at === last ? row.slice(at).join(delimiter) : (row[at] ?? '')).trim())
        .filter((cell) => cell !== '');
      return isSaid(cells) ? `${name}\n${cells.join(' ')}` : '';
    })
    .filter((column) => column !== '')
    .join('\n\n');
}

const LETTER = /[a-z ]/g;

/** Whether cells are words that may go on in each other: not the same ones over and over, and no numbers. */
function isSaid(cells: readonly string[]): boolean {
  const joined = cells.join(' ');
  const isShort = joined.length <= cells.length * LONGEST_MEAN;
  if (cells.length < FEWEST_SAID || !isShort || new Set(cells).size < cells.length * DIFFERENT) return false;
  return joined.includes(' ') && (joined.match(LETTER)?.length ?? 0) >= joined.length * LETTERS;
}
