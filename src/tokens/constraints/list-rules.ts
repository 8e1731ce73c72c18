import { type ContainsConstraint, type EachConstraint, MAX_ITEMS, type SubsetConstraint } from './constraint.ts';
import { JsonSet } from './json-equality.ts';
import type { Rule } from './rule.ts';
import { checkValues } from './value-rules.ts';

export const each: Rule<EachConstraint> = {
  members: ['of', 'maxItems'],
  check({ maxItems }, fail) {
    if (!(Number.isInteger(maxItems) && maxItems >= 0 && maxItems <= MAX_ITEMS)) {
      fail(`"maxItems" must be a whole number from 0 to ${MAX_ITEMS}.`);
    }
  },
  predicate: ({ maxItems }, clauses) => {
    const item = clauses[0]?.admits ?? (() => false);
    return (value) => Array.isArray(value) && value.length <= maxItems && value.every((element) => item(element));
  },
  narrower: (child, parent, parts) =>
    child.maxItems <= parent.maxItems && parts.proves(parts.child.clauses[0], parts.parent.clauses[0]),
};

export const contains: Rule<ContainsConstraint> = {
  members: ['values'],
  check({ values }, fail) {
    checkValues(values, fail);
  },
  predicate({ values }) {
    const required = new JsonSet(values);
    return (value) => Array.isArray(value) && new JsonSet(value).includes(required);
  },
  narrower: (child, parent) => new JsonSet(child.values).includes(new JsonSet(parent.values)),
};

export const subset: Rule<SubsetConstraint> = {
  members: ['values'],
  check({ values }, fail) {
    checkValues(values, fail);
  },
  predicate({ values }) {
    const allowed = new JsonSet(values);
    return (value) => Array.isArray(value) && value.every((element) => allowed.has(element));
  },
  narrower: (child, parent) => new JsonSet(parent.values).includes(new JsonSet(child.values)),
};
