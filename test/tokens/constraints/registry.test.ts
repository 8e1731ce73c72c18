import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/errors.ts';
import {
  admits,
  type CustomConstraintDefinition,
  constraints as c,
  createConstraintRegistry,
  isNarrower,
} from '../../../src/tokens/index.ts';

const fail = (): never => {
  throw new Error('broken');
};

/** Multiples of a step: narrower where the step of the parent divides that of the child. */
const multiple: CustomConstraintDefinition = {
  name: 'multiple',
  version: 1,
  admits: (value, step) => typeof value === 'number' && typeof step === 'number' && value % step === 0,
  narrower: (child, parent) => typeof child === 'number' && typeof parent === 'number' && child % parent === 0,
  problemOf: (step) => (typeof step === 'number' && step > 0 ? undefined : 'give a step above 0 as params.'),
};

const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof GuardError && error.code === 'ERR_OPTION_INVALID') return error.message;
    throw error;
  }
  return 'nothing was refused';
};

describe('createConstraintRegistry', () => {
  const registry = createConstraintRegistry([multiple]);

  it('judges by the definition, and proves by its rule', () => {
    expect(admits(c.custom('multiple', 1, 5), 10, registry)).toBe(true);
    expect(admits(c.custom('multiple', 1, 5), 11, registry)).toBe(false);
    expect(isNarrower(c.custom('multiple', 1, 10), c.custom('multiple', 1, 5), registry)).toBe(true);
    expect(isNarrower(c.custom('multiple', 1, 5), c.custom('multiple', 1, 10), registry)).toBe(false);
    expect(isNarrower(c.oneOf([5, 20]), c.custom('multiple', 1, 5), registry)).toBe(true);
    expect(isNarrower(c.oneOf([5, 21]), c.custom('multiple', 1, 5), registry)).toBe(false);
  });

  it('proves equal params only where there is no rule', () => {
    const { narrower: _rule, ...plain } = multiple;
    const without = createConstraintRegistry([plain]);
    expect(isNarrower(c.custom('multiple', 1, 10), c.custom('multiple', 1, 5), without)).toBe(false);
    expect(isNarrower(c.custom('multiple', 1, 5), c.custom('multiple', 1, 5), without)).toBe(true);
  });

  it('refuses names, versions and params it does not know, at any depth', () => {
    const refused = (constraint: Parameters<typeof admits>[0]) => refusalOf(() => admits(constraint, 1, registry));
    expect(refused(c.custom('multiple', 2, 5))).toMatch(/multiple version 2 is not registered/);
    expect(refused(c.custom('other', 1, 5))).toMatch(/other version 1 is not registered/);
    expect(refused(c.custom('multiple', 1, 0))).toMatch(/give a step above 0/);
    expect(refused(c.each(c.all([c.custom('other', 1)])))).toMatch(/other version 1 is not registered/);
    expect(refused(c.custom('constructor', 1))).toMatch(/not registered/);
  });

  it.each<[string, CustomConstraintDefinition['admits']]>([
    ['throws', fail],
    ['answers later', (async () => true) as never],
    ['answers with something that is not true', (() => 1) as never],
    [
      'changes what it is shown',
      (value) => {
        (value as { a: number }).a = 2;
        return true;
      },
    ],
  ])('denies where a definition %s', (_name, judge) => {
    const broken = createConstraintRegistry([{ name: 'broken', version: 1, admits: judge }]);
    expect(admits(c.custom('broken', 1), { a: 1 }, broken)).toBe(false);
    expect(admits(c.anyOf([c.custom('broken', 1), c.exact('a')]), 'a', broken)).toBe(true);
  });

  it('does not prove where a rule throws', () => {
    const broken = createConstraintRegistry([{ ...multiple, narrower: fail }]);
    expect(isNarrower(c.custom('multiple', 1, 10), c.custom('multiple', 1, 5), broken)).toBe(false);
  });

  it('keeps the registries of two hosts apart', () => {
    const constraint = c.custom('multiple', 1, 5);
    const other = createConstraintRegistry([{ name: 'multiple', version: 1, admits: () => true }]);
    expect(admits(constraint, 11, registry)).toBe(false);
    expect(admits(constraint, 11, other)).toBe(true);
    expect(admits(constraint, 11, registry)).toBe(false);
    expect(admits(constraint, 10)).toBe(false);
  });

  it('cannot be changed afterwards', () => {
    const definition = { ...multiple };
    const kept = createConstraintRegistry([definition]);
    definition.admits = () => true;
    expect(admits(c.custom('multiple', 1, 5), 11, kept)).toBe(false);
    expect(Object.isFrozen(kept)).toBe(true);
  });

  it.each<[string, readonly unknown[], RegExp]>([
    ['a name with spaces', [{ ...multiple, name: 'a b' }], /"name" must be/],
    ['version 0', [{ ...multiple, version: 0 }], /"version" must be a whole number from 1/],
    ['no function', [{ name: 'a', version: 1 }], /"admits" must be a function/],
    ['a misspelt member', [{ ...multiple, narrow: fail }], /unknown option "narrow"/],
    ['one twice', [multiple, multiple], /registered twice/],
    ['no list', multiple as never, /give a list/],
  ])('refuses %s', (_name, definitions, message) => {
    expect(refusalOf(() => createConstraintRegistry(definitions as never))).toMatch(message);
  });
});
