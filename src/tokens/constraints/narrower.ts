import { compile } from './compile.ts';
import type { Constraint, ExactConstraint, OneOfConstraint } from './constraint.ts';
import type { ConstraintRegistry } from './registry.ts';
import type { Compiled } from './rule.ts';
import { ruleOf } from './rules.ts';

/** Steps one proof may take. Beyond them the answer is "not proven", so that no constraint can make a proof slow. */
const MAX_PROOF_STEPS = 20_000;

/**
 * Whether everything that `child` admits is proven to be admitted by `parent`: six generic rules, then one rule for
 * constraints of the same type. False means "not proven" and is what is refused; there are pairs that are narrower and
 * cannot be proven. At most 20,000 steps.
 *
 * @param registry with the rules of custom constraints. Without it, two of them are compared by name, version and params
 * @throws `ERR_OPTION_INVALID` for what is not a constraint, and for a custom one that is not in the registry given
 */
export function isNarrower(child: Constraint, parent: Constraint, registry?: ConstraintRegistry): boolean {
  const scope = registry === undefined ? {} : { registry };
  return isProvenNarrower(compile('isNarrower', child, scope), compile('isNarrower', parent, scope));
}

/** The same for constraints that have been checked. */
export function isProvenNarrower(child: Compiled, parent: Compiled): boolean {
  return new Proof().arguments(child, parent);
}

// No rule negates the answer to a part, so "not proven" in any part can only refuse more.
class Proof {
  #steps = MAX_PROOF_STEPS;

  /** An optional argument or field may be absent, so its parent must be optional too. */
  arguments(child: Compiled, parent: Compiled): boolean {
    const [below, childIsOptional] = unwrapped(child);
    const [above, parentIsOptional] = unwrapped(parent);
    return (parentIsOptional || !childIsOptional) && this.#narrower(below, above);
  }

  #narrower(child: Compiled, parent: Compiled): boolean {
    if (!this.#spend(1)) return false;
    const { type } = child.constraint;
    const above = parent.constraint.type;
    if (above === 'any' || child.key === parent.key) return true;
    if (type === 'exact') return this.#admitsAll([(child.constraint as ExactConstraint).value], parent);
    if (type === 'oneOf') return this.#admitsAll((child.constraint as OneOfConstraint).values, parent);
    if (type === 'anyOf') return child.clauses.every((clause) => this.#narrower(clause, parent));
    if (above === 'all') return parent.clauses.every((clause) => this.#narrower(child, clause));
    if (type === 'all' && child.clauses.some((clause) => this.#narrower(clause, parent))) return true;
    if (above === 'anyOf') return parent.clauses.some((clause) => this.#narrower(child, clause));
    if (type !== above) return false;
    const proves = (below: Compiled | undefined, over: Compiled | undefined): boolean =>
      below !== undefined && over !== undefined && this.arguments(below, over);
    return ruleOf(type)?.narrower?.(child.constraint, parent.constraint, { child, parent, proves }) ?? false;
  }

  /** A child that lists its values: the parent is asked about each. */
  #admitsAll(values: readonly unknown[], parent: Compiled): boolean {
    return values.every((value) => this.#spend(parent.size) && parent.admits(value));
  }

  #spend(steps: number): boolean {
    this.#steps -= steps;
    return this.#steps >= 0;
  }
}

const unwrapped = (compiled: Compiled): readonly [Compiled, boolean] => {
  const inner = compiled.constraint.type === 'optional' ? compiled.clauses[0] : undefined;
  return inner === undefined ? [compiled, false] : [inner, true];
};
