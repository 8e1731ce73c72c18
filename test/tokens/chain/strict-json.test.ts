import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../../../src/tokens/chain/strict-json.ts';

const parsed = (text: string, maxDepth = 32): unknown => parseStrictJson(text, { maxDepth });
const outcome = (text: string, maxDepth?: number): string => {
  try {
    parsed(text, maxDepth);
    return 'read';
  } catch (error) {
    return (error as Error).name;
  }
};

describe('parseStrictJson', () => {
  it('reads what JSON.stringify writes, as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__') && !/(?<![\d.eE"])-0(?![\d.eE"])/.test(text) && outcome(text) === 'read');
        expect(JSON.stringify(parsed(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads no text that JSON.parse does not, and nothing else from those it reads', () => {
    const character = fc.constantFrom(...'{}[]:,"\\ \n\t0123.eE+-truefalsnu/b'.split(''));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        if (outcome(text) !== 'read') return;
        expect(JSON.stringify(parsed(text))).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 20_000 },
    );
  });

  it.each([
    ['two names', '{"a":1,"a":2}'],
    ['two names, one escaped', '{"a":1,"\\u0061":2}'],
    ['two names deep inside', '[{"b":{"a":1,"a":1}}]'],
    ['a prototype', '{"__proto__":1}'],
    ['an escaped prototype', '{"__prot\\u006f__":1}'],
    ['minus zero', '[-0]'],
    ['minus zero as a fraction', '-0.0'],
    ['minus zero by an exponent', '-1e-400'],
    ['a large whole number', '9007199254740992'],
    ['out of range', '1e400'],
    ['a lone surrogate', '"\\udc00"'],
    ['a lone surrogate in a name', '{"\\ud800":1}'],
    ['a control character', '"\n"'],
    ['a bad escape', '"\\x41"'],
    ['an open string', '"abc'],
    ['an open string that ends in an escape', '"abc\\'],
    ['text behind', '1 2'],
    ['nothing', ''],
    ['white space', ' '],
    ['another white space', '\u00a01'],
    ['a mark at the start', '\ufeff1'],
    ['a comma at the end', '[1,]'],
    ['a comma at the end of an object', '{"a":1,}'],
    ['a name without quotes', '{a:1}'],
    ['a comment', '1//'],
    ['a leading zero', '01'],
    ['a leading plus', '+1'],
    ['a hexadecimal number', '0x1'],
    ['NaN', 'NaN'],
    ['a word in another case', 'True'],
    ['half a word', 'tru'],
  ])('refuses %s', (_name, text) => {
    expect(outcome(text)).toBe('JsonError');
  });

  it('goes as deep as allowed, and stops there whatever comes', () => {
    const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    expect(outcome(nested(5), 5)).toBe('read');
    expect(outcome(nested(6), 5)).toBe('JsonError');
    expect(outcome('['.repeat(200_000))).toBe('JsonError');
    expect(outcome('{"a":'.repeat(50_000))).toBe('JsonError');
  });

  it('makes objects that inherit nothing', () => {
    const read = parsed('{"constructor":1,"toString":2}') as object;
    const prototype = Object.getPrototypeOf(read);
    expect([Reflect.ownKeys(prototype), Object.isFrozen(prototype)]).toEqual([[], true]);
    expect(Object.getPrototypeOf(prototype)).toBeNull();
    expect('hasOwnProperty' in read).toBe(false);
    expect(Object.keys(read)).toEqual(['constructor', 'toString']);
  });
});
