import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeJsonStrings } from '../../src/detectors/json-text.ts';

const all = (text: string) => [{ start: 0, end: text.length }];

describe('changeJsonStrings', () => {
  it('changes the strings that a span touches, and leaves the rest as it was written', () => {
    const text = '{ "a" : "x\\"y",\n "n": 12345678901234567890, "a": ["x\\\\", "z"] }';
    expect(changeJsonStrings(text, [{ start: text.indexOf('y'), end: text.indexOf('y') + 1 }], () => '"new"')).toBe(
      '{ "a" : "\\"new\\"",\n "n": 12345678901234567890, "a": ["x\\\\", "z"] }',
    );
    expect(changeJsonStrings(text, [], () => 'new')).toBe(text);
    const wide = [
      { start: 0, end: text.length },
      { start: 1, end: 2 },
    ];
    expect(changeJsonStrings(text, wide, (value) => (value === 'z' ? '' : value))).toBe(text.replace('"z"', '""'));
  });

  it('gives undefined for anything else', () => {
    for (const text of ['', '"x"', '5', '{"a": ', '[1] and more', `["${'x'.repeat(1_048_576)}"]`]) {
      expect(changeJsonStrings(text, all(text), () => 'new')).toBeUndefined();
    }
  });

  it('sees each string of any JSON once', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())), (value) => {
        const text = JSON.stringify(value, null, 1);
        const seen: string[] = [];
        JSON.parse(text, (_, leaf: unknown) => {
          if (typeof leaf === 'string') seen.push(leaf);
          if (typeof leaf === 'object' && leaf !== null && !Array.isArray(leaf)) seen.push(...Object.keys(leaf));
          return leaf;
        });
        const given: string[] = [];
        expect(
          changeJsonStrings(text, all(text), (string) => {
            given.push(string);
            return string;
          }),
        ).toBe(text);
        expect(given.sort()).toEqual(seen.sort());
      }),
    );
  });
});
