import { describe, expect, it } from 'vitest';
import { unitAt, WIDTH } from '../../../src/detectors/secrets/escape-units.ts';

const read = (text: string): readonly [unit: string, length: number] | undefined => {
  const found = unitAt(text, 0);
  return found === -1 ? undefined : [String.fromCharCode(found % WIDTH), Math.floor(found / WIDTH)];
};

describe('units in escapes', () => {
  it.each([
    ['A', 'A', 1],
    ['%41', 'A', 3],
    ['\\x41', 'A', 4],
    ['\\u0041', 'A', 6],
    ['\\\\x41', 'A', 5],
    ['\\\\u0041', 'A', 7],
    ['&#65;', 'A', 5],
    ['&#122;', 'z', 6],
    ['&#x41;', 'A', 6],
    ['&#X7a;', 'z', 6],
    ['&amp;', '&', 5],
    ['&quot;', '"', 6],
    ['&gt;', '>', 4],
  ])('%s is %s', (text, unit, length) => expect(read(`${text}b`)).toEqual([unit, length]));

  it.each([
    '%4',
    '%zz',
    '\\n',
    '\\x4',
    '\\xzz',
    '\\u1041',
    '\\u0',
    '\\\\u00zz',
    '&#x4;',
    '&#x41',
    '&#xzz;',
    '&#6;',
    '&#65',
    '&#12345;',
    '&#a;',
    '&copy;',
  ])('%s is no escape: its first sign is read', (text) => expect(read(text)).toEqual([text.charAt(0), 1]));

  it('is nothing where a space or the end is', () => {
    for (const text of ['', ' A', '\nA', '\tA']) expect(read(text)).toBeUndefined();
  });
});
