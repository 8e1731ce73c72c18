import { describe, expect, it } from 'vitest';
import { mend } from '../../../src/detectors/readings/words/word-mending.ts';

describe('a word', () => {
  it.each([
    ['message', 'message'],
    ['systeem', 'system'],
    ['messsage', 'message'],
    ['rulles', 'rules'],
    ['ulesray', 'rules'],
    ['selur', 'rules'],
    ['1gn0re', 'ignore'],
    ['h3llo!', 'hello!'],
    ['8a5364', 'base64'],
    ['bsae64', 'base64'],
    ['yu', 'you'],
    ['ignre', 'ignore'],
    ['instuctions', 'instructions'],
    ['messxage', 'message'],
    ['instxructxionsx', 'instructions'],
    ['m-e-s-s-a-g-e', 'message'],
    ['well-known', 'well-known'],
  ])('is put right where that makes it known: %s', (word, right) => {
    expect(mend(word, false)).toBe(right);
  });

  it.each(['zzzzqq', 'xqj', 'qq', 'qqqay', 'x-q-j', '99', 'a'.repeat(25)])(
    'is left where nothing helps: %s',
    (word) => {
      expect(mend(word, false)).toBeUndefined();
    },
  );

  it('is a letter behind an apostrophe, where a digit or sign stands for it', () => {
    expect(['5', '$', '7', '+', 'x'].map((ending) => mend(ending, true))).toEqual(['s', 's', 't', 't', 'x']);
    expect(mend('re', true)).toBe('re');
  });
});
