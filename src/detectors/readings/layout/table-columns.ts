import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

const FEWEST_ROWS = 6;
const FEWEST_COLUMNS = 2;
/** Units of a cell: in longer ones a text stands for itself. */
const LONGEST_CELL = 24;
const RULE = /^[\s|:-]+$/;

/** Tables of a text in Markdown, each column read from its top to its bottom, one after the other. */
export function tableColumns(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (countOf(survey, '|') < FEWEST_ROWS * FEWEST_COLUMNS) return found;
  let rows: string[][] = [];
  let start = 0;
  let line = 0;
  const close = (): void => {
    if (rows.length >= FEWEST_ROWS) found.push({ start, end: Math.max(start, line - 1), text: downwards(rows) });
    rows = [];
  };
  for (const end of survey.lineEnds) {
    const cells = text.charCodeAt(line) === STROKE ? cellsOf(text.slice(line, end)) : [];
    if (cells.length < FEWEST_COLUMNS || (rows.length > 0 && cells.length !== rows[0]?.length)) close();
    if (cells.length >= FEWEST_COLUMNS) {
      if (rows.length === 0) start = line;
      rows.push(cells);
    }
    line = end + 1;
  }
  close();
  return found;
}

const STROKE = 124;

function cellsOf(line: string): string[] {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  return cells.every(({ length }) => length <= LONGEST_CELL) ? cells : [];
}

/** Without the rule under the head of a table. */
function downwards(rows: readonly (readonly string[])[]): string {
  const [head = [], ...rest] = rows.filter((cells) => !cells.every((cell) => RULE.test(cell)));
  return head
    .flatMap((_, column) => rest.map((cells) => cells[column] ?? ''))
    .filter((cell) => cell !== '')
    .join(' ');
}
