import { describe, expect, it } from 'vitest';
import { knownSecrets } from '../../../src/detectors/secrets/known-secrets.ts';

const value = 'zürich "gate" 7/9+?';
const detector = knownSecrets([value]);

describe('knownSecrets', () => {
  it.each([
    ['as it is', value],
    ['in JSON', JSON.stringify(value)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(value))],
    ['in JSON as PHP writes it', JSON.stringify(value).replaceAll('/', '\\/')],
    ['URL-encoded', encodeURIComponent(value)],
    ['URL-encoded in lower case', encodeURIComponent(value).replace(/%../g, (digits) => digits.toLowerCase())],
    ['in a form', new URLSearchParams({ q: value }).toString()],
    ['decomposed', value.normalize('NFD')],
    [
      'all of it percent-encoded',
      [...value]
        .map((unit) =>
          /\w/.test(unit)
            ? unit
            : encodeURIComponent(unit) === unit
              ? `%${unit.charCodeAt(0).toString(16).toUpperCase()}`
              : encodeURIComponent(unit),
        )
        .join(''),
    ],
    ['in hex', Buffer.from(value).toString('hex')],
    ['in upper-case hex', Buffer.from(value).toString('hex').toUpperCase()],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in base64, one byte on', Buffer.from(`x${value}`).toString('base64')],
    ['in base64, two bytes on', Buffer.from(`xx${value}yz`).toString('base64')],
    ['in base64url', Buffer.from(`xx${value}??>>`).toString('base64url')],
    ['reversed', [...value].reverse().join('')],
    ['in base64 of base64', Buffer.from(`x${Buffer.from(`xx${value}`).toString('base64')}`).toString('base64')],
    ['in HTML', value.replaceAll('"', '&quot;')],
    ['in HTML, all that is no letter', value.replace(/[^A-Za-z0-9]/g, (unit) => `&#${unit.charCodeAt(0)};`)],
    [
      'in HTML, all of it in hex',
      value.replace(/./g, (unit) => `&#x${unit.charCodeAt(0).toString(16).toUpperCase()};`),
    ],
    ['in escapes', value.replace(/./g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)],
    ['in short escapes', value.replace(/./g, (unit) => `\\x${unit.charCodeAt(0).toString(16).toUpperCase()}`)],
    ['as Python writes JSON', JSON.stringify(value).replace('\u00fc', '\\u00fc')],
    ['with a zero-width space inside', `${value.slice(0, 4)}\u200b${value.slice(4)}`],
  ])('finds a value %s', (_, form) => {
    expect(detector.scan(`a ${form} b`)).toMatchObject({ score: 1, findings: [{ rule: 'known-secret' }] });
  });

  it('finds nothing else', () => {
    expect(detector.scan(`a ${value.slice(0, -1)} b`).findings).toEqual([]);
    expect(knownSecrets([]).scan(value).findings).toEqual([]);
  });

  it('takes a value with half a pair, which has no URL form', () => {
    expect(knownSecrets(['12345678\ud800']).scan('x 12345678\ud800').findings).toHaveLength(1);
  });

  it.each([[['short']], [['x'.repeat(4097)]], [[12345678]], ['a long enough string']])(
    'refuses %j without showing it',
    (values) => {
      // @ts-expect-error some are not arrays of strings
      expect(() => knownSecrets(values)).toThrow(
        /knownSecrets: (value 0 must be a string of 8 to 4096|"values" must be an array)/,
      );
    },
  );
});
