import type { Document } from 'yaml';
import { PolicyError, type PolicyProblem } from './policy-error.ts';

/** Nobody reads more at once. */
export const MOST_PROBLEMS = 100;

/** UTF-16 code units of a policy file. */
const MAX_LENGTH = 1_048_576;

type Range = readonly number[] | null | undefined;

/** A policy file that was read, and where in it things stand. */
export interface PolicyDocument {
  readonly value: unknown;
  /** The line of the key that a path leads to, or of the nearest one above it that is there. From 1. */
  line(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML 1.2 or JSON, which is part of it. Plain data only: aliases, merge keys, tags, a second document, a key that stands
 * twice or is no text, a number that a double does not hold and anything that YAML only warns of are refused.
 *
 * @throws PolicyError with every problem and its line
 */
export async function readDocument(file: string, text: string): Promise<PolicyDocument> {
  if (text.length > MAX_LENGTH) {
    throw new PolicyError(file, [{ line: 1, path: '', message: `the file is longer than ${MAX_LENGTH} characters` }]);
  }
  const { isMap, isScalar, LineCounter, parseAllDocuments, visit } = await import('yaml');
  const lines = new LineCounter();
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    uniqueKeys: false,
  });
  const [document] = documents as readonly Document.Parsed[];
  if (document === undefined || document.contents === null) {
    throw new PolicyError(file, [{ line: 1, path: '', message: 'the file is empty' }]);
  }
  const problems: PolicyProblem[] = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    line: lineAt(pos[0]),
    path: '',
    message,
  }));
  if (documents.length > 1) problems.push({ line: 1, path: '', message: 'the file holds more than one document' });
  const found = (range: Range, message: string): void => {
    problems.push({ line: lineAt(range?.[0] ?? 0), path: '', message });
  };
  visit(document, {
    Map(_key, { items }) {
      // YAML's own check compares every key with every other, and takes 1 and "1" for two.
      const seen = new Set<string>();
      for (const { key } of items) {
        const { range } = key as { readonly range?: Range };
        if (!isScalar(key) || typeof key.value !== 'string') found(range, 'a key must be a text: put it in quotes');
        // It would be lost on the way: no object takes it for a key of its own.
        else if (key.value === '__proto__') found(range, '__proto__ is no key');
        else if (key.value === '<<') found(range, 'merge keys (<<) are not allowed: write it out');
        else if (seen.has(key.value))
          found(range, `the key ${JSON.stringify(key.value)} stands twice: keys must be unique`);
        else seen.add(key.value);
      }
    },
    Scalar(_key, { value, range }) {
      if (typeof value !== 'number' || (Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value)))
        return;
      found(range, 'the number is too large to be told from its neighbours: use a smaller one, or a text in quotes');
    },
    Alias: (_key, { range }) => found(range, 'aliases (*name) are not allowed: write it out'),
  });
  if (problems.length > 0) throw new PolicyError(file, problems.slice(0, MOST_PROBLEMS));
  return {
    value: document.toJS({ maxAliasCount: 0 }),
    line(path) {
      let line = 1;
      let node: unknown = document.contents;
      for (const step of path) {
        const pair = isMap(node)
          ? node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
          : undefined;
        const range = isScalar(pair?.key) ? pair.key.range : undefined;
        if (range === undefined || range === null) break;
        line = lineAt(range[0]);
        node = pair?.value;
      }
      return line;
    },
  };
}
