/** What JSON can hold. Values of constraints are JSON, so that a capability can be written down. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Any value, as long as there is one. As a whole argument map: any arguments. */
export interface AnyConstraint {
  readonly type: 'any';
}
export interface ExactConstraint {
  readonly type: 'exact';
  readonly value: Json;
}
export interface OneOfConstraint {
  readonly type: 'oneOf';
  readonly values: readonly Json[];
}
export interface NotOneOfConstraint {
  readonly type: 'notOneOf';
  readonly values: readonly Json[];
}
export interface RangeConstraint {
  readonly type: 'range';
  /** The smallest number admitted. Default: none. */
  readonly min?: number;
  /** The largest number admitted. Default: none. */
  readonly max?: number;
  /** `min` itself is outside. */
  readonly exclusiveMin?: boolean;
  /** `max` itself is outside. */
  readonly exclusiveMax?: boolean;
}
export interface PrefixConstraint {
  readonly type: 'prefix';
  readonly value: string;
}
export interface SuffixConstraint {
  readonly type: 'suffix';
  readonly value: string;
}
export interface LengthConstraint {
  readonly type: 'length';
  /** Fewest UTF-16 units or entries. Default 0. */
  readonly min?: number;
  /** Most UTF-16 units or entries. Default: no bound. */
  readonly max?: number;
}
export interface PathUnderConstraint {
  readonly type: 'pathUnder';
  readonly root: string;
}
export interface UrlConstraint {
  readonly type: 'url';
  readonly schemes: readonly string[];
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  readonly pathPrefix?: string;
}
export interface CidrConstraint {
  readonly type: 'cidr';
  /** Such as `10.0.0.0/8` or `2001:db8::/32`, with no bits set behind the prefix. */
  readonly network: string;
}
export interface EachConstraint {
  readonly type: 'each';
  readonly of: Constraint;
  readonly maxItems: number;
}
export interface ContainsConstraint {
  readonly type: 'contains';
  readonly values: readonly Json[];
}
export interface SubsetConstraint {
  readonly type: 'subset';
  readonly values: readonly Json[];
}
export interface FieldsConstraint {
  readonly type: 'fields';
  readonly fields: { readonly [name: string]: Constraint };
}
export interface CustomConstraint {
  readonly type: 'custom';
  readonly name: string;
  readonly version: number;
  readonly params: Json;
}
export interface OptionalConstraint {
  readonly type: 'optional';
  readonly of: Constraint;
}
export interface AllConstraint {
  readonly type: 'all';
  readonly of: readonly Constraint[];
}
export interface AnyOfConstraint {
  readonly type: 'anyOf';
  readonly of: readonly Constraint[];
}

/** No arguments. Stands for a whole argument map and is no constraint of one argument. */
export interface NoneConstraint {
  readonly type: 'none';
}

/**
 * What an argument may be. Plain data: made with `constraints`, or written by hand, and checked in both cases before it
 * counts. An unknown type or member is refused, never ignored.
 */
export type Constraint =
  | AnyConstraint
  | ExactConstraint
  | OneOfConstraint
  | NotOneOfConstraint
  | RangeConstraint
  | PrefixConstraint
  | SuffixConstraint
  | LengthConstraint
  | PathUnderConstraint
  | UrlConstraint
  | CidrConstraint
  | EachConstraint
  | ContainsConstraint
  | SubsetConstraint
  | FieldsConstraint
  | CustomConstraint
  | OptionalConstraint
  | AllConstraint
  | AnyOfConstraint;

export type ConstraintType = Constraint['type'];

/** Bounds of one constraint. They keep checks and proofs cheap, whoever wrote the constraint. */
export const MAX_CLAUSES = 64;
export const MAX_CONSTRAINT_DEPTH = 8;
/** UTF-16 code units of all strings of one constraint, clauses included. */
export const MAX_CONSTRAINT_TEXT = 65_536;
export const MAX_LISTED_VALUES = 1_024;
export const MAX_ITEMS = 1_000;
export const MAX_FIELDS = 64;
