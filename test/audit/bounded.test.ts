import { describe, expect, it } from 'vitest';
import { boundedCopy } from '../../src/audit/bounded.ts';
import { createTextCleaner } from '../../src/audit/text.ts';
import { fakeKey, redactKeys } from './fake-call.ts';

const clean = createTextCleaner(redactKeys);
const copy = (value: unknown) => boundedCopy(value, clean);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(copy(value)));
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(copy(value)));

describe('what JSON can hold', () => {
  it('passes unchanged', () => {
    const value = { rule: 'override', count: 3, share: 0.5, on: true, none: null, at: ['a', 1, false], in: { b: {} } };
    expect(plain(value)).toEqual(value);
  });
});

describe('what JSON cannot hold', () => {
  it.each<[string, unknown, unknown]>([
    ['undefined', undefined, '[undefined]'],
    ['a function', () => 'text', '[function]'],
    ['a symbol', Symbol('text'), '[symbol]'],
    ['NaN', Number.NaN, 'NaN'],
    ['Infinity', -Infinity, '-Infinity'],
    ['a BigInt', 12n, '12n'],
    ['a BigInt with a million digits', 10n ** 1_000_000n, '[bigint]'],
    ['a negative one', -(10n ** 100n), '[bigint]'],
    ['a Date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a broken Date', new Date(Number.NaN), '[invalid date]'],
    ['a Map', new Map([['password', 'x']]), '[collection]'],
    ['a Set', new Set(['x', 'y']), '[collection]'],
    ['bytes', Buffer.from('secret'), '[binary]'],
    ['a buffer', new ArrayBuffer(3), '[binary]'],
    ['an Error', new TypeError('went wrong'), 'TypeError: went wrong'],
    ['a lone surrogate', 'a\udc00', 'a\ufffd'],
    ['a Proxy', new Proxy({ secret: 'x' }, {}), '[proxy]'],
  ])('%s', (_, value, expected) => {
    expect(plain(value)).toBe(expected);
    expect(plain({ value })).toEqual({ value: expected });
    expect(plain([value])).toEqual([expected]);
  });

  it('names cycles, and shows twice what is only repeated', () => {
    const shared = { a: 1 };
    const cyclic: { first: object; second: object; self?: object } = { first: shared, second: shared };
    cyclic.self = cyclic;
    expect(plain(cyclic)).toEqual({ first: { a: 1 }, second: { a: 1 }, self: '[cycle]' });
  });

  it('shows holes', () => {
    const list: number[] = [1];
    list[2] = 3;
    expect(plain(list)).toEqual([1, '[undefined]', 3]);
  });
});

describe('numbers', () => {
  it('are counts of a guard under any name, and values of an input that are withheld under the name of a secret', () => {
    const given = { 'github-token': 2, password: 12_345_678, pin: 1234, total: 3 };
    expect(plain(given)).toEqual(given);
    expect({ ...(boundedCopy(given, clean, 'values') as object) }).toEqual({
      'github-token': '[withheld]',
      password: '[withheld]',
      pin: '[withheld]',
      total: 3,
    });
  });

  it('and names of secrets in short are known', () => {
    for (const name of [
      'pwd',
      'pass',
      'auth',
      'accessKey',
      'access_key',
      'key',
      'session',
      'otp',
      'bearer',
      'signature',
      'sessionToken',
    ]) {
      expect(plain({ [name]: 'hunter2' })).toEqual({ [name]: '[withheld]' });
    }
    expect(plain({ keyboard: 'qwerty', spinner: 'x', author: 'Ann' })).toEqual({
      keyboard: 'qwerty',
      spinner: 'x',
      author: 'Ann',
    });
  });

  it('of bytes and entries are not what the value says of itself', () => {
    const lies = Object.defineProperty(new Map(), 'size', { value: 'a text of the caller' });
    const throws = Object.defineProperty(new Uint8Array(3), 'byteLength', {
      get: () => {
        throw new Error('must not run');
      },
    });
    expect(plain([lies, throws])).toEqual(['[collection]', '[binary]']);
  });
});

describe('the code of callers', () => {
  it('does not run', () => {
    let ran = 0;
    const run = (): never => {
      ran++;
      throw new Error('ran');
    };
    const traps = new Proxy({}, { get: run, ownKeys: run, getOwnPropertyDescriptor: run, getPrototypeOf: run });
    class Own {
      visible = 1;
      get computed(): never {
        return run();
      }
      toJSON = run;
      toString = run;
      [Symbol.toPrimitive] = run;
    }
    const value = {
      get getter() {
        return run();
      },
      traps,
      own: new Own(),
      list: Object.defineProperty([1], 0, { get: run, enumerable: true }),
    };
    expect(plain(value)).toEqual({
      getter: '[getter]',
      traps: '[proxy]',
      own: { visible: 1, toJSON: '[function]', toString: '[function]' },
      list: ['[getter]'],
    });
    expect(ran).toBe(0);
  });

  it('sets no prototype', () => {
    const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    const copied = copy(value) as { readonly polluted?: unknown };
    expect(Object.getPrototypeOf(copied)).toBe(null);
    expect(copied.polluted).toBeUndefined();
    expect(JSON.stringify(copied)).toBe(JSON.stringify(value));
  });
});

describe('bounds', () => {
  it('cuts strings and keys', () => {
    expect(plain('word '.repeat(1000))).toMatch(/^(?:word ){204}word \[cut: 1024 of 5000 characters kept\]$/);
    expect(Object.keys(plain({ ['k '.repeat(50)]: 1 }) as object)[0]).toMatch(/^(?:k ){32} \[cut: 64 of 100/);
  });

  it('cuts lists, objects and depth, and says how much', () => {
    expect(plain(Array.from({ length: 40 }, (_, index) => index))).toEqual([...Array(32).keys(), '[8 more]']);
    const keys = Object.keys(plain(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`k${i}`, i]))) as object);
    expect(keys).toHaveLength(33);
    expect(keys.at(-1)).toBe('[more]');
    let deep: unknown = 'end';
    for (let level = 0; level < 20_000; level++) deep = [deep];
    expect(JSON.stringify(copy(deep))).toBe('[[[[[["[too deep]"]]]]]]');
  });

  it('keeps the whole below 8 KB, whatever it is made of', () => {
    const wide = (depth: number): unknown => (depth === 0 ? 1 : Array.from({ length: 33 }, () => wide(depth - 1)));
    const named = (depth: number): unknown =>
      depth === 0
        ? 1
        : Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`"${i}`.repeat(30), named(depth - 1)]));
    const cases = [
      Array(40).fill('text '.repeat(300)),
      Array(40).fill('"\\\n'.repeat(400)),
      Array(40).fill('\u4e2d '.repeat(600)),
      wide(4),
      named(3),
      Array(40).fill(Array(40).fill({})),
      Array(40).fill(Array(40).fill('x'.repeat(20_000))),
      { a: 'word '.repeat(2000), b: Array(40).fill(fakeKey()) },
    ];
    for (const value of cases) expect(bytes(value)).toBeLessThanOrEqual(8 * 1024);
    expect(bytes(cases[0])).toBeGreaterThan(6 * 1024);
  });

  it('bounds the work of the redactor', () => {
    let seen = 0;
    const counting = createTextCleaner((text) => {
      seen += text.length;
      return '';
    });
    boundedCopy(Array(32).fill(Array(32).fill(Array(32).fill('word '.repeat(10_000)))), counting);
    expect(seen).toBeLessThan(64 * 1024);
  });
});

describe('redaction', () => {
  it('covers values and keys', () => {
    const key = fakeKey();
    const text = JSON.stringify(copy({ note: `used ${key}`, [key]: { deep: [[key]] } }));
    expect(text).toBe('{"note":"used [redacted]","[redacted]":{"deep":[["[redacted]"]]}}');
  });

  it('keeps keys apart that become the same', () => {
    expect(plain({ [fakeKey(40)]: 1, [fakeKey(50)]: 2 })).toEqual({ '[redacted]': 1, '[redacted] (1)': 2 });
  });

  it('withholds what is named as a secret, and keeps counts', () => {
    expect(
      plain({
        password: 'hunter2',
        'X-Api-Key': ['a', 'b'],
        Authorization: { scheme: 'Basic' },
        sessionCookie: 12n,
        tokens: 12,
        secret: undefined,
        hasToken: true,
        author: 'Ann',
      }),
    ).toEqual({
      password: '[withheld]',
      'X-Api-Key': '[withheld]',
      Authorization: '[withheld]',
      sessionCookie: '[withheld]',
      tokens: 12,
      secret: '[undefined]',
      hasToken: true,
      author: 'Ann',
    });
  });
});
