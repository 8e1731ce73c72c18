import { describe, expect, it } from 'vitest';
import { type Constraint, constraints as c, isNarrower } from '../../../src/tokens/index.ts';

const hosts = ['example.com'];

/** Parent, then children that are proven narrower, then children that are not. */
const pairs: readonly [string, Constraint, readonly Constraint[], readonly Constraint[]][] = [
  ['any', c.any(), [c.any(), c.exact(1), c.each(c.any())], [c.optional(c.any())]],
  [
    'exact',
    c.exact('a'),
    [c.exact('a'), c.oneOf(['a']), c.oneOf([])],
    [c.exact('b'), c.oneOf(['a', 'b']), c.any(), c.prefix('a')],
  ],
  ['exact object', c.exact({ a: 1, b: 2 }), [c.exact({ b: 2, a: 1 })], [c.exact({ a: 1 })]],
  ['oneOf', c.oneOf(['a', 'b']), [c.oneOf(['b']), c.exact('a')], [c.oneOf(['a', 'c']), c.notOneOf(['c'])]],
  ['notOneOf', c.notOneOf(['a']), [c.notOneOf(['a', 'b']), c.exact('b')], [c.notOneOf(['b']), c.exact('a'), c.any()]],
  [
    'range',
    c.range({ min: 0, max: 10, exclusiveMax: true }),
    [c.range({ min: 0, max: 10, exclusiveMax: true }), c.range({ min: 1, max: 9 }), c.exact(5), c.oneOf([0, 9.5])],
    [
      c.range({ min: 0, max: 10 }),
      c.range({ min: -1, max: 5 }),
      c.range({ min: 0 }),
      c.range({ max: 5 }),
      c.exact(10),
      c.exact('5'),
    ],
  ],
  [
    'range from below',
    c.range({ min: 0, exclusiveMin: true }),
    [c.range({ min: 0, exclusiveMin: true, max: 1 }), c.range({ min: 1 })],
    [c.range({ min: 0 }), c.range()],
  ],
  ['prefix', c.prefix('ab'), [c.prefix('abc'), c.exact('abx')], [c.prefix('a'), c.prefix('b'), c.suffix('ab')]],
  ['suffix', c.suffix('.com'), [c.suffix('x.com')], [c.suffix('com'), c.prefix('.com')]],
  [
    'length',
    c.length({ min: 1, max: 5 }),
    [c.length({ min: 2, max: 5 }), c.exact('abc')],
    [c.length({ max: 5 }), c.length({ min: 1 }), c.length({ min: 1, max: 6 }), c.prefix('a')],
  ],
  [
    'length from below',
    c.length({ min: 3 }),
    [c.length({ min: 3 }), c.length({ min: 4, max: 9 }), c.exact('abc')],
    [c.length({ min: 2 }), c.length({ max: 9 }), c.exact('ab')],
  ],
  [
    'length from above',
    c.length({ max: 5 }),
    [c.length({ max: 4 }), c.length({ min: 1, max: 5 })],
    [c.length({ min: 1 })],
  ],
  [
    'pathUnder',
    c.pathUnder('/data'),
    [c.pathUnder('/data/a'), c.exact('/data/a')],
    [c.pathUnder('/'), c.pathUnder('/database'), c.exact('/data/../etc'), c.prefix('/data/')],
  ],
  [
    'url',
    c.url({ hosts: ['*.example.com', 'example.org'], schemes: ['https', 'http'], pathPrefix: '/v1' }),
    [
      c.url({ hosts: ['a.example.com'], pathPrefix: '/v1/a' }),
      c.url({ hosts: ['*.a.example.com', 'example.org'], schemes: ['http'], pathPrefix: '/v1' }),
      c.url({ hosts: ['*.example.com'], pathPrefix: '/v1' }),
    ],
    [
      c.url({ hosts: ['example.com'], pathPrefix: '/v1' }),
      c.url({ hosts: ['*.example.org'], pathPrefix: '/v1' }),
      c.url({ hosts: ['a.example.com'] }),
      c.url({ hosts: ['a.example.com'], pathPrefix: '/v2' }),
      c.url({ hosts: ['a.example.com'], schemes: ['wss'], pathPrefix: '/v1' }),
      c.url({ hosts: ['a.example.com'], ports: [8443], pathPrefix: '/v1' }),
      c.prefix('https://a.example.com/v1'),
    ],
  ],
  ['url, any path', c.url({ hosts }), [c.url({ hosts, pathPrefix: '/v1' })], [c.url({ hosts: ['*.example.com'] })]],
  [
    'each',
    c.each(c.range({ min: 0 }), { maxItems: 5 }),
    [c.each(c.range({ min: 1 }), { maxItems: 5 }), c.each(c.exact(1), { maxItems: 2 }), c.exact([1, 2])],
    [c.each(c.range({ min: 0 })), c.each(c.any(), { maxItems: 5 }), c.exact([-1]), c.subset([1])],
  ],
  [
    'cidr',
    c.cidr('10.0.0.0/8'),
    [c.cidr('10.1.0.0/16'), c.cidr('10.0.0.0/32'), c.exact('10.2.3.4')],
    [c.cidr('0.0.0.0/0'), c.cidr('11.0.0.0/16'), c.cidr('a00::/8'), c.exact('::ffff:10.0.0.1'), c.prefix('10.')],
  ],
  ['cidr of IPv6', c.cidr('2001:db8::/32'), [c.cidr('2001:db8:1::/48')], [c.cidr('2001:db9::/32'), c.cidr('::/0')]],
  [
    'fields',
    c.fields({ to: c.suffix('.com'), note: c.optional(c.length({ max: 9 })) }),
    [
      c.fields({ to: c.suffix('a.com') }),
      c.fields({ to: c.exact('a.com'), note: c.length({ max: 9 }) }),
      c.fields({ note: c.optional(c.length({ max: 2 })), to: c.suffix('.com') }),
      c.exact({ to: 'a.com' }),
    ],
    [
      c.fields({ to: c.any() }),
      c.fields({ to: c.optional(c.suffix('.com')) }),
      c.fields({ note: c.length({ max: 9 }) }),
      c.fields({ to: c.suffix('.com'), bcc: c.suffix('.com') }),
      c.fields({ to: c.suffix('.com'), note: c.optional(c.length({ max: 10 })) }),
      c.fields({}),
      c.exact({ to: 'a.com', bcc: 'b.com' }),
    ],
  ],
  [
    'custom',
    c.custom('even', 1, { from: 0 }),
    [c.custom('even', 1, { from: 0 })],
    [c.custom('even', 2, { from: 0 }), c.custom('even', 1, { from: 2 }), c.custom('odd', 1, { from: 0 }), c.exact(2)],
  ],
  ['contains', c.contains(['a']), [c.contains(['a', 'b']), c.exact(['a'])], [c.contains(['b']), c.exact([])]],
  ['subset', c.subset(['a', 'b']), [c.subset(['a']), c.exact(['a', 'a'])], [c.subset(['a', 'c']), c.contains(['a'])]],
  [
    'all',
    c.all([c.prefix('a'), c.length({ max: 5 })]),
    [
      c.all([c.prefix('ab'), c.length({ max: 4 })]),
      c.exact('ab'),
      c.all([c.length({ max: 1 }), c.prefix('a'), c.suffix('x')]),
    ],
    [c.prefix('a'), c.all([c.prefix('a')]), c.all([])],
  ],
  ['prefix over all', c.prefix('a'), [c.all([c.length({ max: 5 }), c.prefix('ab')])], [c.all([c.length({ max: 5 })])]],
  [
    'anyOf',
    c.anyOf([c.prefix('a'), c.range({ min: 0 })]),
    [
      c.prefix('ab'),
      c.exact(5),
      c.anyOf([c.range({ min: 1 }), c.exact('abc')]),
      c.anyOf([]),
      c.oneOf(['a', 1]),
      c.all([c.prefix('a')]),
    ],
    [c.prefix('b'), c.anyOf([c.prefix('a'), c.prefix('b')]), c.oneOf(['a', -1]), c.all([c.suffix('a')])],
  ],
  [
    'optional',
    c.optional(c.range({ min: 0 })),
    [c.optional(c.range({ min: 1 })), c.range({ min: 0 }), c.exact(1)],
    [c.optional(c.any()), c.any(), c.exact(-1)],
  ],
  ['required', c.range({ min: 0 }), [], [c.optional(c.range({ min: 0 })), c.optional(c.exact(1))]],
];

describe('isNarrower', () => {
  it.each(pairs)('%s', (_name, parent, narrower, wider) => {
    expect(isNarrower(parent, parent)).toBe(true);
    expect(narrower.filter((child) => !isNarrower(child, parent))).toEqual([]);
    expect(wider.filter((child) => isNarrower(child, parent))).toEqual([]);
  });

  it('gives up where a proof would take too long, and then refuses', () => {
    const words = Array.from({ length: 64 }, (_, index) => c.prefix(`p${index}-`));
    const wide = c.anyOf(words);
    expect(isNarrower(c.anyOf([...words].reverse()), wide)).toBe(true); // 64 x 64 clauses
    const costly = (times: number): boolean => {
      const level = (maxItems: number, of: readonly Constraint[]): Constraint =>
        c.all(new Array(times).fill(c.anyOf(of.map((word) => c.each(word, { maxItems })))));
      return isNarrower(level(9, [...words].reverse()), level(10, words));
    };
    expect(costly(4)).toBe(true);
    expect(costly(16)).toBe(false); // just as true, and beyond 20,000 steps
    const many = c.oneOf(Array.from({ length: 1_024 }, (_, index) => `p0-${index}`));
    expect(isNarrower(many, c.anyOf(words.slice(0, 10)))).toBe(true);
    expect(isNarrower(many, wide)).toBe(false); // true, and not worth 1,024 x 65 steps
  });

  it('refuses what is no constraint', () => {
    expect(() => isNarrower({ type: 'glob', value: '*' } as never, c.any())).toThrow(/unknown constraint type/);
    expect(() => isNarrower(c.any(), { ...c.any(), extra: 1 } as never)).toThrow(/unknown member "extra"/);
  });
});
