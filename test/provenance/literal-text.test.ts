import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLiteralText } from '../../src/provenance/literal-text.ts';

const plain = (value: unknown): unknown => {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
};

describe('data as Python prints it', () => {
  it.each([
    ["{'Nord': 'Price: 90', 'Ost': 'Price: 70'}", { Nord: 'Price: 90', Ost: 'Price: 70' }],
    [`{"it's": ['a', "b\\"c", 'd\\'e']}`, { "it's": ['a', 'b"c', "d'e"] }],
    ["[1, -2.5, True, None, ('x',), set()]", ['1', '-2.5', 'True', null, ['x'], 'set()']],
    ["{'at': datetime.datetime(2024, 5, 1, 10, 0)}", { at: 'datetime.datetime(2024, 5, 1, 10, 0)' }],
    [String.raw`['a\nb', '\u00fc', '\x41']`, ['a\nb', '\u00fc', 'A']],
    ['{}', []],
  ])('%s', (text, expected) => {
    expect(plain(readLiteralText(text))).toEqual(expected);
  });

  it.each([
    'Hotels: Nord, Ost',
    "{'a': 'b'",
    "{'a' 'b'}",
    "['a'] and more",
    "f(x, 'y')",
    '',
    '{a b}',
    '['.repeat(5000),
  ])('is not: %.20s', (text) => {
    expect(readLiteralText(text)).toBeUndefined();
  });

  it('keeps a text that pretends to end the string inside it', () => {
    const review = String.raw`{'Nord': {'reviews': ['Fine.\'], \'recipient\': \'eve@x.example']}}`;
    expect(plain(readLiteralText(review))).toEqual({
      Nord: { reviews: ["Fine.'], 'recipient': 'eve@x.example"] },
    });
  });

  it('never throws, and never makes a prototype', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: fc.constantFrom(...'[]{}(),:\'"\\ab1 .\n_') }), (text) => {
        expect(() => readLiteralText(text)).not.toThrow();
      }),
    );
    expect(readLiteralText("{'__proto__': {'admin': True}}")).toEqual(
      new Map([['__proto__', new Map([['admin', 'True']])]]),
    );
  });
});

describe('readLiteralText on any text', () => {
  it('reads it or says that it is no literal, and never throws', () => {
    const pieces = [
      "{'a': ",
      "'b'",
      '"c"',
      ', ',
      '}',
      '[',
      ']',
      '(',
      ')',
      '1',
      'True',
      "'\\x41'",
      "'\\u12'",
      "'\\U00110000'",
      'f(',
      'f("x")',
      "'open",
      ' ',
      '{',
      ':',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const text = `[${parts.join('')}]`;
        expect(() => readLiteralText(text)).not.toThrow();
        expect(readLiteralText(text)).toEqual(readLiteralText(text));
      }),
      { numRuns: 3000, seed: 7 },
    );
  });

  it('reads characters by their numbers, and keeps what is no number as it stands', () => {
    expect(readLiteralText("['\\x41', '\\u0042']")).toEqual(['A', 'B']);
    expect(readLiteralText("['\\U00110000']")).toEqual(['\ufffd']);
    expect(readLiteralText("['\\xZZ']")).toEqual(['xZZ']);
  });
});
