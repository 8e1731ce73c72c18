import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

const FEWEST_CELLS = 8;
const LONGEST_LINE = 48;
const CELL = /^([a-z])([1-9]\d{0,2})\s?[:=]\s?(.*)$/;

interface Cell {
  readonly column: string;
  readonly row: number;
  readonly text: string;
}

/** Lines of a lower-case text with a cell of a sheet each (`b2: previous`), read row by row, whichever order they stand in. */
export function sheetCells(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (lineEnds.length < FEWEST_CELLS) return found;
  let cells: Cell[] = [];
  let start = 0;
  let line = 0;
  const close = (): void => {
    if (cells.length >= FEWEST_CELLS) found.push({ start, end: line - 1, text: byRow(cells) });
    cells = [];
  };
  for (const end of lineEnds) {
    const digit = text.charCodeAt(line + 1);
    const isCell = end - line <= LONGEST_LINE && digit >= 49 && digit <= 57;
    const [, column = '', row = '', content = ''] = (isCell ? CELL.exec(text.slice(line, end)) : null) ?? [];
    if (column === '') close();
    else {
      if (cells.length === 0) start = line;
      cells.push({ column, row: Number(row), text: content });
    }
    line = end + 1;
  }
  close();
  return found;
}

const byRow = (cells: readonly Cell[]): string =>
  [...cells]
    .sort((a, b) => a.row - b.row || (a.column < b.column ? -1 : 1))
    .map((cell) => cell.text)
    .join(' ');
