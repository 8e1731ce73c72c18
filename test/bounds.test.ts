import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundsOption, checkBounds, DEFAULT_BOUNDS, exceeds } from '../src/bounds.ts';

const small = { maxBytes: 100, maxDepth: 4, maxLeaves: 10 };
const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};
const deepJson = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as unknown;
const cycle: { self?: unknown } = {};
cycle.self = cycle;

describe('exceeds', () => {
  it('lets pass what is inside the bounds', () => {
    for (const value of [
      'x'.repeat(100),
      1,
      null,
      undefined,
      true,
      10n,
      Symbol('s'),
      () => 1,
      nested(4),
      { a: { b: { c: { d: 1 } } } },
      Array(10).fill(0),
      new Date(),
      /x/,
    ]) {
      expect(exceeds(value, small)).toBeUndefined();
    }
  });

  it.each([
    ['a long string', 'x'.repeat(101)],
    ['bytes, not characters', '\u00fc'.repeat(51)],
    ['a long key', { ['k'.repeat(101)]: 1 }],
    ['strings together', ['x'.repeat(60), 'y'.repeat(60)]],
    ['binary data', new Uint8Array(101)],
    ['a buffer', new ArrayBuffer(101)],
    ['depth', nested(5)],
    ['20,000-deep JSON', deepJson],
    ['a cycle', cycle],
    ['leaves of an array', Array(11).fill(0)],
    ['a sparse array of great length', Array(1e9)],
    ['leaves of an object', Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`k${index}`, 1]))],
    ['empty objects', Array.from({ length: 11 }, () => ({}))],
    [
      'leaves in several places',
      [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ],
    ],
    ['a set', new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])],
    ['a map with much in it', new Map([['k', 'x'.repeat(101)]])],
  ])('refuses as too large: %s', (_name, value) => {
    expect(exceeds(value, small)?.code).toBe('ERR_INPUT_TOO_LARGE');
  });

  it.each([
    [
      'a getter',
      {
        get a() {
          throw new Error('must not run');
        },
      },
    ],
    ['a setter', { set a(_value: unknown) {} }],
    ['a getter in an array', Object.defineProperty([1], 0, { enumerable: true, get: () => 1 })],
    [
      'a Proxy',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('must not run');
          },
        },
      ),
    ],
    ['a Proxy inside', { a: [new Proxy([], {})] }],
    ['a lone surrogate', 'a\ud800b'],
    ['a lone surrogate in a key', { '\udc00': 1 }],
  ])('refuses as no data, without running it: %s', (_name, value) => {
    expect(exceeds(value, small)?.code).toBe('ERR_INPUT_INVALID');
  });

  it('refuses a string of 50 MB without reading it', () => {
    const started = process.cpuUsage();
    expect(exceeds('x'.repeat(50 * 1024 * 1024), DEFAULT_BOUNDS)?.code).toBe('ERR_INPUT_TOO_LARGE');
    expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
  });

  it('does not run the code of a Map or a Set of its own kind', () => {
    class Hostile extends Map<unknown, unknown> {
      override [Symbol.iterator](): never {
        throw new Error('must not run');
      }
      override forEach(): never {
        throw new Error('must not run');
      }
      override get size(): never {
        throw new Error('must not run');
      }
    }
    expect(exceeds(new Hostile([['k', 1]]), small)).toBeUndefined();
    expect(exceeds(new Hostile(Array.from({ length: 11 }, (_, index) => [index, {}])), small)?.code).toBe(
      'ERR_INPUT_TOO_LARGE',
    );
  });

  it('measures binary values as the engine knows them, not as they say', () => {
    const says = (value: object, byteLength: unknown) =>
      Object.defineProperty(value, 'byteLength', { value: byteLength });
    for (const length of [Number.NaN, -1e12, 0]) {
      expect(exceeds([says(new Uint8Array(101), length)], small)?.code).toBe('ERR_INPUT_TOO_LARGE');
      expect(exceeds({ long: 'x'.repeat(101), binary: says(new Uint8Array(1), length) }, small)?.code).toBe(
        'ERR_INPUT_TOO_LARGE',
      );
    }
    expect(exceeds(new DataView(new ArrayBuffer(101)), small)?.code).toBe('ERR_INPUT_TOO_LARGE');
    expect(
      exceeds([new DataView(new ArrayBuffer(9)), new SharedArrayBuffer(9), new Float64Array(2)], small),
    ).toBeUndefined();
  });

  it('starts anew for each value', () => {
    expect(exceeds('x'.repeat(101), small)).toBeDefined();
    expect(exceeds([[[[['x']]]]], small)).toBeDefined();
    expect(exceeds('x'.repeat(100), small)).toBeUndefined();
  });

  it('ends on a graph that branches without end', () => {
    let graph: unknown = {};
    for (let level = 0; level < 60; level++) graph = { a: graph, b: graph };
    expect(exceeds(graph, DEFAULT_BOUNDS)?.code).toBe('ERR_INPUT_TOO_LARGE');
  });

  it('agrees with JSON on any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const problem = exceeds(value, { maxBytes: 2 ** 20, maxDepth: 10, maxLeaves: 10_000 });
        const text = JSON.stringify(value);
        expect(problem?.code).toBe(/\\ud[89a-f]/i.test(text) ? 'ERR_INPUT_INVALID' : undefined);
      }),
    );
  });
});

describe('checkBounds', () => {
  it('says which bound, and nothing of the value', () => {
    expect(() => checkBounds('secret'.repeat(50), small)).toThrow('more than 100 bytes');
    expect(() => checkBounds({ a: 1 }, small)).not.toThrow();
  });
});

describe('boundsOption', () => {
  it('fills in defaults and refuses what is out of range or misspelt', () => {
    expect(boundsOption('here', { maxDepth: 5 })).toEqual({ ...DEFAULT_BOUNDS, maxDepth: 5 });
    expect(() => boundsOption('here', { maxLeaves: 0 })).toThrow(
      'here: "maxLeaves" must be a whole number from 1 to 10000000, got 0.',
    );
    expect(() => boundsOption('here', { maxBytes: 1.5 })).toThrow('maxBytes');
    expect(() => boundsOption('here', { depth: 5 } as never)).toThrow('unknown option "depth"');
  });
});
