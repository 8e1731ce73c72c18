import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const detector = personalData();
const found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);

describe('numbers that are nearly personal', () => {
  it.each([
    [
      'a network',
      '192.0.2.0/24 and 192.0.2.0/33',
      [
        ['ip-address', '192.0.2.0/24'],
        ['ip-address', '192.0.2.0'],
      ],
    ],
    ['a date in one piece', 'tel 20260315 and on', []],
    ['a date that is none', 'built on 20261399.', []],
    ['Brazilian, mobile', 'call +55 11 98456-5666', [['phone-number', '+55 11 98456-5666']]],
    ['Chinese, mobile', 'call 138 0013 8000 now', [['phone-number', '138 0013 8000']]],
    ['an address with signs', 'write to a@b and @c and d@', []],
    ['a version', 'version 1.2.3.4.5 and 10.20', []],
    ['colons', 'a:b and ::: and 1::', [['ip-address', '1::']]],
  ])('are told: %s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});
