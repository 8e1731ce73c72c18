import type { Constraint } from '../constraints/constraint.ts';
import type { Refuse } from './chain-error.ts';
import { isObject } from './claims.ts';

// Constraints as tokens write them: the nine types of draft-niyikiza-oauth-attenuating-agent-tokens-01 under the draft's names,
// and ours beside them. A reader that does not know a type must refuse it, so that ours fail closed elsewhere.

/** The types that the draft has too. */
export const DRAFT_TYPES: ReadonlySet<string> = new Set([
  ...['exact', 'range', 'one_of', 'not_one_of', 'contains', 'subset', 'wildcard', 'all', 'any'],
]);

type Members = Readonly<Record<string, unknown>>;

/** Ours as the token has it. */
export function toWire(constraint: Constraint): Members {
  switch (constraint.type) {
    case 'any':
      return { constraint_type: 'wildcard' };
    case 'oneOf':
      return { constraint_type: 'one_of', values: constraint.values };
    case 'notOneOf':
      return { constraint_type: 'not_one_of', excluded: constraint.values };
    case 'contains':
      return { constraint_type: 'contains', required: constraint.values };
    case 'subset':
      return { constraint_type: 'subset', allowed: constraint.values };
    case 'range': {
      const { type: _type, exclusiveMin, exclusiveMax, ...bounds } = constraint;
      return {
        constraint_type: 'range',
        ...bounds,
        ...(exclusiveMin === undefined ? {} : { min_inclusive: !exclusiveMin }),
        ...(exclusiveMax === undefined ? {} : { max_inclusive: !exclusiveMax }),
      };
    }
    case 'all':
      return { constraint_type: 'all', constraints: constraint.of.map(toWire) };
    case 'anyOf':
      return { constraint_type: 'any', constraints: constraint.of.map(toWire) };
    case 'each':
      return { constraint_type: 'each', of: toWire(constraint.of), max_items: constraint.maxItems };
    case 'optional':
      return { constraint_type: 'optional', of: toWire(constraint.of) };
    case 'fields':
      return {
        constraint_type: 'fields',
        fields: Object.fromEntries(Object.entries(constraint.fields).map(([name, of]) => [name, toWire(of)])),
      };
    case 'pathUnder':
      return { constraint_type: 'path_under', root: constraint.root };
    case 'url': {
      const { type, pathPrefix, ...rest } = constraint;
      return { constraint_type: type, ...rest, ...(pathPrefix === undefined ? {} : { path_prefix: pathPrefix }) };
    }
    default: {
      const { type, ...members } = constraint;
      return { constraint_type: type, ...members };
    }
  }
}

/** What a token may hold. */
export interface WireScope {
  /** The types that are known. */
  readonly types: ReadonlySet<string>;
  readonly maxDepth: number;
  readonly refuse: Refuse;
}

/**
 * What a token has, as ours. Names, types and depth are checked here; members and values are when it is compiled, so that
 * there is one place which knows what each type may hold.
 */
export function fromWire(wire: unknown, scope: WireScope, depth = 1): Constraint {
  const { types, maxDepth, refuse } = scope;
  if (depth > maxDepth) refuse('CONSTRAINT_TOO_DEEP', `constraints can be at most ${maxDepth} deep`);
  if (!isObject(wire)) return refuse('CONSTRAINT_MALFORMED', 'a constraint must be an object');
  const { constraint_type: name } = wire;
  const form = typeof name === 'string' && types.has(name) ? FORMS.get(name) : undefined;
  if (form === undefined) return refuse('CONSTRAINT_UNKNOWN', 'a constraint has a type that is not known');
  const read: Record<string, unknown> = { type: form.type };
  for (const member of Object.keys(wire)) {
    if (member === 'constraint_type') continue;
    const our = form.members.get(member);
    if (our === undefined) return refuse('CONSTRAINT_MALFORMED', 'a constraint has a member that is not known');
    read[our.name] = our.read(wire[member], scope, depth);
  }
  return read as unknown as Constraint; // what is in it is checked by whoever compiles it
}

/** How one member is read. */
interface Member {
  /** Its name with us. */
  readonly name: string;
  readonly read: (value: unknown, scope: WireScope, depth: number) => unknown;
}

interface Form {
  readonly type: Constraint['type'];
  readonly members: ReadonlyMap<string, Member>;
}

const plain = (name: string): Member => ({ name, read: (value) => value });

const negated = (name: string): Member => ({
  name,
  read: (value, { refuse }) =>
    typeof value === 'boolean' ? !value : refuse('CONSTRAINT_MALFORMED', 'a flag must be true or false'),
});

const one = (name: string): Member => ({ name, read: (value, scope, depth) => fromWire(value, scope, depth + 1) });

const list = (name: string): Member => ({
  name,
  read: (value, scope, depth) =>
    Array.isArray(value)
      ? value.map((clause) => fromWire(clause, scope, depth + 1))
      : scope.refuse('CONSTRAINT_MALFORMED', 'clauses must be a list'),
});

const map = (name: string): Member => ({
  name,
  read: (value, scope, depth) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([field, of]) => [field, fromWire(of, scope, depth + 1)]))
      : scope.refuse('CONSTRAINT_MALFORMED', 'fields must be an object'),
});

const form = (type: Constraint['type'], members: Readonly<Record<string, Member>>): Form => ({
  type,
  members: new Map(Object.entries(members)),
});

const FORMS: ReadonlyMap<string, Form> = new Map([
  ['wildcard', form('any', {})],
  ['exact', form('exact', { value: plain('value') })],
  ['one_of', form('oneOf', { values: plain('values') })],
  ['not_one_of', form('notOneOf', { excluded: plain('values') })],
  ['contains', form('contains', { required: plain('values') })],
  ['subset', form('subset', { allowed: plain('values') })],
  [
    'range',
    form('range', {
      min: plain('min'),
      max: plain('max'),
      min_inclusive: negated('exclusiveMin'),
      max_inclusive: negated('exclusiveMax'),
    }),
  ],
  ['all', form('all', { constraints: list('of') })],
  ['any', form('anyOf', { constraints: list('of') })],
  ['prefix', form('prefix', { value: plain('value') })],
  ['suffix', form('suffix', { value: plain('value') })],
  ['length', form('length', { min: plain('min'), max: plain('max') })],
  ['path_under', form('pathUnder', { root: plain('root') })],
  [
    'url',
    form('url', {
      schemes: plain('schemes'),
      hosts: plain('hosts'),
      ports: plain('ports'),
      path_prefix: plain('pathPrefix'),
    }),
  ],
  ['cidr', form('cidr', { network: plain('network') })],
  ['each', form('each', { of: one('of'), max_items: plain('maxItems') })],
  ['optional', form('optional', { of: one('of') })],
  ['fields', form('fields', { fields: map('fields') })],
  ['custom', form('custom', { name: plain('name'), version: plain('version'), params: plain('params') })],
]);

/** Every type there is. */
export const ALL_TYPES: ReadonlySet<string> = new Set(FORMS.keys());
