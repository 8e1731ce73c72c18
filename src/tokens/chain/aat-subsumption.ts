import type { Constraint } from '../constraints/constraint.ts';
import { admits } from '../constraints/constraints.ts';
import { isNarrower } from '../constraints/narrower.ts';

/** Pairs of constraints that one comparison may look at. Beyond them the answer is no. */
const MAX_STEPS = 20_000;

/**
 * Whether draft-niyikiza-oauth-attenuating-agent-tokens-01 (section 4.5) lets a child have this constraint under that of its
 * parent. It allows less than our proof, and a chain that goes beyond it is refused by other readers of the draft. The
 * draft finds distinct clauses for those of `all` by trying all ways; here it is a matching, which takes no such time.
 */
export const subsumes = (child: Constraint, parent: Constraint): boolean => new Comparison().holds(child, parent);

class Comparison {
  #steps = MAX_STEPS;

  holds(child: Constraint, parent: Constraint): boolean {
    this.#steps -= 1;
    if (this.#steps < 0) return false;
    if (parent.type === 'any') return true;
    if (child.type === 'exact') {
      return (
        (parent.type === 'exact' || parent.type === 'oneOf' || parent.type === 'range') && admits(parent, child.value)
      );
    }
    // Two of one of these types are compared as by our own proof: by bounds and by sets.
    if (child.type === parent.type && BY_VALUES.has(child.type)) return isNarrower(child, parent);
    if (child.type === 'anyOf' && parent.type === 'anyOf') {
      return child.of.length > 0 && child.of.every((clause) => parent.of.some((above) => this.holds(clause, above)));
    }
    if (child.type === 'all' && parent.type === 'all') {
      return isMatched(parent.of.map((above) => child.of.map((clause) => this.holds(clause, above))));
    }
    return false;
  }
}

const BY_VALUES: ReadonlySet<Constraint['type']> = new Set(['range', 'oneOf', 'notOneOf', 'contains', 'subset']);

/**
 * Whether every row can have a column of its own among those where it holds true: bipartite matching by augmenting paths,
 * at most rows x rows x columns steps.
 */
export function isMatched(rows: readonly (readonly boolean[])[]): boolean {
  const rowOf = new Map<number, number>();
  const place = (row: number, tried: Set<number>): boolean => {
    for (const [column, fits] of (rows[row] ?? []).entries()) {
      if (!fits || tried.has(column)) continue;
      tried.add(column);
      const holder = rowOf.get(column);
      if (holder === undefined || place(holder, tried)) {
        rowOf.set(column, row);
        return true;
      }
    }
    return false;
  };
  return rows.every((_, row) => place(row, new Set()));
}
