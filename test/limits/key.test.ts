import { describe, expect, it } from 'vitest';
import { boundedKey } from '../../src/limits/key.ts';

describe('boundedKey', () => {
  it('keeps short keys and hashes long ones to the same length', () => {
    expect(boundedKey('alice')).toBe('alice');
    const long = boundedKey('x'.repeat(1e6));
    expect(long).toHaveLength(135);
    expect(boundedKey(long)).not.toBe(long);
    expect(boundedKey('x'.repeat(1e6))).toBe(long);
    expect(boundedKey(`${'x'.repeat(1e6)}y`)).not.toBe(long);
  });

  it('refuses what is no text', () => {
    for (const key of [undefined, null, 7, '', {}]) expect(() => boundedKey(key)).toThrow('a limit key must be a text');
  });
});
