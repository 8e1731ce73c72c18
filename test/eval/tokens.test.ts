import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DataError } from '../../eval/read-rows.ts';
import { decideChain, decideCheck, decidePair } from '../../eval/tokens/decide.ts';
import { readVectors } from '../../eval/tokens/vectors.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crewguard-eval-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const exact = (value: unknown) => ({ constraint_type: 'exact', value });
const oneOf = (...values: unknown[]) => ({ constraint_type: 'one_of', values });

describe('readVectors', () => {
  test('reads what a file holds, and all files of a folder', async () => {
    const pair = { parent: oneOf('a', 'b'), child: exact('a'), valid: true };
    const path = file('pairs.json', { attenuation_pairs: [pair, { ...pair, valid: false, counterexample: 'c' }] });
    expect(await readVectors(path)).toMatchObject({
      chains: [],
      attenuations: [
        { valid: true, escapes: false },
        { valid: false, escapes: true },
      ],
    });
    file('checks.json', { constraint_checks: [{ constraint: exact(1), value: 1, accept: true }] });
    file('other.json', { rows: [] });
    file('notes.txt', 'no vectors');
    const all = await readVectors(folder);
    expect([all.attenuations.length, all.constraints.length]).toEqual([2, 1]);
  });

  test.each<[string, unknown]>([
    ['no JSON', 'vectors'],
    ['nothing', {}],
    ['a number', 5],
    ['no list', { chain_cases: {} }],
    ['a pair without a label', { attenuation_pairs: [{ parent: exact(1), child: exact(1) }] }],
    ['a constraint without a type', { constraint_checks: [{ constraint: { value: 1 }, value: 1, accept: true }] }],
    ['a case that expects something else', { chain_cases: [{ id: 'a', now: 1, tool: 't', expect: 'MAYBE' }] }],
  ])('refuses %s', async (_name, content) => {
    await expect(readVectors(file('bad.json', content))).rejects.toThrow(DataError);
    rmSync(join(folder, 'bad.json'));
  });

  test('refuses a path that is not there', async () => {
    await expect(readVectors(join(folder, 'absent'))).rejects.toThrow(DataError);
  });
});

describe('decisions', () => {
  test('of pairs are those of the draft, with our proof beside them', () => {
    const decided = (child: { constraint_type: string }, parent: { constraint_type: string }) =>
      decidePair({ child, parent, valid: true, escapes: false });
    expect(decided(exact('a'), oneOf('a', 'b'))).toEqual({ valid: true, proven: true });
    expect(decided(oneOf('a'), exact('a'))).toEqual({ valid: false, proven: true });
    expect(decided(exact('c'), oneOf('a', 'b'))).toEqual({ valid: false, proven: false });
    const prefix = (value: string) => ({ constraint_type: 'prefix', value });
    expect(decided(prefix('ab'), prefix('a'))).toEqual({ valid: true, proven: true });
    expect(decided(exact('ab'), prefix('a'))).toEqual({ valid: true, proven: true });
    expect(decided({ constraint_type: 'regex' }, { constraint_type: 'wildcard' })).toEqual({
      valid: false,
      proven: false,
    });
    expect(decided(exact('a'), { ...prefix('a'), value: 5 } as never)).toEqual({ valid: false, proven: false });
  });

  test('of checks are whether the value is admitted', () => {
    expect(decideCheck({ constraint: exact(1), value: 1, accept: true })).toBe(true);
    expect(decideCheck({ constraint: exact(1), value: '1', accept: true })).toBe(false);
    expect(decideCheck({ constraint: { constraint_type: 'regex' }, value: '1', accept: true })).toBe(false);
    expect(decideCheck({ constraint: { constraint_type: 'range', min: '0' } as never, value: 1, accept: true })).toBe(
      false,
    );
  });

  test('of chains are refusals with a reason, whatever comes', async () => {
    const nothing = { id: 'x', permit: true, anchors: [], now: 0, tool: 't', args: {}, audience: undefined };
    expect(await decideChain({ ...nothing, chain: undefined, proof: undefined })).toMatchObject({ permitted: false });
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(await decideChain({ ...nothing, anchors: [jwk], chain: [], proof: undefined })).toEqual({
      permitted: false,
      reason: 'CHAIN_EMPTY',
    });
  });
});
