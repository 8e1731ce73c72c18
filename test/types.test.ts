import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  compileWithoutDirectives,
  type Diagnostic,
  diagnosticsOf,
  refusalsOf,
  unexpected,
  verdictOn,
} from './types/refusals.ts';

const folder = fileURLToPath(new URL('types/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.test-d.ts'));
const refusals = files.flatMap((name) => refusalsOf(name, readFileSync(folder + name, 'utf8')));

describe('what must not compile', () => {
  let diagnostics: readonly Diagnostic[] = [];
  beforeAll(() => {
    diagnostics = compileWithoutDirectives(files.map((name) => folder + name));
  }, 60_000);

  it.each(refusals)('$file:$line is refused: $reason', (refusal) => {
    expect(verdictOn(refusal, diagnostics)).toBeUndefined();
  });

  it('is all that does not compile', () => {
    expect(unexpected(refusals, diagnostics)).toEqual([]);
  });
});

describe('the reading of refusals', () => {
  const [refusal] = refusalsOf('a.ts', "const a = 1;\n// @ts-expect-error Property 'x' is missing\nb(a);");
  if (refusal === undefined) throw new Error('no directive found');
  const output = "a.ts(3,3): error TS2345: Argument of type 'A'.\n  Property 'x' is missing in type 'A'.\n";

  it('accepts an error whose details hold the reason', () => {
    expect(verdictOn(refusal, diagnosticsOf(output))).toBeUndefined();
  });

  it('refuses another reason, none at all, and a line that compiles', () => {
    expect(verdictOn(refusal, diagnosticsOf("a.ts(3,3): error TS2304: Cannot find name 'b'."))).toMatch(
      'another reason',
    );
    expect(verdictOn({ ...refusal, reason: '' }, diagnosticsOf(output))).toMatch('no reason');
    expect(verdictOn(refusal, [])).toMatch('compiles');
  });

  it('finds errors elsewhere, and errors of the configuration', () => {
    expect(unexpected([refusal], diagnosticsOf(`${output}a.ts(9,1): error TS1005: ';' expected.`))).toHaveLength(1);
    expect(unexpected([refusal], diagnosticsOf('error TS18003: No inputs were found.'))).toHaveLength(1);
  });
});
