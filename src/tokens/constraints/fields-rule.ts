import type { FieldsConstraint } from './constraint.ts';
import type { Compiled, Rule } from './rule.ts';

/** Closed: what is not named is refused, and what is not optional must be there. */
export const fields: Rule<FieldsConstraint> = {
  members: ['fields'],
  check() {}, // the compiler reads the map and every constraint in it
  predicate(constraint, clauses) {
    const named = byName(constraint, clauses);
    const required = [...named].filter(([, clause]) => isRequired(clause)).map(([name]) => name);
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      const given = new Map<string, unknown>(Object.entries(value));
      for (const [name, field] of given) {
        const clause = named.get(name);
        if (clause === undefined || (field !== undefined && !clause.admits(field))) return false;
      }
      return required.every((name) => given.get(name) !== undefined);
    };
  },
  narrower(child, parent, parts) {
    const below = byName(child, parts.child.clauses);
    const above = byName(parent, parts.parent.clauses);
    return (
      [...below].every(([name, clause]) => parts.proves(clause, above.get(name))) &&
      [...above].every(([name, clause]) => !isRequired(clause) || below.has(name))
    );
  },
};

/** Clauses stand in the order of the names. */
const byName = ({ fields: map }: FieldsConstraint, clauses: readonly Compiled[]): ReadonlyMap<string, Compiled> =>
  new Map(
    Object.keys(map).flatMap((name, index) => {
      const clause = clauses[index];
      return clause === undefined ? [] : [[name, clause]];
    }),
  );

const isRequired = ({ constraint }: Compiled): boolean => constraint.type !== 'optional';
