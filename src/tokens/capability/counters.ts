import type { CounterEntry } from '../store/token-store.ts';
import type { LinkTerms } from './link.ts';

/** One counter of one link, and how far it was when the store last said. Shared by all that was narrowed from the link. */
export interface Counter {
  readonly entry: CounterEntry;
  count: number;
}

/** The counters of one link. */
export interface LinkCounters {
  readonly uses: Counter | undefined;
  readonly toolUses: ReadonlyMap<string, Counter>;
  readonly budget: Counter | undefined;
}

/** Undefined where the last link has no limits of its own. `now` is on the clock of the authority. */
export function countersOfLink(links: readonly LinkTerms[], now: number): LinkCounters | undefined {
  const link = links.at(-1);
  if (link === undefined) return undefined;
  const { uses, toolUses, budget } = link;
  // By all links above: who writes a link chooses its id, and could choose that of another chain to use it up.
  const id = links.map((above) => encodeURIComponent(above.id)).join('/');
  if (uses === undefined && budget === undefined && toolUses.size === 0) return undefined;
  const ttlMs = Math.max(1, Math.ceil(link.expiresAt - now));
  const counter = (key: string, limit: number, counts: CounterEntry['counts']): Counter => ({
    entry: Object.freeze({ key, limit, counts, ttlMs }),
    count: 0,
  });
  return {
    uses: uses === undefined ? undefined : counter(`uses:${id}`, uses, 'calls'),
    toolUses: new Map(
      [...toolUses].map(([target, limit]) => [target, counter(`uses:${id}:${target}`, limit, 'calls')]),
    ),
    budget: budget === undefined ? undefined : counter(`budget:${id}`, budget, 'cost'),
  };
}

/** What one call of a target is held against: the counters of every link, in one request. */
export interface CountedCall {
  readonly counters: readonly Counter[];
  readonly entries: readonly CounterEntry[];
  /** Whether the cost of the call must be known. */
  readonly costs: boolean;
}

/** The part of a capability that is counted. */
export interface Counted {
  /** Of those links that have limits. */
  readonly counters: readonly LinkCounters[];
  /** By target: what its calls are held against, worked out when the first comes. */
  readonly countedCalls: Map<string, CountedCall>;
}

/** Undefined where no link has a limit that the call counts for: nothing of the store then runs. */
export function countedCall(state: Counted, target: string): CountedCall | undefined {
  if (state.counters.length === 0) return undefined;
  const known = state.countedCalls.get(target);
  if (known !== undefined) return known.counters.length === 0 ? undefined : known;
  const counters = state.counters
    .flatMap(({ uses, toolUses, budget }) => [uses, toolUses.get(target), budget])
    .filter((counter) => counter !== undefined);
  const entries = Object.freeze(counters.map(({ entry }) => entry));
  const call = { counters, entries, costs: entries.some(({ counts }) => counts === 'cost') };
  state.countedCalls.set(target, call);
  return counters.length === 0 ? undefined : call;
}

/** What is left, as far as this process knows: another may share the store. */
export interface Remaining {
  /** Calls in all. Undefined: no limit. */
  readonly usesLeft: number | undefined;
  /** Calls of those targets that have a limit of their own. */
  readonly toolUsesLeft: { readonly [target: string]: number };
  /** Units. Undefined: no limit. */
  readonly budgetLeft: number | undefined;
}

const UNLIMITED: Remaining = Object.freeze({
  usesLeft: undefined,
  toolUsesLeft: Object.freeze({}),
  budgetLeft: undefined,
});

export function remainingOf({ counters }: Counted): Remaining {
  if (counters.length === 0) return UNLIMITED;
  const toolUsesLeft: Record<string, number> = {};
  for (const { toolUses } of counters) {
    for (const [target, counter] of toolUses) {
      toolUsesLeft[target] = Math.min(toolUsesLeft[target] ?? Number.POSITIVE_INFINITY, left(counter));
    }
  }
  return {
    usesLeft: least(counters.map(({ uses }) => uses)),
    toolUsesLeft,
    budgetLeft: least(counters.map(({ budget }) => budget)),
  };
}

const left = ({ entry, count }: Counter): number => Math.max(0, entry.limit - count);

function least(counters: readonly (Counter | undefined)[]): number | undefined {
  const present = counters.filter((counter) => counter !== undefined);
  return present.length === 0 ? undefined : Math.min(...present.map(left));
}
