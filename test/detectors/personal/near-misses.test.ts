import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const detector = personalData();
const found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);

describe('what is nearly an identifier', () => {
  it.each([
    ['a hardware address with a group of three', '00:1A:2B:3C:4D:5EF'],
    ['an address of the right letters with a wrong sum', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb'],
    ['the largest number of an address', `T${'z'.repeat(33)}`],
    ['bech32 in both cases', 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdQ'],
    ['a name in front of no domain', ' [at] example [dot] com'],
    ['a word before two colons', 'std_vector_x::ab12'],
    ['an IPv6 address in a longer name', 'x_2001:db8::1_y'],
  ])('is not taken for one: %s', (_, text) => {
    expect(found(`see ${text} here`).filter(([rule]) => rule !== 'email')).toEqual([]);
    expect(found(`see ${text} here`).map(([, value]) => value)).not.toContain(text);
  });

  it.each([
    ['jane [dot] ann [dot] doe [at] example [dot] com', 'jane [dot] ann [dot] doe [at] example [dot] com'],
    ['jane [dot] [dot] doe [at] example [dot] com', 'doe [at] example [dot] com'],
  ])('is left out of an address that is written out: %s', (text, value) => {
    expect(found(`to ${text}, ok`)).toEqual([['email', value]]);
  });

  it.each([
    ['12 Baker Street; London, see NW1 6XE', 'a sign that ends a sentence'],
    ['12 Baker Street\n\nNW1 6XE', 'an empty line'],
    ['12 Baker Street, London. We moved to NW1 6XE', 'the end of a sentence'],
    ['12 Baker Street London aNW1 6XE', 'a word that the postcode ends'],
  ])('is no postal address across %s', (text) => {
    expect(found(text).filter(([rule]) => rule === 'postal-address')).toEqual([]);
    expect(found('12 Baker Street, London NW1 6XE').map(([rule]) => rule)).toEqual(['postal-address']);
  });

  it('of a Swedish person has a word in front where it could be a date with a time', () => {
    const luhn = (nine: string) => {
      let sum = 0;
      for (let at = 0; at < 9; at += 1) {
        const twice = Number(nine[at]) * (at % 2 === 0 ? 2 : 1);
        sum += twice > 9 ? twice - 9 : twice;
      }
      return `${nine}${(10 - (sum % 10)) % 10}`;
    };
    const asTime = `20${luhn('240115123')}`;
    const written = `${asTime.slice(0, 8)}-${asTime.slice(8)}`;
    expect(found(`at ${written} sharp`).map(([rule]) => rule)).not.toContain('se-personal-number');
    expect(found(`personnummer ${written}`)).toEqual([['se-personal-number', written]]);
    const coordination = luhn('701063239');
    expect(found(`personnummer ${coordination.slice(0, 6)}-${coordination.slice(6)}`)).toEqual([
      ['se-personal-number', `${coordination.slice(0, 6)}-${coordination.slice(6)}`],
    ]);
  });

  it('of a Korean needs no sum where it is named, as those that are new have none', () => {
    expect(found('to 960121-1234560, ok')).toEqual([]);
    expect(found('RRN: 960121-1234560, ok')).toEqual([['kr-rrn', '960121-1234560']]);
  });

  it('of a foreigner in Korea has a sum of its own', () => {
    const twelve = '960121512345';
    const weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
    const rest = weights.reduce((sum, weight, at) => sum + weight * Number(twelve[at]), 0) % 11;
    const of = (check: number) => `960121-512345${check}`;
    const right = (13 - rest) % 10;
    expect(found(`to ${of(right)}, ok`)).toEqual([['kr-rrn', of(right)]]);
    expect(found(`RRN: ${of((right + 1) % 10)}`).map(([rule]) => rule)).not.toContain('kr-rrn');
  });
});
