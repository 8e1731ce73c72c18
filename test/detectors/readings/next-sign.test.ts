import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextOf } from '../../../src/detectors/readings/layout/next-sign.ts';

describe('where a sign stands next', () => {
  it('is where indexOf finds it, in whichever order it is asked', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '<'), maxLength: 20 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(22)), (given, places) => {
        const next = nextOf(given, '<');
        for (const from of places) {
          const at = given.indexOf('<', from);
          expect(next(from)).toBe(at === -1 ? Number.POSITIVE_INFINITY : at);
        }
      }),
    );
  });
});
