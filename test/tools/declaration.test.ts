import { describe, expect, it } from 'vitest';
import { readDeclarations } from '../../tools/docs/declaration.ts';

const read = (source: string) => readDeclarations(source)[0];

describe('readDeclarations', () => {
  it.each([
    ['export function run(options: RunOptions = {}): Run {\n  return 1;\n}', 'run(options?: RunOptions): Run'],
    [
      'export function run<A extends object = {}>(a: A): { readonly a: A } {\n  x;\n}',
      'run<A extends object = {}>(a: A): { readonly a: A }',
    ],
    ['export const run = <A>(a: () => A): A => a();', 'run<A>(a: () => A): A'],
    ['export const run = (a: string, { b }: B = {}): A =>\n  of(a, b);', 'run(a: string, options?: B): A'],
    ['export function run(a: string): Run;', 'run(a: string): Run'],
    ['export function run(\n  first: string,\n): Run {\n}', 'run(\n  first: string,\n): Run'],
  ])('takes the signature of a function: %s', (source, signature) => {
    expect(read(source)).toMatchObject({ kind: 'function', name: 'run', signature });
  });

  it('takes values, types, interfaces and classes', () => {
    expect(read("export const WORD = 'a';\n")).toMatchObject({ kind: 'value', signature: "WORD = 'a'" });
    expect(read('const SUM = (1 + 2) * of((a) => a);\n')).toMatchObject({ kind: 'value', name: 'SUM' });
    expect(read('export const MARK: unique symbol = Symbol();\n')?.signature).toBe('MARK: unique symbol');
    expect(read('export const all = Object.freeze({\n  a: 1,\n});\n')).toMatchObject({
      signature: 'all',
      body: '  a: 1,',
    });
    expect(read('export type A =\n  | B\n  | C;\n\nconst d = 1;')?.signature).toBe('type A =\n  | B\n  | C;');
    expect(read('export interface A<B = {}> extends C {\n  b: B;\n}\n')).toMatchObject({
      kind: 'interface',
      signature: 'interface A<B = {}> extends C',
      body: '  b: B;',
    });
    expect(read('export class A extends Error {\n  b = 1;\n}\n')).toMatchObject({ kind: 'class', body: '  b = 1;' });
  });

  it('gives a declaration the docblock that stands on it, and no other', () => {
    const [first, second] = readDeclarations('/** Of nothing. */\n\n/** Of a. */\nconst a = 1;\n\nconst b = 2;\n');
    expect([first?.doc.text, second?.doc.text]).toEqual([['Of a.'], []]);
  });
});
