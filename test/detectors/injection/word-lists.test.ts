import { describe, expect, it } from 'vitest';
import { joined, words } from '../../../src/detectors/injection/word-lists.ts';

describe('words', () => {
  it('takes lists apart, without the space round a word, and adds those of other lists', () => {
    expect(words('ignore|forget about', ' bypass |', words('drop'))()).toEqual([
      'ignore',
      'forget about',
      'bypass',
      '',
      'drop',
    ]);
  });

  it('gives the same list each time', () => {
    const list = words('a|b');
    expect(list()).toBe(list());
  });
});

describe('joined', () => {
  it('gives every phrase that takes one from each list', () => {
    expect(joined('the|your', 'final', 'report|text')()).toEqual([
      'the final report',
      'the final text',
      'your final report',
      'your final text',
    ]);
  });
});
