import { describe, expect, it } from 'vitest';
import { cyclesOf, importsOf } from './imports.ts';

describe('importsOf', () => {
  const cases: readonly [string, readonly [specifier: string, typeOnly: boolean][]][] = [
    [`import { a } from './a.ts';`, [['./a.ts', false]]],
    [`import type { A } from './a.ts';`, [['./a.ts', true]]],
    [`import type A from './a.ts';`, [['./a.ts', true]]],
    [`import { type A } from './a.ts';`, [['./a.ts', false]]],
    [`import a from 'a';`, [['a', false]]],
    [`import a, { b } from "a";`, [['a', false]]],
    [`import a, * as b from 'a';`, [['a', false]]],
    [`import * as a from 'a';`, [['a', false]]],
    [`import type * as a from 'a';`, [['a', true]]],
    [`import type from 'a';`, [['a', false]]],
    [`import 'a';`, [['a', false]]],
    [`import {\n  a,\n  // it's a comment\n  b,\n} from './a.ts';`, [['./a.ts', false]]],
    [`export { a } from './a.ts';`, [['./a.ts', false]]],
    [`export type { A } from './a.ts';`, [['./a.ts', true]]],
    [`export * from './a.ts';`, [['./a.ts', false]]],
    [`export * as a from './a.ts';`, [['./a.ts', false]]],
    [`const a = await import('./a.ts');`, [['./a.ts', false]]],
    [`import data from './a.json' with { type: 'json' };`, [['./a.json', false]]],
    [`// import { a } from './a.ts';`, []],
    [`/**\n * import { a } from './a.ts'\nimport { a } from './a.ts'\n */\nexport const b = 1;`, []],
    [`export const pattern = /'\\/*"/;\nimport { a } from './a.ts';`, [['./a.ts', false]]],
    [`export const from = 'a';\nexport { b } from './b.ts';`, [['./b.ts', false]]],
    [`export function a(from: 'x') {}`, []],
  ];
  it.each(cases)('reads %j', (source, expected) => {
    expect(importsOf(source).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual(expected);
  });
});

describe('cyclesOf', () => {
  const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

  it('finds nothing in a tree and in a diamond', () => {
    expect(cyclesOf(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
  });

  it('finds a file that imports itself, and groups apart from each other', () => {
    expect(cyclesOf(graph({ a: ['a'], b: ['c'], c: ['d'], d: ['b', 'e'], e: [] }))).toEqual([['a'], ['b', 'c', 'd']]);
  });
});
