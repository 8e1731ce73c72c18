import { readFileSync, writeFileSync } from 'node:fs';
import type { Measured, Row } from './measure.ts';

const DOCUMENT = new URL('../docs/benchmarks.md', import.meta.url);

/** Prints a table, or one JSON object with `--json`; with `--write` the table also goes into docs/benchmarks.md. */
export function report(section: string, title: string, rows: readonly Row[], measured: readonly Measured[]): void {
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify({ node: process.versions.node, rows: measured }));
  } else {
    console.log(`${title}, Node ${process.versions.node}\n\n${plain(tableOf(rows, measured))}`);
  }
  if (process.argv.includes('--write'))
    write(section, `Node ${process.versions.node}\n\n${markdown(tableOf(rows, measured))}`);
}

/** Notices go to stderr: with `--json`, stdout holds nothing but the object. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};
export const progressEnds = (): void => {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
};

export const isOver = ({ unit, p50, budget }: Measured): boolean => {
  if (budget === undefined) return false;
  return unit === 'MB/s' || unit === 'ops/s' ? p50 < budget : p50 > budget;
};

function tableOf(rows: readonly Row[], measured: readonly Measured[]): string[][] {
  const lines = measured.map((found) => [
    found.name,
    amount(found.p50),
    found.p99 === undefined ? '' : amount(found.p99),
    found.unit === 'us' ? 'µs' : found.unit,
    budgetOf(found),
    rows.find(({ name }) => name === found.name)?.what ?? '',
  ]);
  return [['row', 'p50', 'p99', 'unit', 'budget', 'what'], ...lines];
}

function budgetOf(found: Measured): string {
  if (found.budget === undefined) return '';
  const sign = found.unit === 'MB/s' || found.unit === 'ops/s' ? '>=' : '<=';
  return `${sign} ${amount(found.budget)} ${isOver(found) ? 'OVER' : 'pass'}`;
}

const amount = (value: number): string =>
  Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));

function plain(table: readonly (readonly string[])[]): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return table.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

function markdown(table: readonly (readonly string[])[]): string {
  const [head = [], ...lines] = table;
  const rule = head.map((_, column) => (column === 1 || column === 2 ? '--:' : '---'));
  return [head, rule, ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

/** Replaces what stands between the two comments of the section; everything else is written by hand. */
function write(section: string, text: string): void {
  const document = readFileSync(DOCUMENT, 'utf8');
  const start = `<!-- ${section} -->`;
  const end = `<!-- /${section} -->`;
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from === -1 || to < from) throw new Error(`docs/benchmarks.md has no section between ${start} and ${end}.`);
  writeFileSync(DOCUMENT, `${document.slice(0, from + start.length)}\n${text}\n${document.slice(to)}`);
}
