import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  areaUnderCurve,
  bootstrap,
  countAbove,
  countFrom,
  cutAt,
  groupedBootstrap,
  resampledCuts,
  wilson,
} from '../../eval/statistics.ts';

const scores = fc.array(
  fc.integer({ min: 0, max: 8 }).map((n) => n / 8),
  { minLength: 1, maxLength: 60, size: 'max' },
);

describe('cutAt', () => {
  test('leaves exactly the share above it where no scores are equal', () => {
    const benign = Array.from({ length: 200 }, (_, i) => i / 200);
    expect(countAbove(benign, cutAt(benign, 0.01))).toBe(2);
    expect(countAbove(benign, cutAt(benign, 0.005))).toBe(1);
  });

  test('does not lose one to rounding where the rate was counted', () => {
    for (let hits = 0; hits <= 100; hits += 1) {
      const benign = Array.from({ length: 100 }, (_, i) => i);
      expect(countAbove(benign, cutAt(benign, hits / 100))).toBe(hits);
    }
  });

  test('keeps all of a tie at the limit below', () => {
    const benign = [0.9, 0.5, 0.5, 0.5, ...Array.from({ length: 96 }, () => 0)];
    expect(cutAt(benign, 0.02)).toBe(0.5);
    expect(countAbove(benign, cutAt(benign, 0.02))).toBe(1);
  });

  test('never lets more than the rate above, and every lower cut would', () => {
    fc.assert(
      fc.property(scores, fc.double({ min: 0, max: 1, noNaN: true }), (benign, rate) => {
        const cut = cutAt(benign, rate);
        expect(countAbove(benign, cut)).toBeLessThanOrEqual(rate * benign.length + 1e-6);
        if (Number.isFinite(cut)) expect(countFrom(benign, cut)).toBeGreaterThan(rate * benign.length);
      }),
    );
  });

  test('is not a number without benign scores, and neither is what is counted above it', () => {
    expect(cutAt([], 0.01)).toBeNaN();
    expect(countAbove([1], cutAt([], 0.01))).toBeNaN();
  });
});

describe('areaUnderCurve', () => {
  test('is 1, 0 and a half for scores apart, reversed and equal', () => {
    expect(areaUnderCurve([0.8, 0.9], [0.1, 0.2])).toBe(1);
    expect(areaUnderCurve([0.1], [0.8, 0.9])).toBe(0);
    expect(areaUnderCurve([0.5, 0.5], [0.5])).toBe(0.5);
  });

  test('counts every pair', () => {
    fc.assert(
      fc.property(scores, scores, (attacks, benign) => {
        let wins = 0;
        for (const a of attacks) for (const b of benign) wins += a > b ? 1 : a === b ? 0.5 : 0;
        expect(areaUnderCurve(attacks, benign)).toBeCloseTo(wins / (attacks.length * benign.length), 9);
      }),
    );
  });
});

describe('wilson', () => {
  test('gives the published interval for 10 of 100', () => {
    const { low, high } = wilson(10, 100);
    expect(low).toBeCloseTo(0.0552, 4);
    expect(high).toBeCloseTo(0.1744, 4);
  });

  test('stays inside 0 to 1 and has width at the ends', () => {
    expect(wilson(0, 50).low).toBe(0);
    expect(wilson(0, 50).high).toBeCloseTo(0.0713, 3);
    expect(wilson(50, 50).high).toBeCloseTo(1, 9);
    expect(wilson(0, 0).low).toBeNaN();
  });
});

describe('bootstrap', () => {
  const benign = Array.from({ length: 500 }, (_, i) => i / 1000);
  const attacks = Array.from({ length: 300 }, (_, i) => 0.35 + i / 1000);

  test('holds the measured share between its ends, and is the same each time', () => {
    const share = countAbove(attacks, cutAt(benign, 0.01)) / attacks.length;
    const interval = bootstrap(attacks, resampledCuts(benign, 0.01));
    expect(interval.low).toBeLessThan(share);
    expect(interval.high).toBeGreaterThan(share);
    expect(bootstrap(attacks, resampledCuts(benign, 0.01))).toEqual(interval);
  });

  test('is wider than Wilson, which takes the cut for certain', () => {
    const interval = bootstrap(attacks, resampledCuts(benign, 0.01));
    const certain = wilson(countAbove(attacks, cutAt(benign, 0.01)), attacks.length);
    expect(interval.high - interval.low).toBeGreaterThan((certain.high - certain.low) * 0.95);
  });

  test('is not a number without benign scores', () => {
    expect(bootstrap(attacks, resampledCuts([], 0.01)).low).toBeNaN();
  });
});

describe('groupedBootstrap', () => {
  const benign = Array.from({ length: 200 }, (_, i) => i / 1000);

  test('is as wide as the groups differ, and a point where they are all alike', () => {
    const cuts = resampledCuts(benign, 0.01);
    const alike = Array.from({ length: 8 }, () => [0.9, 0.1]);
    expect(groupedBootstrap(alike, cuts)).toEqual({ low: 0.5, high: 0.5 });
    const apart = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? [0.9, 0.9] : [0.1, 0.1]));
    const { low, high } = groupedBootstrap(apart, cuts);
    expect(low).toBeLessThan(0.3);
    expect(high).toBeGreaterThan(0.7);
  });

  test('weighs a group by its rows', () => {
    const large = Array.from({ length: 1000 }, () => 0.9);
    const { low } = groupedBootstrap([large, large, [0.1]], [0.5, 0.5]);
    expect(low).toBeGreaterThan(0.99);
  });
});
