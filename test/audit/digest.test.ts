import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digest } from '../../src/audit/digest.ts';
import { sameList } from '../../src/audit/key-lists.ts';
import { snapshot } from '../../src/snapshot.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const of = (text: string) => ({ sha256: sha256(text), bytes: Buffer.byteLength(text) });

describe('canonical JSON', () => {
  it('is not made of more keys than a record may hold values, and these are not sorted first', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));
    expect(digest(keys(4000))).toMatchObject({ sha256: expect.any(String) });
    expect(digest(keys(4097))).not.toHaveProperty('sha256');
  });

  it('is that of the example in RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    const canonical = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
    expect(digest(value)).toEqual(of(canonical));
  });

  it('sorts keys by UTF-16 units, as in section 3.2.3', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(digest(value)).toEqual(of('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\u{1f600}":5,"\ufb33":3}'));
  });

  it.each<[string, unknown, string]>([
    ['an empty object', {}, '{}'],
    ['an empty list', [], '[]'],
    ['negative zero', -0, '0'],
    ['a text', 'hello', '"hello"'],
    ['null', null, 'null'],
    ['undefined properties', { a: undefined, b: 1 }, '{"b":1}'],
    ['only undefined properties', { a: undefined }, '{}'],
    ['a Date', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['no prototype', Object.assign(Object.create(null), { b: 1, a: 2 }), '{"a":2,"b":1}'],
    ['another realm', runInNewContext('({ b: [1], a: 2 })'), '{"a":2,"b":[1]}'],
    ['an own __proto__', JSON.parse('{"__proto__":1}'), '{"__proto__":1}'],
    ['a lone surrogate', '\ud800', '"\\ud800"'],
  ])('%s', (_, value, canonical) => {
    expect(digest(value)).toEqual(of(canonical));
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(digest(turned)).toEqual(digest(value));
      }),
    );
  });

  it('parses back to the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const { bytes } = digest(value);
        // The length is the same as that of any other compact JSON of the value: only the order differs.
        expect(bytes).toBe(Buffer.byteLength(JSON.stringify(value)));
      }),
    );
  });
});

describe('no digest', () => {
  const thrower = () => {
    throw new Error('ran');
  };
  it.each<[string, unknown]>([
    ['a function', { f: () => 1 }],
    ['a symbol', [Symbol('s')]],
    ['a BigInt', { n: 1n }],
    ['NaN', [Number.NaN]],
    ['undefined in a list', [undefined]],
    ['a hole', Array(2)],
    ['a getter', Object.defineProperty({}, 'a', { get: thrower, enumerable: true })],
    ['a Proxy', new Proxy({}, { ownKeys: thrower, getPrototypeOf: thrower, get: thrower })],
    ['a Proxy without traps', new Proxy({ a: 1 }, {})],
    ['a Proxy of a list', [new Proxy([1], {})]],
    ['a Proxy as prototype', Object.create(new Proxy({}, { getPrototypeOf: thrower }))],
    ['an own toJSON', { toJSON: () => 'a lie' }],
    ['a class', new (class Money {})()],
    ['a Map', new Map()],
    ['a broken Date', new Date(Number.NaN)],
  ])('for %s', (_, value) => {
    expect(digest(value)).toEqual({ omitted: 'not-plain-data' });
  });

  it.each<[string, unknown]>([
    ['10 MB of text', 'x'.repeat(10_000_000)],
    ['a key of 1 MB', { ['k'.repeat(1_000_000)]: 1 }],
    ['many values', Array(5000).fill(1)],
    ['much text', Array(30).fill('x'.repeat(10_000))],
    [
      'a cycle',
      (() => {
        const a: unknown[] = [];
        a.push(a);
        return a;
      })(),
    ],
    [
      'great depth',
      (() => {
        let a: unknown = 1;
        for (let i = 0; i < 20_000; i++) a = [a];
        return a;
      })(),
    ],
  ])('for %s, which is too large', (_, value) => {
    expect(digest(value)).toEqual({ omitted: 'too-large' });
  });
});

describe('the short way for frozen copies', () => {
  const scalar = fc.oneof(
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  );
  const key = fc.oneof(
    fc.string(),
    fc.constantFrom('a', 'b', 'a,b', '1', '10', '9', 'toString', 'toJSON', 'constructor'),
  );
  const viaKeys = (value: object) => digest(value, sameList(Object.keys(value)));

  it('gives the digest of the long way', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          key.filter((name) => name !== '__proto__' && name.isWellFormed()),
          scalar,
        ),
        (value) => {
          const copy = snapshot(value);
          expect(viaKeys(copy)).toEqual(digest({ ...value }));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('tells keys with a comma from two keys', () => {
    const two = viaKeys(snapshot({ a: 1, b: 2 }));
    expect(viaKeys(snapshot({ 'a,b': 1 }))).toEqual(of('{"a,b":1}'));
    expect(viaKeys(snapshot({ a: 1, b: 2 }))).toEqual(two);
  });

  it.each<[string, object, string]>([
    ['an object inside', { b: { d: 1, c: 2 }, a: [1] }, '{"a":[1],"b":{"c":2,"d":1}}'],
    ['a list', [2, 1], '[2,1]'],
    ['more text than it takes', { a: 'x'.repeat(5000) }, `{"a":"${'x'.repeat(5000)}"}`],
    ['nothing', {}, '{}'],
  ])('leaves %s to the long way', (_, value, canonical) => {
    expect(viaKeys(snapshot(value))).toEqual(of(canonical));
  });
});
