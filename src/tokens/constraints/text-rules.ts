import type { LengthConstraint, PrefixConstraint, SuffixConstraint } from './constraint.ts';
import type { Fail, Rule } from './rule.ts';

export const prefix: Rule<PrefixConstraint> = {
  members: ['value'],
  check({ value }, fail) {
    checkText(value, fail);
  },
  predicate:
    ({ value: start }) =>
    (value) =>
      typeof value === 'string' && value.startsWith(start),
  narrower: (child, parent) => child.value.startsWith(parent.value),
};

export const suffix: Rule<SuffixConstraint> = {
  members: ['value'],
  check({ value }, fail) {
    checkText(value, fail);
  },
  predicate:
    ({ value: end }) =>
    (value) =>
      typeof value === 'string' && value.endsWith(end),
  narrower: (child, parent) => child.value.endsWith(parent.value),
};

export const length: Rule<LengthConstraint> = {
  members: ['min', 'max'],
  check({ min, max }, fail) {
    for (const [name, bound] of Object.entries({ min, max })) {
      if (bound !== undefined && !(Number.isSafeInteger(bound) && bound >= 0)) {
        fail(`"${name}" must be a whole number, 0 or more.`);
      }
    }
    if (min === undefined && max === undefined) fail('give "min", "max" or both.');
    if (min !== undefined && max !== undefined && min > max) fail('"min" must not be above "max".');
  },
  predicate:
    ({ min = 0, max = Infinity }) =>
    (value) =>
      (typeof value === 'string' || Array.isArray(value)) && value.length >= min && value.length <= max,
  narrower: (child, parent) =>
    (child.min ?? 0) >= (parent.min ?? 0) && (child.max ?? Infinity) <= (parent.max ?? Infinity),
};

function checkText(value: unknown, fail: Fail): void {
  if (typeof value !== 'string' || value === '') fail('"value" must be a string that is not empty.');
}
