import { optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import { type Constraint, MAX_CLAUSES, MAX_CONSTRAINT_DEPTH, MAX_CONSTRAINT_TEXT } from './constraint.ts';
import { canonical } from './json-equality.ts';
import type { Compiled, Fail } from './rule.ts';
import { constraintTypes, ruleOf } from './rules.ts';

const BOUNDS = { maxText: MAX_CONSTRAINT_TEXT };

/** Keyed by snapshots only: nobody can change one after it was checked. */
const compiled = new WeakMap<object, Compiled>();

/**
 * Checks a constraint, its clauses included, and makes its predicate. Unknown types and members are refused.
 *
 * @param where what is being set up, for the error message
 * @throws `ERR_OPTION_INVALID`, naming the fix
 */
export function compile(where: string, constraint: unknown): Compiled {
  const copy = copyOf(where, constraint);
  const known = typeof copy === 'object' && copy !== null ? compiled.get(copy) : undefined;
  if (known !== undefined) return known;
  const result = build(where, copy, 1);
  compiled.set(result.constraint, result);
  return result;
}

function copyOf(where: string, constraint: unknown): unknown {
  try {
    return snapshot(constraint, BOUNDS);
  } catch (error) {
    throw optionError(where, `a constraint must be plain data, made with constraints.*. ${(error as Error).message}`);
  }
}

function build(where: string, constraint: unknown, depth: number): Compiled {
  const fail: Fail = (problem) => {
    throw optionError(where, problem);
  };
  if (typeof constraint !== 'object' || constraint === null || !Object.hasOwn(constraint, 'type')) {
    fail('a constraint must be made with constraints.*, such as constraints.length({ max: 80 }).');
  }
  const { type } = constraint as { readonly type: unknown };
  const rule = ruleOf(type);
  if (rule === undefined) fail(`unknown constraint type. Known types: ${constraintTypes.join(', ')}.`);
  const inner: Fail = (problem) => fail(`${String(type)}: ${problem}`);
  for (const member of Object.keys(constraint)) {
    if (member !== 'type' && !rule.members.includes(member)) {
      inner(
        `unknown member ${JSON.stringify(member.slice(0, 40))}. Known members: ${['type', ...rule.members].join(', ')}.`,
      );
    }
  }
  if (depth > MAX_CONSTRAINT_DEPTH) inner(`constraints can be at most ${MAX_CONSTRAINT_DEPTH} deep.`);
  if (type === 'optional' && depth > 1) inner('only a whole argument can be optional, not a part of a constraint.');
  const checked = constraint as Constraint;
  const clauses = clausesOf(checked, inner).map((clause) => build(where, clause, depth + 1));
  rule.check(checked, inner);
  return {
    constraint: checked,
    key: canonical(checked),
    size: clauses.reduce((size, clause) => size + clause.size, 1),
    admits: rule.predicate(checked, clauses),
    clauses,
  };
}

function clausesOf(constraint: Constraint, fail: Fail): readonly unknown[] {
  switch (constraint.type) {
    case 'all':
    case 'anyOf':
      if (!Array.isArray(constraint.of) || constraint.of.length > MAX_CLAUSES) {
        return fail(`"of" must be a list of at most ${MAX_CLAUSES} constraints.`);
      }
      return constraint.of;
    case 'each':
    case 'optional':
      return [constraint.of];
    default:
      return [];
  }
}
