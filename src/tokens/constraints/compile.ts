import { optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import { type Constraint, MAX_CLAUSES, MAX_CONSTRAINT_DEPTH, MAX_CONSTRAINT_TEXT, MAX_FIELDS } from './constraint.ts';
import { canonical } from './json-equality.ts';
import type { ConstraintRegistry } from './registry.ts';
import type { Compiled, Fail } from './rule.ts';
import { constraintTypes, ruleOf } from './rules.ts';

/** What a constraint is compiled for. */
export interface Scope {
  /** Custom constraints must be in it. Without it they compile and admit nothing. */
  readonly registry?: ConstraintRegistry;
  /** Constraints inside each other. Default 8. */
  readonly maxDepth?: number;
  /**
   * The constraint is plain data that nobody else holds, made by a strict reader within its bounds: it is not copied, frozen or
   * remembered. Default false.
   */
  readonly owned?: boolean;
}

/** What is being set up, for error messages. */
export type Where = string | (() => string);

const said = (where: Where): string => (typeof where === 'string' ? where : where());

/** Keyed by snapshots only: nobody can change one after it was checked. */
const compiled = new WeakMap<object, Compiled>();

/**
 * Checks a constraint, its clauses included, and makes its predicate. Unknown types and members are refused.
 *
 * @param where what is being set up, for the error message; as a function it is only asked when there is one
 * @throws `ERR_OPTION_INVALID`, naming the fix
 */
export function compile(where: Where, constraint: unknown, scope: Scope = {}): Compiled {
  if (scope.owned === true) return build(where, constraint, 1, true, scope);
  const copy = copyOf(where, constraint, scope);
  const known = typeof copy === 'object' && copy !== null ? compiled.get(copy) : undefined;
  if (known !== undefined && (!known.custom || known.registry === scope.registry)) return known;
  const result = build(where, copy, 1, true, scope);
  if (scope.maxDepth === undefined) compiled.set(result.constraint, result);
  return result;
}

function copyOf(where: Where, constraint: unknown, { maxDepth }: Scope): unknown {
  // A constraint that is a clause lies in a list in an object: two levels each, and values below the last one.
  const bounds = maxDepth === undefined ? {} : { maxDepth: 2 * maxDepth + 32 };
  try {
    return snapshot(constraint, { maxText: MAX_CONSTRAINT_TEXT, ...bounds });
  } catch (error) {
    throw optionError(
      said(where),
      `a constraint must be plain data, made with constraints.*. ${(error as Error).message}`,
    );
  }
}

function build(where: Where, constraint: unknown, depth: number, whole: boolean, scope: Scope): Compiled {
  const fail: Fail = (problem) => {
    throw optionError(said(where), problem);
  };
  if (typeof constraint !== 'object' || constraint === null || !Object.hasOwn(constraint, 'type')) {
    fail('a constraint must be made with constraints.*, such as constraints.length({ max: 80 }).');
  }
  const { type } = constraint as { readonly type: unknown };
  if (type === 'none') fail('constraints.none() stands for a whole argument map, and not for one argument.');
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
  const { maxDepth = MAX_CONSTRAINT_DEPTH, registry } = scope;
  if (depth > maxDepth) inner(`constraints can be at most ${maxDepth} deep.`);
  if (type === 'optional' && !whole)
    inner('only a whole argument or field can be optional, not a part of a constraint.');
  const checked = constraint as Constraint;
  const given = clausesOf(checked, inner);
  const clauses =
    given.length === 0
      ? NO_CLAUSES
      : given.map((clause) => build(where, clause, depth + 1, checked.type === 'fields', scope));
  rule.check(checked, inner);
  const custom = checked.type === 'custom' || clauses.some((clause) => clause.custom);
  if (checked.type === 'custom') registry?.check(checked, inner);
  return {
    constraint: checked,
    key: canonical(checked),
    size: clauses.reduce((size, clause) => size + clause.size, 1),
    admits: rule.predicate(checked, clauses, registry),
    clauses,
    custom,
    ...(custom ? { registry } : {}),
  };
}

const NO_CLAUSES: readonly Compiled[] = Object.freeze([]);

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
    case 'fields': {
      const { fields } = constraint;
      if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
        return fail('"fields" must be a map of names to constraints.');
      }
      const clauses = Object.values(fields);
      if (clauses.length > MAX_FIELDS) fail(`"fields" must name at most ${MAX_FIELDS} fields.`);
      return clauses;
    }
    default:
      return NO_CLAUSES;
  }
}
