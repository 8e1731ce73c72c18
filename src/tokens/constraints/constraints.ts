import { optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import { compile } from './compile.ts';
import {
  type AllConstraint,
  type AnyConstraint,
  type AnyOfConstraint,
  type CidrConstraint,
  type Constraint,
  type ContainsConstraint,
  type CustomConstraint,
  type EachConstraint,
  type ExactConstraint,
  type FieldsConstraint,
  type Json,
  type LengthConstraint,
  MAX_ITEMS,
  type NoneConstraint,
  type NotOneOfConstraint,
  type OneOfConstraint,
  type OptionalConstraint,
  type PathUnderConstraint,
  type PrefixConstraint,
  type RangeConstraint,
  type SubsetConstraint,
  type SuffixConstraint,
  type UrlConstraint,
} from './constraint.ts';
import type { ConstraintRegistry } from './registry.ts';
import { DEFAULT_PORTS } from './url.ts';

/** What a URL may be. */
export interface UrlOptions {
  /** DNS names of two labels or more, at most 64. `*.example.com` is every host below `example.com`, and not that host. */
  readonly hosts: readonly string[];
  /** Of `https`, `http`, `wss`, `ws`. Default: `['https']`. */
  readonly schemes?: readonly string[];
  /** Default: the usual port of each scheme. Every port counts for every scheme. */
  readonly ports?: readonly number[];
  /** The path must be this one or below it, by whole segments. Default: any path. */
  readonly pathPrefix?: string;
}

/**
 * What an argument may be, as frozen plain data. All of them compare strictly by type: `range` admits no `'5'`, and
 * `exact(1)` no `true`. Every factory throws `ERR_OPTION_INVALID` for values it cannot use, and names the fix.
 *
 * There is no regular expression and no glob: both can be made slow, and neither can be compared.
 */
export const constraints = Object.freeze({
  /** Any value, as long as there is one. As a whole argument map: any arguments at all. */
  any: (): AnyConstraint => checked('any', { type: 'any' }),

  /** As a whole argument map: no arguments. It is no constraint of one argument. */
  none: (): NoneConstraint => NONE,

  /** This JSON value, by content: key order does not count, `-0` is `0`. */
  exact: (value: Json): ExactConstraint => checked('exact', { type: 'exact', value }),

  /** One of these JSON values, at most 1,024. An empty list admits nothing. */
  oneOf: (values: readonly Json[]): OneOfConstraint => checked('oneOf', { type: 'oneOf', values }),

  /** Anything but these JSON values, at most 1,024. Other spellings of the same thing pass: prefer `oneOf`. */
  notOneOf: (values: readonly Json[]): NotOneOfConstraint => checked('notOneOf', { type: 'notOneOf', values }),

  /** A finite number within bounds, which belong to the range unless they are called exclusive. Without bounds: any finite number. */
  range: (options: Omit<RangeConstraint, 'type'> = {}): RangeConstraint =>
    checked('range', { ...options, type: 'range' }),

  /** A string that starts with this text, as written. For paths use `pathUnder`, for URLs `url`: text does not know segments. */
  prefix: (value: string): PrefixConstraint => checked('prefix', { type: 'prefix', value }),

  /** A string that ends with this text, as written. */
  suffix: (value: string): SuffixConstraint => checked('suffix', { type: 'suffix', value }),

  /** A string (in UTF-16 code units) or a list (in items) of this length. */
  length: (options: Omit<LengthConstraint, 'type'>): LengthConstraint =>
    checked('length', { ...options, type: 'length' }),

  /**
   * An absolute POSIX path that is the root or below it, by whole segments. A path with a second reading is refused and
   * not repaired: `..`, `.`, `//`, `%2e`, `\`, a slash at the end, text that is not NFC. Symbolic links are not
   * followed: the tool must open the file beneath the root.
   */
  pathUnder: (root: string): PathUnderConstraint => checked('pathUnder', { type: 'pathUnder', root }),

  /**
   * A URL in canonical form whose scheme, host, port and path are all listed. Addresses (`127.0.0.1`, `[::1]`, `0x7f.1`),
   * user info, single labels and trailing dots are refused. What the name resolves to, and redirects, are for the fetch layer.
   */
  url: ({ hosts, schemes = ['https'], ports, ...rest }: UrlOptions): UrlConstraint =>
    checked('url', { ...rest, type: 'url', hosts, schemes, ports: ports ?? usualPorts(schemes) }),

  /**
   * An IP address in this network, as text: `10.0.0.0/8`, `2001:db8::/32`. Addresses with a second reading are refused:
   * leading zeros, zones, and IPv6 that holds an IPv4 address. It says nothing about names: what they resolve to is for
   * the fetch layer.
   */
  cidr: (network: string): CidrConstraint => checked('cidr', { type: 'cidr', network }),

  /** A list in which every item passes, of at most `maxItems` items (default and most: 1,000). */
  each: (of: Constraint, { maxItems = MAX_ITEMS }: { readonly maxItems?: number } = {}): EachConstraint =>
    checked('each', { type: 'each', of, maxItems }),

  /** A list that holds all of these JSON values. */
  contains: (values: readonly Json[]): ContainsConstraint => checked('contains', { type: 'contains', values }),

  /** A list that holds nothing but these JSON values. */
  subset: (values: readonly Json[]): SubsetConstraint => checked('subset', { type: 'subset', values }),

  /**
   * An object with these fields, each of which passes, and no others. At most 64; a field that may be absent is
   * `optional(...)`. An empty map admits the empty object.
   */
  fields: (fields: { readonly [name: string]: Constraint }): FieldsConstraint =>
    checked('fields', { type: 'fields', fields }),

  /**
   * A constraint of your own, by the name and version it is registered under at `createAuthority({ constraints })`. Where it
   * is not registered, it is refused and admits nothing. `params` are JSON: what it is compared and written down by.
   */
  custom: (name: string, version: number, params: Json = null): CustomConstraint =>
    checked('custom', { type: 'custom', name, version, params }),

  /** The argument or field may be absent or undefined; where it is given, it passes. Only for a whole argument or field. */
  optional: (of: Constraint): OptionalConstraint => checked('optional', { type: 'optional', of }),

  /** All of at most 64 constraints. An empty list admits everything. */
  all: (of: readonly Constraint[]): AllConstraint => checked('all', { type: 'all', of }),

  /** At least one of at most 64 constraints. An empty list admits nothing. */
  anyOf: (of: readonly Constraint[]): AnyOfConstraint => checked('anyOf', { type: 'anyOf', of }),
});

/**
 * Whether a constraint admits a value. A value that is not plain data is admitted by none, and without a registry a custom
 * constraint admits nothing.
 *
 * @throws `ERR_OPTION_INVALID` for what is not a constraint, and for a custom one that is not in the registry given
 */
export function admits(constraint: Constraint, value: unknown, registry?: ConstraintRegistry): boolean {
  const { admits: passes } = compile('admits', constraint, registry === undefined ? {} : { registry });
  let copy: unknown;
  try {
    copy = snapshot(value);
  } catch {
    return false;
  }
  return passes(copy);
}

const NONE: NoneConstraint = Object.freeze({ type: 'none' });

function checked<C extends Constraint>(factory: string, constraint: C): C {
  return compile(`constraints.${factory}`, constraint).constraint as C;
}

function usualPorts(schemes: readonly string[]): readonly number[] {
  if (!Array.isArray(schemes)) throw optionError('constraints.url', '"schemes" must be a list such as ["https"].');
  return [...new Set(schemes.map((scheme) => DEFAULT_PORTS.get(scheme) ?? 0))];
}
