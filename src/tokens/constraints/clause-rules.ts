import type { AllConstraint, AnyOfConstraint, OptionalConstraint } from './constraint.ts';
import type { Rule } from './rule.ts';

// The clauses are counted and checked by the compiler, and compared by the generic rules of the proof.

export const optional: Rule<OptionalConstraint> = {
  members: ['of'],
  check() {},
  predicate: (_constraint, clauses) => (value) =>
    value === undefined || clauses.every((clause) => clause.admits(value)),
};

export const all: Rule<AllConstraint> = {
  members: ['of'],
  check() {},
  predicate: (_constraint, clauses) => (value) =>
    value !== undefined && clauses.every((clause) => clause.admits(value)),
};

export const anyOf: Rule<AnyOfConstraint> = {
  members: ['of'],
  check() {},
  predicate: (_constraint, clauses) => (value) => clauses.some((clause) => clause.admits(value)),
};
