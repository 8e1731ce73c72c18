import { describe, expect, it } from 'vitest';
import type { GuardErrorCode } from '../../src/error-codes.ts';
import { GuardError } from '../../src/errors.ts';
import { capability } from '../../src/guards/authority/capability.ts';
import { grant } from '../../src/guards/authority/grant.ts';
import { authenticate, type Credentials } from '../../src/guards/identity/authenticate.ts';
import { authorize } from '../../src/guards/identity/authorize.ts';
import { createApiKey } from '../../src/identity/api-key.ts';
import type { Principal } from '../../src/identity/principal.ts';
import type { Target } from '../../src/invocation.ts';
import { pipeline } from '../../src/pipeline.ts';
import { unchecked } from '../../src/schema.ts';
import {
  admits,
  type Capability,
  constraints as c,
  createAuthority,
  type ToolConstraints,
} from '../../src/tokens/index.ts';

// Attacks on authority, each beside an honest call that is as like it as possible. Both go through whole pipelines: an agent
// that does whatever it is told, and tools that note what reached them.

const task: ToolConstraints = {
  'files.read': { path: c.pathUnder('/data') },
  'http.fetch': { url: c.url({ hosts: ['example.com', '*.example.com'] }) },
  'mail.send': {
    to: c.oneOf(['editor@example.com']),
    body: c.length({ max: 1_000 }),
    copies: c.optional(c.each(c.suffix('@example.com'), { maxItems: 2 })),
  },
  'pay.transfer': { amount: c.range({ min: 0, max: 100 }), account: c.notOneOf(['closed']) },
  'agent:writer': { input: c.length({ max: 100 }) },
};

const alice = createApiKey({ principal: { id: 'alice', roles: ['analyst'] } });
const eve = createApiKey({ principal: { id: 'eve', roles: ['visitor'] } });

function house() {
  const authority = createAuthority();
  const reached: unknown[] = [];
  const tools = pipeline<{ capability: Capability }>().use(capability({ authority }));
  const tool = (target: Target) =>
    tools.wrap(target, unchecked<unknown>(), (input) => {
      reached.push(input);
      return 'done';
    });
  const names = ['files.read', 'http.fetch', 'mail.send', 'pay.transfer', 'shell.run'] as const;
  const byName = new Map(names.map((name) => [name, tool(`tool:${name}`)]));
  const agents = pipeline<{ credentials: Credentials }>()
    .use(authenticate({ apiKeys: [alice.record, eve.record] }))
    .use(authorize({ analyst: ['agent:crew'] }))
    .use(grant({ authority, for: () => ({ tools: task }) }));
  const crew = agents.wrap('agent:crew', unchecked<Order>(), ({ name, args }, call) => {
    const use = byName.get(name as (typeof names)[number]);
    if (use === undefined) throw new Error(`no tool ${name}`);
    return use.within(call)(args);
  });
  return { authority, reached, crew, byName };
}

interface Order {
  readonly name: string;
  readonly args: unknown;
}

const answer = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof GuardError) return error.code;
    throw error;
  }
};

const getter = (first: string, then: string): object => {
  let reads = 0;
  const get = () => (++reads === 1 ? first : then);
  return Object.defineProperty({}, 'path', { get, enumerable: true });
};

type Twins = readonly [name: string, honest: Order, attack: Order, code?: GuardErrorCode];
const order = (name: string, args: unknown): Order => ({ name, args });
const read = (path: unknown): Order => order('files.read', { path });
const fetchUrl = (url: unknown): Order => order('http.fetch', { url });
const mail = (more: object): Order => order('mail.send', { to: 'editor@example.com', body: 'hello', ...more });
const pay = (amount: unknown, account: unknown = 'open'): Order => order('pay.transfer', { amount, account });

const twins: readonly Twins[] = [
  ['a tool that was not granted', read('/data/a'), order('shell.run', { command: 'id' })],
  ['climbing out of the root', read('/data/notes..md'), read('/data/../etc/passwd')],
  ['a neighbour of the root', read('/data/base'), read('/database')],
  ['encoded dots', read('/data/2e2e'), read('/data/%2e%2e/etc/passwd')],
  ['a NUL byte', read('/data/a.md.png'), read('/data/a.md\0.png')],
  ['backslashes', read('/data/a-b'), read('/data/a\\..\\..\\etc')],
  [
    'a getter with two answers',
    read('/data/a'),
    order('files.read', getter('/data/a', '/etc/passwd')),
    'ERR_INPUT_INVALID',
  ],
  [
    'a Proxy with two answers',
    read('/data/a'),
    order('files.read', new Proxy({ path: '/data/a' }, { get: () => '/etc/passwd' })),
    'ERR_INPUT_INVALID',
  ],
  [
    'toString that answers for the path',
    read('/data/a'),
    read({ toString: () => '/etc/passwd', startsWith: () => true }),
    'ERR_INPUT_INVALID',
  ],
  ['a list for a path', read('/data/a'), read(['/data/a', '/etc/passwd'])],
  ['an inherited path', read('/data/a'), order('files.read', Object.create({ path: '/data/a' })), 'ERR_INPUT_INVALID'],
  ['a second argument', read('/data/a'), order('files.read', { path: '/data/a', root: '/' })],
  [
    'an own __proto__',
    read('/data/a'),
    order('files.read', JSON.parse('{"path":"/data/a","__proto__":{"root":"/"}}')),
    'ERR_INPUT_INVALID',
  ],
  ['user info in the host', fetchUrl('https://example.com/@evil.test/'), fetchUrl('https://example.com@evil.test/')],
  ['a name that ends alike', fetchUrl('https://my.example.com/'), fetchUrl('https://myexample.com/')],
  ['the host as a path', fetchUrl('https://example.com/evil.test'), fetchUrl('https://evil.test/example.com')],
  [
    'the metadata address',
    fetchUrl('https://example.com/latest/meta-data'),
    fetchUrl('http://169.254.169.254/latest/meta-data'),
  ],
  ['an address in other words', fetchUrl('https://example.com/127.1'), fetchUrl('https://127.1/')],
  ['a backslash before the host', fetchUrl('https://example.com/a'), fetchUrl('https://evil.test\\.example.com/')],
  ['look-alike letters', fetchUrl('https://example.com/'), fetchUrl('https://ex\u0430mple.com/')],
  ['another recipient', mail({}), mail({ to: 'eve@evil.test' })],
  ['a recipient more', mail({}), mail({ to: 'editor@example.com, eve@evil.test' })],
  ['a hidden copy', mail({ copies: ['desk@example.com'] }), mail({ bcc: 'eve@evil.test' })],
  [
    'a copy to outside',
    mail({ copies: ['desk@example.com'] }),
    mail({ copies: ['desk@example.com', 'eve@evil.test'] }),
  ],
  [
    'a hundred copies',
    mail({ copies: ['a@example.com', 'b@example.com'] }),
    mail({ copies: new Array(100).fill('a@example.com') }),
  ],
  ['a letter that carries everything', mail({ body: 'x'.repeat(1_000) }), mail({ body: 'x'.repeat(1_001) })],
  ['an amount above the limit', pay(100), pay(100.01)],
  ['an amount as text', pay(10), pay('10')],
  ['an amount in a list', pay(10), pay([10])],
  ['no number', pay(0), pay(Number.NaN), 'ERR_INPUT_INVALID'],
  ['a negative amount', pay(0), pay(-5)],
  ['a BigInt', pay(5), pay(5n), 'ERR_INPUT_INVALID'],
  ['a missing amount', pay(5), order('pay.transfer', { account: 'open' })],
  ['an undefined account', pay(5, 'open'), order('pay.transfer', { amount: 5, account: undefined })],
];

describe('a run with a capability', () => {
  for (const [name, honest, attack, code = 'ERR_CAPABILITY'] of twins) {
    it(`is not taken in by ${name}`, async () => {
      const { crew, reached } = house();
      expect(await answer(crew(honest, { credentials: { apiKey: alice.key } }))).toBe('done');
      expect(reached).toEqual([honest.args]);
      expect(await answer(crew(attack, { credentials: { apiKey: alice.key } }))).toBe(code);
      expect(reached).toHaveLength(1);
    });
  }

  it('is only begun by those who may', async () => {
    const { crew, reached } = house();
    const honest = read('/data/a');
    expect(await answer(crew(honest, { credentials: { apiKey: alice.key } }))).toBe('done');
    expect(await answer(crew(honest, { credentials: { apiKey: eve.key } }))).toBe('ERR_FORBIDDEN');
    expect(await answer(crew(honest, { credentials: { apiKey: alice.key.replace('live', 'test') } }))).toBe(
      'ERR_UNAUTHENTICATED',
    );
    expect(await answer(crew(honest, { credentials: {} }))).toBe('ERR_UNAUTHENTICATED');
    expect(reached).toHaveLength(1);
  });

  it('does not run another file than was judged, whatever happens to the arguments meanwhile', async () => {
    const { authority, reached } = house();
    const args = { path: '/data/a' };
    const held = authority.mint({ principal: 'alice', tools: task });
    const slow = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .use({
        name: 'approval',
        handle: async (_call, next) => {
          await Promise.resolve();
          args.path = '/etc/passwd'; // while somebody is asked for approval
          return next();
        },
      })
      .wrap('tool:files.read', unchecked<{ path: string }>(), ({ path }) => {
        reached.push(path);
      });
    await slow(args, { capability: held });
    expect(reached).toEqual(['/data/a']);
  });

  it('does not lend its authority: a tool called for a narrow agent is judged by the narrow agent', async () => {
    const { authority, reached, byName } = house();
    const writer = pipeline<{ principal: Principal }>()
      .use(grant({ authority, for: () => ({ tools: { 'files.read': { path: c.pathUnder('/data/public') } } }) }))
      .wrap('agent:writer', unchecked<string>(), (path, call) => byName.get('files.read')?.within(call)({ path }));
    const boss = pipeline<{ principal: Principal }>()
      .use(grant({ authority, for: () => ({ tools: task }) }))
      .wrap('agent:crew', unchecked<string>(), (path, call) => writer.within(call)(path));
    const principal = { id: 'alice', roles: ['analyst'] };
    expect(await answer(boss('/data/public/a', { principal }))).toBe('done');
    expect(await answer(boss('/data/private/a', { principal }))).toBe('ERR_CAPABILITY');
    expect(reached).toEqual([{ path: '/data/public/a' }]);
  });

  it('takes its capability with it: what was kept is worth nothing afterwards', async () => {
    const { authority, reached, byName } = house();
    const kept: Capability[] = [];
    const agent = pipeline<{ principal: Principal }>()
      .use(grant({ authority, for: () => ({ tools: task }) }))
      .wrap('agent:crew', unchecked<string>(), (path, call) => {
        kept.push(call.ctx.capability, call.ctx.capability.attenuate({ tools: ['files.read'] }));
        return byName.get('files.read')?.within(call)({ path });
      });
    expect(await answer(agent('/data/a', { principal: { id: 'alice', roles: [] } }))).toBe('done');
    for (const held of kept) {
      expect(
        await answer(byName.get('files.read')?.({ path: '/data/a' }, { capability: held }) as Promise<unknown>),
      ).toBe('ERR_CAPABILITY_EXPIRED');
    }
    expect(reached).toHaveLength(1);
  });

  it('cannot be talked out of its capability', async () => {
    const { authority, byName } = house();
    const held = authority.mint({ principal: 'alice', tools: task });
    expect(JSON.stringify({ held })).not.toMatch(/data|example\.com|100/);
    const readWith = (handle: unknown) =>
      answer(byName.get('files.read')?.({ path: '/data/a' }, { capability: handle as Capability }) as Promise<unknown>);
    expect(await readWith(held)).toBe('done');
    for (const forged of [
      JSON.parse(JSON.stringify(held)),
      Object.create(held),
      new Proxy(held, {}),
      Object.assign({}, held),
      true,
    ]) {
      expect(await readWith(forged)).toBe('ERR_CAPABILITY');
    }
  });
});

describe('proofs and constraints', () => {
  it('are not made slow by anybody', () => {
    const authority = createAuthority();
    const wide = c.anyOf(
      Array.from({ length: 64 }, (_, index) => c.all([c.prefix(`a${index}`), c.length({ max: index })])),
    );
    const root = authority.mint({
      principal: 'alice',
      tools: { use: { it: c.all(new Array(64).fill(wide).slice(0, 8)) } },
    });
    const narrow = c.anyOf(Array.from({ length: 64 }, (_, index) => c.prefix(`b${index}`)));
    expect(() => root.attenuate({ tools: { use: { it: c.all(new Array(8).fill(narrow)) } } })).toThrow(
      /not proven narrower/,
    );
    const bombs = [`/data/${'../'.repeat(300_000)}`, 'a'.repeat(1_000_000), '\u0301'.repeat(4_000)];
    for (const path of bombs) expect(authority.check(root, 'use', { it: path }).ok).toBe(false);
  });
});

describe('a path parameter', () => {
  it('does not get out of a prefix', () => {
    const under = c.url({ hosts: ['a.example.com'], pathPrefix: '/api' });
    for (const path of ['/api/..;/admin', '/api/.;/admin', '/api/x;jsessionid=1/../admin', '/api;/admin']) {
      expect(admits(under, `https://a.example.com${path}`)).toBe(false);
    }
    expect(admits(under, 'https://a.example.com/api/x')).toBe(true);
    expect(admits(c.url({ hosts: ['a.example.com'] }), 'https://a.example.com/any;v=1')).toBe(true);
  });
});
