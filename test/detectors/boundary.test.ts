import { describe, expect, it } from 'vitest';
import { followsEscape, followsWord } from '../../src/detectors/boundary.ts';

const key = 'key=1';
const follows = (before: string) => followsWord(before + key, before.length);

describe('where a word starts', () => {
  it.each(['', ' ', '"', '\\n', '\\t', '\\x22', '\\x2A', '\\u0022', '\\u002f', '%3D', '%0a', 'word%20'])(
    'is behind %j',
    (before) => {
      expect(follows(before)).toBe(false);
    },
  );

  it.each([
    'a',
    'Z',
    '7',
    '_',
    '\\z',
    '\\xz2',
    '\\x2z',
    'x22',
    'y\\y22',
    '\\u00z2',
    '\\uz022',
    'u0022',
    '%z0',
    '%0g',
    '0a',
  ])('is not behind %j', (before) => {
    expect(follows(before)).toBe(true);
    expect(followsEscape(before + key, before.length)).toBe(false);
  });

  it('is behind no backslash that nothing follows', () => {
    expect(followsEscape('\\', 2)).toBe(false);
  });
});
