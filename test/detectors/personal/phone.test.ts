import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const all = personalData();
const phones = (text: string, detector = all) =>
  detector
    .scan(text)
    .findings.filter(({ rule }) => rule === 'phone-number')
    .map(({ start, end }) => text.slice(start, end));

describe('telephone numbers', () => {
  it.each([
    '+44 20 7946 0958',
    '+442079460958',
    '+1 (212) 555-0147',
    '+1-212-555-0147',
    '+49 (0)30 901820',
    '(+49) 30 901820',
    '+33 1 99 00 12 34',
    '+55 11 98456-5666',
    '+91 98765 43210',
    '+81 3-1234-5678',
    '+86 138 1234 5678',
    '+7 (495) 123-45-67',
    '+358 40 123 4567',
    '+64 21 123 456',
    '0044 20 7946 0958',
    '011 44 20 7946 0958',
    '(212) 555-0147',
    '212-555-0147',
    '212.555.0147',
    '212 555 0147',
    '1-800-555-0147',
    '(212) 555-0147 ext. 12',
    '212-555-0147 x4587',
    '020 7946 0958',
    '(020) 7946 0958',
    '07700 900123',
    '07700900123',
    '01 99 00 12 34',
    '01.99.00.12.34',
    '030/901820',
    '0171 1234567',
    '06-12345678',
    '0917-123-4567',
    '0 532 123 45 67',
    '532-123-45-67',
    '(11) 98456-5666',
    '(02) 5550 1234',
    '040 123 45 67',
    '061 123 456',
    '077 123456',
  ])('%s needs no word', (number) => {
    expect(phones(`From: ${number}, thanks`)).toEqual([number]);
    expect(phones(number)).toEqual([number]);
  });

  it.each([
    ['Phone: ', '9472 7916'],
    ['tel. ', '5551234567'],
    ['T\u00e9l\u00e9phone : ', '4 12 34 56 78'.slice(2)],
    ['Telefonnummer ', '901820'.padEnd(8, '3')],
    ['userPhone=', '2125550147'],
    ['whatsapp ', '699 956 915'],
    ['M\u00f3vil: ', '699956915'],
    ['call me at ', '601 123 456'],
    ['\u0442\u0435\u043b\u0435\u0444\u043e\u043d ', '495 12 34 567'],
    ['\u7535\u8bdd\uff1a', '13011112222'],
    ['\uc804\ud654 ', '02 123 4567'.slice(3)],
    ['mobile:\n', '72 128 827'],
  ])('"%s" announces %s', (before, number) => {
    expect(phones(`${before}${number} ok`)).toEqual([number]);
    expect(phones(`about ${number} ok`)).toEqual([]);
  });

  it('takes signs with spaces round them', () => {
    expect(phones('(352) 394 - 6161, 0711 - 901820, 030 / 901 820')).toEqual([
      '(352) 394 - 6161',
      '0711 - 901820',
      '030 / 901 820',
    ]);
    expect(phones('pages 352 - 394, 07 - 12 - 2001')).toEqual([]);
  });

  it('knows words behind a number', () => {
    expect(phones('416 60 039 office, 21 284 698-Fax')).toEqual(['416 60 039', '21 284 698']);
    expect(phones('416 60 039 offices')).toEqual([]);
  });

  it('tells digits from dates, which have a whole year', () => {
    expect(phones('tel 2-72 6199, ok')).toEqual(['2-72 6199']);
    expect(phones('tel 31-12 1999, ok')).toEqual([]);
    expect(phones('tel 1-12 1999, ok')).toEqual([]);
    expect(phones('tel 1-2 1999 1, ok')).toEqual([]);
  });

  it('ends where the number ends', () => {
    expect(phones('+44 20 7946 0958 12 people')).toEqual(['+44 20 7946 0958']);
    expect(phones('+1 212 555 0147 2024')).toEqual(['+1 212 555 0147']);
    expect(phones('(212) 555-0147. Next')).toEqual(['(212) 555-0147']);
    expect(phones('+39 06 678 4343\n12 rooms')).toEqual(['+39 06 678 4343']);
  });

  it.each([
    ['an order', 'order 4155550132 and order number 0961-7596216'],
    ['dates and times', '2024-01-02 10:30, 02.01.2024, call me on 2024-01-02 or 12/31/1999'],
    ['a span of years', 'call us: 2019-2020'],
    ['epochs', '1712345678 1712345678901 ts=1712345678901234'],
    ['versions', '1.22.333.4444 v10.15.7.19 07.11.20'],
    ['coordinates', '40.712776, -74.005974 and 51.5074456 0.1278123'],
    ['hashes and UUIDs', '550e8400-e29b-41d4-a716-446655440000 0123456789abcdef0123456789abcdef01234567'],
    ['prices', '$1,234,567.89 1 234 567,89 EUR 12.345.678'],
    ['ISBN', 'ISBN 978-3-16-148410-0 ISBN-10: 0-306-40615-2'],
    ['tracking numbers', '1Z999AA10123456784 9400 1000 0000 0000 0000 00'],
    ['sums', '+12345678 and +23456789 x +5 - 02 1+2125550147'],
    ['offsets of time zones', '2024-01-02T03:04:05+02:00 GMT+0530'],
    ['a longer number', '212-555-0147-9983 020 7946 0958 1234 5678'],
    ['a country that does not exist', '+210 1234 5678 +999 123 456 789'],
    ['lengths that a country does not have', '+47 12 34 56 +33 199 001 +4915'],
    ['area codes that do not exist', '112-555-0147 211-055-0147'],
    ['part of a word', 'x212-555-0147 SKU-212-555-0147 212-555-0147b'],
    ['a count', 'they called 601 123 456 times'],
    ['a row of numbers', '12 345 678 910 11 12 13 14 15 16 17 18'],
    ['parts of other identifiers', '0711-0130-7 001332-1234567 078-051121'],
  ])('finds none in %s', (_, text) => {
    expect(phones(text)).toEqual([]);
  });
});

describe('a zero in parentheses', () => {
  it('is left out where digits follow, and is no reason to take too many digits for a number', () => {
    expect(phones('call +49 (0)30 901820 now')).toEqual(['+49 (0)30 901820']);
    expect(phones('call +49 (0)123456789012345678 now')).toEqual([]);
    expect(phones('1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 (0)')).toEqual([]);
    expect(phones('call +49 (0) now')).toEqual([]);
  });
});

describe('numbers with a zero in front that no word announces', () => {
  const LONGEST = 6;
  /** No number of another kind at the same place. */
  const detector = personalData({ kinds: ['phone'] });
  /** The groups and signs that are telephone numbers, as they are written down for `personalData()`. */
  const isOne = (sizes: readonly number[], sign: string): boolean => {
    const count = sizes.reduce((sum, size) => sum + size, 0);
    const shape = sizes.join('');
    const [first = 0] = sizes;
    if (count < 9 || count > 12) return false;
    if (first === 1) return /^1334$|^13322$/.test(shape);
    if (first > 5 || sizes.includes(1) || /^(?:444|54)$/.test(shape)) return false;
    if (sign === '-' && /^(?:324|36|333)$/.test(shape)) return false;
    return sign === '.' ? sizes.length > 2 : sign === '/' ? first > 2 : true;
  };

  it('are told by their sizes and signs', () => {
    const sizes = fc
      .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: LONGEST })
      // Of more digits only the first could be a number.
      .filter((each) => each.reduce((sum, size) => sum + size, 0) <= 17);
    fc.assert(
      fc.property(sizes, fc.constantFrom(' ', '-', '.', '/'), ([first = 1, ...rest], sign) => {
        const number = [first, ...rest]
          .map((size) => '7'.repeat(size))
          .join(sign)
          .replace('7', '0');
        expect([number, phones(`is ${number}, ok`, detector)]).toEqual([
          number,
          isOne([first, ...rest], sign) ? [number] : [],
        ]);
      }),
      { numRuns: 2000 },
    );
  });
});
