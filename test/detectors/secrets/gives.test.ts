import { describe, expect, it } from 'vitest';
import { readGiven } from '../../../src/detectors/secrets/gives.ts';

const value = 'v4lu3';
const given = (between: string): string | undefined => {
  const text = `name${between}${value}`;
  const found = readGiven(text, 4, (start) => (text.startsWith(value, start) ? start + value.length : -1));
  return found === undefined ? undefined : text.slice(found.start, found.end);
};

describe('what gives a value to a name', () => {
  it.each([
    ' = ',
    ' := ',
    ' => "',
    '::',
    ': str = ',
    ': NSString *= ',
    ': NSString* = ',
    ': String = "',
    '", "',
    '\n value: ',
    '" value="',
    '\\" value=\\"',
    '\n"value" : "',
  ])('%j', (between) => expect(given(between)).toBe(value));

  it.each([
    ' ',
    ' is ',
    ': NSStringValue = ',
    ': NSString x= ',
    '", ',
    '"; "',
    '\n valued: ',
    '\n value ',
    '" value\\\\\\\\"="',
    '\n values are ',
  ])('not %j', (between) => expect(given(between)).toBeUndefined());
});
