import { describe, expect, it } from 'vitest';
import { Challenges } from '../../../src/tokens/chain/challenges.ts';

describe('Challenges', () => {
  it('serve once, and for their time', () => {
    const challenges = new Challenges(60);
    const [first, second, third] = [challenges.issue(0), challenges.issue(0), challenges.issue(10)];
    expect(new Set([first, second, third]).size).toBe(3);
    expect(Buffer.from(first, 'base64url')).toHaveLength(16);
    expect([challenges.spend(first, 59), challenges.spend(first, 59)]).toEqual([true, false]);
    expect(challenges.spend(second, 60)).toBe(false);
    expect(challenges.spend(third, Number.NaN)).toBe(false);
    expect(challenges.spend('AAAAAAAAAAAAAAAAAAAAAA', 0)).toBe(false);
  });

  it('are bounded: the oldest make room, and what is over goes first', () => {
    const challenges = new Challenges(60);
    const first = challenges.issue(0);
    const second = challenges.issue(0);
    for (let index = 0; index < 9_999; index += 1) challenges.issue(1);
    expect([challenges.spend(first, 2), challenges.spend(second, 2)]).toEqual([false, true]);
    const late = challenges.issue(100);
    expect(challenges.spend(late, 101)).toBe(true);
  });
});
