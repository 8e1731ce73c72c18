import { describe, expect, it } from 'vitest';
import { letterOdds, letterPairs, pairSum } from '../../../src/detectors/readings/english/letter-pairs.ts';
import { countLetters } from '../../../tools/letter-pairs.ts';

describe('letters and their pairs', () => {
  it('are those of the words that the package holds: after a change run node tools/letter-pairs.ts', () => {
    const { pairs, letters } = countLetters();
    expect(letterPairs()).toEqual(pairs);
    expect(letterOdds()).toEqual(letters);
  });

  it('tell English from letters at random', () => {
    expect(pairSum('instructions')).toBeGreaterThan(0);
    expect(pairSum('xqzkvjwpfg')).toBeLessThan(0);
  });
});
