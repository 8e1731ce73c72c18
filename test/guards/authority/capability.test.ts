import { describe, expect, it } from 'vitest';
import { createApprovals } from '../../../src/approval/approvals.ts';
import type { ApprovalChannel } from '../../../src/approval/request.ts';
import { createAudit } from '../../../src/audit/create-audit.ts';
import type { Audit, AuditEvent } from '../../../src/audit/event.ts';
import { memorySink } from '../../../src/audit/memory-sink.ts';
import { deny, type GuardError } from '../../../src/errors.ts';
import { defineGuard } from '../../../src/guard.ts';
import { type CapabilityOptions, capability } from '../../../src/guards/authority/capability.ts';
import { concurrency } from '../../../src/guards/resources/concurrency.ts';
import type { Invocation } from '../../../src/invocation.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { snapshot } from '../../../src/snapshot.ts';
import {
  type Capability,
  constraints as c,
  createAuthority,
  type MintOptions,
  memoryTokenStore,
  type TokenStore,
} from '../../../src/tokens/index.ts';
import { deferred, failure, manualClock, settle } from '../../recording.ts';

const setUp = () => {
  const clock = manualClock();
  const authority = createAuthority({ clock });
  const held = authority.mint({
    principal: 'alice',
    tools: { 'files.read': { path: c.pathUnder('/data') }, echo: { input: c.prefix('hi') }, ping: c.none() },
  });
  const tools = pipeline<{ capability: Capability }>().use(capability({ authority }));
  const read = tools.wrap('tool:files.read', unchecked<{ path: string }>(), (input) => input);
  return { clock, authority, held, tools, read };
};

describe('capability', () => {
  it('lets through what is granted, as the frozen copy that was judged', async () => {
    const { held, read } = setUp();
    const input = { path: '/data/a' };
    const ran = await read(input, { capability: held });
    expect(ran).toEqual(input);
    expect(ran).not.toBe(input);
    expect(Object.isFrozen(ran)).toBe(true);
  });

  it('passes an input that is frozen already on as it is', async () => {
    const { held, tools } = setUp();
    const ping = tools.wrap('tool:ping', unchecked<undefined>(), (input) => input);
    expect(await ping(undefined, { capability: held })).toBeUndefined();
    const frozen = snapshot({ path: '/data/a' });
    const read = tools.wrap('tool:files.read', unchecked<object>(), (input) => input);
    expect(await read(frozen, { capability: held })).toBe(frozen);
  });

  it('judges a bare input as the argument named input', async () => {
    const { held, tools } = setUp();
    const echo = tools.wrap('tool:echo', unchecked<string>(), (input) => input);
    expect(await echo('hi there', { capability: held })).toBe('hi there');
    expect(await failure(echo('bye', { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  it('says to the operator what it was, and to the model nothing of the policy or the input', async () => {
    const { held, read } = setUp();
    const error = (await failure(read({ path: '/etc/passwd' }, { capability: held }))) as GuardError;
    expect(error).toMatchObject({ code: 'ERR_CAPABILITY', guard: 'capability', target: 'tool:files.read' });
    expect(error.message).toBe(
      'capability: tool:files.read (argument "path") [pathUnder]: the argument is outside its pathUnder constraint.',
    );
    expect(error.forModel()).not.toMatch(/data|passwd|pathUnder/);
    const long = (await failure(read({ ['x'.repeat(500)]: 1 } as never, { capability: held }))) as GuardError;
    expect(long.message.length).toBeLessThan(200);
  });

  it('refuses other tools, unplain inputs, and what is over', async () => {
    const { clock, authority, held, tools, read } = setUp();
    const mail = tools.wrap('tool:mail.send', unchecked<object>(), () => 'sent');
    expect(await failure(mail({}, { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
    const twoFaced = Object.defineProperty({}, 'path', { get: () => '/data/a', enumerable: true }) as { path: string };
    expect(await failure(read(twoFaced, { capability: held }))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    const large = { path: `/data/${'x'.repeat(1_048_576)}` };
    expect(await failure(read(large, { capability: held }))).toMatchObject({ code: 'ERR_INPUT_TOO_LARGE' });
    const child = held.attenuate({ tools: ['files.read'] });
    authority.revoke(child);
    expect(await failure(read({ path: '/data/a' }, { capability: child }))).toMatchObject({
      code: 'ERR_CAPABILITY_EXPIRED',
    });
    clock.advance(300_000);
    expect(await failure(read({ path: '/data/a' }, { capability: held }))).toMatchObject({
      code: 'ERR_CAPABILITY_EXPIRED',
    });
  });

  it('takes any authority of the process where none is named, and only genuine handles', async () => {
    const { held } = setUp();
    const open = pipeline<{ capability: Capability }>()
      .use(capability())
      .wrap('tool:files.read', unchecked<{ path: string }>(), () => 'read');
    expect(await open({ path: '/data/a' }, { capability: held })).toBe('read');
    const forged = { check: () => ({ ok: true, args: {} }), attenuate: () => forged, toJSON: () => ({}) };
    for (const handle of [forged, Object.create(held), new Proxy(held, {}), undefined]) {
      expect(await failure(open({ path: '/data/a' }, { capability: handle as Capability }))).toMatchObject({
        code: 'ERR_CAPABILITY',
      });
    }
  });

  it('refuses handles of another authority where one is named', async () => {
    const { read } = setUp();
    const theirs = createAuthority().mint({ principal: 'eve', tools: { 'files.read': c.any() } });
    expect(await failure(read({ path: '/data/a' }, { capability: theirs }))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  it('makes the schema run once, although the input was replaced by its copy', async () => {
    const { authority, held } = setUp();
    let parsed = 0;
    const schema = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: (value: unknown) => {
          parsed += 1;
          return { value: { ...(value as object) } };
        },
      },
    } as const;
    const read = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .wrap('tool:files.read', schema, (input) => input);
    await read({ path: '/data/a' }, { capability: held });
    expect(parsed).toBe(1);
  });

  it('judges a stream before it starts', async () => {
    const { held, tools } = setUp();
    let started = 0;
    const read = tools.stream('tool:files.read', unchecked<{ path: string }>(), async function* (input) {
      started += 1;
      yield input.path;
    });
    const chunks: string[] = [];
    for await (const chunk of read({ path: '/data/a' }, { capability: held })) chunks.push(chunk);
    expect(chunks).toEqual(['/data/a']);
    const refused = read({ path: '/etc/passwd' }, { capability: held });
    expect(await failure(refused.next())).toMatchObject({ code: 'ERR_CAPABILITY' });
    expect(started).toBe(1);
  });

  it('lets guards behind it see the frozen input only', async () => {
    const { held, tools } = setUp();
    const rewrite = defineGuard('rewrite', (call, next) => {
      Object.assign(call.input as object, { path: '/etc/passwd' });
      return next();
    });
    const read = tools.use(rewrite).wrap('tool:files.read', unchecked<{ path: string }>(), (input) => input.path);
    expect(await failure(read({ path: '/data/a' }, { capability: held }))).toMatchObject({ code: 'ERR_GUARD_FAULT' });
  });

  it('refuses options it cannot use', () => {
    expect(() => capability({ authorities: [] } as never)).toThrow(/unknown option "authorities"/);
    expect(() => capability({ authority: {} as never })).toThrow(/made by createAuthority/);
    expect(() => capability({ authority: null as never })).toThrow(/made by createAuthority/);
  });
});

describe('what is counted', () => {
  const counting = (bounds: Partial<MintOptions>, options: CapabilityOptions = {}, audit?: Audit) => {
    const clock = manualClock();
    const authority = createAuthority({ clock });
    const held = authority.mint({ principal: 'alice', tools: { work: c.any() }, ...bounds });
    const tools = pipeline<{ capability: Capability }>(audit === undefined ? {} : { audit }).use(
      capability({ authority, ...options }),
    );
    return { clock, authority, held, tools };
  };
  const text = unchecked<string>();

  it('is each call that starts, also one that fails', async () => {
    const { authority, held, tools } = counting({ uses: 2 });
    const work = tools.wrap('tool:work', text, (input) => {
      if (input === 'fail') throw new Error('failed');
      return input;
    });
    expect(await work('a', { capability: held })).toBe('a');
    expect(await failure(work('fail', { capability: held }))).toMatchObject({ message: 'failed' });
    expect(await failure(work('b', { capability: held }))).toMatchObject({
      code: 'ERR_CAPABILITY_EXHAUSTED',
      guard: 'capability',
      kind: 'denied',
    });
    expect(authority.describe(held).usesLeft).toBe(0);
  });

  it('is no call that a guard behind it refuses, or that is given up while it waits', async () => {
    const { authority, held, tools } = counting({ uses: 2 });
    const gate = deferred();
    const work = tools.use(concurrency({ limit: 1, maxQueue: 1 })).wrap('tool:work', text, async () => gate.promise);
    const controller = new AbortController();
    const first = work('a', { capability: held });
    const waiting = failure(work('b', { capability: held }, { signal: controller.signal }));
    await settle();
    expect(authority.describe(held).usesLeft).toBe(0);
    controller.abort(new Error('never mind'));
    expect(await waiting).toMatchObject({ message: 'never mind' });
    expect(authority.describe(held).usesLeft).toBe(1);
    const refusing = tools
      .use(defineGuard('refusing', () => Promise.reject(deny('no'))))
      .wrap('tool:work', text, () => 'ran');
    expect(await failure(refusing('c', { capability: held }))).toMatchObject({ code: 'ERR_DENIED' });
    expect(authority.describe(held).usesLeft).toBe(1);
    gate.resolve();
    await first;
  });

  it('stays counted where the call was to start and could not be recorded: never less', async () => {
    const { authority, held, tools } = counting({ uses: 2 }, {}, ({ type }) => {
      if (type === 'decision') throw new Error('disk full');
    });
    let ran = false;
    const work = tools.wrap('tool:work', text, () => {
      ran = true;
    });
    expect(await failure(work('x', { capability: held }))).toMatchObject({ code: 'ERR_AUDIT' });
    expect(ran).toBe(false);
    expect(authority.describe(held).usesLeft).toBe(1);
  });

  it('is exact where many come at once', async () => {
    const { held, tools } = counting({ uses: 7 });
    let ran = 0;
    const work = tools.wrap('tool:work', text, async () => {
      ran += 1;
    });
    const calls = Array.from({ length: 50 }, () => work('x', { capability: held }));
    const settled = await Promise.allSettled(calls);
    expect(ran).toBe(7);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  });

  it('is what a call costs: reserved before it, and settled after it', async () => {
    const cost = (call: Invocation): number => (call.input === 'large' ? 60 : 10);
    const { authority, held, tools } = counting(
      { budget: 100 },
      { cost, spent: (result) => (result === 'cheap' ? 1 : Number.NaN) },
    );
    const work = tools.wrap('tool:work', text, (input) => (input === 'large' ? 'cheap' : 'unknown'));
    await work('large', { capability: held });
    expect(authority.describe(held).budgetLeft).toBe(99);
    await work('x', { capability: held });
    expect(authority.describe(held).budgetLeft).toBe(89);
    const stream = tools.stream('tool:work', text, async function* () {
      yield 1;
    });
    for await (const chunk of stream('x', { capability: held })) expect(chunk).toBe(1);
    expect(authority.describe(held).budgetLeft).toBe(79);
  });

  it('is refused where the budget is there and the cost is not known', async () => {
    const { held, tools } = counting({ budget: 100 });
    const work = tools.wrap('tool:work', text, () => 'ran');
    expect(await failure(work('x', { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
    const odd = counting({ budget: 100 }, { cost: () => Number.NaN });
    const other = odd.tools.wrap('tool:work', text, () => 'ran');
    expect(await failure(other('x', { capability: odd.held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });

  it('does not make a call fail that has run: what cannot be settled stays reserved, and is on record', async () => {
    const events: AuditEvent[] = [];
    const { authority, held, tools } = counting(
      { budget: 100 },
      {
        cost: 10,
        spent: () => {
          throw new Error('no meter');
        },
      },
      (event) => void events.push(event),
    );
    const work = tools.wrap('tool:work', text, () => 'ran');
    expect(await work('x', { capability: held })).toBe('ran');
    expect(authority.describe(held).budgetLeft).toBe(90);
    expect(events).toContainEqual(expect.objectContaining({ guard: 'capability', event: 'unsettled' }));
  });

  it.each<[string, () => unknown]>([
    ['no number', () => Number.NaN],
    ['less than nothing', () => -5],
    ['a promise', async () => 1],
    ['a promise that fails', () => Promise.reject(new Error('no meter'))],
  ])('stays at what was reserved where what was spent is %s, and says so on record', async (_name, spent) => {
    const events: AuditEvent[] = [];
    const { authority, held, tools } = counting(
      { budget: 100 },
      { cost: 10, spent: spent as () => number },
      (event) => void events.push(event),
    );
    await tools.wrap('tool:work', text, () => 'ran')('x', { capability: held });
    await settle();
    expect(authority.describe(held).budgetLeft).toBe(90);
    expect(events).toContainEqual(expect.objectContaining({ guard: 'capability', event: 'unsettled' }));
  });

  it('is refused where the cost is a promise, also one that fails', async () => {
    for (const cost of [async () => 1, () => Promise.reject(new Error('no price'))]) {
      const { held, tools } = counting({ budget: 100 }, { cost: cost as never });
      const work = tools.wrap('tool:work', text, () => 'ran');
      expect(await failure(work('x', { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY' });
    }
  });

  it('is on record with what is left, call by call, and who holds it', async () => {
    const sink = memorySink();
    const { held, tools } = counting({ uses: 9, agent: 'agent:crew' }, {}, createAudit({ sink }));
    const child = held.attenuate({ tools: ['work'], agent: 'agent:helper', approvals: [] });
    const work = tools.wrap('tool:work', text, () => 'ran', { sideEffects: false });
    await work('a', { capability: child });
    await work('b', { capability: child });
    const seen = sink.records.map(({ capability: on }) => [on?.uses_left, on?.agent, on?.agents, on?.lineage?.length]);
    expect(seen).toEqual([
      [8, 'agent:helper', ['agent:crew', 'agent:helper'], 2],
      [7, 'agent:helper', ['agent:crew', 'agent:helper'], 2],
    ]);
  });
});

describe('between the check and the start', () => {
  const waiting = () => {
    const gate = deferred();
    const clock = manualClock();
    const authority = createAuthority({ clock });
    const parent = authority.mint({ principal: 'alice', tools: { work: c.any() }, agent: 'agent:crew', ttlMs: 1_000 });
    const held = parent.attenuate({ tools: ['work'] });
    const ran: string[] = [];
    const work = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .use(concurrency({ limit: 1, maxQueue: 2 }))
      .wrap('tool:work', unchecked<string>(), async (input) => {
        ran.push(input);
        await gate.promise;
      });
    return { gate, clock, authority, parent, held, ran, work };
  };

  it.each<[string, (set: ReturnType<typeof waiting>) => unknown]>([
    ['the capability ran out', ({ clock }) => clock.advance(1_000)],
    ['an ancestor was revoked', ({ authority, parent }) => authority.revoke(parent)],
    ['the agent was revoked', ({ authority }) => authority.revoke({ agent: 'agent:crew' })],
    ['the principal was revoked', ({ authority }) => authority.revoke({ principal: 'alice' })],
  ])('a call that waits is refused when %s', async (_why, change) => {
    const set = waiting();
    const first = set.work('first', { capability: set.held });
    const second = failure(set.work('second', { capability: set.held }));
    await settle();
    change(set);
    set.gate.resolve();
    await first;
    expect(await second).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED', guard: 'capability', target: 'tool:work' });
    expect(set.ran).toEqual(['first']);
  });

  it('a call that waits goes on when nothing happened to its own capability', async () => {
    const set = waiting();
    const first = set.work('first', { capability: set.held });
    const second = set.work('second', { capability: set.held });
    await settle();
    set.authority.revoke(set.parent.attenuate({ tools: ['work'] }));
    set.authority.revoke({ agent: 'agent:another' });
    set.gate.resolve();
    await Promise.all([first, second]);
    expect(set.ran).toEqual(['first', 'second']);
  });
});

describe('a capability that wants an approval', () => {
  const gated = (options: CapabilityOptions = {}) => {
    const authority = createAuthority();
    const held = authority.mint({
      principal: 'alice',
      tools: { 'mail.send': { to: c.suffix('@example.com') } },
      approvals: ['mail.send'],
      uses: 5,
    });
    const sent: unknown[] = [];
    const send = pipeline<{ capability: Capability }>()
      .use(capability({ authority, ...options }))
      .wrap('tool:mail.send', unchecked<{ to: string }>(), (input) => void sent.push(input));
    return { authority, held, sent, send };
  };
  const to = 'bob@example.com';

  it('is refused where nobody can be asked', async () => {
    const { held, sent, send } = gated();
    expect(await failure(send({ to }, { capability: held }))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(sent).toEqual([]);
  });

  it('asks a person, with the copy that then runs', async () => {
    const input = { to };
    const asked: unknown[] = [];
    const approvals = createApprovals({
      channel: async (request) => {
        asked.push(request.input);
        input.to = 'eve@evil.test'; // while the person reads
        return { decision: 'approve', by: 'bob' };
      },
    });
    const { authority, held, sent, send } = gated({ approvals });
    await send(input, { capability: held });
    expect(asked).toEqual([{ to }]);
    expect(sent).toEqual([{ to }]);
    expect(authority.describe(held).usesLeft).toBe(4);
  });

  it('charges what the approved call costs, whatever became of the original meanwhile', async () => {
    const authority = createAuthority();
    const held = authority.mint({ principal: 'alice', tools: { pay: c.any() }, approvals: ['pay'], budget: 100 });
    const units = ({ input }: Invocation): number => (input as { readonly cents: number }).cents;
    const input = { cents: 60 };
    const paid: number[] = [];
    const approvals = createApprovals({
      channel: async () => {
        input.cents = 0; // while the person reads
        return { decision: 'approve', by: 'bob' };
      },
    });
    const pay = pipeline<{ capability: Capability }>()
      .use(capability({ authority, approvals, cost: units, spent: (_result, call) => units(call) }))
      .wrap('tool:pay', unchecked<{ cents: number }>(), ({ cents }) => {
        paid.push(cents);
        input.cents = 1; // while it runs
      });
    await pay(input, { capability: held });
    expect(paid).toEqual([60]);
    expect(authority.describe(held).budgetLeft).toBe(40);
  });

  it('asks nobody about what is not granted', async () => {
    let asked = 0;
    const channel: ApprovalChannel = () => {
      asked += 1;
      return { decision: 'approve', by: 'bob' };
    };
    const { held, sent, send } = gated({ approvals: createApprovals({ channel }) });
    expect(await failure(send({ to: 'eve@evil.test' }, { capability: held }))).toMatchObject({
      code: 'ERR_CAPABILITY',
    });
    expect([asked, sent.length]).toEqual([0, 0]);
  });

  it('does not run what a person refused, or what was revoked while they thought', async () => {
    const refused = gated({ approvals: createApprovals({ channel: () => ({ decision: 'deny', by: 'bob' }) }) });
    expect(await failure(refused.send({ to }, { capability: refused.held }))).toMatchObject({
      code: 'ERR_APPROVAL_DENIED',
    });
    const revoke: (() => unknown)[] = [];
    const channel: ApprovalChannel = async () => {
      for (const run of revoke) await run();
      return { decision: 'approve', by: 'bob' };
    };
    const slow = gated({ approvals: createApprovals({ channel }) });
    revoke.push(() => slow.authority.revoke({ principal: 'alice' }));
    expect(await failure(slow.send({ to }, { capability: slow.held }))).toMatchObject({
      code: 'ERR_CAPABILITY_EXPIRED',
    });
    expect([refused.sent, slow.sent]).toEqual([[], []]);
  });
});

describe('the circumstances of a call', () => {
  it('are its side effects, and the place', async () => {
    const authority = createAuthority();
    const mint = (bounds: Partial<MintOptions>) =>
      authority.mint({ principal: 'alice', tools: { a: c.any() }, ...bounds });
    const at = (options: CapabilityOptions, sideEffects: boolean) =>
      pipeline<{ capability: Capability }>()
        .use(capability({ authority, ...options }))
        .wrap('tool:a', unchecked<string>(), () => 'ran', { sideEffects });
    const reads = { capability: mint({ sideEffects: false }) };
    expect(await at({}, false)('x', reads)).toBe('ran');
    expect(await failure(at({}, true)('x', reads))).toMatchObject({ code: 'ERR_CAPABILITY' });
    const here = { capability: mint({ audience: ['billing'] }) };
    expect(await at({ audience: 'billing' }, true)('x', here)).toBe('ran');
    expect(await failure(at({ audience: 'mail' }, true)('x', here))).toMatchObject({ code: 'ERR_CAPABILITY' });
    expect(await failure(at({}, true)('x', here))).toMatchObject({ code: 'ERR_CAPABILITY' });
  });
});

describe('a store that fails', () => {
  it.each<[string, Partial<TokenStore>]>([
    [
      'at the check',
      {
        version: () => {
          throw new Error('down');
        },
      },
    ],
    [
      'at the count',
      {
        reserve: () => {
          throw new Error('down');
        },
      },
    ],
    ['at the count, later', { reserve: async () => Promise.reject(new Error('down')) }],
    [
      'at the start',
      {
        commit: () => {
          throw new Error('down');
        },
      },
    ],
  ])('denies %s, with a code and a record', async (_when, methods) => {
    const sink = memorySink();
    const authority = createAuthority({ store: { ...memoryTokenStore(), ...methods } });
    const held = authority.mint({ principal: 'alice', tools: { a: c.any() }, uses: 5 });
    let ran = false;
    const call = pipeline<{ capability: Capability }>({ audit: createAudit({ sink }) })
      .use(capability({ authority }))
      .wrap('tool:a', unchecked<string>(), () => {
        ran = true;
      });
    expect(await failure(call('x', { capability: held }))).toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
      guard: 'capability',
    });
    expect(ran).toBe(false);
    expect(sink.records.map(({ type, decision, reason_code }) => [type, decision, reason_code])).toEqual([
      ['decision', 'deny', 'ERR_STORE_UNAVAILABLE'],
    ]);
  });

  it('is no exception: whatever breaks in the check denies, with a code and a record', async () => {
    let clock = (): number => 0;
    const sink = memorySink();
    const authority = createAuthority({ clock: () => clock() });
    const held = authority.mint({ principal: 'alice', tools: { a: c.any() }, budget: 5 });
    const call = (options: CapabilityOptions) =>
      pipeline<{ capability: Capability }>({ audit: createAudit({ sink }) })
        .use(capability({ authority, ...options }))
        .wrap('tool:a', unchecked<string>(), () => 'ran');
    const broken = (): never => {
      throw new Error('broken');
    };
    expect(await failure(call({ cost: broken })('x', { capability: held }))).toMatchObject({ code: 'ERR_GUARD_FAULT' });
    clock = broken;
    expect(await failure(call({ cost: 1 })('x', { capability: held }))).toMatchObject({ code: 'ERR_GUARD_FAULT' });
    expect(sink.records.map(({ decision, reason_code }) => [decision, reason_code])).toEqual([
      ['deny', 'ERR_GUARD_FAULT'],
      ['deny', 'ERR_GUARD_FAULT'],
    ]);
  });

  it('lets calls through when it answers later', async () => {
    const memory = memoryTokenStore();
    const authority = createAuthority({
      store: {
        ...memory,
        reserve: async (request) => memory.reserve(request),
        commit: async (id) => memory.commit(id),
        revoked: async (keys) => memory.revoked(keys),
      },
    });
    const held = authority.mint({ principal: 'alice', tools: { a: c.any() }, uses: 1 });
    const call = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .wrap('tool:a', unchecked<string>(), () => 'ran');
    expect(await call('x', { capability: held })).toBe('ran');
    expect(await failure(call('x', { capability: held }))).toMatchObject({ code: 'ERR_CAPABILITY_EXHAUSTED' });
  });
});

describe('options', () => {
  it.each<[CapabilityOptions, RegExp]>([
    [{ cost: -1 }, /"cost" must be a whole number from 0/],
    [{ cost: 0.5 }, /Or give a function of the call/],
    [{ spent: () => 1 }, /"spent" needs "cost"/],
    [{ cost: 1, spent: 1 as never }, /"spent" must be a function/],
    [{ audience: '' }, /"audience" must be the name of this place/],
    [{ approvals: {} as never }, /"approvals" must be made by createApprovals/],
  ])('refuses %j', (options, message) => {
    expect(() => capability(options)).toThrow(message);
  });
});
