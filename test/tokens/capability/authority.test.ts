import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { GuardErrorCode } from '../../../src/error-codes.ts';
import { GuardError } from '../../../src/errors.ts';
import { TARGET_PATTERN } from '../../../src/invocation.ts';
import { TARGET } from '../../../src/tokens/capability/target.ts';
import {
  type Authority,
  type Capability,
  type CapabilityCheck,
  constraints as c,
  createAuthority,
  type MintOptions,
  type ToolConstraints,
} from '../../../src/tokens/index.ts';

const error = (run: () => unknown): GuardError => {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof GuardError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
};
const codeOf = (run: () => unknown): GuardErrorCode => error(run).code;

const outcome = (check: CapabilityCheck): string =>
  check.ok ? 'ok' : [check.code, check.argument, check.constraint].filter((part) => part !== undefined).join(' ');

/** An authority whose time is set by hand. */
function atTime(): { readonly authority: Authority; at(ms: number): void } {
  let time = 1_000;
  return {
    authority: createAuthority({ clock: () => time }),
    at: (ms) => {
      time = ms;
    },
  };
}

const TOOLS: ToolConstraints = {
  'web.search': { q: c.length({ max: 80 }), limit: c.optional(c.range({ min: 1, max: 10 })) },
  'files.read': { path: c.pathUnder('/data') },
  'agent:writer': c.none(),
  'tool:notes': c.any(),
};

const minted = (options: Partial<MintOptions> = {}): { authority: Authority; root: Capability } => {
  const authority = createAuthority();
  return { authority, root: authority.mint({ principal: 'alice', tools: TOOLS, ...options }) };
};

describe('check', () => {
  it.each<[string, unknown, string]>([
    ['tool:web.search', { q: 'bees' }, 'ok'],
    ['web.search', { q: 'bees', limit: 10 }, 'ok'],
    ['web.search', { q: 'bees', limit: undefined }, 'ok'],
    ['web.search', { q: 'x'.repeat(81) }, 'ERR_CAPABILITY q length'],
    ['web.search', { q: 'bees', limit: 11 }, 'ERR_CAPABILITY limit range'],
    ['web.search', { q: 'bees', limit: null }, 'ERR_CAPABILITY limit range'],
    ['web.search', { q: 'bees', limit: '5' }, 'ERR_CAPABILITY limit range'],
    ['web.search', { limit: 5 }, 'ERR_CAPABILITY q'],
    ['web.search', { q: undefined }, 'ERR_CAPABILITY q'],
    ['web.search', {}, 'ERR_CAPABILITY q'],
    ['web.search', undefined, 'ERR_CAPABILITY q'],
    ['web.search', { q: 'bees', extra: 1 }, 'ERR_CAPABILITY extra'],
    ['web.search', { q: 'bees', extra: undefined }, 'ERR_CAPABILITY extra'],
    ['web.search', 'bees', 'ERR_CAPABILITY input'],
    ['web.search', ['bees'], 'ERR_CAPABILITY input'],
    ['agent:writer', {}, 'ok'],
    ['agent:writer', undefined, 'ok'],
    ['agent:writer', { topic: 'x' }, 'ERR_CAPABILITY topic'],
    ['agent:writer', 'x', 'ERR_CAPABILITY input'],
    ['tool:writer', {}, 'ERR_CAPABILITY'],
    ['writer', {}, 'ERR_CAPABILITY'],
    ['notes', { anything: [1, { deep: true }] }, 'ok'],
    ['notes', 'text', 'ok'],
    ['notes', undefined, 'ok'],
    ['notes', () => 1, 'ERR_INPUT_INVALID'],
    ['notes', new Map(), 'ERR_INPUT_INVALID'],
    ['notes', 'x'.repeat(1_048_577), 'ERR_INPUT_TOO_LARGE'],
    ['mail.send', {}, 'ERR_CAPABILITY'],
    ['Web.search', { q: 'bees' }, 'ERR_CAPABILITY'],
    ['tool:tool:web.search', { q: 'bees' }, 'ERR_CAPABILITY'],
    ['', {}, 'ERR_CAPABILITY'],
    ['__proto__', {}, 'ERR_CAPABILITY'],
    ['constructor', {}, 'ERR_CAPABILITY'],
    ['tool:toString', {}, 'ERR_CAPABILITY'],
  ])('%s(%j): %s', (target, args, expected) => {
    const { authority, root } = minted();
    expect(outcome(authority.check(root, target, args))).toBe(expected);
  });

  it('hands back the frozen copy that it judged', () => {
    const { authority, root } = minted();
    const args = { q: 'bees' };
    const check = authority.check(root, 'web.search', args);
    args.q = 'x'.repeat(100);
    expect(check).toEqual({ ok: true, args: { q: 'bees' } });
    expect(check.ok && Object.isFrozen(check.args)).toBe(true);
  });

  it('judges a bare input as the argument named input', () => {
    const authority = createAuthority();
    const capability = authority.mint({ principal: 'alice', tools: { echo: { input: c.prefix('hi') } } });
    expect(outcome(authority.check(capability, 'echo', 'hi there'))).toBe('ok');
    expect(outcome(authority.check(capability, 'echo', 'bye'))).toBe('ERR_CAPABILITY input prefix');
    expect(outcome(authority.check(capability, 'echo', undefined))).toBe('ERR_CAPABILITY input');
  });

  it('says why without values', () => {
    const { authority, root } = minted();
    const check = authority.check(root, 'files.read', { path: '/etc/passwd' });
    expect(check).toEqual({
      ok: false,
      code: 'ERR_CAPABILITY',
      detail: 'ARG_CONSTRAINT',
      reason: 'the argument is outside its pathUnder constraint',
      tool: 'tool:files.read',
      argument: 'path',
      constraint: 'pathUnder',
    });
  });

  it('treats the names of built-ins as names', () => {
    const authority = createAuthority();
    const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
    const tools = { constructor: Object.fromEntries(names.map((name) => [name, c.exact(name)])) };
    const capability = authority.mint({ principal: 'alice', tools });
    const args = Object.fromEntries(names.map((name) => [name, name]));
    expect(outcome(authority.check(capability, 'constructor', args))).toBe('ok');
    expect(outcome(authority.check(capability, 'constructor', {}))).toBe('ERR_CAPABILITY constructor');
    const plain = authority.mint({ principal: 'alice', tools: { a: c.none() } });
    for (const name of names) {
      expect(outcome(authority.check(plain, 'a', { [name]: name }))).toBe(`ERR_CAPABILITY ${name}`);
      expect(outcome(authority.check(plain, name, {}))).toBe('ERR_CAPABILITY');
    }
    expect(outcome(authority.check(plain, 'a', JSON.parse('{"__proto__":1}')))).toBe('ERR_INPUT_INVALID');
  });

  it('reads own arguments only', () => {
    const { authority, root } = minted();
    Object.defineProperty(Object.prototype, 'q', { value: 'polluted', configurable: true });
    try {
      expect(outcome(authority.check(root, 'web.search', {}))).toBe('ERR_CAPABILITY q');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'q');
    }
  });

  it('takes an argument named type for an argument', () => {
    const authority = createAuthority();
    const capability = authority.mint({ principal: 'alice', tools: { find: { type: c.oneOf(['any']) } } });
    expect(outcome(authority.check(capability, 'find', { type: 'any' }))).toBe('ok');
    expect(outcome(authority.check(capability, 'find', { type: 'all' }))).toBe('ERR_CAPABILITY type oneOf');
  });

  it('refuses a target that is no text', () => {
    const { authority, root } = minted();
    expect(outcome(authority.check(root, { toString: () => 'notes' } as never, {}))).toBe('ERR_CAPABILITY');
  });
});

describe('a handle', () => {
  it('cannot be made, copied, inherited from or wrapped', () => {
    const { authority, root } = minted();
    const make = root.constructor as new (...args: unknown[]) => Capability;
    const forgeries: unknown[] = [
      { id: 'x', tools: ['tool:notes'], check: () => ({ ok: true }) },
      Object.create(root),
      Object.create(Object.getPrototypeOf(root)),
      JSON.parse(JSON.stringify(root)),
      structuredClone(root),
      Object.assign({}, root),
      new Proxy(root, {}),
      Object.setPrototypeOf({}, Object.getPrototypeOf(root)),
      'capability',
      undefined,
      null,
    ];
    for (const forged of forgeries as Capability[]) {
      expect(outcome(authority.check(forged, 'notes', {}))).toBe('ERR_CAPABILITY');
      expect(codeOf(() => authority.attenuate(forged, { tools: [] }))).toBe('ERR_CAPABILITY');
      expect(codeOf(() => authority.revoke(forged))).toBe('ERR_CAPABILITY');
      expect(codeOf(() => authority.describe(forged))).toBe('ERR_CAPABILITY');
    }
    expect(() => new make(Symbol('crewguard.minted'), {})).toThrow(/made by authority\.mint/);
    expect(() => Reflect.construct(make, [], Object)).toThrow(/made by authority\.mint/);
    expect(outcome(authority.check(root, 'notes', {}))).toBe('ok');
  });

  it('of another authority is refused', () => {
    const { root } = minted();
    const other = createAuthority();
    expect(outcome(other.check(root, 'notes', {}))).toBe('ERR_CAPABILITY');
    expect(codeOf(() => other.attenuate(root, { tools: ['notes'] }))).toBe('ERR_CAPABILITY');
    expect(codeOf(() => other.revoke(root))).toBe('ERR_CAPABILITY');
  });

  it('shows its id and the names of its tools, and nothing else', () => {
    const { authority, root } = minted();
    const { id } = authority.describe(root);
    expect(JSON.parse(JSON.stringify({ root }))).toEqual({
      root: { id, tools: ['tool:web.search', 'tool:files.read', 'agent:writer', 'tool:notes'] },
    });
    expect(Reflect.ownKeys(root)).toEqual([]);
    expect(inspect(root, { showHidden: true, depth: 9 })).not.toMatch(/data|80|alice/);
  });

  it('cannot be changed, nor what all handles share', () => {
    const { root } = minted();
    expect(Object.isFrozen(root)).toBe(true);
    expect(Object.isFrozen(Object.getPrototypeOf(root))).toBe(true);
    expect(Object.isFrozen(root.constructor)).toBe(true);
    expect(() => Object.assign(Object.getPrototypeOf(root), { attenuate: () => root })).toThrow(TypeError);
  });

  it('is described for audit', () => {
    const { authority, at } = atTime();
    const root = authority.mint({
      principal: 'alice',
      tools: { a: c.none(), b: c.none() },
      ttlMs: 60_000,
      maxDepth: 2,
    });
    const child = root.attenuate({ tools: ['b'] });
    at(2_000);
    const description = authority.describe(child);
    expect(description).toMatchObject({ principal: 'alice', tools: ['tool:b'], expiresInMs: 59_000, depthLeft: 1 });
    expect(description.lineage).toEqual([authority.describe(root).id, description.id]);
    expect(new Set(description.lineage).size).toBe(2);
    authority.revoke(root);
    expect(authority.describe(child).expiresInMs).toBe(0);
  });
});

describe('mint', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /options must be an object/],
    ['a misspelt option', { principal: 'a', tools: {}, ttl: 5 }, /unknown option "ttl"/],
    ['no principal', { tools: {} }, /"principal" must be .* the id of the principal/],
    ['an empty principal', { principal: '', tools: {} }, /"principal"/],
    ['a long principal', { principal: 'x'.repeat(257), tools: {} }, /"principal"/],
    ['no tools', { principal: 'a' }, /"tools" must be a map/],
    ['a list of tools', { principal: 'a', tools: ['x'] }, /"tools" must be a map/],
    [
      'an empty map',
      { principal: 'a', tools: { x: {} } },
      /tool:x: an empty map .* constraints\.none\(\).* constraints\.any\(\)/,
    ],
    ['none with more', { principal: 'a', tools: { x: { type: 'none', also: 1 } } }, /none/],
    ['none for one argument', { principal: 'a', tools: { x: { q: c.none() } } }, /whole argument map/],
    [
      'a custom constraint that is not registered',
      { principal: 'a', tools: { x: { q: c.custom('even', 1) } } },
      /even version 1 is not registered/,
    ],
    ['a tool without terms', { principal: 'a', tools: { x: undefined } }, /tool:x: give a map/],
    ['a tool with a list', { principal: 'a', tools: { x: [] } }, /tool:x: give a map/],
    ['a tool with true', { principal: 'a', tools: { x: true } }, /any arguments/],
    [
      'a constraint for all arguments',
      { principal: 'a', tools: { x: c.exact('a') } },
      /needs the name of its argument/,
    ],
    [
      'an unknown constraint for all',
      { principal: 'a', tools: { x: { type: 'all arguments' } } },
      /unknown constraint type/,
    ],
    [
      'an argument that is no constraint',
      { principal: 'a', tools: { x: { q: 'bees' } } },
      /tool:x, argument "q": a constraint must/,
    ],
    ['a bad name', { principal: 'a', tools: { 'web search': c.none() } }, /"web search" is no target/],
    ['a built-in name', { principal: 'a', tools: JSON.parse('{"__proto__":{}}') }, /"__proto__" is no target/],
    ['a full-width name', { principal: 'a', tools: { '\uff4dail': c.none() } }, /is no target/],
    ['a Kelvin sign', { principal: 'a', tools: { '\u212aeys': c.none() } }, /is no target/],
    ['a wildcard', { principal: 'a', tools: { '*': c.none() } }, /is no target/],
    ['a name twice', { principal: 'a', tools: { x: c.none(), 'tool:x': c.none() } }, /tool:x is named twice/],
    ['65 tools', { principal: 'a', tools: many(65, c.none()) }, /at most 64 tools, got 65/],
    ['33 arguments', { principal: 'a', tools: { x: many(33, c.any()) } }, /at most 32 arguments, got 33/],
    ['no time', { principal: 'a', tools: {}, ttlMs: 0 }, /"ttlMs" must be a whole number from 1 to 86400000/],
    ['more than a day', { principal: 'a', tools: {}, ttlMs: 86_400_001 }, /"ttlMs"/],
    ['NaN', { principal: 'a', tools: {}, ttlMs: Number.NaN }, /"ttlMs"/],
    ['a negative depth', { principal: 'a', tools: {}, maxDepth: -1 }, /"maxDepth" must be a whole number from 0 to 16/],
    ['a depth of 17', { principal: 'a', tools: {}, maxDepth: 17 }, /"maxDepth"/],
  ])('refuses %s', (_name, options, message) => {
    const refusal = error(() => createAuthority().mint(options as MintOptions));
    expect(refusal.code).toBe('ERR_OPTION_INVALID');
    expect(refusal.message).toMatch(message);
  });

  it('takes 64 tools with 32 arguments', () => {
    expect(() => createAuthority().mint({ principal: 'a', tools: many(64, many(32, c.any())) })).not.toThrow();
  });

  it('reads targets as the pipeline does', () => {
    expect(TARGET.source).toBe(TARGET_PATTERN.source);
    expect(TARGET.flags).toBe(TARGET_PATTERN.flags);
  });

  it('is not changed by what happens to its options later', () => {
    const tools = { 'files.read': { path: { type: 'pathUnder' as const, root: '/data' } } };
    const authority = createAuthority();
    const capability = authority.mint({ principal: 'alice', tools });
    tools['files.read'].path.root = '/';
    Object.assign(tools, { 'mail.send': c.none() });
    expect(outcome(authority.check(capability, 'files.read', { path: '/etc/passwd' }))).toBe(
      'ERR_CAPABILITY path pathUnder',
    );
    expect(outcome(authority.check(capability, 'mail.send', {}))).toBe('ERR_CAPABILITY');
  });
});

describe('createAuthority', () => {
  it('refuses options it does not know', () => {
    expect(error(() => createAuthority({ clocks: () => 0 } as never)).message).toMatch(/unknown option "clocks"/);
    expect(error(() => createAuthority({ clock: 5 as never })).message).toMatch(/"clock" must be a function/);
    expect(Object.isFrozen(createAuthority())).toBe(true);
  });
});

describe('attenuate', () => {
  it('narrows arguments, and every link counts', () => {
    const { authority, root } = minted();
    const child = authority.attenuate(root, { tools: { 'files.read': { path: c.pathUnder('/data/reports') } } });
    const leaf = child.attenuate({
      tools: { 'files.read': { path: c.all([c.suffix('.md'), c.pathUnder('/data/reports')]) } },
    });
    const read = (capability: Capability, path: string) => outcome(authority.check(capability, 'files.read', { path }));
    expect(read(root, '/data/a')).toBe('ok');
    expect(read(child, '/data/a')).toBe('ERR_CAPABILITY path pathUnder');
    expect(read(child, '/data/reports/a.txt')).toBe('ok');
    expect(read(leaf, '/data/reports/a.txt')).toBe('ERR_CAPABILITY path all');
    expect(read(leaf, '/data/reports/a.md')).toBe('ok');
    expect(outcome(authority.check(leaf, 'notes', {}))).toBe('ERR_CAPABILITY');
  });

  it('passes tools on by name as the parent holds them', () => {
    const { authority, root } = minted();
    const child = root.attenuate({ tools: ['web.search', 'agent:writer'] });
    expect(outcome(authority.check(child, 'web.search', { q: 'bees' }))).toBe('ok');
    expect(outcome(authority.check(child, 'web.search', { q: 'x'.repeat(81) }))).toBe('ERR_CAPABILITY q length');
    expect(outcome(authority.check(child, 'agent:writer', {}))).toBe('ok');
    expect(outcome(authority.check(child, 'notes', {}))).toBe('ERR_CAPABILITY');
  });

  it('makes optional arguments required, drops them, and closes open maps', () => {
    const { authority, root } = minted();
    const q = c.length({ max: 80 });
    const required = root.attenuate({ tools: { 'web.search': { q, limit: c.exact(5) }, notes: { text: c.any() } } });
    const dropped = root.attenuate({ tools: { 'web.search': { q }, notes: c.any() } });
    expect(outcome(authority.check(required, 'web.search', { q: 'a' }))).toBe('ERR_CAPABILITY limit');
    expect(outcome(authority.check(required, 'web.search', { q: 'a', limit: 5 }))).toBe('ok');
    expect(outcome(authority.check(required, 'notes', { other: 1 }))).toBe('ERR_CAPABILITY other');
    expect(outcome(authority.check(required, 'notes', { text: 1 }))).toBe('ok');
    expect(outcome(authority.check(dropped, 'web.search', { q: 'a', limit: 5 }))).toBe('ERR_CAPABILITY limit');
    expect(outcome(authority.check(dropped, 'notes', { other: 1 }))).toBe('ok');
  });

  it.each<[string, ToolConstraints | string[], RegExp]>([
    ['a tool its parent lacks', { 'mail.send': c.none() }, /tool:mail\.send is not held by the parent/],
    ['that tool by name', ['mail.send'], /tool:mail\.send is not held/],
    [
      'a wider constraint',
      { 'files.read': { path: c.pathUnder('/') } },
      /pathUnder is not proven narrower than the pathUnder/,
    ],
    [
      'an unproven constraint',
      { 'files.read': { path: c.prefix('/data/') } },
      /argument "path": prefix is not proven narrower/,
    ],
    ['any arguments', { 'files.read': c.any() }, /tool:files\.read asks for any arguments/],
    ['any value', { 'files.read': { path: c.any() } }, /any is not proven narrower/],
    ['another argument', { 'files.read': { path: c.pathUnder('/data'), mode: c.any() } }, /asks for argument "mode"/],
    [
      'an optional argument that was required',
      { 'files.read': { path: c.optional(c.pathUnder('/data')) } },
      /optional is not proven/,
    ],
    ['leaving out what its parent requires', { 'files.read': c.none() }, /leaves out argument "path"/],
  ])('refuses %s', (_name, tools, message) => {
    const { root } = minted();
    const refusal = error(() => root.attenuate({ tools }));
    expect(refusal.code).toBe('ERR_CAPABILITY_WIDENED');
    expect(refusal.message).toMatch(message);
  });

  it('refuses what is malformed', () => {
    const { root } = minted();
    expect(codeOf(() => root.attenuate({ tools: ['notes', 'tool:notes'] }))).toBe('ERR_OPTION_INVALID');
    expect(codeOf(() => root.attenuate({ tools: [5 as never] }))).toBe('ERR_OPTION_INVALID');
    expect(codeOf(() => root.attenuate({} as never))).toBe('ERR_OPTION_INVALID');
    expect(codeOf(() => root.attenuate({ tools: [], principal: 'eve' } as never))).toBe('ERR_OPTION_INVALID');
    expect(codeOf(() => root.attenuate({ tools: { notes: { q: { type: 'regex' } as never } } }))).toBe(
      'ERR_OPTION_INVALID',
    );
  });

  it('ends with its parent, or before, and never after', () => {
    const { authority, at } = atTime();
    const root = authority.mint({ principal: 'alice', tools: { a: c.none() }, ttlMs: 1_000 });
    at(1_400);
    expect(authority.describe(root.attenuate({ tools: ['a'] })).expiresInMs).toBe(600);
    expect(authority.describe(root.attenuate({ tools: ['a'], ttlMs: 600 })).expiresInMs).toBe(600);
    const refusal = error(() => root.attenuate({ tools: ['a'], ttlMs: 601 }));
    expect(refusal.code).toBe('ERR_CAPABILITY_WIDENED');
    expect(refusal.message).toMatch(/outlives the parent by 1 ms/);
    const short = root.attenuate({ tools: ['a'], ttlMs: 100 });
    at(1_500);
    expect(outcome(authority.check(short, 'a'))).toBe('ERR_CAPABILITY_EXPIRED');
    expect(outcome(authority.check(root, 'a'))).toBe('ok');
  });

  it('goes as deep as allowed', () => {
    const { authority, root } = minted();
    let leaf = root;
    for (let depth = 0; depth < 8; depth += 1) leaf = leaf.attenuate({ tools: ['notes'] });
    expect(authority.describe(leaf).depthLeft).toBe(0);
    expect(error(() => leaf.attenuate({ tools: ['notes'] })).message).toMatch(/cannot be narrowed any further/);
    const { root: final } = minted({ maxDepth: 0 });
    expect(codeOf(() => final.attenuate({ tools: [] }))).toBe('ERR_CAPABILITY_WIDENED');
    const { authority: other, root: deep } = minted({ maxDepth: 16 });
    expect(other.describe(deep.attenuate({ tools: [], maxDepth: 3 })).depthLeft).toBe(3);
    expect(codeOf(() => deep.attenuate({ tools: [], maxDepth: 16 }))).toBe('ERR_CAPABILITY_WIDENED');
  });
});

describe('life', () => {
  it('ends at its time, five minutes by default', () => {
    const { authority, at } = atTime();
    const capability = authority.mint({ principal: 'alice', tools: { a: c.none() } });
    at(300_999.9);
    expect(outcome(authority.check(capability, 'a'))).toBe('ok');
    at(301_000);
    expect(outcome(authority.check(capability, 'a'))).toBe('ERR_CAPABILITY_EXPIRED');
    expect(codeOf(() => capability.attenuate({ tools: ['a'] }))).toBe('ERR_CAPABILITY_EXPIRED');
  });

  it('does not start again when the clock jumps back, and is over while the clock is broken', () => {
    const { authority, at } = atTime();
    const capability = authority.mint({ principal: 'alice', tools: { a: c.none() } });
    at(Number.NaN);
    expect(outcome(authority.check(capability, 'a'))).toBe('ERR_CAPABILITY_EXPIRED');
    at(-5_000);
    expect(outcome(authority.check(capability, 'a'))).toBe('ok');
    at(400_000);
    expect(outcome(authority.check(capability, 'a'))).toBe('ERR_CAPABILITY_EXPIRED');
    at(0);
    expect(outcome(authority.check(capability, 'a'))).toBe('ERR_CAPABILITY_EXPIRED');
  });

  it('ends for all descendants when an ancestor is revoked, and for nobody else', () => {
    const { authority, root } = minted();
    const left = root.attenuate({ tools: ['notes'] });
    const leaf = left.attenuate({ tools: ['notes'] });
    const right = root.attenuate({ tools: ['notes'] });
    authority.revoke(left);
    authority.revoke(left);
    const states = () => [root, left, leaf, right].map((each) => outcome(authority.check(each, 'notes')));
    expect(states()).toEqual(['ok', 'ERR_CAPABILITY_EXPIRED', 'ERR_CAPABILITY_EXPIRED', 'ok']);
    expect(error(() => leaf.attenuate({ tools: [] })).message).toMatch(/was revoked, or one that it was narrowed from/);
    authority.revoke(root);
    expect(new Set(states())).toEqual(new Set(['ERR_CAPABILITY_EXPIRED']));
  });
});

function many<T>(count: number, value: T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, value]));
}
