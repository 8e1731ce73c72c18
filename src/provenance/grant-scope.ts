import type { ToolConstraints } from '../tokens/capability/terms.ts';
import type { ArgumentConstraints } from '../tokens/capability/tool-grant.ts';
import { bareName } from './declaration.ts';
import type { SinkSource, TaskScope, ToolScope } from './scope.ts';

/** A grant, as far as it says what a task needs. */
export interface GrantedTools {
  readonly tools: ToolConstraints;
  readonly delegates?: ToolConstraints;
}

/** The counts of a grant are kept by its capability. */
const MANY = 1_000_000;
const LISTED: readonly SinkSource[] = Object.freeze(['granted']);
const LISTING: ReadonlySet<string> = new Set(['exact', 'oneOf']);

/**
 * The scope of a task as its grant gives it, for `taint({ scope })`: the granted tools, and those that may be handed on.
 * Arguments for which the grant lists the values (`exact`, `oneOf`) are the application's own choice, wherever else a value
 * stands: where a tool is both used and handed on, only those that both list.
 */
export function scopeOfGrant({ tools, delegates = {} }: GrantedTools): TaskScope {
  const listed = new Map<string, readonly string[]>();
  for (const [target, terms] of [...Object.entries(delegates), ...Object.entries(tools)]) {
    const name = bareName(target);
    const known = listed.get(name);
    const own = listedIn(terms);
    listed.set(name, known === undefined ? own : own.filter((argument) => known.includes(argument)));
  }
  const entries = [...listed].map(([name, own]): readonly [string, ToolScope] => [
    name,
    Object.freeze({ uses: MANY, sinks: Object.freeze(Object.fromEntries(own.map((argument) => [argument, LISTED]))) }),
  ]);
  return Object.freeze({ tools: Object.freeze(Object.fromEntries(entries)), delegated: false });
}

const listedIn = (terms: ArgumentConstraints): readonly string[] =>
  Object.entries(terms).flatMap(([argument, constraint]) => (isListing(constraint) ? [argument] : []));

/** A whole map may be `any()` or `none()`, whose entry is a text. */
const isListing = (constraint: unknown): boolean =>
  typeof constraint === 'object' &&
  constraint !== null &&
  LISTING.has(String((constraint as { readonly type?: unknown }).type));
