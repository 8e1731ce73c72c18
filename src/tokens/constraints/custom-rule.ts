import { snapshot } from '../../snapshot.ts';
import type { CustomConstraint } from './constraint.ts';
import { canonical } from './json-equality.ts';
import { CUSTOM_NAME, MAX_VERSION } from './registry.ts';
import type { Rule } from './rule.ts';
import { checkValues } from './value-rules.ts';

export const custom: Rule<CustomConstraint> = {
  members: ['name', 'version', 'params'],
  check({ name, version, params }, fail) {
    if (typeof name !== 'string' || !CUSTOM_NAME.test(name)) {
      fail('"name" must be 1 to 64 letters, digits or ._- and start with a letter or digit.');
    }
    if (!(Number.isInteger(version) && version >= 1 && version <= MAX_VERSION)) {
      fail(`"version" must be a whole number from 1 to ${MAX_VERSION}.`);
    }
    checkValues([params], fail);
  },
  predicate(constraint, _clauses, registry) {
    // The host gets to see them: as a plain frozen copy, whatever they were read into.
    const frozen = { ...constraint, params: snapshot(JSON.parse(canonical(constraint.params))) };
    return (value) => value !== undefined && registry?.admits(frozen, value) === true;
  },
  narrower: (child, parent, { child: { registry } }) => registry?.narrower(child, parent) ?? false,
};
