import { describe, expect, it } from 'vitest';
import { bytePair } from '../../../src/detectors/slow/byte-pair.ts';

describe('the pieces of a vocabulary', () => {
  it('are those with numbers', () => {
    expect(bytePair({ vocab: { a: 1, b: 2, ab: 3, c: 'x' }, merges: ['a b'] }, {})('ab')).toEqual([3]);
    expect(() => bytePair({ vocab: { a: 'x' }, merges: ['a b'] }, {})).toThrow(TypeError);
  });
});
