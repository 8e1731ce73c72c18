import { describe, expect, it } from 'vitest';
import { expression } from '../src/expression.ts';

describe('expression', () => {
  it('gives the same expression each time, so that a sticky one goes on where it was', () => {
    const letter = expression(String.raw`\p{L}`, 'uy');
    expect([letter().test('ab1'), letter().test('ab1'), letter().test('ab1')]).toEqual([true, true, false]);
  });

  it('reads nothing before it is asked', () => {
    const broken = expression('(', 'u');
    expect(broken).toThrow(SyntaxError);
  });
});
