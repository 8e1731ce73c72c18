import { describe, expect, it } from 'vitest';
import { endOfRun, followsOf, isSpace, unitClass } from '../../src/detectors/unit-class.ts';

describe('unitClass', () => {
  it('holds what the expression matches', () => {
    expect(endOfRun(unitClass('[\\w-]'), 'a_9-Z!', 0)).toBe(5);
    expect(endOfRun(unitClass('[\\w-]'), '!a', 0)).toBe(0);
    expect(endOfRun(unitClass('\\d'), 'a12', 1)).toBe(3);
    expect(endOfRun(unitClass('[\\w-]'), 'a\u00e9', 0)).toBe(1);
    expect(endOfRun(unitClass('\\S'), 'a\u00e9 b', 0)).toBe(2);
  });
});

describe('white space', () => {
  it('is what an expression takes for it, in classes too', () => {
    const spaces = unitClass('\\s');
    const others = unitClass('[^\\s"]');
    for (let unit = 0; unit < 65536; unit += 1) {
      const text = String.fromCharCode(unit);
      const expected = /\s/.test(text);
      if (isSpace(unit) !== expected) expect(unit).toBe(expected);
      if (endOfRun(spaces, text, 0) !== Number(expected)) expect(unit).toBe(expected);
      if (endOfRun(others, text, 0) !== Number(!expected && text !== '"')) expect(unit).toBe(expected);
    }
    expect(isSpace(Number.NaN)).toBe(false);
  });
});

describe('followsOf', () => {
  it.each([
    ['[\\w-]{20,50}', '[\\w-]', 20, true],
    ['[a-z]{3}\\.[A-Z]{9}', '[a-z]', 3, false],
    ['\\d{6,10}_[A-Z0-9]{32}', '\\d', 6, false],
    ['(?=[A-Za-z]{0,47}\\d)[A-Za-z0-9]{32}', '[A-Za-z0-9]', 32, true],
    ['[a-z]hm[A-Z]{40}', '[a-z]', 1, false],
    ['[|]{2}', '[|]', 2, true],
  ])('knows how %s begins', (source, units, least, alone) => {
    expect(followsOf(source)).toEqual({ units: unitClass(units), least, alone });
  });

  it.each(['a{3}', '(?:dev-)?[a-z]{9}', '[a-z]?b', '[a-z]*b', '[0-9a-f]{8}|[A-Z]{4}', '(?:[a-z]{2}|b)c', ''])(
    'does not guess of %j',
    (source) => {
      expect(followsOf(source)).toBeUndefined();
    },
  );
});
