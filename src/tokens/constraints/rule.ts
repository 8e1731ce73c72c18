import type { Constraint } from './constraint.ts';
import type { ConstraintRegistry } from './registry.ts';

/** Whether a constraint admits a value. The value is plain data: a snapshot, or a part of one. */
export type Predicate = (value: unknown) => boolean;

/** A checked constraint with its predicate. */
export interface Compiled {
  readonly constraint: Constraint;
  /** The same text for the same constraint. */
  readonly key: string;
  /** Constraints in it, itself included: what one evaluation can cost. */
  readonly size: number;
  readonly admits: Predicate;
  /** The constraints it is made of: one for `each` and `optional`, several for `all`, `anyOf` and `fields`. */
  readonly clauses: readonly Compiled[];
  /** Whether it holds a custom constraint: such a one belongs to the registry it was compiled with. */
  readonly custom: boolean;
  readonly registry?: ConstraintRegistry | undefined;
}

/** Refuses a constraint with a sentence that names the fix. */
export type Fail = (problem: string) => never;

/** All that is particular to one type of constraint. */
export interface Rule<C extends Constraint = Constraint> {
  /** The members it may have besides `type`. */
  readonly members: readonly string[];
  /** Refuses members of the wrong form. `of` is checked by the compiler. */
  check(constraint: C, fail: Fail): void;
  predicate(constraint: C, clauses: readonly Compiled[], registry?: ConstraintRegistry): Predicate;
  /** One predicate for several constraints that must all hold, where that saves reading the value again for each. */
  together?(constraints: readonly C[]): Predicate;
  /** The same-type rule: child and parent both have this type. Absent: nothing beyond the generic rules. */
  narrower?(child: C, parent: C, parts: Parts): boolean;
}

/** What a same-type rule needs beside the two constraints: both with their clauses, and the proof for a pair of clauses. */
export interface Parts {
  readonly child: Compiled;
  readonly parent: Compiled;
  /** An absent clause is never narrower. */
  proves(child: Compiled | undefined, parent: Compiled | undefined): boolean;
}
