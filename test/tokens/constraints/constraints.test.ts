import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/errors.ts';
import { admits, type Constraint, constraints as c } from '../../../src/tokens/index.ts';

const refusalOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof GuardError && error.code === 'ERR_OPTION_INVALID') return error.message;
    throw error;
  }
  return 'nothing was refused';
};

const cases: readonly [string, Constraint, readonly unknown[], readonly unknown[]][] = [
  ['any', c.any(), ['', 0, null, false, [], {}], [undefined]],
  ['exact text', c.exact('a'), ['a'], ['A', 'a ', '', ['a'], undefined]],
  ['exact number', c.exact(1), [1], ['1', true, [1], 1.5]],
  ['exact zero', c.exact(0), [0, -0], ['0', false, null, '']],
  ['exact null', c.exact(null), [null], [undefined, 0, 'null']],
  [
    'exact object',
    c.exact({ a: 1, b: [2] }),
    [{ b: [2], a: 1 }],
    [{ a: 1 }, { a: 1, b: [2], c: undefined }, { a: 1, b: ['2'] }],
  ],
  ['exact list', c.exact([1, 2]), [[1, 2]], [[2, 1], [1, 2, 2], '1,2', '[1,2]']],
  ['oneOf', c.oneOf(['a', 1, { k: 1 }]), ['a', 1, { k: 1 }], ['1', 'b', { k: '1' }, undefined]],
  ['oneOf nothing', c.oneOf([]), [], ['a', null, undefined]],
  ['notOneOf', c.notOneOf(['a', 0]), ['b', 1, '0', null], ['a', 0, -0, undefined]],
  [
    'range',
    c.range({ min: 0, max: 100 }),
    [0, -0, 100, 0.5],
    ['10', [5], 10n, null, true, new Date(5), Number.NaN, -1, 101, 2 ** 53 + 1],
  ],
  ['range without bounds', c.range(), [0, -1e300], [Number.POSITIVE_INFINITY, '0']],
  ['exclusive range', c.range({ min: 0, max: 10, exclusiveMin: true, exclusiveMax: true }), [0.1, 9.9], [0, 10]],
  ['range above', c.range({ min: 5 }), [5, 1e308], [4.9]],
  ['prefix', c.prefix('docs/'), ['docs/', 'docs/a'], ['doc', 'Docs/a', ['docs/'], ' docs/']],
  ['suffix', c.suffix('@example.com'), ['a@example.com'], ['a@example.com ', 'a@example.com.evil.test', 5]],
  ['length', c.length({ min: 1, max: 3 }), ['a', 'abc', [1]], ['', 'abcd', [], 12, { length: 2 }]],
  ['pathUnder', c.pathUnder('/data'), ['/data', '/data/a.txt'], ['/database', '/etc/passwd', 'data/a', ['/data']]],
  [
    'url',
    c.url({ hosts: ['example.com'] }),
    ['https://example.com/a'],
    ['https://evil.test/', 'http://example.com/', 5],
  ],
  [
    'each',
    c.each(c.oneOf(['a', 'b']), { maxItems: 2 }),
    [[], ['a'], ['b', 'a']],
    [['c'], ['a', 'a', 'a'], 'a', { 0: 'a', length: 1 }],
  ],
  ['each by default', c.each(c.any()), [new Array(1_000).fill(0)], [new Array(1_001).fill(0), [undefined]]],
  [
    'contains',
    c.contains(['a', 1]),
    [
      ['a', 1],
      [1, 2, 'a'],
    ],
    [['a'], ['a', '1'], 'a1'],
  ],
  ['subset', c.subset(['a', 1]), [[], ['a'], [1, 'a', 1]], [['b'], ['1'], 'a']],
  [
    'cidr',
    c.cidr('10.0.0.0/8'),
    ['10.0.0.1', '10.255.255.255'],
    ['11.0.0.1', '010.0.0.1', '10.1', '167772161', '0x0a.0.0.1', '::ffff:10.0.0.1', '10.0.0.1 ', '10.0.0.0/8', 10, ''],
  ],
  [
    'cidr of IPv6',
    c.cidr('2001:db8::/32'),
    ['2001:db8::', '2001:DB8:0:0::1', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['2001:db9::', '2001:db8::1%eth0', '[2001:db8::1]', '2001:db8::1.2.3.4', '32.1.13.184'],
  ],
  ['cidr of all IPv6', c.cidr('::/0'), ['::', '::1', 'fe80::1'], ['::ffff:7f00:1', '::ffff:127.0.0.1', '127.0.0.1']],
  ['cidr of one address', c.cidr('192.0.2.7/32'), ['192.0.2.7'], ['192.0.2.6', '192.0.2.07']],
  [
    'fields',
    c.fields({
      to: c.suffix('@example.com'),
      note: c.optional(c.length({ max: 3 })),
      constructor: c.optional(c.any()),
    }),
    [{ to: 'a@example.com' }, { to: 'a@example.com', note: 'abc' }, { to: 'a@example.com', note: undefined }],
    [
      {},
      { note: 'abc' },
      { to: undefined },
      { to: 'a@evil.test' },
      { to: 'a@example.com', note: 'abcd' },
      { to: 'a@example.com', bcc: 'b@evil.test' },
      { to: 'a@example.com', toString: undefined },
      [{ to: 'a@example.com' }],
      'to',
      null,
    ],
  ],
  ['fields, none', c.fields({}), [{}], [{ a: undefined }, [], null]],
  [
    'fields within fields',
    c.fields({ at: c.fields({ x: c.range() }) }),
    [{ at: { x: 1 } }],
    [{ at: {} }, { at: { x: 1, y: 2 } }],
  ],
  ['custom, not registered', c.custom('even', 1), [], [2, 3, null, undefined]],
  ['optional', c.optional(c.exact('a')), ['a', undefined], ['b', null]],
  ['all', c.all([c.prefix('a'), c.length({ max: 2 })]), ['a', 'ab'], ['abc', 'b']],
  ['all of nothing', c.all([]), ['a', null], [undefined]],
  ['anyOf', c.anyOf([c.exact('a'), c.range({ min: 5 })]), ['a', 5], ['b', 4]],
  ['anyOf nothing', c.anyOf([]), [], ['a', null]],
];

describe('constraints', () => {
  it.each(cases)('%s', (_name, constraint, good, bad) => {
    expect(good.filter((value) => !admits(constraint, value))).toEqual([]);
    expect(bad.filter((value) => admits(constraint, value))).toEqual([]);
  });

  it('are frozen data, and admit the same when they come back from JSON', () => {
    for (const [, constraint, good, bad] of cases) {
      expect(Object.isFrozen(constraint)).toBe(true);
      const again = JSON.parse(JSON.stringify(constraint)) as Constraint;
      expect(good.every((value) => admits(again, value))).toBe(true);
      expect(bad.some((value) => admits(again, value))).toBe(false);
    }
    const list = ['a'];
    const constraint = c.oneOf(list);
    list.push('b');
    expect(admits(constraint, 'b')).toBe(false);
  });

  it.each<[string, () => unknown, RegExp]>([
    ['exact nothing', () => c.exact(undefined as never), /constraints\.exact: exact: a value must be JSON/],
    ['exact NaN', () => c.exact(Number.NaN), /plain data/],
    ['exact with undefined in it', () => c.exact({ a: [undefined as never] }), /must be JSON/],
    ['exact function', () => c.exact((() => 1) as never), /plain data/],
    ['oneOf text', () => c.oneOf('ab' as never), /"values" must be a list/],
    ['oneOf too many', () => c.oneOf(new Array(1_025).fill(0)), /at most 1024/],
    ['notOneOf text', () => c.notOneOf('ab' as never), /"values" must be a list/],
    ['contains text', () => c.contains('ab' as never), /"values" must be a list/],
    ['subset text', () => c.subset('ab' as never), /"values" must be a list/],
    ['range of text', () => c.range({ min: '0' as never }), /"min" must be a finite number/],
    ['range upside down', () => c.range({ min: 2, max: 1 }), /"min" must not be above "max"/],
    ['range flag', () => c.range({ min: 0, exclusiveMin: 1 as never }), /"exclusiveMin" must be true or false/],
    ['range misspelt', () => c.range({ minimum: 0 } as never), /unknown member "minimum". Known members: type, min/],
    ['prefix empty', () => c.prefix(''), /not empty/],
    ['suffix number', () => c.suffix(5 as never), /must be a string/],
    ['length without bounds', () => c.length({}), /give "min", "max" or both/],
    ['length negative', () => c.length({ max: -1 }), /"max" must be a whole number, 0 or more/],
    ['length upside down', () => c.length({ min: 2, max: 1 }), /must not be above/],
    ['path relative', () => c.pathUnder('data'), /absolute POSIX path/],
    ['path with dots', () => c.pathUnder('/data/../etc'), /absolute POSIX path/],
    ['path with a slash at the end', () => c.pathUnder('/data/'), /absolute POSIX path/],
    ['path number', () => c.pathUnder(5 as never), /absolute POSIX path/],
    ['url without hosts', () => c.url({} as never), /"hosts" must be a list/],
    ['url with address', () => c.url({ hosts: ['127.0.0.1'] }), /"hosts" must be a list/],
    ['url with single label', () => c.url({ hosts: ['localhost'] }), /two labels/],
    ['url with top-level wildcard', () => c.url({ hosts: ['*.com'] }), /two labels/],
    ['url with inner wildcard', () => c.url({ hosts: ['a.*.com'] }), /"hosts" must be a list/],
    ['url with upper case', () => c.url({ hosts: ['Example.com'] }), /lower-case/],
    ['url with URL', () => c.url({ hosts: ['https://example.com'] }), /"hosts" must be a list/],
    ['url scheme', () => c.url({ hosts: ['example.com'], schemes: ['ftp'] }), /"schemes" must be a list of "https"/],
    [
      'url schemes text',
      () => c.url({ hosts: ['example.com'], schemes: 'https' as never }),
      /"schemes" must be a list/,
    ],
    ['url no schemes', () => c.url({ hosts: ['example.com'], schemes: [], ports: [443] }), /"schemes" must be a list/],
    ['url port', () => c.url({ hosts: ['example.com'], ports: [0] }), /"ports" must be a list/],
    ['url path', () => c.url({ hosts: ['example.com'], pathPrefix: '/v1/' }), /"pathPrefix" must be a path/],
    ['url path number', () => c.url({ hosts: ['example.com'], pathPrefix: 5 as never }), /"pathPrefix"/],
    ['url misspelt', () => c.url({ hosts: ['example.com'], path: '/v1' } as never), /unknown member "path"/],
    ['cidr without a prefix', () => c.cidr('10.0.0.0'), /"network" must be a network/],
    ['cidr with bits behind the prefix', () => c.cidr('10.0.0.1/8'), /no bits set behind the prefix/],
    ['cidr of 33 bits', () => c.cidr('10.0.0.0/33'), /"network" must be a network/],
    ['cidr with a leading zero', () => c.cidr('10.0.0.0/08'), /"network" must be a network/],
    ['cidr of a mapped address', () => c.cidr('::ffff:10.0.0.0/104'), /"network" must be a network/],
    ['cidr of a number', () => c.cidr(10 as never), /"network" must be a network/],
    ['fields of a list', () => c.fields([c.any()] as never), /"fields" must be a map/],
    ['fields of values', () => c.fields({ a: 1 as never }), /made with constraints/],
    ['too many fields', () => c.fields(manyFields(65)), /at most 64 fields/],
    ['fields with none', () => c.fields({ a: c.none() as never }), /stands for a whole argument map/],
    ['optional fields in a list', () => c.fields({ a: c.all([c.optional(c.any())]) }), /whole argument or field/],
    ['custom without a name', () => c.custom('', 1), /"name" must be 1 to 64/],
    ['custom with a wide name', () => c.custom('e\u0301', 1), /"name" must be 1 to 64/],
    ['custom with version 0', () => c.custom('even', 0), /"version" must be a whole number/],
    ['custom with params that are no JSON', () => c.custom('even', 1, [undefined as never]), /must be JSON/],
    ['each of nothing', () => c.each(undefined as never), /made with constraints/],
    ['each too many', () => c.each(c.any(), { maxItems: 1_001 }), /"maxItems" must be a whole number from 0 to 1000/],
    ['all of no list', () => c.all(c.any() as never), /"of" must be a list/],
    ['anyOf too many', () => c.anyOf(new Array(65).fill(c.any())), /at most 64/],
    ['nested optional', () => c.each(c.optional(c.any())), /only a whole argument or field can be optional/],
    ['doubly optional', () => c.optional(c.optional(c.any())), /only a whole argument or field can be optional/],
    [
      'unknown type',
      () => c.all([{ type: 'regex', value: '.*' } as never]),
      /unknown constraint type. Known types: any, exact/,
    ],
    ['built-in name as type', () => c.all([{ type: 'constructor' } as never]), /unknown constraint type/],
    ['inherited type', () => c.all([Object.create({ type: 'any' })]), /plain data/],
    ['no object', () => c.all(['any' as never]), /made with constraints/],
    ['too deep', () => [1, 2, 3, 4, 5, 6, 7, 8].reduce<Constraint>((of) => c.each(of), c.any()), /at most 8 deep/],
    ['too much text', () => c.exact('x'.repeat(65_537)), /plain data.*characters of text/],
  ])('refuse %s', (_name, make, message) => {
    expect(refusalOf(make)).toMatch(message);
  });

  it('can be eight deep', () => {
    const deep = [1, 2, 3, 4, 5, 6, 7].reduce<Constraint>((of) => c.each(of), c.exact('x'));
    expect(admits(deep, [[[[[[['x']]]]]]])).toBe(true);
    expect(admits(deep, [[[[[[['y']]]]]]])).toBe(false);
  });

  it('admit nothing that is not plain data', () => {
    const twoFaced = Object.defineProperty({}, 'a', { get: () => 1, enumerable: true });
    expect(admits(c.any(), twoFaced)).toBe(false);
    expect(admits(c.any(), () => 1)).toBe(false);
    expect(admits(c.notOneOf(['a']), new Proxy({}, {}))).toBe(false);
  });
});

const manyFields = (count: number): Record<string, Constraint> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, c.any()]));
