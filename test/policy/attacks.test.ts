import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApprovals } from '../../src/approval/index.ts';
import { capability } from '../../src/guards/authority/capability.ts';
import { grant } from '../../src/guards/authority/grant.ts';
import type { Principal } from '../../src/index.ts';
import { pipeline } from '../../src/pipeline.ts';
import { loadPolicy, type PolicyError, readPolicy, watchPolicy } from '../../src/policy/index.ts';
import { type Capability, createAuthority } from '../../src/tokens/index.ts';
import { failure } from '../recording.ts';

const problems = async (text: string) => ((await failure(readPolicy('p.yaml', text))) as PolicyError).problems;
const told = async (text: string) => (await problems(text)).map(({ message }) => message).join('\n');

const FINE = 'version: 1\ntools: { clock: [zone] }\nroles: { guest: { agent:a: { tools: { clock: none } } } }\n';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-attacks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('a policy with tricks in it', () => {
  it.each([
    [
      'a role that stands twice, as a number and as a text',
      FINE.replace('{ guest:', '{ "1": {}, 1:'),
      /must be a text/,
    ],
    [
      'a tool that is written as a number',
      FINE.replace('{ clock: [zone] }', '{ clock: [zone], 1e3: [] }'),
      /must be a text/,
    ],
    ['a key of several parts', FINE.replace('{ guest:', '{ ? [a, b] :'), /must be a text/],
    ['a key that is nothing', FINE.replace('guest:', '~:'), /must be a text/],
    ['a key that stands twice', FINE.replace('{ guest:', '{ guest: {}, guest:'), /unique/],
    ['a merge key', FINE.replace('guest:', '<<:'), /merge/],
    [
      'an amount that no double holds',
      FINE.replace('clock: none', 'clock: { zone: { type: exact, value: 9007199254740993 } }'),
      /too large/,
    ],
    [
      'an amount without an end',
      FINE.replace('clock: none', 'clock: { zone: { type: range, min: 1, max: .inf } }'),
      /too large/,
    ],
    ['an agent that no call can have', FINE.replace('agent:a', '"agent:-a"'), /letters/],
    ['an agent without a name', FINE.replace('agent:a', '"agent:"'), /letters/],
    ['a tool of look-alike letters', FINE.replace('{ clock: [zone] }', '{ clock: [zone], cl\u043eck: [] }'), /letters/],
    ['a role with a hidden character', FINE.replace('guest', '"guest\\u200b"'), /hidden/],
    ['a role with a space at its end', FINE.replace('guest', '"guest "'), /space/],
    [
      'the truth values of another YAML',
      FINE.replace('version', '%YAML 1.1\n---\nversion').replace('none }', 'none }, sideEffects: no'),
      /boolean/,
    ],
  ])('refuses %s', async (_what, text, message) => {
    expect(await told(text)).toMatch(message);
  });

  it('takes names of prototypes for names like any other', async () => {
    const policy = await readPolicy(
      'p.yaml',
      'version: 1\ntools: { constructor: [toString, _id], toString: [] }\nroles: { valueOf: { agent:hasOwnProperty: { tools: { constructor: { toString: any } } } } }\n',
    );
    const ask = (tool: string, given: unknown, role = 'valueOf', agent = 'hasOwnProperty') =>
      policy.explain({ roles: [role], agent, tool, arguments: given }).decision;
    expect(ask('constructor', { toString: 'x' })).toBe('allow');
    expect(ask('constructor', { valueOf: 'x', toString: 'x' })).toBe('deny');
    expect(ask('constructor', {})).toBe('deny');
    expect(ask('toString', {})).toBe('deny');
    expect(ask('constructor', { toString: 'x' }, 'toString')).toBe('deny');
    expect(ask('constructor', { toString: 'x' }, 'valueOf', 'toString')).toBe('deny');
  });

  it('reads and refuses large files in a moment, with a list that can be read', async () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `  k${index}: 1\n`).join('');
    for (const text of [`version: 1\nroles: {}\ntools:\n${keys}`, '['.repeat(100_000), `a: ${'{a: '.repeat(50_000)}`]) {
      const started = performance.now();
      const found = await problems(text);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(100);
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });

  it('lets nobody change a policy that was read, nor read roles out of a text', async () => {
    const policy = await readPolicy('p.yaml', FINE);
    const call = { target: 'agent:a', ctx: { principal: { roles: ['guest'] } } };
    const given = policy.grantFor(call);
    expect(() => Object.assign(given, { ttlMs: 1 })).toThrow(TypeError);
    expect(() => Object.assign(given.tools, { mail: { type: 'any' } })).toThrow(TypeError);
    const roles = 'the guests' as unknown as readonly string[];
    expect(() => policy.grantFor({ target: 'agent:a', ctx: { principal: { roles } } })).toThrow(/no role/);
  });

  it('bounds how deep a ceiling is handed on', async () => {
    const policy = await readPolicy('p.yaml', FINE.replace('none }', 'none }, maxDepth: 0'));
    const authority = createAuthority();
    const held = authority.mint({
      principal: 'ann',
      ...policy.grantFor({ target: 'agent:a', ctx: { principal: { roles: ['guest'] } } }),
    });
    expect(() => authority.attenuate(held, { tools: ['clock'] })).toThrow(/dep/i);
    expect(await told(FINE.replace('none }', 'none }, maxDepth: 17'))).toMatch(/16/);
  });
});

describe('what stands in the place of a policy file', () => {
  it.skipIf(process.platform === 'win32')('is refused in a moment where it never ends', async () => {
    const pipe = join(folder, 'pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    for (const file of [pipe, '/dev/zero', folder, '/dev/null']) {
      expect(await failure(loadPolicy(file))).toMatchObject({ name: 'PolicyError', message: /cannot be read/ });
    }
  });

  it('is refused where it is too long, or no UTF-8', async () => {
    const file = join(folder, 'long.yaml');
    await writeFile(file, Buffer.alloc(5_000_000, 0x20));
    expect(await failure(loadPolicy(file))).toMatchObject({ name: 'PolicyError', message: /longer/ });
    await writeFile(file, Buffer.concat([Buffer.from('# \xff\xfe\n', 'latin1'), Buffer.from(FINE)]));
    expect(await failure(loadPolicy(file))).toMatchObject({ name: 'PolicyError', message: /utf-8/i });
    await writeFile(file, `\ufeff${FINE}`);
    expect((await loadPolicy(file)).tools).toEqual(['tool:clock']);
  });

  it('does not end a watch, which goes on with the policy before it', async () => {
    const file = join(folder, 'swapped.yaml');
    await writeFile(file, FINE);
    const refused: unknown[] = [];
    const live = await watchPolicy(file, { pollMs: 0, onRefused: (error) => refused.push(error) });
    const before = live.current;
    await rename(file, `${file}.old`);
    await mkdir(file);
    expect(await live.reload()).toBe(false);
    await rm(file, { recursive: true });
    await promisify(execFile)('mkfifo', [file]);
    expect(await live.reload()).toBe(false);
    await rm(file);
    expect([live.current === before, refused.length > 0]).toEqual([true, true]);
    await writeFile(file, FINE.replace('guest', 'visitor'));
    expect(await live.reload()).toBe(true);
  });
});

describe('explain', () => {
  const word = fc.constantFrom('a', 'b', 'constructor');
  const value = fc.constantFrom<unknown>('x', 'xy', 'zz', 1, 7, null, true);
  const constraint = fc.constantFrom<unknown>(
    'any',
    { type: 'exact', value: 'x' },
    { type: 'prefix', value: 'x' },
    { type: 'range', min: 1, max: 5 },
    { type: 'optional', of: { type: 'length', max: 1 } },
  );
  const terms = fc.oneof(
    fc.constant('any'),
    fc.constant('none'),
    fc.dictionary(word, constraint, { minKeys: 1, maxKeys: 3 }),
  );
  const option = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });
  const ceiling = fc.record({
    tools: fc.oneof(fc.record({ read: terms, send: terms }), fc.record({ read: terms })),
    uses: option(fc.constantFrom(1, 9)),
    budget: option(fc.constantFrom(0, 5)),
    audience: option(fc.constantFrom(['here'], ['there'])),
    sideEffects: option(fc.boolean()),
    maxDepth: option(fc.constantFrom(0, 3)),
    approvals: fc.boolean(),
  });
  const call = fc.record({
    roles: fc.subarray(['one', 'two', 'three'], { minLength: 1 }),
    tool: fc.constantFrom('read', 'read', 'send', 'other'),
    arguments: option(fc.dictionary(word, value, { maxKeys: 3 })),
    sideEffects: fc.boolean(),
    audience: option(fc.constantFrom('here', 'elsewhere')),
    cost: option(fc.constantFrom(0, 5, 6)),
  });

  it('says of random policies and calls what the guards then do', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.record({ one: ceiling, two: ceiling }), call, async (given, asked) => {
        const roles = Object.fromEntries(
          Object.entries(given).map(([role, { approvals, ...rest }]) => [
            role,
            { 'agent:desk': { ...rest, ...(approvals ? { approvals: Object.keys(rest.tools) } : {}) } },
          ]),
        );
        const names = ['a', 'b', 'constructor'];
        const policy = await readPolicy(
          'p.json',
          JSON.stringify({ version: 1, tools: { read: names, send: names, other: names }, roles }),
        );
        const { tool, arguments: given_, audience, cost, sideEffects } = asked;
        const authority = createAuthority();
        let wanted = false;
        const approvals = createApprovals({
          channel: () => {
            wanted = true;
            return { decision: 'approve', by: 'bob' };
          },
        });
        const inner = pipeline<{ capability: Capability }>()
          .use(
            capability({
              authority,
              approvals,
              ...(audience === undefined ? {} : { audience }),
              ...(cost === undefined ? {} : { cost }),
            }),
          )
          .wrap(`tool:${tool}`, z.unknown(), () => 'ran', { sideEffects });
        const outer = pipeline<{ principal: Principal }>()
          .use(grant({ authority, for: (of) => policy.grantFor(of) }))
          .wrap('agent:desk', z.null(), (_input, of) => inner.within(of)(given_));
        const ran = await outer(null, { principal: { id: 'ann', roles: asked.roles } }).then(
          () => true,
          () => false,
        );
        const happened = ran ? (wanted ? 'approve' : 'allow') : 'deny';
        const { decision } = policy.explain({
          roles: asked.roles,
          agent: 'desk',
          tool,
          arguments: given_,
          sideEffects,
          ...(audience === undefined ? {} : { audience }),
          ...(cost === undefined ? {} : { cost }),
        });
        seen.add(decision);
        expect(decision).toBe(happened);
      }),
      { numRuns: 500 },
    );
    expect([...seen].sort()).toEqual(['allow', 'approve', 'deny']);
  }, 30_000);

  it('knows agents by names with a colon in them', async () => {
    const policy = await readPolicy('p.yaml', FINE.replace('agent:a', 'agent:team:a'));
    for (const agent of ['team:a', 'agent:team:a'])
      expect(policy.explain({ roles: ['guest'], agent, tool: 'clock' })).toMatchObject({ decision: 'allow' });
  });
});
