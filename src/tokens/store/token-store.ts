import { optionError } from '../../options.ts';

/** An answer at once, or later. */
export type MaybePromise<T> = T | PromiseLike<T>;

/** One counter that a call is held against: each link of a chain that has a limit brings its own. */
export interface CounterEntry {
  /** Which counter. The same in every process that holds the same link. */
  readonly key: string;
  /** What the counter may not pass: a whole number, 0 or more. */
  readonly limit: number;
  /** Whether it counts calls, 1 for each, or what they cost. */
  readonly counts: 'calls' | 'cost';
  /** Milliseconds for which the counter must be kept at least, from now: the life of its link. */
  readonly ttlMs: number;
}

export interface ReserveRequest {
  /** Names this attempt. At most 700 characters. */
  readonly operationId: string;
  /** Whether the id may come again and must then be known: else it is one that never comes twice. */
  readonly repeatable: boolean;
  readonly entries: readonly CounterEntry[];
  /** Units that each counter of the cost goes up by: a whole number, 0 or more. */
  readonly cost: number;
  /** Milliseconds for which the reservation is held: without a commit, it is given back after that. */
  readonly ttlMs: number;
}

export type ReserveAnswer =
  /** Every counter went up. `counts` are their values after it, in the order of the entries. */
  | { readonly outcome: 'reserved'; readonly counts: readonly number[] }
  /** No counter went up: this one has not enough left. */
  | { readonly outcome: 'exhausted'; readonly key: string }
  /** No counter went up: the operation is held already, or was counted before. */
  | { readonly outcome: 'duplicate' };

export interface RevocationEntry {
  /** `id:`, `principal:`, `agent:` or `key:` and the name. */
  readonly key: string;
  /** Milliseconds for which it must be kept, from now. */
  readonly ttlMs: number;
}

/**
 * Where uses, budgets and revocations are kept. `memoryTokenStore()` keeps them in this process; one that several processes
 * share makes them exact between all of them.
 *
 * What a store must hold to: `reserve` is atomic and all-or-nothing, in one round trip. Reading the counters first and writing
 * them afterwards is a defect: calls at the same time would all find room. What a store throws, answers too late or answers
 * in another form denies the call.
 */
export interface TokenStore {
  /**
   * Adds to all counters of the request, or to none. Two entries with the same key count one after the other. An id that is
   * known, from a reservation that is still held or a repeatable one that was committed, adds nothing.
   */
  reserve(request: ReserveRequest): MaybePromise<ReserveAnswer>;
  /** The call starts: the reservation will not be given back. False where it is not held any more. Twice is as once. */
  commit(operationId: string): MaybePromise<boolean>;
  /** What a committed call has really cost: the counters of its cost go down or up to that. Once; later ones change nothing. */
  settle(operationId: string, cost: number): MaybePromise<void>;
  /** The call will not start: its reservation is given back, once. After a commit, and for an id that is not known, nothing happens. */
  refund(operationId: string): MaybePromise<void>;
  /** Marks an id as used, for at least so many milliseconds. True for the first one only. */
  burn(id: string, ttlMs: number): MaybePromise<boolean>;
  revoke(entry: RevocationEntry): MaybePromise<void>;
  /** Whether any of these keys is revoked. A remote store keeps a copy of the list and answers at once. */
  revoked(keys: readonly string[]): MaybePromise<boolean>;
  /** A whole number up to 2^53 - 1 that goes up whenever something is revoked, and never down. Read before every call: from memory. */
  version(): number;
  /** Milliseconds since the list of revocations was last known to be complete. Absent: it always is. */
  staleMs?(): number;
}

const METHODS = ['reserve', 'commit', 'settle', 'refund', 'burn', 'revoke', 'revoked', 'version'] as const;

/** @throws `ERR_OPTION_INVALID` for what lacks a method of a store */
export function checkTokenStore(where: string, store: TokenStore): void {
  const missing = METHODS.find((method) => typeof store?.[method] !== 'function');
  if (missing !== undefined) {
    throw optionError(where, `"store" must be a token store, such as memoryTokenStore(): it has no ${missing}().`);
  }
}
