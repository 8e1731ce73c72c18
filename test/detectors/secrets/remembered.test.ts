import { describe, expect, it } from 'vitest';
import { Remembered } from '../../../src/detectors/secrets/remembered.ts';

describe('Remembered', () => {
  it('asks a question about a text once, and each question for itself', () => {
    const asked: string[] = [];
    const isLong = (text: string): boolean => {
      asked.push(text);
      return text.length > 3;
    };
    const remembered = new Remembered();
    for (let time = 0; time < 9; time += 1) {
      expect(remembered.ask(isLong, 'abcd')).toBe(true);
      expect(remembered.ask(isLong, 'abc')).toBe(false);
      expect(remembered.ask((text) => text === 'abc', 'abc')).toBe(true);
    }
    expect(asked).toEqual(['abcd', 'abc']);
  });

  it('answers as before when it has forgotten', () => {
    const remembered = new Remembered();
    const isEven = (text: string): boolean => Number(text) % 2 === 0;
    for (let round = 0; round < 3; round += 1)
      for (let number = 0; number < 200; number += 1)
        expect(remembered.ask(isEven, `${number}`)).toBe(number % 2 === 0);
  });
});
