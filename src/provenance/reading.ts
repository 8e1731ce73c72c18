import { expression } from '../expression.ts';
import { loosely, plainly } from './canonical.ts';
import type { Tool } from './declaration.ts';
import { readLiteralText } from './literal-text.ts';
import { readRecordText } from './record-text.ts';

/** Who wrote a value that a tool returned. */
export type Writer = 'trusted' | 'structured' | 'untrusted';

/** One value of a result. */
export interface Leaf {
  readonly field: string;
  /** Folded as `plainly` does, or for untrusted text as `loosely` does. */
  readonly text: string;
  readonly writer: Writer;
}

/** Values that belong together: one mail, one order. Lists of objects hold one record each. */
export interface Entry {
  readonly leaves: Leaf[];
}

/** What one result says. */
export interface Reading {
  readonly entries: readonly Entry[];
  /** UTF-16 units of all leaves. */
  readonly units: number;
  /** False where a bound was met: what is missing may have been anywhere. */
  readonly complete: boolean;
}

/** Bounds of one result. What is over them is not read, and the reading says so. */
const MOST_LEAVES = 20_000;
const MOST_UNITS = 4_194_304;
const DEEPEST = 64;
/** A field that is longer is text that somebody wrote, whatever it was declared to be. */
const LONGEST_FIELD = 300;

/**
 * Takes a result apart: objects and arrays as they are, text of a tool with structured results as JSON, as the block form of
 * YAML or as Python prints data. Text in no such form is one untrusted value where the tool declares fields that strangers write:
 * nobody can tell where they begin. Where it declares none, each of its lines is a value. Never throws: a getter or Proxy that
 * does makes the reading incomplete.
 */
export function readResult(tool: Pick<Tool, 'trust' | 'untrustedFields'>, value: unknown): Reading {
  const reader = new Reader(tool);
  try {
    if (tool.trust === 'structured' && typeof value === 'string') reader.readText(value);
    else reader.read(tool.trust === 'untrusted' ? value : structureOf(value));
  } catch {
    reader.complete = false;
  }
  return { entries: reader.entries, units: reader.units, complete: reader.complete };
}

/** Text that holds data is read as data. */
const structureOf = (value: unknown): unknown =>
  typeof value === 'string' ? (readRecordText(value) ?? readLiteralText(value) ?? value) : value;

/** `Hotels: Nord`: the name of a field before its value. */
const LABELLED = expression(String.raw`^([\p{L}][\p{L}\p{N} _-]{0,40}): (.+)$`, 'u');

/** A text of lines, each with one value or several. */
const linesOf = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => line.split(/, |\t/).flatMap((piece) => [piece, LABELLED().exec(piece)?.[2] ?? '']));

class Reader {
  readonly entries: Entry[] = [];
  units = 0;
  complete = true;
  readonly #trust: Writer;
  readonly #untrusted: ReadonlySet<string>;
  #leaves = 0;
  readonly #open = new Set<object>();

  constructor({ trust, untrustedFields }: Pick<Tool, 'trust' | 'untrustedFields'>) {
    this.#trust = trust;
    this.#untrusted = untrustedFields;
  }

  read(value: unknown): void {
    this.#walk(value, '', this.#entry(), this.#trust, 0);
  }

  readText(text: string): void {
    const data = structureOf(text);
    if (typeof data === 'object' && data !== null) this.read(data);
    else if (this.#untrusted.size > 0) this.#walk(text, '', this.#entry(), 'untrusted', 0);
    else {
      for (const line of linesOf(text)) {
        const entry = this.#entry();
        for (const value of line) if (value.trim() !== '') this.#walk(value.trim(), '', entry, 'structured', 0);
      }
    }
  }

  #entry(): Entry {
    const entry: Entry = { leaves: [] };
    this.entries.push(entry);
    return entry;
  }

  #walk(value: unknown, field: string, entry: Entry, writer: Writer, depth: number): void {
    if (typeof value === 'string') this.#leaf(value, field, entry, writer);
    else if (typeof value === 'number' || typeof value === 'bigint') this.#leaf(String(value), field, entry, writer);
    else if (typeof value === 'object' && value !== null) this.#container(value, field, entry, writer, depth);
  }

  #container(value: object, field: string, entry: Entry, writer: Writer, depth: number): void {
    if (depth >= DEEPEST || this.#open.has(value)) {
      this.complete = false;
      return;
    }
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
      this.complete = false; // an image, a sound: what it says is not known here
      return;
    }
    if (value instanceof Date || value instanceof URL) {
      this.#leaf(String(value instanceof Date ? value.toJSON() : value), field, entry, writer);
      return;
    }
    this.#open.add(value);
    if (Array.isArray(value) || value instanceof Set) {
      for (const item of value) {
        if (!this.complete) break;
        const own = typeof item === 'object' && item !== null && !Array.isArray(item) ? this.#entry() : entry;
        this.#walk(item, field, own, writer, depth + 1);
      }
    } else {
      const fields = value instanceof Map ? [...value] : Object.entries(value);
      const listed = isDictionary(fields);
      for (const [key, item] of fields) {
        if (!this.complete) break;
        const name = String(key);
        const own = listed ? this.#entry() : entry;
        const by = writer !== 'trusted' && this.#untrusted.has(name) ? 'untrusted' : writer;
        this.#leaf(name, isName(name) ? KEY : field, own, by);
        this.#walk(item, isName(name) ? name : field, own, by, depth + 1);
      }
    }
    this.#open.delete(value);
  }

  #leaf(value: string, field: string, entry: Entry, declared: Writer): void {
    this.#leaves += 1;
    this.units += value.length;
    if (this.#leaves > MOST_LEAVES || this.units > MOST_UNITS) {
      this.complete = false;
      return;
    }
    const prose = declared === 'structured' && (value.length > LONGEST_FIELD || value.includes('\n'));
    const writer = prose ? 'untrusted' : declared;
    entry.leaves.push({ field, text: writer === 'untrusted' ? loosely(value) : plainly(value), writer });
  }
}

/** The field of a leaf that is a key itself, and may be a name of a field or a value. */
export const KEY = '(key)';

/** Whether a key is the application's name of a field, and not a value that stands as a key. */
const isName = (key: string): boolean => /^[A-Za-z_$][\w$-]{0,63}$/.test(key);

/** An object whose keys are values (`{ "Hotel Nord": {...}, "Hotel Ost": {...} }`) holds one record an entry. */
function isDictionary(fields: readonly (readonly [unknown, unknown])[]): boolean {
  if (fields.length < 2) return false;
  return fields.every(([, item]) => typeof item === 'object' && item !== null);
}
