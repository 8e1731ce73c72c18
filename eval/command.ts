import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { DataError } from './read-rows.ts';
import { markdown, plain, type Table } from './table.ts';

/** What every evaluation takes on its command line. */
export interface Arguments {
  /** A file or a folder; empty for a command without data. */
  readonly data: string;
  /** Prints one JSON object and nothing else. */
  readonly json: boolean;
  /** Puts the tables into the docs as well. */
  readonly write: boolean;
  /** The command's own options. */
  readonly values: ReadonlyMap<string, string>;
}

/** A part of the output: printed under its title, and written between `<!-- section -->` and `<!-- /section -->`. */
export interface Part {
  readonly section: string;
  readonly title: string;
  /** What a reader of the table must know; stands above it. */
  readonly note?: string;
  readonly table: Table;
  /** The file in `docs/` that holds the section. Default `detection.md`. */
  readonly document?: string;
}

export interface Report {
  /** Metric by name; shares are 0 to 1. */
  readonly scores: Readonly<Record<string, number>>;
  readonly rows: readonly object[];
  readonly parts: readonly Part[];
  /** Pictures for `docs/plots/`, written with `--write` alone. */
  readonly plots?: readonly { readonly name: string; readonly svg: string }[];
}

/** Something that the caller of a command can put right; printed without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Runs an evaluation and prints its report. The exit code is 0 when it ran, whatever it found, and 2 when it could not run.
 * `options` are the command's own options, each followed by a value; `usage` shows the rest of the command line.
 */
export async function command(
  name: string,
  usage: string,
  options: readonly string[],
  run: (given: Arguments) => Promise<Report>,
  needs: 'data' | 'no data' = 'data',
): Promise<void> {
  try {
    const given = read(options, needs);
    const report = await run(given);
    if (given.json) console.log(JSON.stringify({ scores: report.scores, rows: report.rows }, roundNumbers));
    else for (const { title, note, table } of report.parts) console.log(`${paragraph(title, note)}${plain(table)}\n`);
    if (given.write) {
      for (const part of report.parts) writePart(part);
      mkdirSync(PLOTS, { recursive: true });
      for (const { name, svg } of report.plots ?? []) writeFileSync(new URL(`${name}.svg`, PLOTS), svg);
    }
  } catch (error) {
    process.exitCode = 2;
    const known = error instanceof DataError || error instanceof UsageError;
    console.error(known ? error.message : error);
    if (error instanceof UsageError)
      console.error(`Usage: npm run ${name} -- ${needs === 'data' ? '--data PATH ' : ''}${usage} [--json] [--write]`);
  }
}

/** Progress goes to stderr, and only where somebody looks: with `--json`, stdout holds nothing but the object. */
export const progress = (text: string): void => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
};

function read(options: readonly string[], needs: 'data' | 'no data'): Arguments {
  const config: ParseArgsOptionsConfig = {
    ...(needs === 'data' ? { data: { type: 'string' } } : {}),
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    ...Object.fromEntries(options.map((option) => [option, { type: 'string' }])),
  };
  let given: ReadonlyMap<string, unknown>;
  try {
    given = new Map<string, unknown>(Object.entries(parseArgs({ options: config, strict: true }).values));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const values = new Map([...given].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));
  const { data = needs === 'data' ? undefined : '' } = Object.fromEntries(values);
  if (data === undefined) throw new UsageError('--data is missing: a .jsonl or .jsonl.gz file, or a folder of them.');
  return { data, json: given.get('json') === true, write: given.get('write') === true, values };
}

const paragraph = (title: string, note: string | undefined): string =>
  note === undefined ? `${title}\n\n` : `${title}\n${note}\n\n`;

/** Four figures are more than any of this is worth; what could not be computed is null. */
const roundNumbers = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? roundedOrNull(value) : value;

const roundedOrNull = (value: number): number | null => (Number.isFinite(value) ? Number(value.toPrecision(4)) : null);

const DOCUMENTS = new URL('../docs/', import.meta.url);
const PLOTS = new URL('../docs/plots/', import.meta.url);

/** Replaces what stands between the two comments of the section; everything else is written by hand. */
function writePart({ section, note, table, document: name = 'detection.md' }: Part): void {
  const file = new URL(name, DOCUMENTS);
  const document = readFileSync(file, 'utf8');
  const start = `<!-- ${section} -->`;
  const end = `<!-- /${section} -->`;
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from === -1 || to < from) throw new UsageError(`docs/${name} has no section between ${start} and ${end}.`);
  const text = note === undefined ? markdown(table) : `${note}\n\n${markdown(table)}`;
  writeFileSync(file, `${document.slice(0, from + start.length)}\n${text}\n${document.slice(to)}`);
}
