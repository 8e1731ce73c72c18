import { describe, expect, it } from 'vitest';
import { isCanonicalPath, isUnder } from '../../../src/tokens/constraints/path.ts';

const twins: readonly [string, string][] = [
  ['/data/a', '/data/../etc/passwd'],
  ['/data/..a', '/data/..'],
  ['/data/.a', '/data/.'],
  ['/data/a/b', '/data/a//b'],
  ['/data', '/data/'],
  ['/data/a', 'data/a'],
  ['/data/a', '~/data/a'],
  ['/data/2e2e', '/data/%2e%2e/etc'],
  ['/data/a', '/data\\..\\etc'],
  ['/data/a', '/data/a\0.txt'],
  ['/data/a', '/data/a\nb'],
  ['/data/a', '/data/a\x7f'],
  ['/data/a', '/data/a\x85'],
  ['/data/a b', '/data/a '],
  ['/data/a b', '/data/ a'],
  ['/data/a.b', '/data/a.'],
  ['/data/...a', '/data/...'],
  ['/data/\u00e9', '/data/e\u0301'], // composed and decomposed
  ['/data/\u4e2d', '/data/\u3000a'], // an ideographic space at the start
  [`/${'a'.repeat(4_095)}`, `/${'a'.repeat(4_096)}`],
  ['/', ''],
];

describe('isCanonicalPath', () => {
  it.each(twins)('takes %j and not %j', (good, bad) => {
    expect(isCanonicalPath(good)).toBe(true);
    expect(isCanonicalPath(bad)).toBe(false);
  });
});

describe('isUnder', () => {
  it('goes by whole segments', () => {
    expect(isUnder('/data/a', '/data')).toBe(true);
    expect(isUnder('/data', '/data')).toBe(true);
    expect(isUnder('/data', '/')).toBe(true);
    expect(isUnder('/database', '/data')).toBe(false);
    expect(isUnder('/dat', '/data')).toBe(false);
    expect(isUnder('/DATA/a', '/data')).toBe(false);
  });
});
