import type { Document } from 'yaml';
import { PolicyError, type PolicyProblem } from './policy-error.ts';

/** UTF-16 code units of a policy file. */
const MAX_LENGTH = 1_048_576;

/** A policy file that was read, and where in it things stand. */
export interface PolicyDocument {
  readonly value: unknown;
  /** The line of the key that a path leads to, or of the nearest one above it that is there. From 1. */
  line(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML 1.2 or JSON, which is part of it. Plain data only: aliases, tags, a second document, a key that stands twice and
 * anything that YAML only warns of are refused.
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
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, schema: 'core' });
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
  visit(document, {
    Pair: (_key, { key }) => {
      // It would be lost on the way: no object takes it for a key of its own.
      if (!isScalar(key) || key.value !== '__proto__') return;
      problems.push({ line: lineAt(key.range?.[0] ?? 0), path: '', message: '__proto__ is no key' });
    },
    Alias: (_key, { range }) => {
      problems.push({
        line: lineAt(range?.[0] ?? 0),
        path: '',
        message: 'aliases (*name) are not allowed: write it out',
      });
    },
  });
  if (problems.length > 0) throw new PolicyError(file, problems);
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
