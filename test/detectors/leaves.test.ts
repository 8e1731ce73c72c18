import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eachLeaf, mapLeaves } from '../../src/detectors/leaves.ts';

const upper = (text: string) => text.toUpperCase();
const paths = (value: unknown) => {
  const seen: string[] = [];
  eachLeaf(value, (text, path) => seen.push(`${path()}=${text}`));
  return seen;
};
const refusal = (code: string) => expect.objectContaining({ name: 'InvalidError', code });

describe('eachLeaf', () => {
  it('sees strings at any place, in order, with their paths', () => {
    expect(paths('x')).toEqual(['$=x']);
    expect(paths({ a: 'x', b: [{ c: 'y' }, 'z', 1, null, undefined] })).toEqual(['$.a=x', '$.b[0].c=y', '$.b[1]=z']);
    expect(paths(5)).toEqual([]);
  });

  it('does not show keys that are not plain names, and shortens long paths', () => {
    expect(paths({ 'mail me at a@b.example': 'x', [Symbol('s')]: 'y' })).toEqual(['$[...]=x', '$[...]=y']);
    let deep: unknown = 'x';
    for (let level = 0; level < 40; level += 1) deep = { a: deep };
    expect(paths(deep)[0]?.length).toBeLessThan(40);
  });
});

describe('mapLeaves', () => {
  it('gives names to keys that are texts, and leaves symbols and what stands under them', () => {
    const sign = Symbol('s');
    const rename = (key: string) => `${key}!`;
    expect(mapLeaves({ a: 'x', [sign]: { b: 'y' } }, upper, { rename })).toEqual({ 'a!': 'X', [sign]: { 'b!': 'Y' } });
    expect(mapLeaves(['x'], upper, { rename })).toEqual(['X']);
  });

  it('gives what is told to stand for a whole value, and does not look into it', () => {
    const instead = { kept: 'x' };
    const at: string[] = [];
    const enter = (_: object, path: () => string) => {
      at.push(path());
      return { instead };
    };
    expect(mapLeaves({ a: 'x' }, upper, { enter })).toBe(instead);
    expect(at).toEqual(['$']);
  });

  it('counts each value once', () => {
    const list = Array.from({ length: 10 }, () => 'x');
    expect(mapLeaves(list, upper, { maxValues: 10 })).toHaveLength(10);
    expect(() => mapLeaves(list, upper, { maxValues: 9 })).toThrow(refusal('ERR_INPUT_TOO_LARGE'));
  });

  it('copies what changed and keeps what did not', () => {
    const same = { n: 1, list: [1, 2] };
    const value = { a: 'x', same, b: ['Y', 'z'] };
    const mapped = mapLeaves(value, upper);
    expect(mapped).toEqual({ a: 'X', same, b: ['Y', 'Z'] });
    expect((mapped as typeof value).same).toBe(same);
    expect(value.b[1]).toBe('z');
    expect(mapLeaves(same, upper)).toBe(same);
    expect(mapLeaves('x', upper)).toBe('X');
  });

  it('gives what JSON gives, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const expected: unknown = JSON.parse(JSON.stringify(value), (_, leaf: unknown) =>
          typeof leaf === 'string' ? `<${leaf}>` : leaf,
        );
        expect(JSON.stringify(mapLeaves(value, (text) => `<${text}>`))).toBe(JSON.stringify(expected));
        expect(mapLeaves(value, (text) => text)).toBe(value);
      }),
    );
  });

  it('keeps an own key named __proto__ a key', () => {
    const value: unknown = JSON.parse('{"__proto__":{"polluted":"x"},"a":"y"}');
    const mapped = mapLeaves(value, upper);
    expect(JSON.stringify(mapped)).toBe('{"__proto__":{"polluted":"X"},"a":"Y"}');
    expect(Object.getPrototypeOf(mapped)).toBe(Object.prototype);
  });

  it('keeps a missing prototype, symbols, and holes as undefined', () => {
    const bare: Record<PropertyKey, unknown> = Object.assign(Object.create(null), { a: 'x' });
    expect(Object.getPrototypeOf(mapLeaves(bare, upper))).toBeNull();
    const key = Symbol('key');
    expect(mapLeaves({ [key]: 'x' }, upper)).toEqual({ [key]: 'X' });
    expect(mapLeaves(Array(2).concat('x'), upper)).toEqual([undefined, undefined, 'X']);
  });

  it('does not look into class instances', () => {
    class Box {
      inside = 'x';
    }
    for (const value of [new Date(0), new Map([['a', 'x']]), Buffer.from('x'), new Box(), () => 'x']) {
      expect(mapLeaves({ value, a: 'y' }, upper)).toEqual({ value, a: 'Y' });
      expect(mapLeaves(value, upper)).toBe(value);
    }
  });

  it('copies a shared object once', () => {
    const shared = { a: 'x' };
    const mapped = mapLeaves([shared, shared], upper) as object[];
    expect(mapped).toEqual([{ a: 'X' }, { a: 'X' }]);
    expect(mapped[0]).toBe(mapped[1]);
  });

  it('copies what has getters or is a Proxy, so that it cannot answer otherwise later', () => {
    let reads = 0;
    const shifty = {
      get a() {
        reads += 1;
        return reads > 1 ? 'secret' : 'fine';
      },
    };
    expect(mapLeaves(shifty, (text) => text)).toEqual({ a: 'fine' });
    const proxy = new Proxy({ a: 'x' }, {});
    const copy = mapLeaves(proxy, (text) => text);
    expect(copy).not.toBe(proxy);
    expect(copy).toEqual({ a: 'x' });
    const list = ['x'];
    Object.defineProperty(list, 0, { get: () => 'y', enumerable: true });
    expect(mapLeaves(list, (text) => text)).not.toBe(list);
  });

  it.each([
    [
      'a getter that throws',
      {
        get a(): string {
          throw new Error('no');
        },
      },
    ],
    [
      'a Proxy whose keys throw',
      new Proxy(
        {},
        {
          ownKeys() {
            throw new Error('no');
          },
        },
      ),
    ],
    [
      'a Proxy whose prototype throws',
      [
        new Proxy(
          {},
          {
            getPrototypeOf() {
              throw new Error('no');
            },
          },
        ),
      ],
    ],
    [
      'a revoked Proxy',
      (() => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return { proxy };
      })(),
    ],
  ])('refuses %s', (_, value) => {
    expect(() => mapLeaves(value, upper)).toThrow(refusal('ERR_INPUT_INVALID'));
  });

  it('refuses a cycle', () => {
    const cycle: { self?: unknown; a: string[] } = { a: ['x'] };
    cycle.self = { back: cycle };
    expect(() => mapLeaves(cycle, upper)).toThrow(refusal('ERR_INPUT_INVALID'));
  });

  it('refuses 20,000 levels without overflowing the stack', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 20_000; level += 1) deep = level % 2 === 0 ? [deep] : { deep };
    expect(() => mapLeaves(deep, upper)).toThrow(refusal('ERR_INPUT_TOO_LARGE'));
    expect(mapLeaves(deep, (text) => text, { maxDepth: 30_000 })).toBe(deep);
  });

  it('refuses too many values, and arrays that only say so', () => {
    expect(() => mapLeaves(Array(1_000_000), upper)).toThrow(refusal('ERR_INPUT_TOO_LARGE'));
    expect(() => mapLeaves({ a: 1, b: 2, c: 3 }, upper, { maxValues: 2 })).toThrow(refusal('ERR_INPUT_TOO_LARGE'));
    expect(() =>
      mapLeaves(
        [
          [1, 2],
          [3, 4],
        ],
        upper,
        { maxValues: 4 },
      ),
    ).toThrow(refusal('ERR_INPUT_TOO_LARGE'));
    expect(() => mapLeaves(['abc', 'def'], upper, { maxUnits: 5 })).toThrow(refusal('ERR_INPUT_TOO_LARGE'));
  });

  it('lets what the function throws through', () => {
    const error = new Error('mine');
    expect(() =>
      mapLeaves({ a: 'x' }, () => {
        throw error;
      }),
    ).toThrow(error);
  });
});

describe('objects of other kinds', () => {
  it('of another realm are looked into, and none of a class', () => {
    const foreign: unknown = runInNewContext("({ a: 'x', b: ['y'] })");
    expect(JSON.stringify(mapLeaves(foreign, upper))).toBe('{"a":"X","b":["Y"]}');
    const own: object = Object.assign(Object.create(Object.create(null)), { a: 'x' });
    expect(mapLeaves({ own }, upper)).toEqual({ own });
  });
  it('for which something stands are not, at any depth', () => {
    const enter = (value: object) => ('kept' in value ? { instead: 'kept' } : undefined);
    expect(mapLeaves({ a: 'x', b: { kept: true, c: 'y' } }, upper, { enter })).toEqual({ a: 'X', b: 'kept' });
  });
});
