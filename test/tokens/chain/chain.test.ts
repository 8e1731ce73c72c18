import { describe, expect, it } from 'vitest';
import { exportChain } from '../../../src/tokens/chain/export-chain.ts';
import { proveCall, proveSession } from '../../../src/tokens/chain/prove.ts';
import { createChainVerifier } from '../../../src/tokens/chain/verifier.ts';
import { type Capability, constraints as c, createAuthority, type MintOptions } from '../../../src/tokens/index.ts';
import {
  AUDIENCE,
  detailLater,
  detailOf,
  helper,
  issuer,
  orchestrator,
  START,
  stranger,
  worker,
  world,
} from './world.ts';

const MINT: MintOptions = {
  principal: 'alice',
  agent: 'agent:planner',
  tools: {
    'files.read': { path: c.pathUnder('/data'), limit: c.optional(c.range({ min: 1, max: 10 })) },
    'web.search': { q: c.length({ max: 80 }) },
    ping: c.none(),
    notes: c.any(),
  },
  ttlMs: 600_000,
};

/** A chain of three links for the worker, written in another process than the one that verifies it. */
async function written(options: Partial<MintOptions> = {}) {
  const here = world();
  const elsewhere = createAuthority({ clock: here.monotonic });
  const root = elsewhere.mint({ ...MINT, ...options });
  const middle = root.attenuate({
    tools: { 'files.read': { path: c.pathUnder('/data/reports') }, ping: c.none() },
    agent: 'b',
  });
  const leaf = middle.attenuate({ tools: ['files.read'], ttlMs: 60_000 });
  const exported = (capability: Capability) =>
    exportChain(capability, {
      signer: issuer,
      holder: worker.jwk,
      issuer: 'https://issuer.example.com',
      audience: [AUDIENCE],
      now: here.now,
    });
  return { ...here, elsewhere, root, middle, leaf, chain: await exported(leaf), exported };
}

const session = (chain: readonly string[], { verifier, now }: ReturnType<typeof world>, signer = worker) =>
  proveSession(chain, { signer, audience: AUDIENCE, nonce: verifier.challenge(), now });

describe('a chain', () => {
  it('becomes a capability elsewhere, with what every link says', async () => {
    const made = await written();
    const { authority, verifier, chain } = made;
    expect(chain).toHaveLength(3);
    const capability = verifier.accept(chain, await session(chain, made));
    const here = { audience: AUDIENCE };
    const read = (path: string, more = {}) => authority.check(capability, 'files.read', { path, ...more }, here).ok;
    expect(read('/data/reports/a.md')).toBe(true);
    expect(read('/data/a.md')).toBe(false);
    expect(read('/data/reports/a.md', { limit: 5 })).toBe(false);
    expect(authority.check(capability, 'ping', {}, here).ok).toBe(false);
    expect(authority.check(capability, 'files.read', { path: '/data/reports/a.md' }).ok).toBe(false); // no audience given
    const description = authority.describe(capability);
    expect(description).toMatchObject({ principal: 'alice', agents: ['agent:planner', 'b', 'b'], expiresInMs: 60_000 });
    expect(description.lineage).toEqual(made.elsewhere.describe(made.leaf).lineage);
  });

  it('keeps every kind of terms, there and back', async () => {
    const made = await written();
    const { authority, verifier, elsewhere } = made;
    const root = elsewhere.mint({
      principal: 'alice',
      tools: {
        everything: {
          any: c.any(),
          exact: c.exact({ a: [1, null] }),
          oneOf: c.oneOf(['a', 1]),
          notOneOf: c.notOneOf(['b']),
          range: c.range({ min: 0, max: 5, exclusiveMax: true }),
          prefix: c.prefix('a'),
          suffix: c.suffix('z'),
          length: c.length({ min: 1 }),
          path: c.pathUnder('/data'),
          url: c.url({ hosts: ['example.com'], pathPrefix: '/v1' }),
          cidr: c.cidr('10.0.0.0/8'),
          each: c.each(c.prefix('x'), { maxItems: 3 }),
          contains: c.contains(['a']),
          subset: c.subset(['a', 'b']),
          fields: c.fields({ to: c.suffix('.com'), note: c.optional(c.any()) }),
          optional: c.optional(c.all([c.prefix('a'), c.anyOf([c.suffix('b'), c.exact('ac')])])),
        },
        constraint_type: { constraint_type: c.exact('wildcard') },
      },
      delegates: { everything: c.any() },
      notBeforeMs: 5_000,
      uses: 7,
      toolUses: { everything: 3 },
      budget: 100,
      approvals: ['everything'],
      sideEffects: false,
      audience: [AUDIENCE, 'https://other.example.com'],
    });
    const chain = await made.exported(root);
    const capability = verifier.accept(chain, await session(chain, made));
    const again = await exportChain(capability.attenuate({ tools: ['everything'] }), {
      signer: worker,
      holder: helper.jwk,
      now: made.now,
    });
    expect(again[0]).toBe(chain[0]);
    const header = JSON.parse(Buffer.from(String(again[0]).split('.')[0] ?? '', 'base64url').toString());
    expect(header).toMatchObject({ alg: 'EdDSA', typ: 'toolcap+jwt', kid: issuer.kid, crit: ['lim'] });
    expect(header.lim).toMatchObject({
      uses: 7,
      budget: 100,
      tools: { 'tool:everything': 3 },
      gates: ['tool:everything'],
      effects: false,
    });
    const {
      links: [one],
    } = { links: [authority.describe(capability)] };
    expect(one).toMatchObject({ startsInMs: 5_000, sideEffects: false, approvals: ['tool:everything'] });
    expect(one?.delegates).toEqual(['tool:everything']);
    const args = {
      any: null,
      exact: { a: [1, null] },
      oneOf: 1,
      notOneOf: 'a',
      range: 4.9,
      prefix: 'ab',
      suffix: 'yz',
      length: 'a',
      path: '/data/x',
      url: 'https://example.com/v1/a',
      cidr: '10.1.2.3',
      each: ['x1'],
      contains: ['a', 'b'],
      subset: ['b'],
      fields: { to: 'a.com' },
      optional: 'ab',
    };
    const check = (given: object) =>
      authority.check(capability, 'everything', given, { audience: AUDIENCE, sideEffects: false, approved: true });
    expect(check(args)).toMatchObject({ ok: false, detail: 'TOKEN_NOT_YET_VALID' });
    made.at(6);
    expect(check(args)).toMatchObject({ ok: true });
    const wrong: Record<string, unknown> = {
      exact: { a: [1] },
      oneOf: 2,
      notOneOf: 'b',
      range: 5,
      prefix: 'b',
      suffix: 'a',
      length: '',
      path: '/etc',
      url: 'https://example.com/',
      cidr: '11.0.0.1',
      each: ['y'],
      contains: [],
      subset: ['c'],
      fields: { to: 'a.com', x: 1 },
      optional: 'a',
    };
    for (const [name, value] of Object.entries(wrong)) {
      expect([name, check({ ...args, [name]: value })]).toMatchObject([name, { ok: false, argument: name }]);
    }
    const odd = (value: string) =>
      authority.check(
        capability,
        'constraint_type',
        { constraint_type: value },
        { audience: AUDIENCE, sideEffects: false },
      ).ok;
    expect([odd('wildcard'), odd('any')]).toEqual([true, false]);
  });

  it('carries constraints of the host, where both ends have registered them', async () => {
    const seen: unknown[] = [];
    const definition = {
      name: 'divides',
      version: 2,
      admits: (value: unknown, params: unknown) => {
        seen.push(params);
        return typeof value === 'number' && (params as { by: number[] }).by.every((by) => value % by === 0);
      },
    };
    const made = world();
    const elsewhere = createAuthority({ clock: made.monotonic, constraints: [definition] });
    const tools = { count: { to: c.custom('divides', 2, { by: [2, 3] }) } };
    const chain = await exportChain(elsewhere.mint({ principal: 'alice', tools }), {
      signer: issuer,
      holder: worker.jwk,
      issuer: 'https://issuer.example.com',
      audience: [AUDIENCE],
      now: made.now,
    });
    expect(detailOf(() => made.verifier.verify(chain))).toBe('CONSTRAINT_UNKNOWN');
    const older = createAuthority({ clock: made.monotonic, constraints: [{ ...definition, version: 1 }] });
    expect(detailOf(() => world({ authority: older, now: made.now }).verifier.verify(chain))).toBe(
      'CONSTRAINT_UNKNOWN',
    );
    const authority = createAuthority({ clock: made.monotonic, constraints: [definition] });
    const here = world({ authority, now: made.now });
    const capability = here.verifier.accept(chain, await session(chain, here));
    const count = (to: number) => authority.check(capability, 'count', { to }, { audience: AUDIENCE }).ok;
    expect([count(6), count(4), count(9)]).toEqual([true, false, false]);
    expect(Object.getPrototypeOf(seen[0])).toBe(Object.prototype);
    expect(Object.isFrozen((seen[0] as { by: number[] }).by)).toBe(true);
  });

  it('can be narrowed by who it was given to, and by nobody else', async () => {
    const made = await written();
    const { verifier, now } = made;
    const chain = await made.exported(made.root);
    const capability = verifier.accept(chain, await session(chain, made));
    const child = capability.attenuate({ tools: { 'web.search': { q: c.length({ max: 5 }) } } });
    const longer = await exportChain(child, { signer: worker, holder: helper.jwk, now });
    expect(longer).toHaveLength(2);
    expect(longer[0]).toBe(chain[0]);
    const theirs = verifier.accept(longer, await session(longer, made, helper));
    expect(made.authority.check(theirs, 'web.search', { q: 'bees' }, { audience: AUDIENCE }).ok).toBe(true);
    expect(made.authority.check(theirs, 'web.search', { q: 'too long' }, { audience: AUDIENCE }).ok).toBe(false);
    await expect(exportChain(child, { signer: stranger, holder: helper.jwk, now })).rejects.toThrow(
      /must be the key that the chain was given to/,
    );
    await expect(exportChain(child, { signer: issuer, holder: helper.jwk, now })).rejects.toThrow(/given to/);
    await expect(exportChain(capability, { signer: worker, holder: helper.jwk, now })).rejects.toThrow(
      /attenuate\(\) it/,
    );
  });

  it('can be narrowed where the clock is behind the issuer, or was set since', async () => {
    const made = await written({ notBeforeMs: 1_000 });
    const chain = await made.exported(made.root);
    for (const off of [-20_000, 20_000]) {
      // The one in between has another time of day, and it changes between its accepting and its writing.
      let wall = made.now() - 20_000;
      const clock = made.monotonic;
      const between = createAuthority({ clock });
      const { verifier } = world({ authority: between, now: () => wall });
      const nonce = verifier.challenge();
      const proof = await proveSession(chain, { signer: worker, audience: AUDIENCE, nonce, now: () => wall });
      const child = verifier.accept(chain, proof).attenuate({ tools: ['ping'] });
      wall += off;
      const longer = await exportChain(child, { signer: worker, holder: helper.jwk, now: () => wall });
      expect([off, detailOf(() => made.verifier.verify(longer))]).toEqual([off, 'accepted']);
    }
  });

  it('is worth nothing without the key of its holder', async () => {
    const made = await written();
    const { verifier, chain, now } = made;
    expect(detailOf(() => verifier.accept(chain, undefined as never))).toBe('POP_MISSING');
    expect(detailOf(() => verifier.accept(chain, ''))).toBe('POP_MISSING');
    expect(detailOf(() => verifier.accept(chain, 'a.b.c'))).toBe('POP_INVALID');
    for (const thief of [stranger, issuer, orchestrator]) {
      expect(await detailLater(session(chain, made, thief).then((proof) => verifier.accept(chain, proof)))).toBe(
        'POP_INVALID',
      );
    }
    const other = await made.exported(made.root);
    const proof = await session(other, made);
    expect(detailOf(() => verifier.accept(chain, proof))).toBe('POP_TOKEN_MISMATCH');
    const elsewhere = await proveSession(chain, {
      signer: worker,
      audience: 'https://evil.test',
      nonce: verifier.challenge(),
      now,
    });
    expect(detailOf(() => verifier.accept(chain, elsewhere))).toBe('POP_AUDIENCE');
    expect(detailOf(() => verifier.accept(chain, String(chain[0])))).toBe('POP_INVALID');
  });

  it('needs a new proof for each session', async () => {
    const made = await written();
    const { verifier, chain, now, at } = made;
    const proof = await session(chain, made);
    expect(detailOf(() => verifier.accept(chain, proof))).toBe('accepted');
    expect(detailOf(() => verifier.accept(chain, proof))).toBe('POP_REPLAYED');
    const invented = await proveSession(chain, {
      signer: worker,
      audience: AUDIENCE,
      nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
      now,
    });
    expect(detailOf(() => verifier.accept(chain, invented))).toBe('POP_REPLAYED');
    const early = await session(chain, made);
    at(31);
    expect(detailOf(() => verifier.accept(chain, early))).toBe('POP_EXPIRED');
  });

  it('ends with its last link, also for a handle that was accepted before, and when the time of day is set back', async () => {
    const made = await written();
    const { authority, verifier, chain, at } = made;
    const capability = verifier.accept(chain, await session(chain, made));
    const call = () => authority.check(capability, 'files.read', { path: '/data/reports/a' }, { audience: AUDIENCE });
    at(59);
    expect(call().ok).toBe(true);
    at(60);
    expect(call()).toMatchObject({ ok: false, detail: 'TOKEN_EXPIRED' });
    expect(detailOf(() => verifier.verify(chain))).toBe('TOKEN_EXPIRED');
    at(59);
    expect(call().ok).toBe(false);
  });

  it('is not told the time by a clock that was set back', async () => {
    let wall = START * 1_000;
    let elapsed = 0;
    const authority = createAuthority({ clock: () => elapsed });
    const { verifier } = world({ authority, now: () => wall });
    const capability = authority.mint({ principal: 'alice', tools: { ping: c.none() }, ttlMs: 60_000 });
    const chain = await exportChain(capability, {
      signer: issuer,
      holder: worker.jwk,
      issuer: 'https://i.example',
      audience: [AUDIENCE],
      now: () => wall,
    });
    const accept = async () =>
      verifier.accept(
        chain,
        await proveSession(chain, { signer: worker, audience: AUDIENCE, nonce: verifier.challenge(), now: () => wall }),
      );
    await accept();
    elapsed += 59_000;
    wall -= 20_000; // somebody sets the clock back
    const late = await accept();
    expect(authority.describe(late).expiresInMs).toBe(1_000);
  });
});

describe('a proof of a call', () => {
  const args = { path: '/data/reports/a.md' };
  const prove = (
    made: Awaited<ReturnType<typeof written>>,
    call: { target: string; args?: unknown },
    signer = worker,
  ) => proveCall(made.chain, { signer, audience: AUDIENCE, now: made.now, ...call });

  it('opens one target, once, with these arguments', async () => {
    const made = await written();
    const { authority, verifier, chain } = made;
    const proof = await prove(made, { target: 'files.read', args });
    const accepted = await verifier.acceptCall(chain, proof, { target: 'tool:files.read', args });
    expect(accepted.args).toEqual(args);
    expect(Object.isFrozen(accepted.args)).toBe(true);
    expect(authority.check(accepted.capability, 'files.read', accepted.args, { audience: AUDIENCE }).ok).toBe(true);
    expect(() => accepted.capability.attenuate({ tools: ['files.read'] })).toThrow(/not handed on/);
    expect(await detailLater(verifier.acceptCall(chain, proof, { target: 'files.read', args }))).toBe('POP_REPLAYED');
  });

  it.each<[string, { target: string; args?: unknown }, string]>([
    ['another target', { target: 'ping', args }, 'POP_TOOL_MISMATCH'],
    ['other arguments', { target: 'files.read', args: { path: '/data/reports/b.md' } }, 'POP_ARGS_MISMATCH'],
    ['more arguments', { target: 'files.read', args: { ...args, limit: 1 } }, 'POP_ARGS_MISMATCH'],
    ['no arguments', { target: 'files.read' }, 'POP_ARGS_MISMATCH'],
    ['arguments that are no data', { target: 'files.read', args: { path: () => 1 } }, 'ARGS_UNREPRESENTABLE'],
  ])('refuses %s', async (_name, call, expected) => {
    const made = await written();
    const proof = await prove(made, { target: 'files.read', args });
    expect(await detailLater(made.verifier.acceptCall(made.chain, proof, call))).toBe(expected);
  });

  it('is no proof of a session, and a proof of a session is none of a call', async () => {
    const made = await written();
    const ofCall = await prove(made, { target: 'files.read', args });
    expect(detailOf(() => made.verifier.accept(made.chain, ofCall))).toBe('POP_INVALID');
    const ofSession = await session(made.chain, made);
    expect(await detailLater(made.verifier.acceptCall(made.chain, ofSession, { target: 'files.read', args }))).toBe(
      'POP_INVALID',
    );
  });

  it.each([
    [-31, 'POP_EXPIRED'],
    [-30, 'accepted'],
    [30, 'accepted'],
    [31, 'POP_EXPIRED'],
  ])('%i seconds off: %s', async (seconds, expected) => {
    const made = await written();
    const proof = await proveCall(made.chain, {
      signer: worker,
      audience: AUDIENCE,
      target: 'files.read',
      args,
      now: () => made.now() + seconds * 1_000,
    });
    expect(await detailLater(made.verifier.acceptCall(made.chain, proof, { target: 'files.read', args }))).toBe(
      expected,
    );
  });

  it.each<[string, (id: string) => unknown, string]>([
    [
      'is down',
      () => {
        throw new Error('down');
      },
      'ERR_STORE_UNAVAILABLE',
    ],
    ['is down later', () => Promise.reject(new Error('down')), 'ERR_STORE_UNAVAILABLE'],
    ['answers with nothing', () => undefined, 'POP_REPLAYED'],
    ['answers later', async () => true, 'accepted'],
  ])('with a store that %s: %s', async (_name, burn, expected) => {
    const made = await written();
    const { verifier } = world({ authority: made.authority, now: made.now, store: { burn: burn as never } });
    const proof = await prove(made, { target: 'files.read', args });
    expect(await detailLater(verifier.acceptCall(made.chain, proof, { target: 'files.read', args }))).toBe(expected);
  });

  it('counts once in the store of the authority where none is given', async () => {
    const made = await written();
    const verifier = createChainVerifier({
      authority: made.authority,
      audience: AUDIENCE,
      anchors: [{ jwk: issuer.jwk }],
      now: made.now,
    });
    const proof = await prove(made, { target: 'files.read', args });
    expect(await detailLater(verifier.acceptCall(made.chain, proof, { target: 'files.read', args }))).toBe('accepted');
    expect(await detailLater(verifier.acceptCall(made.chain, proof, { target: 'files.read', args }))).toBe(
      'POP_REPLAYED',
    );
  });

  it('counts once where two verifiers share a store', async () => {
    const spent = new Set<string>();
    const store = { burn: (id: string) => !spent.has(id) && spent.add(id) !== undefined };
    const made = await written();
    const verifiers = [1, 2].map(() => world({ authority: made.authority, now: made.now, store }).verifier);
    const proof = await prove(made, { target: 'files.read', args });
    const outcomes = await Promise.all(
      verifiers.map((verifier) => detailLater(verifier.acceptCall(made.chain, proof, { target: 'files.read', args }))),
    );
    expect(outcomes.sort()).toEqual(['POP_REPLAYED', 'accepted']);
  });
});

describe('trust anchors', () => {
  it('are given by configuration, and replaced while it runs', async () => {
    const made = await written();
    const { authority, verifier, chain } = made;
    const capability = verifier.accept(chain, await session(chain, made));
    const call = () =>
      authority.check(capability, 'files.read', { path: '/data/reports/a' }, { audience: AUDIENCE }).ok;
    verifier.setAnchors([{ jwk: issuer.jwk }, { jwk: orchestrator.jwk }]); // old and new together
    expect(call()).toBe(true);
    expect(() => verifier.setAnchors([])).toThrow(/"anchors" must be a list/);
    expect(call()).toBe(true);
    verifier.setAnchors([{ jwk: orchestrator.jwk }]);
    expect(call()).toBe(false);
    expect(detailOf(() => verifier.verify(chain))).toBe('ROOT_UNTRUSTED');
    verifier.setAnchors([{ jwk: issuer.jwk }]);
    expect(detailOf(() => verifier.verify(chain))).toBe('accepted');
    expect(call()).toBe(false); // what has ended does not come back
  });

  it('can be revoked from a time on', async () => {
    const made = await written();
    const { authority, verifier, chain, at } = made;
    const capability = verifier.accept(chain, await session(chain, made));
    at(10);
    verifier.revokeBefore(issuer.kid, (START + 5) * 1_000);
    expect(authority.check(capability, 'files.read', { path: '/data/reports/a' }, { audience: AUDIENCE }).ok).toBe(
      false,
    );
    expect(detailOf(() => verifier.verify(chain))).toBe('TOKEN_REVOKED');
    const later = await made.exported(made.leaf);
    expect(detailOf(() => verifier.verify(later))).toBe('accepted');
  });

  it('and holders can be revoked by name, in the store', async () => {
    for (const name of [{ key: issuer.kid }, { key: worker.kid }, { principal: 'alice' }, { agent: 'agent:planner' }]) {
      const made = await written();
      const { authority, verifier, chain } = made;
      const capability = verifier.accept(chain, await session(chain, made));
      const call = () => authority.check(capability, 'files.read', { path: '/data/reports/a' }, { audience: AUDIENCE });
      expect(call().ok).toBe(true);
      authority.revoke(name);
      expect([name, call()]).toMatchObject([name, { ok: false, detail: 'TOKEN_REVOKED' }]);
    }
  });

  it('do not let a session back in whose capability was revoked', async () => {
    const made = await written();
    const { authority, verifier, chain } = made;
    const call = (held: Capability) =>
      authority.check(held, 'files.read', { path: '/data/reports/a' }, { audience: AUDIENCE }).ok;
    const [one, other] = [
      verifier.accept(chain, await session(chain, made)),
      verifier.accept(chain, await session(chain, made)),
    ];
    expect([call(one), call(other)]).toEqual([true, true]);
    authority.revoke(one);
    const again = verifier.accept(chain, await session(chain, made));
    expect([call(one), call(other), call(again)]).toEqual([false, false, false]);
  });

  it('cut what they sign to their ceiling', async () => {
    const made = await written();
    const ceiling = { 'files.read': { path: c.pathUnder('/data/reports/public') }, 'web.search': c.any() };
    const { verifier } = world({ authority: made.authority, now: made.now, anchors: [{ jwk: issuer.jwk, ceiling }] });
    const capability = verifier.accept(
      made.chain,
      await proveSession(made.chain, {
        signer: worker,
        audience: AUDIENCE,
        nonce: verifier.challenge(),
        now: made.now,
      }),
    );
    const read = (held: Capability, path: string) =>
      made.authority.check(held, 'files.read', { path }, { audience: AUDIENCE }).ok;
    expect([read(capability, '/data/reports/public/a'), read(capability, '/data/reports/a')]).toEqual([true, false]);
    const child = capability.attenuate({ tools: { 'files.read': { path: c.pathUnder('/data/reports') } } });
    expect([read(child, '/data/reports/public/a'), read(child, '/data/reports/a')]).toEqual([true, false]);
    const wide = await made.exported(made.root);
    const whole = verifier.accept(
      wide,
      await proveSession(wide, { signer: worker, audience: AUDIENCE, nonce: verifier.challenge(), now: made.now }),
    );
    expect(made.authority.describe(whole).tools).toEqual(['tool:files.read', 'tool:web.search']);
  });

  it.each<[string, object, string]>([
    ['not yet', { notBefore: (START + 1) * 1_000 }, 'ANCHOR_EXPIRED'],
    ['no more', { notAfter: START * 1_000 }, 'ANCHOR_EXPIRED'],
    ['elsewhere', { audience: ['https://other.example.com'] }, 'AUDIENCE_MISMATCH'],
    ['now and here', { notBefore: START * 1_000, notAfter: (START + 1) * 1_000, audience: [AUDIENCE] }, 'accepted'],
  ])('that count %s', async (_name, bounds, expected) => {
    const made = await written();
    const { verifier } = world({ authority: made.authority, now: made.now, anchors: [{ jwk: issuer.jwk, ...bounds }] });
    expect(detailOf(() => verifier.verify(made.chain))).toBe(expected);
  });

  it('end what they signed when they end', async () => {
    const made = await written();
    const anchors = [{ jwk: issuer.jwk, notAfter: (START + 20) * 1_000 }];
    const { verifier } = world({ authority: made.authority, now: made.now, anchors });
    const proof = await proveSession(made.chain, {
      signer: worker,
      audience: AUDIENCE,
      nonce: verifier.challenge(),
      now: made.now,
    });
    expect(made.authority.describe(verifier.accept(made.chain, proof)).expiresInMs).toBe(20_000);
  });
});
