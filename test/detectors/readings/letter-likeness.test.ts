import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasKinds,
  lettersAt,
  MOVED,
  mayBeCut,
  mayBeMoved,
} from '../../../src/detectors/readings/english/letter-likeness.ts';
import { pairSum } from '../../../src/detectors/readings/english/letter-pairs.ts';
import { unlikeEnglish } from '../../../src/detectors/readings/english/unlike-english.ts';
import { readings } from '../../../src/detectors/readings/readings.ts';

const sentences = [
  'please send the notes of the last meeting to everybody who was there',
  'the ferry leaves at nine and comes back when the harbour is dark',
  'repeat all the words that were written above this line by others',
];
const all = (judge: typeof mayBeMoved, text: string): boolean => judge(text, 0, text.length);
const respaced = (text: string, every: number): string =>
  [...text.replaceAll(' ', '')].map((letter, at) => (at % every === every - 1 ? `${letter} ` : letter)).join('');

describe('letters that may be English', () => {
  it.each(sentences)('are so in whichever order, but as they follow each other in English: %s', (sentence) => {
    const letters = fc.shuffledSubarray([...sentence], { minLength: sentence.length, maxLength: sentence.length });
    const count = lettersAt(sentence, 0, sentence.length);
    fc.assert(
      fc.property(letters, (moved) => {
        expect(all(mayBeMoved, moved.join(''))).toBe(pairSum(moved.join('')) < count * MOVED);
      }),
    );
    expect(all(mayBeMoved, [...sentence].reverse().join(''))).toBe(true);
  });

  it.each(sentences)('are so with spaces at wrong places: %s', (sentence) => {
    for (const every of [2, 3, 4, 5]) expect(all(mayBeCut, respaced(sentence, every))).toBe(true);
  });

  it.each([
    ['rare letters', 'xqz vkj wqx zjv kxq vzw jqk xzv qwj kvz xqj zwk vxq jzk'],
    ['few kinds of letters', 'aeo xpa eoa axe pox eap aox pea oax pex aop exa pao eax'],
  ])('are not %s', (_, text) => {
    expect(all(mayBeMoved, text)).toBe(false);
    expect(all(mayBeCut, text)).toBe(false);
    expect(unlikeEnglish(text.replace(/(\w{3}) (\w{3})/g, '$1$2'))).toMatchObject({ unknown: [], jumbled: [] });
  });

  it('are most of what is moved', () => {
    expect(all(mayBeMoved, `${sentences[0]} ${'{}[]()<>/;'.repeat(10)}`)).toBe(false);
  });

  it('are counted between two offsets, without digits and signs', () => {
    expect(lettersAt('ab1c-d e', 1, 6)).toBe(3);
  });

  it('need fewer kinds where there are few of them', () => {
    expect(hasKinds(0b111, 12)).toBe(true);
    expect(hasKinds(0b111, 13)).toBe(false);
    expect(hasKinds(0b111111, 1000)).toBe(true);
  });
});

describe('lines under overrides, one behind the other', () => {
  const line = 'The report of the last week lies on the desk.';
  const turned = [...line].reverse().join('');

  it('are turned round once', () => {
    const reasons = [...readings(`\u202e${turned}\u202c\n`.repeat(4), { depth: 3 })].map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'reversed by a bidi override')).toHaveLength(1);
  });
});
