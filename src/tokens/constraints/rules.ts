import { cidr } from './cidr.ts';
import { all, anyOf, optional } from './clause-rules.ts';
import type { Constraint, ConstraintType } from './constraint.ts';
import { custom } from './custom-rule.ts';
import { fields } from './fields-rule.ts';
import { contains, each, subset } from './list-rules.ts';
import { pathUnder } from './path.ts';
import type { Rule } from './rule.ts';
import { length, prefix, suffix } from './text-rules.ts';
import { url } from './url.ts';
import { any, exact, notOneOf, oneOf, range } from './value-rules.ts';

type Rules = { readonly [Type in ConstraintType]: Rule<Extract<Constraint, { readonly type: Type }>> };

const table: Rules = {
  any,
  exact,
  oneOf,
  notOneOf,
  range,
  prefix,
  suffix,
  length,
  pathUnder,
  url,
  cidr,
  each,
  contains,
  subset,
  fields,
  custom,
  optional,
  all,
  anyOf,
};

// A Map, so that a type named "constructor" finds nothing.
const rules: ReadonlyMap<unknown, Rule> = new Map(Object.entries(table as unknown as Record<string, Rule>));

/** The rule of a type, or undefined for a type there is none for: the constraint is then refused. */
export const ruleOf = (type: unknown): Rule | undefined => rules.get(type);

export const constraintTypes: readonly string[] = Object.keys(table);
