import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admits,
  type Constraint,
  constraints as c,
  createAuthority,
  isNarrower,
  type Json,
} from '../../src/tokens/index.ts';

// A small world, so that random constraints meet each other and the values.
const scalars: readonly Json[] = [0, 1, 5, 10, -1, '', 'a', 'ab', 'abc', 'b', true, false, null, '5'];
const paths = ['/', '/data', '/data/a', '/data/a/b', '/database', '/etc/passwd', '/data/../etc', '/data//a', '/data/'];
const urls = [
  'https://example.com/',
  'https://a.example.com/v1',
  'https://a.example.com/v1/x/',
  'https://b.a.example.com/v2',
  'http://a.example.com/v1/x',
  'https://a.example.com:8443/v1',
  'https://evil.test/v1',
  'https://127.0.0.1/',
];
const lists: readonly Json[] = [[], ['a'], ['a', 'ab'], [1, 5], [0, 'a', null], [['a']], [{ a: 1 }]];
const universe: readonly Json[] = [...scalars, ...paths, ...urls, ...lists, {}, { a: 1 }, { a: 1, b: 'a' }];

const json = fc.constantFrom(...universe);
const values = fc.array(json, { maxLength: 4 });
const bound = fc.constantFrom(-1, 0, 1, 5, 10);
const size = fc.constantFrom(0, 1, 2, 3, 8);

const hosts = fc.subarray(['example.com', '*.example.com', 'a.example.com', '*.a.example.com', 'evil.test'], {
  minLength: 1,
});
const url = fc
  .record(
    {
      hosts,
      schemes: fc.subarray(['https', 'http'], { minLength: 1 }),
      ports: fc.subarray([443, 80, 8443], { minLength: 1 }),
      pathPrefix: fc.constantFrom('/', '/v1', '/v1/x'),
    },
    { requiredKeys: ['hosts'] },
  )
  .map((options) => c.url(options));

const ordered = (low: number | undefined, high: number | undefined) => {
  const both = low !== undefined && high !== undefined;
  const [min, max] = both ? [Math.min(low, high), Math.max(low, high)] : [low, high];
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
};
const range = fc
  .tuple(fc.option(bound, { nil: undefined }), fc.option(bound, { nil: undefined }), fc.boolean(), fc.boolean())
  .map(([low, high, exclusiveMin, exclusiveMax]) => c.range({ ...ordered(low, high), exclusiveMin, exclusiveMax }));
const length = fc.tuple(size, size).map(([low, high]) => c.length(ordered(low, high)));

const { constraint } = fc.letrec<{ constraint: Constraint }>((tie) => ({
  constraint: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constant(c.any()),
    json.map((value) => c.exact(value)),
    values.map((list) => c.oneOf(list)),
    values.map((list) => c.notOneOf(list)),
    range,
    length,
    fc.constantFrom('a', 'ab', '/data', 'https://a.').map((text) => c.prefix(text)),
    fc.constantFrom('a', 'bc', '/b', '/x').map((text) => c.suffix(text)),
    fc.constantFrom('/', '/data', '/data/a', '/etc').map((root) => c.pathUnder(root)),
    url,
    values.map((list) => c.contains(list)),
    values.map((list) => c.subset(list)),
    fc.tuple(tie('constraint'), fc.constantFrom(0, 1, 2, 1_000)).map(([of, maxItems]) => c.each(of, { maxItems })),
    fc.array(tie('constraint'), { maxLength: 3 }).map((of) => c.all(of)),
    fc.array(tie('constraint'), { maxLength: 3 }).map((of) => c.anyOf(of)),
  ),
}));
const argument = fc.oneof(
  constraint,
  constraint.map((of) => c.optional(of)),
);

/** Children that are often narrower, so that acceptances are not rare. */
const pair = fc.oneof(
  fc.tuple(argument, argument),
  fc.tuple(argument, constraint).map(([parent, extra]) => [withExtra(parent, extra), parent] as const),
);
const withExtra = (parent: Constraint, extra: Constraint): Constraint =>
  parent.type === 'optional' ? c.all([parent.of, extra]) : c.all([extra, parent]);

const RUNS = { numRuns: 3_000 };

describe('the narrower-than proof', () => {
  it('accepts no child that admits more than its parent', () => {
    let accepted = 0;
    fc.assert(
      fc.property(pair, ([child, parent]) => {
        if (!isNarrower(child, parent)) return;
        accepted += 1;
        const escaped = [...universe, undefined].filter((value) => admits(child, value) && !admits(parent, value));
        expect(escaped).toEqual([]);
      }),
      RUNS,
    );
    expect(accepted).toBeGreaterThan(300);
  });

  it('holds for a constraint and itself, and goes through chains', () => {
    fc.assert(
      fc.property(argument, argument, argument, (first, second, third) => {
        expect(isNarrower(first, first)).toBe(true);
        if (isNarrower(first, second) && isNarrower(second, third)) {
          const escaped = universe.filter((value) => admits(first, value) && !admits(third, value));
          expect(escaped).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

describe('attenuation', () => {
  const map = fc.dictionary(fc.constantFrom('q', 'path', 'n', 'constructor'), argument, { minKeys: 1, maxKeys: 3 });
  const terms = fc.oneof({ weight: 4, arbitrary: map }, { weight: 1, arbitrary: fc.constantFrom(c.any(), c.none()) });
  const tools = fc.dictionary(fc.constantFrom('one', 'tool:two', 'agent:three'), terms, { maxKeys: 3 });
  const args = fc.oneof(
    fc.dictionary(fc.constantFrom('q', 'path', 'n', 'constructor', 'other'), fc.oneof(json, fc.constant(undefined)), {
      maxKeys: 3,
    }),
    json,
    fc.constant(undefined),
  );

  it('never lets a descendant do what one of its ancestors could not', () => {
    let narrowed = 0;
    let allowed = 0;
    const authority = createAuthority();
    fc.assert(
      fc.property(
        tools,
        fc.array(tools, { maxLength: 4 }),
        fc.array(args, { minLength: 20, maxLength: 20 }),
        (first, rest, calls) => {
          const chain = [authority.mint({ principal: 'alice', tools: first })];
          for (const wanted of [first, ...rest]) {
            try {
              chain.push(authority.attenuate(chain.at(-1) as (typeof chain)[number], { tools: wanted }));
              narrowed += 1;
            } catch {
              // not proven narrower: the chain goes on from where it was
            }
          }
          const leaf = chain.at(-1) as (typeof chain)[number];
          for (const target of ['one', 'two', 'agent:three']) {
            for (const call of calls) {
              if (!authority.check(leaf, target, call).ok) continue;
              allowed += 1;
              expect(chain.every((link) => authority.check(link, target, call).ok)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(narrowed).toBeGreaterThan(500);
    expect(allowed).toBeGreaterThan(500);
  });

  it('admits exactly what all links admit, merged or not', () => {
    const authority = createAuthority();
    const mint = (of: Constraint) => authority.mint({ principal: 'alice', tools: { use: { it: of } } });
    fc.assert(
      fc.property(fc.array(constraint, { minLength: 1, maxLength: 4 }), (links) => {
        // all() judges each clause alone; a chain judges constraints of one type together.
        let leaf = mint(c.any());
        links.forEach((_, index) => {
          leaf = leaf.attenuate({ tools: { use: { it: c.all(links.slice(0, index + 1)) } } });
        });
        for (const value of universe) {
          expect(authority.check(leaf, 'use', { it: value }).ok).toBe(links.every((link) => admits(link, value)));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('judges constraints of one type together as it does alone', () => {
    const authority = createAuthority();
    const nested = [fc.constantFrom('/', '/data', '/data/a').map((root) => c.pathUnder(root)), url] as const;
    for (const arbitrary of nested) {
      let accepted = 0;
      fc.assert(
        fc.property(arbitrary, arbitrary, arbitrary, (first, second, third) => {
          let leaf = authority.mint({ principal: 'alice', tools: { use: { it: first } } });
          const links: Constraint[] = [first];
          for (const wanted of [second, third]) {
            if (!isNarrower(wanted, links.at(-1) as Constraint)) continue;
            leaf = leaf.attenuate({ tools: { use: { it: wanted } } });
            links.push(wanted);
          }
          accepted += links.length - 1;
          for (const value of universe) {
            expect(authority.check(leaf, 'use', { it: value }).ok).toBe(links.every((link) => admits(link, value)));
          }
        }),
        { numRuns: 1_000 },
      );
      expect(accepted).toBeGreaterThan(10);
    }
  });
});
