import type { Interval } from './statistics.ts';

/** Cells as they are printed, the head first. Columns whose head starts with a `>` stand at the right; the sign is not printed. */
export type Table = readonly (readonly string[])[];

const isRight = (head: string | undefined): boolean => head?.startsWith('>') === true;
const shown = (cell: string): string => cell.replace(/^>/, '');

/** For a terminal. */
export function plain(table: Table): string {
  const [head = [], ...lines] = table;
  const cells = [head.map(shown), ...lines];
  const widths = head.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    isRight(head[column]) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return cells.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** For a document. */
export function markdown(table: Table): string {
  const [head = [], ...lines] = table;
  const rule = head.map((cell) => (isRight(cell) ? '--:' : '---'));
  const safe = (cell: string): string => cell.replaceAll('|', '\\|');
  return [head.map(shown), rule, ...lines.map((line) => line.map(safe))]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

/** `12.3 %`; empty for what could not be computed. */
export const percent = (share: number): string => (Number.isNaN(share) ? '' : `${(share * 100).toFixed(1)} %`);

/** `10.1 to 14.9`, in per cent. */
export const range = ({ low, high }: Interval): string =>
  Number.isNaN(low + high) ? '' : `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)}`;

/** Three figures. */
export function amount(value: number): string {
  if (Number.isNaN(value)) return '';
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}
