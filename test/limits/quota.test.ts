import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Quota } from '../../src/limits/quota.ts';
import { manualClock } from '../recording.ts';

const make = (options: Partial<ConstructorParameters<typeof Quota>[0]> = {}) => {
  const clock = manualClock();
  return { clock, quota: new Quota({ limit: 2, windowMs: 1000, burst: 2, maxKeys: 3, clock, ...options }) };
};

describe('Quota', () => {
  it('grants the burst, then one call for each interval, and says how long to wait', () => {
    const { clock, quota } = make();
    expect([quota.take('a'), quota.take('a'), quota.take('a')]).toEqual([0, 0, 500]);
    clock.advance(499);
    expect(quota.take('a')).toBe(1);
    clock.advance(1);
    expect(quota.take('a')).toBe(0);
    expect(quota.take('a')).toBe(500);
  });

  it('keeps keys apart', () => {
    const { quota } = make({ burst: 1 });
    expect([quota.take('a'), quota.take('__proto__'), quota.take('constructor')]).toEqual([0, 0, 0]);
  });

  it('refuses new keys when all are in use, and never forgets one that is refilling', () => {
    const { clock, quota } = make({ burst: 1 });
    for (const key of ['a', 'b', 'c']) quota.take(key);
    expect(quota.take('d')).toBe(500);
    expect(quota.take('e')).toBe(500);
    expect(quota.take('a')).toBeGreaterThan(0);
    expect(quota.size).toBe(3);
    clock.advance(500);
    expect(quota.take('d')).toBe(0);
    expect(quota.size).toBe(1);
  });

  it('lets new keys in soon after there is room, however long the window', () => {
    const day = 86_400_000;
    const { clock, quota } = make({ limit: 1000, windowMs: day, burst: 1000, maxKeys: 1000 });
    for (let key = 0; key < 1000; key++) expect(quota.take(`bot ${key}`)).toBe(0);
    clock.advance(1000);
    expect(quota.take('new')).toBeGreaterThan(0);
    clock.advance(day / 1000);
    expect(quota.take('new')).toBe(0);
  });

  it('never grants more than the burst and what has refilled, in any span of time', () => {
    const span = fc.record({
      limit: fc.integer({ min: 1, max: 50 }),
      windowMs: fc.integer({ min: 1, max: 10_000 }),
      burst: fc.integer({ min: 1, max: 50 }),
      waits: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })), {
        minLength: 1,
        maxLength: 200,
        size: 'max',
      }),
      start: fc.constantFrom(0, 0.1, 1e9),
    });
    fc.assert(
      fc.property(span, ({ limit, windowMs, burst, waits, start }) => {
        const clock = manualClock(start);
        const quota = new Quota({ limit, windowMs, burst, maxKeys: 1, clock });
        const granted: number[] = [];
        for (const wait of waits) {
          clock.advance(wait);
          if (quota.take('k') === 0) granted.push(clock());
        }
        const interval = windowMs / limit;
        granted.forEach((from, first) => {
          granted.slice(first).forEach((to, count) => {
            expect(count + 1).toBeLessThanOrEqual(burst + (to - from) / interval + 0.01);
          });
        });
      }),
    );
  });

  it('grants the whole burst whatever the fractions, and a call after each wait that it names', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 997 }),
        fc.integer({ min: 1, max: 9973 }),
        fc.constantFrom(0, 12345.678, 1e9 + 0.3),
        (limit, windowMs, start) => {
          const clock = manualClock(start);
          const quota = new Quota({ limit, windowMs, burst: limit, maxKeys: 1, clock });
          for (let index = 0; index < limit; index++) expect(quota.take('k')).toBe(0);
          const wait = quota.take('k');
          expect(wait).toBeGreaterThan(0);
          clock.advance(Math.ceil(wait));
          expect(quota.take('k')).toBe(0);
        },
      ),
    );
  });
});
