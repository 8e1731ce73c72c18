import { type Constraint, constraints as c, type Json } from '../../src/tokens/index.ts';

/** Values that tell constraints apart: small, so that random constraints meet each other and the values. */
export const universe: readonly Json[] = [
  ...[0, 1, 2, 4, 5, 10, 12, -1, 0.5, '', 'a', 'ab', 'abc', 'b', 'ba', true, false, null, '5'],
  ...['/', '/data', '/data/a', '/data/a/b', '/database', '/etc', '/data/../etc', '/data//a', '/data/'],
  ...['https://example.com/', 'https://a.example.com/v1', 'https://a.example.com/v1/x', 'http://a.example.com/v1'],
  ...['https://b.a.example.com/v2', 'https://a.example.com:8443/v1', 'https://evil.test/v1', 'https://127.0.0.1/'],
  ...[
    '10.0.0.1',
    '10.1.0.1',
    '10.1.2.3',
    '11.0.0.1',
    '010.0.0.1',
    '::1',
    '2001:db8::1',
    '2001:db8:1::1',
    '::ffff:a00:1',
  ],
  ...[[], ['a'], ['a', 'ab'], [1, 5], [0, 'a', null], [['a']], [{ a: 1 }], ['b', 'a', 'ab', 1]],
  ...[{}, { a: 1 }, { a: 1, b: 'a' }, { a: 5 }, { b: 'ab' }, { a: { a: 1 } }, { a: 1, c: 1 }],
];

/** The same numbers from the same seed, on every machine (mulberry32, in the public domain). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random constraints of every type. Every second one is made from the one before it, so that it is often narrower. */
export function randomConstraints(seed: number, count: number): readonly Constraint[] {
  const random = randomFrom(seed);
  const below = (end: number): number => Math.floor(random() * end);
  const one = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const some = <T>(list: readonly T[], least = 0): T[] => {
    const chosen = list.filter(() => random() < 0.5);
    return chosen.length >= least ? chosen : [one(list)];
  };
  const several = <T>(make: () => T, most = 3): T[] => Array.from({ length: below(most + 1) }, make);
  const bounds = (numbers: readonly number[]): { min?: number; max?: number } => {
    const [low, high] = [one(numbers), one(numbers)].sort((a, b) => a - b) as [number, number];
    return one([{ min: low }, { max: high }, { min: low, max: high }]);
  };

  const simple: readonly (() => Constraint)[] = [
    () => c.any(),
    () => c.exact(one(universe)),
    () => c.oneOf(several(() => one(universe), 4)),
    () => c.notOneOf(several(() => one(universe), 4)),
    () => c.range({ ...bounds([-1, 0, 1, 5, 10]), exclusiveMin: random() < 0.3, exclusiveMax: random() < 0.3 }),
    () => c.range(),
    () => c.length(bounds([0, 1, 2, 3, 8])),
    () => c.prefix(one(['a', 'ab', '/data', 'https://a.', '10.'])),
    () => c.suffix(one(['a', 'b', '/a', '/x', '.1'])),
    () => c.pathUnder(one(['/', '/data', '/data/a', '/etc'])),
    () => c.cidr(one(['0.0.0.0/0', '10.0.0.0/8', '10.1.0.0/16', '10.1.2.3/32', '::/0', '2001:db8::/32', '::1/128'])),
    () =>
      c.url({
        hosts: some(['example.com', '*.example.com', 'a.example.com', '*.a.example.com', 'evil.test'], 1),
        schemes: some(['https', 'http'], 1),
        ports: some([443, 80, 8443], 1),
        ...one([{}, { pathPrefix: '/' }, { pathPrefix: '/v1' }, { pathPrefix: '/v1/x' }]),
      }),
    () => c.contains(several(() => one(['a', 'ab', 1, null]), 2)),
    () => c.subset(some(['a', 'ab', 1, 5, null])),
    () => c.custom('multiple', 1, one([1, 2, 4, 5, 10])),
  ];
  const nested = (depth: number): readonly (() => Constraint)[] => [
    () => c.each(make(depth - 1), { maxItems: one([0, 1, 2, 1_000]) }),
    () => c.fields(Object.fromEntries(some(['a', 'b', 'c']).map((name) => [name, argument(depth - 1)]))),
    () => c.all(several(() => make(depth - 1))),
    () => c.anyOf(several(() => make(depth - 1))),
  ];
  const make = (depth: number): Constraint => one(depth > 0 && random() < 0.4 ? nested(depth) : simple)();
  const argument = (depth: number): Constraint => (random() < 0.2 ? c.optional(make(depth)) : make(depth));

  /** Close to a constraint: narrower in most cases, and wider in some. */
  const near = (from: Constraint): Constraint => {
    switch (from.type) {
      case 'optional':
        return random() < 0.5 ? near(from.of) : c.optional(near(from.of));
      case 'all':
      case 'anyOf':
        return { ...from, of: random() < 0.5 ? from.of.map(near) : some([...from.of, make(1)]) };
      case 'each':
        return { ...from, of: near(from.of) };
      case 'fields':
        return c.fields(
          Object.fromEntries(
            Object.entries(from.fields).flatMap(([name, of]) => (random() < 0.8 ? [[name, near(of)]] : [])),
          ),
        );
      default:
        return one([() => c.all([from, make(1)]), () => c.anyOf([from]), () => make(1), () => from])();
    }
  };

  const made: Constraint[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = made.at(-1);
    made.push(index % 2 === 1 && before !== undefined ? near(before) : argument(2));
  }
  return made;
}
