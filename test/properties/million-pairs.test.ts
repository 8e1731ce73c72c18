import { describe, expect, it } from 'vitest';
import { compile } from '../../src/tokens/constraints/compile.ts';
import { isProvenNarrower } from '../../src/tokens/constraints/narrower.ts';
import { createConstraintRegistry } from '../../src/tokens/index.ts';
import { randomConstraints, universe } from './random-constraints.ts';

const PAIRS = 1_000_000;

const registry = createConstraintRegistry([
  {
    name: 'multiple',
    version: 1,
    admits: (value, step) => typeof value === 'number' && value % Number(step) === 0,
    narrower: (child, parent) => Number(child) % Number(parent) === 0,
  },
]);

/** A constraint with the values of the universe that it admits, as bits. */
const judged = (seed: number, count: number) =>
  randomConstraints(seed, count).map((constraint) => {
    const compiled = compile('test', constraint, { registry });
    const admitted = new Uint32Array(Math.ceil((universe.length + 1) / 32));
    [...universe, undefined].forEach((value, index) => {
      const word = index >>> 5;
      if (compiled.admits(value)) admitted[word] = (admitted[word] ?? 0) | (1 << (index & 31));
    });
    return { compiled, admitted };
  });

const isBeyond = (child: Uint32Array, parent: Uint32Array): boolean =>
  child.some((bits, word) => (bits & ~(parent[word] ?? 0)) !== 0);

describe('the narrower-than proof', () => {
  it('accepts none of a million random pairs where the child admits more than its parent', () => {
    const pool = judged(20_261_122, 4_000);
    let accepted = 0;
    const unsound: string[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      // Each constraint meets 250 others, the next of which is often made from it.
      const parent = pool[pair % pool.length];
      const child = pool[(pair + Math.floor(pair / pool.length) + 1) % pool.length];
      if (parent === undefined || child === undefined) throw new Error('unreachable');
      if (!isProvenNarrower(child.compiled, parent.compiled)) continue;
      accepted += 1;
      if (isBeyond(child.admitted, parent.admitted)) unsound.push(`${child.compiled.key} under ${parent.compiled.key}`);
    }
    expect(unsound).toEqual([]);
    expect(accepted).toBeGreaterThan(PAIRS / 50);
  });

  it('would find an unsound rule', () => {
    const pool = judged(7, 1_000);
    const beyond = pool.flatMap((parent) =>
      pool.filter(({ compiled, admitted }) => {
        const sameType = compiled.constraint.type === parent.compiled.constraint.type;
        return sameType && isBeyond(admitted, parent.admitted);
      }),
    );
    // Every type is judged by values that tell its constraints apart: a rule that accepts everything is found for each.
    const types = new Set(beyond.map(({ compiled }) => compiled.constraint.type));
    expect([...types].sort()).toEqual(
      [
        ...['all', 'anyOf', 'cidr', 'contains', 'custom', 'each', 'exact', 'fields', 'length', 'notOneOf', 'oneOf'],
        ...['optional', 'pathUnder', 'prefix', 'range', 'subset', 'suffix', 'url'],
      ].sort(),
    );
  });
});
