import { optionError } from '../../options.ts';
import { compile, type Scope } from '../constraints/compile.ts';
import type { AnyConstraint, Constraint, ConstraintType, NoneConstraint } from '../constraints/constraint.ts';
import { isProvenNarrower } from '../constraints/narrower.ts';
import { createConstraintRegistry } from '../constraints/registry.ts';
import type { Compiled, Predicate } from '../constraints/rule.ts';
import { ruleOf } from '../constraints/rules.ts';

/**
 * What each argument may be. For the whole map, `constraints.none()` is "no arguments" and `constraints.any()` "any
 * arguments". An empty map is refused: some read it as the one, some as the other.
 */
export type ArgumentConstraints = { readonly [argument: string]: Constraint } | AnyConstraint | NoneConstraint;

const MAX_ARGUMENTS = 32;

/** What one link of a chain says about one tool. */
export interface ToolTerms {
  /** Undefined: any arguments. */
  readonly arguments: ReadonlyMap<string, Compiled> | undefined;
}

/** What all links of a chain say about one tool, merged: every call is judged by the terms of every link. */
export interface ToolGrant {
  /** The terms of the last link, against which the next one is proven narrower. */
  readonly terms: ToolTerms;
  /** Undefined: any arguments. */
  readonly arguments: ReadonlyMap<string, ArgumentGrant> | undefined;
  /** Arguments that must be there. One that is required by a link and not granted by another makes the tool unusable. */
  readonly required: ReadonlySet<string>;
}

/** What all links say about one argument. */
class ArgumentGrant {
  readonly required: boolean;
  /** The distinct constraints of all links. */
  readonly constraints: readonly Compiled[];
  #checks: readonly Check[] | undefined;

  constructor(required: boolean, constraints: readonly Compiled[]) {
    this.required = required;
    this.constraints = constraints;
  }

  /** The same with what one more link says. */
  with(constraint: Compiled, required: boolean): ArgumentGrant {
    const { constraints } = this;
    const known = constraints.some(({ key }) => key === constraint.key);
    if (known && (this.required || !required)) return this;
    return new ArgumentGrant(this.required || required, known ? constraints : [constraint, ...constraints]);
  }

  /** The same, with constraints of one type judged together. Made for the first call: links in between are never called. */
  get checks(): readonly Check[] {
    this.#checks ??= checksOf(this.constraints);
    return this.#checks;
  }
}

interface Check {
  readonly type: ConstraintType;
  readonly admits: Predicate;
}

/** Why arguments are refused: which one, the type of its constraint, and a sentence without allowed values. */
export interface ArgumentFault {
  readonly detail: 'ARG_NOT_GRANTED' | 'ARG_CONSTRAINT' | 'ARG_MISSING';
  readonly argument: string;
  readonly constraint?: ConstraintType;
  readonly reason: string;
}

/** Checks the argument map of one tool. Custom constraints must be in the registry. */
export function readTerms(where: string, given: unknown, scope: Scope = NO_CUSTOMS): ToolTerms {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw optionError(where, `give a map of argument names to constraints, ${NO_OR_ANY}.`);
  }
  // A constraint has a text there, a map of arguments a constraint: an argument may be called "type".
  const type = Object.getOwnPropertyDescriptor(given, 'type')?.value;
  if (typeof type === 'string') {
    if (type === 'none' && Object.keys(given).length === 1) return { arguments: new Map() };
    if (compile(where, given, scope).constraint.type === 'any') return { arguments: undefined };
    throw optionError(
      where,
      `a ${type} constraint needs the name of its argument: { argument: constraints.${type}(...) }.`,
    );
  }
  const names = Object.keys(given);
  if (names.length === 0) {
    throw optionError(where, `an empty map can be read as nothing or as anything. Write ${NO_OR_ANY}.`);
  }
  if (names.length > MAX_ARGUMENTS) {
    throw optionError(where, `at most ${MAX_ARGUMENTS} arguments, got ${names.length}. Pass fewer, or one object.`);
  }
  const entries = names.map((name) => {
    const constraint = (given as Readonly<Record<string, unknown>>)[name];
    return [name, compile(() => `${where}, argument ${quoted(name)}`, constraint, scope)] as const;
  });
  return { arguments: new Map(entries) };
}

const NO_OR_ANY = 'constraints.none() for "no arguments", or constraints.any() for "any arguments"';
const NO_CUSTOMS: Scope = { registry: createConstraintRegistry([]) };

export function grantOf(terms: ToolTerms): ToolGrant {
  if (terms.arguments === undefined) return { terms, arguments: undefined, required: new Set() };
  const map = new Map<string, ArgumentGrant>();
  for (const [name, compiled] of terms.arguments) {
    const [inner, required] = requirement(compiled);
    map.set(name, new ArgumentGrant(required, [inner]));
  }
  return { terms, arguments: map, required: requiredOf(terms) };
}

/** Says what is not proven to be narrower about new terms, or undefined when everything is. */
export function widening(child: ToolTerms, parent: ToolTerms): string | undefined {
  if (parent.arguments === undefined) return undefined;
  if (child.arguments === undefined) return 'asks for any arguments';
  for (const [name, compiled] of child.arguments) {
    const above = parent.arguments.get(name);
    if (above === undefined) return `asks for argument ${quoted(name)}, which its parent does not grant`;
    if (!isProvenNarrower(compiled, above)) {
      return `argument ${quoted(name)}: ${compiled.constraint.type} is not proven narrower than the ${above.constraint.type} of its parent`;
    }
  }
  for (const [name, above] of parent.arguments) {
    if (above.constraint.type !== 'optional' && !child.arguments.has(name)) {
      return `leaves out argument ${quoted(name)}, which its parent requires`;
    }
  }
  return undefined;
}

/**
 * Adds one link. Nothing here relies on the proof: an argument is granted when every link grants it, required when any
 * link requires it, and judged by the constraints of all of them.
 */
export function mergeTerms(parent: ToolGrant, terms: ToolTerms): ToolGrant {
  if (terms.arguments === undefined) return { ...parent, terms };
  if (parent.arguments === undefined) return grantOf(terms);
  const map = new Map<string, ArgumentGrant>();
  const required = new Set(parent.required);
  for (const [name, compiled] of terms.arguments) {
    const [inner, isRequired] = requirement(compiled);
    if (isRequired) required.add(name);
    const above = parent.arguments.get(name);
    if (above !== undefined) map.set(name, above.with(inner, isRequired));
  }
  return { terms, arguments: map, required };
}

/** The first thing about these arguments that a link does not allow, or undefined. Closed: what is not named is refused. */
export function faultOf(grant: ToolGrant, given: Readonly<Record<string, unknown>>): ArgumentFault | undefined {
  const granted = grant.arguments;
  if (granted === undefined) return undefined;
  let present = 0;
  for (const argument of Object.keys(given)) {
    const entry = granted.get(argument);
    if (entry === undefined) return { detail: 'ARG_NOT_GRANTED', argument, reason: 'the argument is not granted' };
    const value = given[argument];
    if (value === undefined) continue; // absent, as JSON has it: only what is required is missed, below
    for (const { admits, type } of entry.checks) {
      if (!admits(value)) {
        const reason = `the argument is outside its ${type} constraint`;
        return { detail: 'ARG_CONSTRAINT', argument, constraint: type, reason };
      }
    }
    if (entry.required) present += 1;
  }
  if (present === grant.required.size) return undefined;
  const missing = [...grant.required].find((name) => !Object.hasOwn(given, name) || given[name] === undefined);
  return { detail: 'ARG_MISSING', argument: missing ?? '', reason: 'the argument is missing' };
}

const requiredOf = (terms: ToolTerms): Set<string> =>
  new Set([...(terms.arguments ?? [])].filter(([, compiled]) => requirement(compiled)[1]).map(([name]) => name));

/** The constraint of a value that is given, and whether there must be one. */
function requirement(compiled: Compiled): readonly [Compiled, boolean] {
  const inner = compiled.constraint.type === 'optional' ? compiled.clauses[0] : undefined;
  return inner === undefined ? [compiled, true] : [inner, false];
}

function checksOf(constraints: readonly Compiled[]): readonly Check[] {
  const byType = Map.groupBy(constraints, ({ constraint }) => constraint.type);
  return [...byType].flatMap(([type, group]): Check[] => {
    const together = group.length > 1 ? ruleOf(type)?.together : undefined;
    if (together === undefined) return group.map(({ admits }) => ({ type, admits }));
    return [{ type, admits: together(group.map(({ constraint }) => constraint)) }];
  });
}

const quoted = (name: string): string => JSON.stringify(name.slice(0, 40));
