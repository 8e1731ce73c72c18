import { type Clock, clockOption } from '../../clock.ts';
import { checkOptions, integerOption } from '../../options.ts';
import { ExpiringMap } from './expiring-map.ts';
import type { CounterEntry, ReserveAnswer, ReserveRequest, RevocationEntry, TokenStore } from './token-store.ts';

export interface MemoryTokenStoreOptions {
  /** Milliseconds. Default `performance.now`. */
  readonly clock?: Clock;
  /** Most counters, operations, revocations and burnt ids, each: 1 to 10,000,000. Default 100,000. */
  readonly maxEntries?: number;
}

/** How far one counter is. Replaced, never changed, where its life gets longer. */
interface Counter {
  count: number;
  expiresAt: number;
}

/** One reservation, or an operation that was counted and must be known again. */
interface Operation {
  readonly request: ReserveRequest;
  committed: boolean;
  settled: boolean;
  readonly expiresAt: number;
}

/**
 * Keeps counts and revocations in this process. Every method answers at once, and nothing can come between its steps.
 *
 * It is bounded. Without room for one more counter, reservation, revocation or burnt id it throws, and the call is refused.
 * Of the operations that were counted, the oldest are forgotten first: their ids would then be counted again.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option or one out of range
 */
export function memoryTokenStore(options: MemoryTokenStoreOptions = {}): TokenStore {
  const where = 'memoryTokenStore';
  checkOptions(where, options, ['clock', 'maxEntries']);
  const clock = clockOption(where, options.clock);
  const most = integerOption(where, 'maxEntries', options.maxEntries ?? 100_000, { min: 1, max: 10_000_000 });
  const counters = new ExpiringMap<Counter>(most);
  const operations = new ExpiringMap<Operation>(most, (operation, now) => giveBack(operation, now));
  const revocations = new ExpiringMap<{ readonly expiresAt: number }>(most);
  const burnt = new ExpiringMap<{ readonly expiresAt: number }>(most);
  let version = 0;

  /** Reservations that wait for their commit. */
  let held = 0;

  const giveBack = ({ committed, request }: Operation, now: number): void => {
    if (committed) return;
    held -= 1;
    subtract(request, request.entries, now);
  };

  const subtract = (request: ReserveRequest, entries: readonly CounterEntry[], now: number): void => {
    for (const entry of entries) {
      const counter = counters.get(entry.key, now);
      if (counter !== undefined) counter.count = Math.max(0, counter.count - amountOf(entry, request));
    }
  };

  const counterOf = ({ key, ttlMs }: CounterEntry, now: number): Counter => {
    const known = counters.get(key, now);
    if (known !== undefined) {
      known.expiresAt = Math.max(known.expiresAt, now + ttlMs);
      return known;
    }
    const counter = { count: 0, expiresAt: now + ttlMs };
    if (!counters.set(key, counter, now)) throw full('counters');
    return counter;
  };

  /** Counts up one after the other, so that two entries of one key add up, and down again where one has not enough left. */
  const countUp = (request: ReserveRequest, now: number): ReserveAnswer => {
    const { entries } = request;
    const counts: number[] = [];
    for (const entry of entries) {
      const counter = counterOf(entry, now);
      const next = counter.count + amountOf(entry, request);
      if (!(next <= entry.limit)) {
        subtract(request, entries.slice(0, counts.length), now);
        return { outcome: 'exhausted', key: entry.key };
      }
      counter.count = next;
      counts.push(next);
    }
    return { outcome: 'reserved', counts };
  };

  const hold = (request: ReserveRequest, now: number): void => {
    const operation = { request, committed: false, settled: false, expiresAt: now + request.ttlMs };
    const { operationId } = request;
    held += 1;
    if (operations.set(operationId, operation, now)) return;
    operations.evict(({ committed }) => committed);
    if (operations.set(operationId, operation, now)) return;
    giveBack(operation, now);
    throw full('reservations');
  };

  /** Takes out what has ended: reservations that nobody committed are given back. */
  const sweep = (now: number): boolean => {
    const before = held;
    operations.sweep(now);
    return held < before;
  };

  return Object.freeze({
    reserve(request: ReserveRequest): ReserveAnswer {
      const now = clock();
      const known = operations.peek(request.operationId);
      if (known !== undefined && now < known.expiresAt) return { outcome: 'duplicate' };
      if (known !== undefined) sweep(now);
      let answer = countUp(request, now);
      if (answer.outcome === 'exhausted' && held > 0 && sweep(now)) answer = countUp(request, now);
      if (answer.outcome === 'reserved') hold(request, now);
      return answer;
    },

    commit(operationId: string): boolean {
      const now = clock();
      const operation = operations.get(operationId, now);
      if (operation === undefined) return false;
      const { request } = operation;
      if (!operation.committed) held -= 1;
      operation.committed = true;
      if (request.repeatable) {
        const expiresAt = now + Math.max(...request.entries.map(({ ttlMs }) => ttlMs));
        operations.delete(operationId); // the youngest again, among those that may be forgotten
        operations.set(operationId, { ...operation, expiresAt }, now);
      } else if (!request.entries.some(({ counts }) => counts === 'cost')) {
        operations.delete(operationId);
      }
      return true;
    },

    settle(operationId: string, cost: number): void {
      const now = clock();
      const operation = operations.get(operationId, now);
      if (operation === undefined || !operation.committed || operation.settled) return;
      if (!Number.isSafeInteger(cost) || cost < 0) throw new RangeError('The cost must be a whole number, 0 or more.');
      operation.settled = true;
      for (const { key, counts } of operation.request.entries) {
        const counter = counts === 'cost' ? counters.get(key, now) : undefined;
        if (counter !== undefined) counter.count = Math.max(0, counter.count - operation.request.cost + cost);
      }
      if (!operation.request.repeatable) operations.delete(operationId);
    },

    refund(operationId: string): void {
      const now = clock();
      const operation = operations.peek(operationId);
      if (operation === undefined || operation.committed) return;
      operations.delete(operationId);
      giveBack(operation, now);
    },

    burn(id: string, ttlMs: number): boolean {
      const now = clock();
      if (burnt.get(id, now) !== undefined) return false;
      if (!burnt.set(id, { expiresAt: now + ttlMs }, now)) throw full('burnt ids');
      return true;
    },

    revoke({ key, ttlMs }: RevocationEntry): void {
      const now = clock();
      const expiresAt = Math.max(revocations.get(key, now)?.expiresAt ?? 0, now + ttlMs);
      if (!revocations.set(key, { expiresAt }, now)) throw full('revocations');
      version += 1;
    },

    revoked(keys: readonly string[]): boolean {
      if (revocations.size === 0) return false;
      const now = clock();
      return keys.some((key) => revocations.get(key, now) !== undefined);
    },

    version: () => version,
  });
}

const amountOf = ({ counts }: CounterEntry, { cost }: ReserveRequest): number => (counts === 'calls' ? 1 : cost);

const full = (what: string): Error => new Error(`The store has no room for more ${what}. Raise maxEntries.`);
