import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const detector = personalData();
const found = (rule: string, text: string): readonly string[] =>
  detector
    .scan(text)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ start, end }) => text.slice(start, end));

describe('mobile numbers in one piece', () => {
  it.each([
    '0612345678',
    '0412345678',
    '0712345678',
    '01612345678',
    '016123456789',
    '01012345678',
    '07123456789',
    '09171234567',
    '05321234567',
    '08012345678',
  ])('%s', (number) => expect(found('phone-number', `see ${number} there`)).toEqual([number]));

  it.each(['0212345678', '01112345678', '010123456789', '03123456789', '05712345678', '08212345678', '073456789012'])(
    'not %s, which no country has',
    (number) => expect(found('phone-number', `see ${number} there`)).toEqual([]),
  );
});

describe('numbers of North America', () => {
  it.each(['212-555-0147', '1-212-555-0147'])('%s', (number) =>
    expect(found('phone-number', `see ${number} there`)).toEqual([number]),
  );

  it.each(['2-212-555-0147', '1-112-555-0147', '1-211-555-0147', '1-212-155-0147'])(
    'not %s: another country code, or an area or exchange that there is not',
    (number) => expect(found('phone-number', `see ${number} there`)).toEqual([]),
  );
});

describe('e-mail addresses with letters that are not ASCII', () => {
  it.each([
    'j\u00f6rg@example.com',
    'jane@m\u00fcller.de',
    'jane@\u03b5\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac.gr',
    'jane@\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444',
    'jane@\u043f\u0440\u0438\u043c\u0435\u0440[.]\u0440\u0444',
  ])('%s', (address) => expect(found('email', `to ${address}, please`)).toEqual([address]));

  it.each(['\u65e5\u672c@x', 'jane@example.c\u00f6m', 'jane@example.\u03b3\u03c1', 'jane@\u4f8b\u3048.com'])(
    'not %s',
    (address) => expect(found('email', `to ${address}, please`)).toEqual([]),
  );

  it.each(['git@example.com:owner/name', 'git@example[.]com:owner/name', 'ssh://git@example.com/owner/name'])(
    'nor where code is kept: %s',
    (address) => expect(found('email', `clone ${address} first`)).toEqual([]),
  );
});

describe('addresses of IPv6 at their borders', () => {
  it.each([
    ['64:ff9b::192.0.2.33:5', '192.0.2.33'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['2001:db8::1:', '2001:db8::1'],
  ])('%s', (text, address) => expect(found('ip-address', `at ${text} now`)).toEqual([address]));

  it.each([
    ['a word that ends where the gap starts', 'word::1:2:3'],
    ['two gaps', '2001:db8::1::2'],
    ['a word in front of the gap', 'g\u00e4ste1x::b1'],
    ['one colon at the start', ':1:2:3:4:5:6:7:8:9'],
    ['three colons', '2001:::1'],
  ])('not with %s', (_, text) => expect(found('ip-address', `at ${text} now`)).toEqual([]));
});

describe('digits of other scripts', () => {
  it.each([
    ['full width', 0xff10],
    ['Arabic', 0x660],
    ['Persian', 0x6f0],
    ['Devanagari', 0x966],
  ])('%s', (_, zero) => {
    const text = '+44 20 7946 0958'.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
    expect(found('phone-number', `call ${text} now`)).toEqual([text]);
  });
});
