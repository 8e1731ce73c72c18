import { describe, expect, it } from 'vitest';
import { clockOption, monotonic } from '../src/clock.ts';

describe('a clock', () => {
  it('never goes back, and stands still where it reads no finite number', () => {
    const readings = [Number.NaN, 5, 3, Number.POSITIVE_INFINITY, 8];
    const clock = clockOption('test', () => readings.shift() ?? Number.NaN);
    expect(Array.from({ length: 7 }, clock)).toEqual([0, 5, 5, 5, 8, 8, 8]);
  });

  it('is the monotonic one where none is given', () => {
    expect(clockOption('test')).toBe(monotonic);
  });

  it.each([
    ['now', 'got "now"'],
    ['n'.repeat(41), 'got a string'],
    [5, 'got 5'],
    [null, 'got null'],
    [[], 'got an array'],
    [{}, 'got an object'],
  ])('is a function, and the error shows no long text: %j', (given, says) => {
    expect(() => clockOption('test', given as never)).toThrow(says);
  });
});
