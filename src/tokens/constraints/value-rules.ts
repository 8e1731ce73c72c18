import {
  type AnyConstraint,
  type ExactConstraint,
  type Json,
  MAX_LISTED_VALUES,
  type NotOneOfConstraint,
  type OneOfConstraint,
  type RangeConstraint,
} from './constraint.ts';
import { JsonSet } from './json-equality.ts';
import type { Fail, Rule } from './rule.ts';

export const any: Rule<AnyConstraint> = {
  members: [],
  check() {},
  predicate: () => (value) => value !== undefined,
};

// `exact` and `oneOf` list what they admit: the proof asks the parent about each value, and needs no rule of theirs.
export const exact: Rule<ExactConstraint> = {
  members: ['value'],
  check({ value }, fail) {
    checkJson(value, fail);
  },
  predicate({ value: expected }) {
    const values = new JsonSet([expected]);
    return (value) => values.has(value);
  },
};

export const oneOf: Rule<OneOfConstraint> = {
  members: ['values'],
  check({ values }, fail) {
    checkValues(values, fail);
  },
  predicate({ values: allowed }) {
    const values = new JsonSet(allowed);
    return (value) => values.has(value);
  },
};

export const notOneOf: Rule<NotOneOfConstraint> = {
  members: ['values'],
  check({ values }, fail) {
    checkValues(values, fail);
  },
  predicate({ values: excluded }) {
    const values = new JsonSet(excluded);
    return (value) => value !== undefined && !values.has(value);
  },
  narrower: (child, parent) => new JsonSet(child.values).includes(new JsonSet(parent.values)),
};

export const range: Rule<RangeConstraint> = {
  members: ['min', 'max', 'exclusiveMin', 'exclusiveMax'],
  check({ min, max, exclusiveMin, exclusiveMax }, fail) {
    for (const [name, bound] of Object.entries({ min, max })) {
      if (bound !== undefined && !(typeof bound === 'number' && Number.isFinite(bound))) {
        fail(`"${name}" must be a finite number.`);
      }
    }
    for (const [name, flag] of Object.entries({ exclusiveMin, exclusiveMax })) {
      if (flag !== undefined && typeof flag !== 'boolean') fail(`"${name}" must be true or false.`);
    }
    if (min !== undefined && max !== undefined && min > max) fail('"min" must not be above "max".');
  },
  predicate({ min = -Infinity, max = Infinity, exclusiveMin = false, exclusiveMax = false }) {
    return (value) =>
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (exclusiveMin ? value > min : value >= min) &&
      (exclusiveMax ? value < max : value <= max);
  },
  narrower(child, parent) {
    const aboveMin =
      parent.min === undefined ||
      (child.min !== undefined &&
        (child.min > parent.min ||
          (child.min === parent.min && (child.exclusiveMin === true || parent.exclusiveMin !== true))));
    const belowMax =
      parent.max === undefined ||
      (child.max !== undefined &&
        (child.max < parent.max ||
          (child.max === parent.max && (child.exclusiveMax === true || parent.exclusiveMax !== true))));
    return aboveMin && belowMax;
  },
};

export function checkValues(values: readonly Json[], fail: Fail): void {
  if (!Array.isArray(values) || values.length > MAX_LISTED_VALUES) {
    fail(`"values" must be a list of at most ${MAX_LISTED_VALUES} JSON values.`);
  }
  for (const value of values) checkJson(value, fail);
}

/** The value is plain data already; what JSON cannot hold on top of that is `undefined`. */
function checkJson(value: unknown, fail: Fail): void {
  if (value === undefined) fail('a value must be JSON: a string, number, boolean, null, list or object.');
  if (typeof value !== 'object' || value === null) return;
  for (const child of Object.values(value)) checkJson(child, fail);
}
