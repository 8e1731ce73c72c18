import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore, type ReserveRequest, type TokenStore } from '../../../src/tokens/index.ts';
import { manualClock } from '../../recording.ts';

const uses = (key: string, limit: number, ttlMs = 1_000) => ({ key, limit, counts: 'calls' as const, ttlMs });
const budget = (key: string, limit: number, ttlMs = 1_000) => ({ key, limit, counts: 'cost' as const, ttlMs });

const request = (operationId: string, given: Partial<ReserveRequest> = {}): ReserveRequest => ({
  operationId,
  repeatable: false,
  entries: [uses('a', 2)],
  cost: 0,
  ttlMs: 1_000,
  ...given,
});

const counts = (store: TokenStore, asked: ReserveRequest): unknown => {
  const answer = store.reserve(asked);
  return 'counts' in answer ? answer.counts : 'outcome' in answer ? answer.outcome : answer;
};

describe('memoryTokenStore', () => {
  it('grants as often as the limit says', () => {
    const store = memoryTokenStore();
    expect(['1', '2', '3'].map((id) => counts(store, request(id)))).toEqual([[1], [2], 'exhausted']);
  });

  it('counts on all counters or on none', () => {
    const store = memoryTokenStore();
    const both = [uses('parent', 5), uses('child', 1)];
    expect(counts(store, request('1', { entries: both }))).toEqual([1, 1]);
    expect(store.reserve(request('2', { entries: both }))).toEqual({ outcome: 'exhausted', key: 'child' });
    expect(counts(store, request('3', { entries: [uses('parent', 5)] }))).toEqual([2]);
  });

  it('adds two entries of one key up', () => {
    const store = memoryTokenStore();
    const twice = [uses('a', 3), uses('a', 3)];
    expect(counts(store, request('1', { entries: twice }))).toEqual([1, 2]);
    expect(counts(store, request('2', { entries: twice }))).toBe('exhausted');
    expect(counts(store, request('3', { entries: [uses('a', 3)] }))).toEqual([3]);
  });

  it('counts an operation once, however often it comes', () => {
    const store = memoryTokenStore();
    expect(counts(store, request('1', { repeatable: true }))).toEqual([1]);
    expect(counts(store, request('1', { repeatable: true }))).toBe('duplicate');
    store.commit('1');
    expect(counts(store, request('1', { repeatable: true }))).toBe('duplicate');
    expect(counts(store, request('2'))).toEqual([2]);
  });

  it('gives back what does not start, once, and never what has started', () => {
    const store = memoryTokenStore();
    store.reserve(request('1'));
    store.refund('1');
    store.refund('1');
    store.refund('unknown');
    expect(counts(store, request('2'))).toEqual([1]);
    expect(store.commit('2')).toBe(true);
    store.refund('2');
    expect(counts(store, request('3'))).toEqual([2]);
    expect(counts(store, request('4'))).toBe('exhausted');
  });

  it('gives a reservation back that nobody commits, and refuses to commit it after that', () => {
    const clock = manualClock();
    const store = memoryTokenStore({ clock });
    const short = { entries: [uses('a', 1, 10_000)], ttlMs: 100 };
    store.reserve(request('crashed', short));
    clock.advance(99);
    expect(counts(store, request('2', short))).toBe('exhausted');
    clock.advance(1);
    expect(counts(store, request('3', short))).toEqual([1]);
    expect(store.commit('crashed')).toBe(false);
    expect(counts(store, request('4', short))).toBe('exhausted');
  });

  it('gives nothing back twice when an id that ran out comes again', () => {
    const clock = manualClock();
    const store = memoryTokenStore({ clock });
    const short = { entries: [uses('a', 2, 10_000)], ttlMs: 100, repeatable: true };
    store.reserve(request('1', short));
    clock.advance(100);
    expect(counts(store, request('1', short))).toEqual([1]);
    store.refund('1');
    store.refund('1');
    expect(counts(store, request('2', short))).toEqual([1]);
  });

  it('keeps a counter for as long as any of its links asks', () => {
    const clock = manualClock();
    const store = memoryTokenStore({ clock });
    store.reserve(request('1', { entries: [uses('a', 2, 1_000)] }));
    store.commit('1');
    store.reserve(request('2', { entries: [uses('a', 2, 10)] }));
    store.commit('2');
    clock.advance(999);
    expect(counts(store, request('3'))).toBe('exhausted');
  });

  it('settles at what a call has cost, more or less than was reserved, once', () => {
    const store = memoryTokenStore();
    const cost = (id: string, units: number) =>
      counts(store, request(id, { entries: [budget('b', 100)], cost: units }));
    expect(cost('1', 60)).toEqual([60]);
    store.settle('1', 0); // not before it has started
    store.commit('1');
    store.settle('1', 10);
    store.settle('1', 0);
    expect(cost('2', 80)).toEqual([90]);
    store.commit('2');
    store.settle('2', 100);
    expect(cost('3', 0)).toBe('exhausted');
    expect(() => memoryTokenStore().settle('x', 1)).not.toThrow();
  });

  it.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY])('does not settle at %s', (cost) => {
    const store = memoryTokenStore();
    store.reserve(request('1', { entries: [budget('b', 100)], cost: 60 }));
    store.commit('1');
    expect(() => store.settle('1', cost)).toThrow(RangeError);
    expect(counts(store, request('2', { entries: [budget('b', 100)], cost: 41 }))).toBe('exhausted');
  });

  it('burns an id once, for its time', () => {
    const clock = manualClock();
    const store = memoryTokenStore({ clock });
    expect([store.burn('p', 100), store.burn('p', 100), store.burn('q', 100)]).toEqual([true, false, true]);
    clock.advance(100);
    expect(store.burn('p', 100)).toBe(true);
  });

  it('revokes names for their time, and says when something was', () => {
    const clock = manualClock();
    const store = memoryTokenStore({ clock });
    expect(store.version()).toBe(0);
    store.revoke({ key: 'agent:a', ttlMs: 100 });
    store.revoke({ key: 'agent:a', ttlMs: 50 }); // never shorter
    expect(store.version()).toBe(2);
    clock.advance(99);
    expect([store.revoked(['agent:b', 'agent:a']), store.revoked(['agent:b'])]).toEqual([true, false]);
    clock.advance(1);
    expect(store.revoked(['agent:a'])).toBe(false);
  });

  it('is bounded, and refuses what it has no room for', () => {
    const clock = manualClock();
    const store = memoryTokenStore({ clock, maxEntries: 2 });
    const own = (id: string) => request(id, { entries: [uses(`key ${id}`, 9, 100)], ttlMs: 100 });
    store.reserve(own('1'));
    store.reserve(own('2'));
    expect(() => store.reserve(own('3'))).toThrow(/no room for more counters/);
    const other = (id: string) => request(id, { entries: [uses('key 1', 9, 100)], ttlMs: 100 });
    expect(() => store.reserve(other('4'))).toThrow(/no room for more reservations/);
    store.refund('2');
    expect(counts(store, other('5'))).toEqual([2]); // what was refused was not counted
    for (const id of ['r', 's']) store.revoke({ key: id, ttlMs: 100 });
    expect(() => store.revoke({ key: 't', ttlMs: 100 })).toThrow(/revocations/);
    for (const id of ['r', 's']) store.burn(id, 100);
    expect(() => store.burn('t', 100)).toThrow(/burnt ids/);
    clock.advance(100);
    expect(counts(store, own('3'))).toEqual([1]);
    expect(() => store.revoke({ key: 't', ttlMs: 100 })).not.toThrow();
    expect(store.burn('t', 100)).toBe(true);
  });

  it('forgets the oldest operation that was counted before it refuses a new one', () => {
    const store = memoryTokenStore({ maxEntries: 2 });
    const again = { repeatable: true, entries: [uses('a', 9)] };
    for (const id of ['1', '2', '3']) {
      store.reserve(request(id, again));
      store.commit(id);
    }
    expect(counts(store, request('3', again))).toBe('duplicate');
    expect(counts(store, request('1', again))).toEqual([4]); // counted again: never for nothing
  });

  it('refuses options it cannot use', () => {
    expect(() => memoryTokenStore({ max: 1 } as never)).toThrow(/unknown option "max"/);
    expect(() => memoryTokenStore({ maxEntries: 0 })).toThrow(/"maxEntries" must be/);
    expect(() => memoryTokenStore({ clock: 5 as never })).toThrow(/"clock" must be a function/);
  });

  it('never counts past a limit and loses no use, whatever comes in whatever order', () => {
    const limits = { root: 5, left: 3, right: 4 };
    const step = fc.record({
      act: fc.constantFrom('reserve', 'reserve', 'commit', 'refund', 'wait'),
      id: fc.integer({ min: 0, max: 12 }).map(String),
      child: fc.constantFrom('left' as const, 'right' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const clock = manualClock();
        const store = memoryTokenStore({ clock });
        const started = { root: 0, left: 0, right: 0 };
        const held = new Map<string, { readonly child: 'left' | 'right'; readonly until: number }>();
        let now = 0;
        let used = 0;
        for (const { act, id, child } of steps) {
          const name = `${id}-${used}`;
          if (act === 'wait') {
            clock.advance(40);
            now += 40;
          } else if (act === 'reserve') {
            const entries = [uses('root', limits.root, 1e9), uses(child, limits[child], 1e9)];
            const answer = store.reserve({ operationId: name, repeatable: false, entries, cost: 0, ttlMs: 100 });
            const outcome = 'outcome' in answer ? answer.outcome : 'later';
            for (const [key, { until }] of held) if (until <= now) held.delete(key);
            const waiting = [...held.values()];
            const room =
              started.root + waiting.length < limits.root &&
              started[child] + waiting.filter((other) => other.child === child).length < limits[child];
            if (held.has(name)) expect(outcome).toBe('duplicate');
            else expect(outcome).toBe(room ? 'reserved' : 'exhausted');
            if (outcome === 'reserved') held.set(name, { child, until: now + 100 });
          } else {
            const known = held.get(name);
            const live = known !== undefined && now < known.until;
            if (act === 'refund') store.refund(name);
            else expect(store.commit(name)).toBe(live);
            if (act === 'commit' && live) {
              started.root += 1;
              started[known.child] += 1;
              used += 1; // an id that never comes twice
            }
            held.delete(name);
          }
        }
        expect(started.root).toBeLessThanOrEqual(limits.root);
        expect(started.left).toBeLessThanOrEqual(limits.left);
        expect(started.right).toBeLessThanOrEqual(limits.right);
      }),
      { numRuns: 500 },
    );
  });
});
