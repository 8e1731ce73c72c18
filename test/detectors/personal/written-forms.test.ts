import { describe, expect, it } from 'vitest';
import { personalData } from '../../../src/detectors/personal/personal-data.ts';

const detector = personalData();
const found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0)).replaceAll(' ', '\u3000');
const entities = (text: string) => [...text].map((unit) => `&#${unit.charCodeAt(0)};`).join('');
const hexEntities = (text: string) => [...text].map((unit) => `&#x${unit.charCodeAt(0).toString(16)};`).join('');
const percent = (text: string) => [...text].map((unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`).join('');
const escapes = (text: string) => [...text].map((unit) => `\\u00${unit.charCodeAt(0).toString(16)}`).join('');

const values = [
  ['email', 'jane.doe@example.com'],
  ['card-number', '4111 1111 1111 1111'],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['us-ssn', '078-05-1120'],
  ['phone-number', '+44 20 7946 0958'],
  ['ip-address', '8.8.4.4'],
] as const;

describe('other ways to write', () => {
  it.each(values)('reads %s in full width, in escapes, and between invisible characters', (rule, value) => {
    const forms = [
      fullWidth(value),
      entities(value),
      hexEntities(value),
      percent(value),
      escapes(value),
      encodeURIComponent(value),
      [...value].join('\u200b'),
      [...value].join('\u00ad'),
      value.replaceAll(' ', '\u00a0'),
      value.replaceAll('-', '\u2011'),
    ];
    for (const form of forms) expect(found(`see ${form} there`)).toEqual([[rule, form]]);
  });

  it.each([
    'jane [at] example [dot] com',
    'jane(at)example(dot)com',
    'jane.doe[AT]example[DOT]com',
    'jane.doe@example[.]com',
    'jane dot doe at example dot com',
    'jane.doe at example dot co dot uk',
    'jane&#64;example.com',
    'jane%40example.com',
    'jane&commat;example&period;com',
    'jane\\u0040example.com',
    'user@xn--80ak6aa92e.com',
    "o'brien@example.com",
    'jane@m\u00fcnchen.de',
    'jane+tag@example.museum',
  ])('reads the address %s', (address) => {
    expect(found(`please write to ${address}, thanks`)).toEqual([['email', address]]);
  });

  it.each([
    'she works at example dot com',
    'meet at the dot com',
    'look at example.com for more',
    'an image at [2] and a dot (dot) here',
    'f(at) + g[dot]',
    'getty@tty1.service img@2x.png pkg@1.2.3',
    'a @ b . c',
  ])('finds no address in "%s"', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('reads digits that stand alone where a check digit proves them', () => {
    const spaced = [...'4111111111111111'].join(' ');
    expect(found(`number ${spaced} ok`)).toEqual([['card-number', spaced]]);
    expect(found(`number ${[...'4111111111111112'].join(' ')} ok`)).toEqual([]);
  });
});
