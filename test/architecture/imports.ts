/** One module specifier that a source file names. */
export interface Import {
  readonly specifier: string;
  /** `import type` or `export type`: gone at run time. */
  readonly typeOnly: boolean;
}

// TypeScript 7 has no compiler API. The formatter puts each statement at the start of a line, which makes this exact enough:
// what it could misread (a statement inside a template literal) makes the test fail, and never pass.
const COMMENT = /^[ \t]*\/\*[\s\S]*?\*\/|^[ \t]*\/\/.*$/gm;
const STATEMENT =
  /^(?:import|export)\s+(type\s+(?!from\b))?(?:[\w$]+\s*,?\s*)?(?:\*(?:\s+as\s+[\w$]+)?|\{[^{}]*\})?\s*from\s*(['"])([^'"\n]+)\2/gm;
const SIDE_EFFECT = /^import\s*(['"])([^'"\n]+)\1/gm;
// Also the type `import('x').Y`, which counts as a run-time import: write a statement instead.
const DYNAMIC = /\bimport\(\s*(['"])([^'"\n]+)\1/g;

/** Every module that a TypeScript source names, in any form but a computed one. */
export function importsOf(source: string): Import[] {
  const code = source.replace(COMMENT, '');
  return [
    ...[...code.matchAll(STATEMENT)].map((match) => ({ specifier: match[3] ?? '', typeOnly: match[1] !== undefined })),
    ...[...code.matchAll(SIDE_EFFECT)].map((match) => ({ specifier: match[2] ?? '', typeOnly: false })),
    ...[...code.matchAll(DYNAMIC)].map((match) => ({ specifier: match[2] ?? '', typeOnly: false })),
  ];
}

/** The groups of files that import each other, each sorted; empty when the graph has no cycle. */
export function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const reached = new Map([...graph.keys()].map((file) => [file, reachableFrom(file, graph)]));
  const groups = new Set<string>();
  for (const [file, targets] of reached) {
    if (!targets.has(file)) continue;
    const group = [...targets].filter((other) => reached.get(other)?.has(file));
    groups.add(group.sort().join('\n'));
  }
  return [...groups].sort().map((group) => group.split('\n'));
}

function reachableFrom(start: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>();
  const waiting = [...(graph.get(start) ?? [])];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...(graph.get(file) ?? []));
  }
  return seen;
}
