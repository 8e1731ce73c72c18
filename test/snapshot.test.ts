import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GuardErrorCode } from '../src/error-codes.ts';
import { GuardError } from '../src/errors.ts';
import { isSnapshotOf, snapshot } from '../src/snapshot.ts';

const codeOf = (run: () => unknown): GuardErrorCode | 'nothing' => {
  try {
    run();
    return 'nothing';
  } catch (error) {
    if (error instanceof GuardError) return error.code;
    throw error;
  }
};

const frozenThroughout = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Object.isFrozen(value) && Object.values(value).every((child) => frozenThroughout(child)));

/** Plain data as the model sends it, with awkward names and shapes. */
const plainData = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.oneof(
        fc.string().filter((key) => key !== '__proto__' && key !== 'constructor'),
        fc.constantFrom('toString', 'valueOf', 'hasOwnProperty', 'length'),
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
})).value;

describe('snapshot', () => {
  it('copies plain data and freezes every level', () => {
    fc.assert(
      fc.property(plainData, (value) => {
        const copy = snapshot(value);
        expect(copy).toStrictEqual(value);
        expect(frozenThroughout(copy)).toBe(true);
        expect(isSnapshotOf(copy, value)).toBe(true);
      }),
    );
  });

  it('is not changed by later changes of the original', () => {
    const original = { path: '/data/a', more: { list: [1, { deep: 'x' }] } };
    const copy = snapshot(original);
    original.path = '/etc/passwd';
    original.more.list.push(2);
    (original.more.list[1] as { deep: string }).deep = 'y';
    expect(copy).toEqual({ path: '/data/a', more: { list: [1, { deep: 'x' }] } });
  });

  it('keeps undefined values, null prototypes, shared parts and awkward names', () => {
    const shared = { a: 1 };
    const bare: object = Object.assign(Object.create(null), { toString: 'x', constructor: 'McLaren' });
    const copy = snapshot({ bare, left: shared, right: shared, gone: undefined, items: [undefined] });
    expect(Object.getPrototypeOf(copy.bare)).toBeNull();
    expect(Object.keys(copy.bare)).toEqual(['toString', 'constructor']);
    expect(copy.left).toEqual(copy.right);
    expect('gone' in copy).toBe(true);
    expect(copy.items).toEqual([undefined]);
    expect(Object.getOwnPropertyDescriptor(snapshot({ constructor: 'x' }), 'constructor')?.value).toBe('x');
  });

  it('returns scalars and snapshots as they are', () => {
    for (const value of ['x', 1, -0, true, null, undefined]) expect(Object.is(snapshot(value), value)).toBe(true);
    const copy = snapshot({ a: [1] });
    expect(snapshot(copy)).toBe(copy);
  });

  it('runs nothing of the caller: a getter that gives two values, toJSON, a Proxy', () => {
    let runs = 0;
    const twoFaced = {
      get path() {
        runs += 1;
        return runs === 1 ? '/data/a' : '/etc/passwd';
      },
    };
    const ran = <T>(answer: T): T => {
      runs += 1;
      return answer;
    };
    const watched = new Proxy({}, { getPrototypeOf: () => ran(Object.prototype), ownKeys: () => ran([]) });
    const json = { path: '/etc/passwd', toJSON: () => ran({ path: '/data/a' }) };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const value of [twoFaced, watched, json, revoked.proxy, { deep: [watched] }, { constructor: watched }]) {
      expect(codeOf(() => snapshot(value))).toBe('ERR_INPUT_INVALID');
    }
    expect(runs).toBe(0);
  });

  it.each<[string, unknown]>([
    ['a setter', Object.defineProperty({}, 'a', { set: () => {}, enumerable: true })],
    ['a hidden property', Object.defineProperty({}, 'a', { value: 1, enumerable: false })],
    ['a hidden array item', Object.defineProperty([1], 0, { value: 1, enumerable: false })],
    ['a class instance', new (class Point {})()],
    ['an inherited property', Object.create({ admin: true })],
    ['an array of a subclass', new (class List extends Array {})()],
    ['a Map', new Map()],
    ['a Date', new Date(0)],
    ['an Error', new Error('x')],
    ['a boxed number', Object(5)],
    ['a boxed string', Object('5')],
    ['a Buffer', Buffer.from('x')],
    ['a promise', Promise.resolve(1)],
    ['Math', Math],
    ['arguments', (() => Object.assign(Object.create(Object.prototype), { [Symbol.iterator]: 1 }))()],
    ['an object of another realm', vm.runInNewContext('({ a: 1 })')],
    ['a symbol key', { [Symbol('x')]: 1 }],
    ['an array with a hole', Object.assign(new Array(3), { 0: 1, 2: 3 })],
    ['an array with a name', Object.assign([1], { admin: true })],
    ['an array with a hole and a name', Object.assign(new Array(3), { 0: 1, 2: 3, admin: true })],
    ['a function', { a: () => {} }],
    ['a symbol', Symbol('x')],
    ['a BigInt', { a: 10n }],
    ['NaN', { a: Number.NaN }],
    ['Infinity', [Number.POSITIVE_INFINITY]],
    ['a lone surrogate', 'a\ud800'],
    ['a key with a lone surrogate', { 'a\ud800': 1 }],
    ['an own __proto__', JSON.parse('{"__proto__":{"admin":true}}')],
    ['a deep own __proto__', JSON.parse('{"a":[{"__proto__":1}]}')],
    ['constructor.prototype', JSON.parse('{"constructor":{"prototype":{"admin":true}}}')],
  ])('refuses %s', (_name, value) => {
    expect(codeOf(() => snapshot(value))).toBe('ERR_INPUT_INVALID');
  });

  it('refuses a cycle, and not what is only shared', () => {
    const loop: { self?: unknown; list: unknown[] } = { list: [] };
    loop.list.push({ back: loop });
    expect(codeOf(() => snapshot(loop))).toBe('ERR_INPUT_INVALID');
    const shared = {};
    expect(codeOf(() => snapshot([shared, shared, [shared]]))).toBe('nothing');
  });

  it('never says what was in it', () => {
    const secret = ['sk', 'live', '123'].join('-');
    for (const value of [{ [secret]: () => secret }, { a: `${secret}\ud800` }, { [secret.repeat(200_000)]: 1 }]) {
      try {
        snapshot(value);
        expect.unreachable();
      } catch (error) {
        expect(String((error as Error).message)).not.toContain(secret);
      }
    }
  });

  it('holds to its bounds exactly', () => {
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    const cases: [unknown, unknown, object][] = [
      [nested(32), nested(33), {}],
      [new Array(9_999).fill(0), new Array(10_000).fill(0), {}],
      ['x'.repeat(1_048_576), 'x'.repeat(1_048_577), {}],
      [{ abc: 'de' }, { abc: 'def' }, { maxText: 5 }],
      [{ a: 1, b: [2] }, { a: 1, b: [2, 3] }, { maxNodes: 4 }],
      [{ a: {} }, { a: { b: {} } }, { maxDepth: 2 }],
    ];
    for (const [within, beyond, bounds] of cases) {
      expect(codeOf(() => snapshot(within, bounds))).toBe('nothing');
      expect(codeOf(() => snapshot(beyond, bounds))).toBe('ERR_INPUT_TOO_LARGE');
    }
    expect(codeOf(() => snapshot('x', { maxText: Number.NaN }))).toBe('ERR_INPUT_TOO_LARGE');
  });

  it('applies the bounds of each call to what is a snapshot already', () => {
    const copy = snapshot({ a: { b: 'text' } });
    expect(codeOf(() => snapshot(copy, { maxText: 3 }))).toBe('ERR_INPUT_TOO_LARGE');
    expect(codeOf(() => snapshot(copy, { maxDepth: 1 }))).toBe('ERR_INPUT_TOO_LARGE');
    expect(codeOf(() => snapshot(copy, { maxNodes: 2 }))).toBe('ERR_INPUT_TOO_LARGE');
    expect(snapshot(copy, { maxText: 6, maxDepth: 2, maxNodes: 3 })).toBe(copy);
  });

  it('refuses bombs without walking them', () => {
    const deep = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));
    let deeper: unknown = {};
    for (let level = 0; level < 20_000; level += 1) deeper = { a: deeper };
    const doubling = Array.from({ length: 40 }).reduce((below: unknown) => [below, below], {});
    const long = 'x'.repeat(50_000_000);
    for (const value of [deep, deeper, doubling, long, { long }, [[long]], new Array(1e9), { [long]: 1 }]) {
      expect(codeOf(() => snapshot(value))).toBe('ERR_INPUT_TOO_LARGE');
    }
  });

  it('works on prototypes that are polluted or frozen', () => {
    const seen: unknown[] = [];
    Object.defineProperty(Object.prototype, 'path', {
      configurable: true,
      set(value) {
        seen.push(value);
      },
      get: () => '/etc/passwd',
    });
    Object.defineProperty(Object.prototype, 'fixed', { configurable: true, value: 1, writable: false });
    try {
      const copy = snapshot({ path: '/data', fixed: 2 });
      expect(Object.getOwnPropertyDescriptor(copy, 'path')?.value).toBe('/data');
      expect(Object.getOwnPropertyDescriptor(copy, 'fixed')?.value).toBe(2);
      expect(Object.isFrozen(copy)).toBe(true);
      expect(seen).toEqual([]);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'path');
      Reflect.deleteProperty(Object.prototype, 'fixed');
    }
  });
});

describe('isSnapshotOf', () => {
  it('holds for the copy and its original only', () => {
    const original = { a: 1 };
    const copy = snapshot(original);
    expect(isSnapshotOf(copy, original)).toBe(true);
    expect(isSnapshotOf(copy, copy)).toBe(true);
    expect(isSnapshotOf(copy, { a: 1 })).toBe(false);
    expect(isSnapshotOf({ a: 1 }, original)).toBe(false);
    expect(isSnapshotOf(original, copy)).toBe(false);
    expect(isSnapshotOf(original, original)).toBe(false);
    expect(isSnapshotOf(Object.freeze({ a: 1 }), original)).toBe(false);
  });

  it('compares scalars by Object.is', () => {
    expect(isSnapshotOf('a', 'a')).toBe(true);
    expect(isSnapshotOf(null, null)).toBe(true);
    expect(isSnapshotOf(0, -0)).toBe(false);
    expect(isSnapshotOf(null, { a: 1 })).toBe(false);
    expect(isSnapshotOf('a', { a: 1 })).toBe(false);
  });
});
