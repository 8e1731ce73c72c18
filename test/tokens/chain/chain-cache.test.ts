import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChainCache } from '../../../src/tokens/chain/chain-cache.ts';

describe('ChainCache', () => {
  it('drops what was used least recently when there is too much', () => {
    const cache = new ChainCache<string>(10);
    cache.set('a', 'A', 4);
    cache.set('b', 'B', 4);
    expect(cache.get('a')).toBe('A');
    cache.set('c', 'C', 4);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual(['A', undefined, 'C']);
    cache.set('big', 'X', 11);
    expect([cache.get('big'), cache.get('a'), cache.bytes]).toEqual([undefined, 'A', 8]);
    cache.clear();
    expect([cache.size, cache.bytes, cache.get('a')]).toEqual([0, 0, undefined]);
  });

  it('never holds more than it may, and gives back what was put in last', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.integer({ min: 0, max: 9 })), { maxLength: 40 }), (steps) => {
        const cache = new ChainCache<number>(12);
        const sizes = new Map<string, number>();
        for (const [name, bytes] of steps) {
          cache.set(name, bytes, bytes);
          sizes.set(name, bytes);
          expect(cache.get(name)).toBe(bytes);
          const kept = ['a', 'b', 'c', 'd'].filter((other) => cache.get(other) !== undefined);
          expect(kept.length).toBe(cache.size);
          expect(kept.reduce((sum, other) => sum + (sizes.get(other) ?? 0), 0)).toBe(cache.bytes);
          expect(cache.bytes).toBeLessThanOrEqual(12);
        }
      }),
    );
  });
});
