import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';

/** The data cannot be read. The message names the file and the line. */
export class DataError extends Error {
  override readonly name = 'DataError';
}

/** One line of a file, whose fields are checked as they are read. */
export class Fields {
  /** Name of the file without its folder. */
  readonly file: string;
  readonly #line: number;
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(file: string, line: number, values: object) {
    this.file = file;
    this.#line = line;
    this.#values = new Map<string, unknown>(Object.entries(values));
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.fail(`"${name}" is missing; it must be a string`);
  }

  /** `undefined` where the field is absent or null. */
  optionalText(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : this.fail(`"${name}" must be a string`);
  }

  optionalFlag(name: string): boolean | undefined {
    const value = this.#values.get(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'boolean' ? value : this.fail(`"${name}" must be true or false`);
  }

  number(name: string): number {
    const value = this.#values.get(name);
    return typeof value === 'number' && Number.isFinite(value) ? value : this.fail(`"${name}" must be a number`);
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.text(name);
    const found = choices.find((choice) => choice === value);
    return found ?? this.fail(`"${name}" must be ${choices.join(' or ')}, not "${value.slice(0, 40)}"`);
  }

  /** The field as JSON gave it, for a shape that only its reader knows. */
  value(name: string): unknown {
    return this.#values.get(name);
  }

  fail(problem: string): never {
    throw new DataError(`${this.file}:${this.#line}: ${problem}.`);
  }
}

/**
 * Reads one row after the other from a `.jsonl` or `.jsonl.gz` file, or from all of them in a folder, in the order of their
 * names. Only one line is held at a time.
 *
 * @throws DataError for a path that is not there, for a line that is not a JSON object, for what `parse` finds, and where there is no row
 */
export async function* readRows<Row>(path: string, parse: (fields: Fields) => Row): AsyncGenerator<Row> {
  let count = 0;
  for (const file of await filesOf(path)) {
    const name = basename(file);
    let number = 0;
    for await (const line of linesOf(file, name)) {
      number += 1;
      if (line.trim() === '') continue;
      yield parse(fieldsOf(line, name, number));
      count += 1;
    }
  }
  if (count === 0) throw new DataError(`${path} holds no row.`);
}

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new DataError(`${path} does not exist.`);
  if (!found.isDirectory()) return [path];
  const files = (await readdir(path)).filter((name) => /\.jsonl(?:\.gz)?$/.test(name)).sort();
  if (files.length === 0) throw new DataError(`${path} holds no .jsonl or .jsonl.gz file.`);
  return files.map((name) => join(path, name));
}

function fieldsOf(line: string, file: string, number: number): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new DataError(`${file}:${number}: not JSON.`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DataError(`${file}:${number}: not a JSON object.`);
  }
  return new Fields(file, number, value);
}

/** Splits at line feeds alone: `node:readline` also splits at U+2028, which JSON allows inside a string. */
async function* linesOf(path: string, name: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of contentOf(path)) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (error) {
    throw new DataError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (rest !== '') yield rest;
}

function contentOf(path: string): AsyncIterable<unknown> {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file.setEncoding('utf8');
  const unpacked = createGunzip();
  file.on('error', (error) => unpacked.destroy(error));
  return file.pipe(unpacked).setEncoding('utf8');
}
