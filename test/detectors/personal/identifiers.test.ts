import { describe, expect, it } from 'vitest';
import { personalData, personalDataRules } from '../../../src/detectors/personal/personal-data.ts';
import { identifiers } from './identifiers.ts';

const detector = personalData();
const found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);

describe('identifiers', () => {
  it.each(identifiers)('%s: %s%s', (rule, before, value) => {
    expect(found(`to ${before}${value}, ok`)).toEqual([[rule, value]]);
    expect(found(before + value)).toEqual([[rule, value]]);
  });

  it.each(identifiers.filter(([, , , needs]) => needs === 'named'))(
    'is no %s without a word: %s%s',
    (rule, _, value) => {
      expect(found(`to ${value}, ok`).map(([name]) => name)).not.toContain(rule);
    },
  );

  const checked = identifiers.filter(
    ([rule]) => !/itin|ssn|nino|pan|passport|licence|mac|birth|postal|kr-rrn|dk-cpr|medicare/.test(rule),
  );
  it.each(checked)('notices a wrong digit in %s: %s%s', (rule, before, value) => {
    const at = /\d(?=\D*$)/.exec(value)?.index ?? 0;
    const wrong = value.slice(0, at) + ((Number(value[at]) + 1) % 10) + value.slice(at + 1);
    if (!value.startsWith('0x')) expect(found(before + wrong).map(([name]) => name)).not.toContain(rule);
  });

  it('are part of no word and no longer number', () => {
    for (const [rule, before, value] of identifiers.filter(([name]) => !/birth|postal|licence/.test(name))) {
      expect(found(`${before}x_${value}`).map(([name]) => name)).not.toContain(rule);
      expect(found(`${before}${value}123456`).map(([name]) => name)).not.toContain(rule);
    }
  });

  it.each([
    ['orders and tickets', 'order 12345678901, ticket #4405140135, invoice 2024-000123, PO 100200300'],
    ['epochs', '1712345678 1712345678901 1712345678901234 1712345678901234567'],
    ['dates with a time', '20240115-1230 2024-01-15T12:30:00Z 20240115123000 240115-1230'],
    ['dates without a birth', 'due on 12/31/1980 and March 12, 1985'],
    ['versions', 'v1.2.3 1.2.3-beta.4 10.15.7 node-v22.11.0 2024.10.1'],
    ['coordinates', '40.712776,-74.005974 N 51.5074 W 0.1278 geo:37.786971,-122.399677'],
    ['hashes', 'd41d8cd98f00b204e9800998ecf8427e da39a3ee5e6b4b0d3255bfef95601890afd80709 sha256:9f86d081884c7d65'],
    ['UUIDs', '550e8400-e29b-41d4-a716-446655440000 01890a5d-ac96-774b-bcce-b302099a8057'],
    ['prices', '$1,234.56 EUR 12.345,67 1 234 567 kr 99.99'],
    ['ISBN and ISSN', '978-3-16-148410-0 9783161484100 0-306-40615-2 2049-3630'],
    ['tracking numbers', '1Z999AA10123456784 RB123456785GB 9400100000000000000000 JD014600003828'],
    ['names of parts', 'LM317T BC547B SN74LS00N A1B2C3 X570 RTX4090 iPhone15'],
    ['programs', 'for (let i = 0; i < 10; i += 1) a[0x1F] = 1e10; #ff8800 u0041 uint8_t f16c'],
    ['sizes and spans', '1920x1080 4096 bytes 10-20 kg 3 x 4 x 5 12:30-13:45 1914-1918'],
    ['a street without a postcode', 'we met in 12 Baker Street and Hauptstra\u00dfe 12'],
    ['numbers in prose', 'In 2019 Microsoft bought 12 companies. 5 Great Ideas for 2024. Chapter 12 Road Ahead'],
    [
      'rows of small numbers',
      '47 69 90 41 42 72 77 71 77 2, 4 0 3 10 16 23 13 12 44 46 68 75 and 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
    ],
    ['other numbers near documents', 'passport page #000000 id 2cc80ab3-7973-4fc0-9abc-0123456789ab'],
    ['drivers of devices', 'NVIDIA driver 53512903 and license MIT'],
    ['base64', 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk'],
    ['addresses of no device', '00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 1234.5678.9012 10-11-12-13-14-15'],
  ])('are not %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('options', () => {
  it('look for some kinds only', () => {
    const network = personalData({ kinds: ['network'] });
    expect(network.scan('jane@example.com 8.8.4.4').findings.map(({ rule }) => rule)).toEqual(['ip-address']);
    expect(personalData({ kinds: [] }).scan('jane@example.com 8.8.4.4').findings).toEqual([]);
  });

  it('look for identifiers and telephone numbers of some countries only', () => {
    const text = '12345678Z 078-05-1120 (212) 555-0147, 0171 1234567, +44 20 7946 0958';
    const rules = (regions: string[]) =>
      personalData({ regions })
        .scan(text)
        .findings.map(({ rule }) => rule);
    expect(rules(['ES'])).toEqual(['es-dni', 'phone-number', 'phone-number']);
    expect(rules(['US'])).toEqual(['us-ssn', 'phone-number', 'phone-number']);
    expect(rules(['US', 'ES'])).toEqual(['es-dni', 'us-ssn', 'phone-number', 'phone-number', 'phone-number']);
  });

  it('are checked', () => {
    expect(() => Reflect.apply(personalData, undefined, [{ kinds: ['mail'] }])).toThrow(/unknown kind "mail".*email/);
    expect(() => Reflect.apply(personalData, undefined, [{ kinds: 'email' }])).toThrow(/must be an array/);
    expect(() => personalData({ regions: ['de'] })).toThrow(/ISO 3166/);
    expect(() => Reflect.apply(personalData, undefined, [{ regions: 'DE' }])).toThrow(/must be an array/);
    expect(() => personalData({ without: ['mail'] })).toThrow(/unknown rule "mail"/);
  });

  it('leave out each rule by its name', () => {
    for (const [rule, before, value] of identifiers) {
      expect(personalDataRules).toContain(rule);
      const rules = personalData({ without: [rule] })
        .scan(before + value)
        .findings.map((finding) => finding.rule);
      expect(rules).not.toContain(rule);
    }
  });
});
