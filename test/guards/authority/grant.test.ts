import { describe, expect, it } from 'vitest';
import { ambient } from '../../../src/ambient.ts';
import { capability } from '../../../src/guards/authority/capability.ts';
import { type Grant, type GrantOptions, grant } from '../../../src/guards/authority/grant.ts';
import { timeout } from '../../../src/guards/resources/timeout.ts';
import type { Principal } from '../../../src/identity/principal.ts';
import type { Invocation } from '../../../src/invocation.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import {
  type Authority,
  type Capability,
  constraints as c,
  createAuthority,
  memoryTokenStore,
} from '../../../src/tokens/index.ts';
import { deferred, failure, manualClock, settle } from '../../recording.ts';

const principal: Principal = { id: 'alice', roles: ['analyst'] };
const search = { 'web.search': { q: c.length({ max: 20 }) } };

type Run = (input: string, call: Invocation<{ principal: Principal; capability: Capability }>) => unknown;

const agent = (authority: Authority, grantFor: GrantOptions['for'], run: Run) =>
  pipeline<{ principal: Principal }>()
    .use(grant({ authority, for: grantFor }))
    .wrap('agent:crew', unchecked<string>(), run);

describe('grant', () => {
  it('ends what it gave with the answer, also for work that ignores a timeout', async () => {
    const authority = createAuthority();
    const send = pipeline<{ capability: Capability }>()
      .use(capability())
      .wrap('tool:mail.send', unchecked<object>(), () => 'sent');
    const answered = deferred();
    let late: Promise<unknown> = Promise.resolve();
    const crew = pipeline<{ principal: Principal }>()
      .use(grant({ authority, for: () => ({ tools: { 'mail.send': c.none() } }) }))
      .use(timeout({ ms: 5 }))
      .wrap('agent:crew', unchecked<string>(), async (_input, call) => {
        expect(await send({}, { capability: call.ctx.capability })).toBe('sent');
        await answered.promise;
        late = failure(send({}, { capability: call.ctx.capability }));
      });
    expect(await failure(crew('x', { principal }))).toMatchObject({ code: 'ERR_TIMEOUT' });
    answered.resolve();
    await settle();
    expect(await late).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
  });

  it('gives the run what it needs, from the call itself', async () => {
    const authority = createAuthority();
    const crew = agent(
      authority,
      (call) => ({
        tools: { 'web.search': { q: c.exact(`${call.ctx.principal.id}: ${String(call.input)}`) } },
        ttlMs: 1_000,
      }),
      (_input, call) => ({
        described: authority.describe(call.ctx.capability),
        good: authority.check(call.ctx.capability, 'web.search', { q: 'alice: bees' }).ok,
        bad: authority.check(call.ctx.capability, 'web.search', { q: 'bob: bees' }).ok,
      }),
    );
    expect(await crew('bees', { principal })).toMatchObject({
      described: { principal: 'alice', tools: ['tool:web.search'] },
      good: true,
      bad: false,
    });
  });

  it('waits for what is looked up', async () => {
    const authority = createAuthority();
    const crew = agent(
      authority,
      async () => ({ tools: search }),
      (_input, call) => authority.describe(call.ctx.capability).tools,
    );
    expect(await crew('x', { principal })).toEqual(['tool:web.search']);
    const failed = agent(
      authority,
      async () => Promise.reject(new Error('down')),
      () => 'ran',
    );
    expect(await failure(failed('x', { principal }))).toMatchObject({ code: 'ERR_GUARD_FAULT' });
  });

  it('ends with the call', async () => {
    const authority = createAuthority();
    let kept: Capability | undefined;
    const crew = agent(
      authority,
      () => ({ tools: search }),
      (_input, call) => {
        kept = call.ctx.capability;
        return authority.check(kept, 'web.search', { q: 'bees' }).ok;
      },
    );
    expect(await crew('x', { principal })).toBe(true);
    expect(authority.check(kept as Capability, 'web.search', { q: 'bees' })).toMatchObject({
      ok: false,
      code: 'ERR_CAPABILITY_EXPIRED',
    });
  });

  it('uses the tools of the run through guarded functions', async () => {
    const authority = createAuthority();
    const find = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .wrap('tool:web.search', unchecked<{ q: string }>(), ({ q }) => `found ${q}`);
    const crew = agent(
      authority,
      () => ({ tools: search }),
      (input, call) => find.within(call)({ q: input }),
    );
    expect(await crew('bees', { principal })).toBe('found bees');
    expect(await failure(crew('x'.repeat(21), { principal }))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  describe('in a run within a run', () => {
    const nested = (outer: Grant, inner: Grant) => {
      const clock = manualClock();
      const authority = createAuthority({ clock });
      const writer = agent(
        authority,
        () => inner,
        (_input, call) => authority.describe(call.ctx.capability),
      );
      const crew = agent(
        authority,
        () => outer,
        (input, call) => {
          clock.advance(400);
          return writer.within(call)(input);
        },
      );
      return crew('x', { principal }) as Promise<ReturnType<Authority['describe']>>;
    };

    it('narrows what the outer run holds', async () => {
      const outer = { tools: { ...search, 'files.read': { path: c.pathUnder('/data') } }, ttlMs: 1_000 };
      const described = await nested(outer, { tools: { 'files.read': { path: c.pathUnder('/data/a') } } });
      expect(described).toMatchObject({ tools: ['tool:files.read'], expiresInMs: 600 });
      expect(described.lineage).toHaveLength(2);
    });

    it.each<[string, Grant]>([
      ['another tool', { tools: { 'mail.send': c.none() } }],
      ['any arguments', { tools: { 'web.search': c.any() } }],
      ['a wider constraint', { tools: { 'web.search': { q: c.length({ max: 21 }) } } }],
    ])('refuses %s', async (_name, inner) => {
      expect(await failure(nested({ tools: search }, inner))).toMatchObject({
        code: 'ERR_CAPABILITY_WIDENED',
        guard: 'grant',
      });
    });

    it('never outlives the outer run, and may be shorter', async () => {
      const outer = { tools: search, ttlMs: 1_000 };
      expect(await nested(outer, { tools: search, ttlMs: 86_400_000 })).toMatchObject({ expiresInMs: 600 });
      expect(await nested(outer, { tools: search, ttlMs: 50 })).toMatchObject({ expiresInMs: 50 });
      expect(await failure(nested({ tools: search, ttlMs: 400 }, { tools: search }))).toMatchObject({
        code: 'ERR_CAPABILITY_EXPIRED',
      });
    });

    it('refuses a life that is none, and does not fall back to that of the outer run', async () => {
      expect(await failure(nested({ tools: search }, { tools: search, ttlMs: 0 }))).toMatchObject({
        code: 'ERR_OPTION_INVALID',
        guard: 'grant',
      });
    });

    it('leaves the outer run its capability when the inner one ends', async () => {
      const authority = createAuthority();
      const writer = agent(
        authority,
        () => ({ tools: search }),
        () => 'written',
      );
      const crew = agent(
        authority,
        () => ({ tools: search }),
        async (input, call) => {
          await writer.within(call)(input);
          return authority.check(call.ctx.capability, 'web.search', { q: 'bees' }).ok;
        },
      );
      expect(await crew('x', { principal })).toBe(true);
    });
  });

  describe('passes on less than it has', () => {
    it('with every bound, and the target of the call as its holder', async () => {
      const authority = createAuthority();
      const bounds = {
        uses: 9,
        toolUses: { 'web.search': 3 },
        budget: 50,
        audience: ['here'],
        approvals: ['web.search'],
        sideEffects: false,
        maxDepth: 2,
      };
      const writer = agent(
        authority,
        () => ({ tools: search, agent: 'the writer', uses: 2 }),
        (_input, call) => authority.describe(call.ctx.capability),
      );
      const crew = agent(
        authority,
        () => ({ tools: search, ...bounds }),
        async (input, call) => [authority.describe(call.ctx.capability), await writer.within(call)(input)],
      );
      expect(await crew('x', { principal })).toMatchObject([
        {
          agent: 'agent:crew',
          usesLeft: 9,
          budgetLeft: 50,
          approvals: ['tool:web.search'],
          sideEffects: false,
          depthLeft: 2,
        },
        { agents: ['agent:crew', 'the writer'], usesLeft: 2, budgetLeft: 50, audience: ['here'], depthLeft: 1 },
      ]);
    });

    it.each<[string, Grant, Grant]>([
      ['uses', { tools: search, uses: 2 }, { tools: search, uses: 3 }],
      ['a budget', { tools: search, budget: 2 }, { tools: search, budget: 3 }],
      ['side effects', { tools: search, sideEffects: false }, { tools: search, sideEffects: true }],
      ['an audience', { tools: search, audience: ['a'] }, { tools: search, audience: ['b'] }],
      ['fewer approvals', { tools: search, approvals: ['web.search'] }, { tools: search, approvals: [] }],
      ['what may not be handed on', { tools: search, delegates: {} }, { tools: search }],
    ])('and refuses %s', async (_what, outer, inner) => {
      const authority = createAuthority();
      const writer = agent(
        authority,
        () => inner,
        () => 'written',
      );
      const crew = agent(
        authority,
        () => outer,
        (input, call) => writer.within(call)(input),
      );
      expect(await failure(crew('x', { principal }))).toMatchObject({ code: 'ERR_CAPABILITY_WIDENED', guard: 'grant' });
    });

    it('counts the uses of all runs within one together', async () => {
      const authority = createAuthority();
      const find = pipeline<{ capability: Capability }>()
        .use(capability({ authority }))
        .wrap('tool:web.search', unchecked<{ q: string }>(), ({ q }) => q);
      const writer = agent(
        authority,
        () => ({ tools: search }),
        (input, call) => find.within(call)({ q: input }),
      );
      const crew = agent(
        authority,
        () => ({ tools: search, uses: 3 }),
        (_input, call) => Promise.allSettled(Array.from({ length: 5 }, (_, index) => writer.within(call)(`q${index}`))),
      );
      const settled = (await crew('x', { principal })) as PromiseSettledResult<unknown>[];
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    });

    it('and so on, as deep as it may: agents that call each other in a circle come to an end', async () => {
      const authority = createAuthority();
      let runs = 0;
      const agents = new Map<string, ReturnType<typeof agent>>();
      const calls =
        (other: string): Run =>
        (input, call) => {
          runs += 1;
          return agents.get(other)?.within(call)(input);
        };
      const first = agent(authority, () => ({ tools: search }), calls('b'));
      agents.set('a', first);
      agents.set(
        'b',
        agent(authority, () => ({ tools: search }), calls('a')),
      );
      const error = await failure(first('x', { principal }));
      expect(error).toMatchObject({
        code: 'ERR_CAPABILITY_WIDENED',
        message: expect.stringContaining('maxDepth is used up'),
      });
      expect(runs).toBe(9);
    });
  });

  describe('a deputy', () => {
    /** A sender that may write to everybody, and a reader that may not send at all. */
    const house = () => {
      const authority = createAuthority();
      const sent: unknown[] = [];
      const send = pipeline<{ capability: Capability }>()
        .use(capability({ authority }))
        .wrap('tool:mail.send', unchecked<{ to: string }>(), (input) => void sent.push(input));
      const wide = { 'mail.send': { to: c.any() } };
      const sender = agent(
        authority,
        () => ({ tools: wide }),
        (to, call) => send.within(call)({ to }),
      );
      const reader = agent(
        authority,
        () => ({ tools: search }),
        (to, call) => sender.within(call)(to),
      );
      const lead: Run = (to, call) => (to.startsWith('direct') ? sender : reader).within(call)(to);
      const crew = agent(authority, () => ({ tools: { ...search, ...wide } }), lead);
      return { sent, send, crew };
    };

    it('works for who may, with what they may', async () => {
      const { crew, sent } = house();
      await crew('direct to bob', { principal });
      expect(sent).toEqual([{ to: 'direct to bob' }]);
    });

    it('lends nothing to who may not: the handle of who calls decides', async () => {
      const { crew, sent } = house();
      expect(await failure(crew('eve', { principal }))).toMatchObject({ code: 'ERR_CAPABILITY_WIDENED' });
      expect(sent).toEqual([]);
    });

    it('falls back to nobody where there is no handle', async () => {
      const { send, sent } = house();
      for (const context of [{}, { capability: undefined }, { capability: null }]) {
        expect(await failure(send({ to: 'eve' }, context as never))).toMatchObject({ code: 'ERR_CAPABILITY' });
      }
      expect(sent).toEqual([]);
    });

    it('is told apart where a framework cannot pass the call on: the innermost run decides', async () => {
      const authority = createAuthority();
      const current = ambient<{ principal: Principal } & { capability: Capability }>();
      const sent: unknown[] = [];
      const send = current.bind(
        pipeline<{ capability: Capability }>()
          .use(capability({ authority }))
          .wrap('tool:mail.send', unchecked<{ to: string }>(), (input) => void sent.push(input)),
      );
      const made = (tools: Grant['tools'], run: Run) =>
        pipeline<{ principal: Principal }>()
          .use(grant({ authority, for: () => ({ tools }) }))
          .use(current.scope)
          .wrap('agent:crew', unchecked<string>(), run);
      const reader = made(search, (to) => send({ to }));
      const crew = made({ ...search, 'mail.send': { to: c.any() } }, async (to, call) => {
        await send({ to: 'bob' });
        return reader.within(call)(to);
      });
      expect(await failure(crew('eve', { principal }))).toMatchObject({ code: 'ERR_CAPABILITY' });
      expect(sent).toEqual([{ to: 'bob' }]);
    });
  });

  it('ends also where a remote store is not told', async () => {
    const authority = createAuthority({
      store: { ...memoryTokenStore(), revoke: async () => Promise.reject(new Error('down')) },
    });
    let kept: Capability | undefined;
    const crew = agent(
      authority,
      () => ({ tools: search }),
      (_input, call) => {
        kept = call.ctx.capability;
      },
    );
    await crew('x', { principal });
    await settle();
    expect(authority.check(kept as Capability, 'web.search', { q: 'x' })).toMatchObject({
      code: 'ERR_CAPABILITY_EXPIRED',
    });
  });

  it.each<[string, unknown]>([
    ['forged', { attenuate: () => 'more' }],
    ['absent', undefined],
    ['of another authority', createAuthority().mint({ principal: 'eve', tools: { 'web.search': c.any() } })],
  ])('never mints anew where the capability it finds is %s', async (_name, found) => {
    const crew = agent(
      createAuthority(),
      () => ({ tools: search }),
      () => 'ran',
    );
    const base = { principal, capability: found } as { principal: Principal };
    const outer = pipeline<{ principal: Principal }>().wrap('agent:outer', unchecked<string>(), (input, call) =>
      crew.within(call)(input),
    );
    expect(await failure(outer('x', base))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a misspelt member', { tool: {} }],
    ['no tools', {}],
    ['a list', { tools: ['web.search'] }],
    ['an endless life', { tools: search, ttlMs: Number.POSITIVE_INFINITY }],
  ])('refuses the call when "for" gives %s', async (_name, given) => {
    const crew = agent(
      createAuthority(),
      () => given as Grant,
      () => 'ran',
    );
    expect(await failure(crew('x', { principal }))).toMatchObject({ code: 'ERR_OPTION_INVALID', guard: 'grant' });
  });

  it('refuses the call without a principal', async () => {
    const crew = agent(
      createAuthority(),
      () => ({ tools: search }),
      () => 'ran',
    );
    expect(await failure(crew('x', {} as never))).toMatchObject({ code: 'ERR_OPTION_INVALID', guard: 'grant' });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /options must be an object/],
    ['no authority', { for: () => ({ tools: {} }) }, /"authority" must be made by createAuthority/],
    ['no function', { authority: createAuthority(), for: {} }, /"for" must be a function/],
    ['a misspelt option', { authority: createAuthority(), tools: {} }, /unknown option "tools"/],
  ])('refuses %s at construction', (_name, options, message) => {
    expect(() => grant(options as GrantOptions)).toThrow(message);
  });
});
