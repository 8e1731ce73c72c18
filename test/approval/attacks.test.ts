import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import {
  type ApprovalAnswer,
  type ApprovalCall,
  type ApprovalRequest,
  type ApprovalStore,
  type ApprovalsOptions,
  createApprovals,
  fileApprovalStore,
  memoryApprovalStore,
  type StoredApproval,
} from '../../src/approval/index.ts';
import { Waiting } from '../../src/approval/waiting.ts';
import { defineGuard } from '../../src/guard.ts';
import { approval } from '../../src/guards/authority/approval.ts';
import { ambient, type Capability, capability, GuardError, type Principal } from '../../src/index.ts';
import { pipeline } from '../../src/pipeline.ts';
import { constraints, createAuthority } from '../../src/tokens/index.ts';
import { deferred, failure, manualClock, recording, settle } from '../recording.ts';

const approve: ApprovalAnswer = { decision: 'approve', by: 'bob' };
const later = (): 'later' => 'later';

let issued = 0;
/** A call of alice to pay somebody. */
const paying = (to: string, changes: Partial<ApprovalCall> = {}): ApprovalCall => ({
  id: `call-${++issued}`,
  runId: 'run',
  target: 'tool:pay',
  input: { to },
  ctx: { principal: { id: 'alice' } },
  signal: new AbortController().signal,
  whenAnswered: () => {},
  observe: () => {},
  ...changes,
});
const because = (...texts: string[]) => texts.map((text) => ({ guard: 'taint', text }));

/** Approvals that note whom they asked. */
function asking(answer: ApprovalsOptions['channel'], options: Omit<ApprovalsOptions, 'channel'> = {}) {
  const asked: ApprovalRequest[] = [];
  const approvals = createApprovals({
    channel: (request, signal) => {
      asked.push(request);
      return answer(request, signal);
    },
    ...options,
  });
  return { approvals, asked };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'approval-attacks-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const stores: readonly (readonly [string, () => ApprovalStore])[] = [
  ['memory', () => memoryApprovalStore()],
  ['file', () => fileApprovalStore({ folder: join(folder, crypto.randomUUID()) })],
];

describe.each(stores)('reasons, over the %s store', (_name, make) => {
  it('asks again in one call for a reason that was not shown, and then shows all', async () => {
    const { approvals, asked } = asking(() => approve, { store: make() });
    const call = paying('ann');
    await approvals.require({ call, reasons: because('Payments need an approval.') });
    await approvals.require({ call, reasons: because('Payments need an approval.') });
    expect(asked).toHaveLength(1);
    await approvals.require({ call, reasons: because('The recipient comes from a web page.') });
    await approvals.require({ call, reasons: because('Payments need an approval.') });
    expect(asked.map(({ reasons }) => reasons.map(({ text }) => text))).toEqual([
      ['Payments need an approval.'],
      ['Payments need an approval.', 'The recipient comes from a web page.'],
    ]);
  });

  it('does not take an approval for another reason, and takes a refusal for any', async () => {
    const { approvals, asked } = asking(later, { store: make() });
    const routine = because('Payments need an approval.');
    const alarming = because('The recipient comes from a web page.');
    await failure(approvals.require({ call: paying('ann'), reasons: routine }));
    await approvals.answer(asked[0]?.id ?? '', approve);
    expect(await failure(approvals.require({ call: paying('ann'), reasons: alarming }))).toMatchObject({
      code: 'ERR_APPROVAL_REQUIRED',
    });
    expect(asked).toHaveLength(2);
    await approvals.require({ call: paying('ann'), reasons: routine });
    await approvals.answer(asked[1]?.id ?? '', { decision: 'deny', by: 'bob' });
    expect(await failure(approvals.require({ call: paying('ann'), reasons: routine }))).toMatchObject({
      code: 'ERR_APPROVAL_DENIED',
    });
  });

  it('gets two guards that ask for different reasons through after two answers', async () => {
    const { approvals, asked } = asking(later, { store: make() });
    const tryOnce = async () => {
      const call = paying('ann');
      await approvals.require({ call, reasons: because('first') });
      await approvals.require({ call, reasons: because('second') });
    };
    for (const index of [0, 1]) {
      expect(await failure(tryOnce())).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
      await approvals.answer(asked[index]?.id ?? '', approve);
    }
    await tryOnce();
    expect(asked).toHaveLength(2);
  });

  it('takes the arguments that a person wrote for approved whatever the reason, and says whose change it was', async () => {
    const { audit, events } = recording();
    const { approvals, asked } = asking(() => ({ decision: 'edit', by: 'olga', input: { to: 'eve' } }), {
      store: make(),
    });
    const pay = pipeline({ audit })
      .use(approval({ approvals, when: ({ input }) => `Pay ${(input as { to: string }).to}?` }))
      .wrap('tool:pay', z.object({ to: z.string() }), ({ to }) => to);
    expect(await pay({ to: 'ann' })).toBe('eve');
    expect(asked).toHaveLength(1);
    expect(events.find((event) => event.type === 'observation')).toMatchObject({
      event: 'approved',
      runId: events[0]?.runId,
      details: { by: 'olga', editedFrom: asked[0]?.id },
    });
  });
});

describe.each(stores)('many calls at once, over the %s store', (_name, make) => {
  it('asks one after the other for calls that are the same, each call for itself', async () => {
    const answers: ((answer: ApprovalAnswer) => void)[] = [];
    const { approvals, asked } = asking(() => new Promise<ApprovalAnswer>((resolve) => answers.push(resolve)), {
      store: make(),
    });
    const calls = Array.from({ length: 4 }, () => approvals.require({ call: paying('ann'), reasons: because('why') }));
    const settled = Promise.allSettled(calls);
    for (const count of [1, 2]) {
      await expect.poll(() => asked.length).toBe(count);
      for (let turn = 0; turn < 20; turn += 1) await settle();
      expect(asked).toHaveLength(count);
      answers.at(-1)?.(approve);
    }
    await expect.poll(() => asked.length).toBe(3);
    answers.at(-1)?.({ decision: 'deny', by: 'bob' });
    expect((await settled).filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(asked).toHaveLength(3);
  });

  it('holds all of them where told to wait for a later answer', async () => {
    const { approvals, asked } = asking(later, { store: make(), wait: true, pollMs: 60_000 });
    const calls = Array.from({ length: 3 }, () => approvals.require({ call: paying('ann'), reasons: because('why') }));
    const settled = Promise.allSettled(calls);
    for (const decision of ['approve', 'deny'] as const) {
      await expect.poll(() => asked.length).toBeGreaterThan(0);
      for (let turn = 0; turn < 20; turn += 1) await settle();
      await approvals.answer(asked.at(-1)?.id ?? '', { decision, by: 'bob' });
      if (decision === 'approve') await expect.poll(() => asked.length).toBe(2);
    }
    const results = await settled;
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('asks for another call when the one that was asked for gave up', async () => {
    const first = new AbortController();
    const answers = [new Promise<never>(() => {}), approve];
    const { approvals, asked } = asking(() => answers[asked.length - 1] ?? approve, { store: make(), pollMs: 60_000 });
    const given = failure(
      approvals.require({ call: paying('ann', { signal: first.signal }), reasons: because('why') }),
    );
    await expect.poll(() => asked.length).toBe(1);
    const other = approvals.require({ call: paying('ann'), reasons: because('why') });
    await settle();
    first.abort(new Error('enough'));
    expect(await given).toMatchObject({ message: 'enough' });
    await other;
    expect(asked).toHaveLength(2);
  });

  it('lets no principal fill the store or tire people out, and leaves the others alone', async () => {
    const { approvals, asked } = asking(later, { store: make(), maxWaiting: 3 });
    const of = (id: string, to: string) =>
      failure(approvals.require({ call: paying(to, { ctx: { principal: { id } } }), reasons: because('why') }));
    for (const to of ['a', 'b', 'c']) expect(await of('mallory', to)).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(await of('mallory', 'd')).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
    expect(await of('mallory', 'a')).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(await of('alice', 'd')).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(asked).toHaveLength(4);
    await approvals.answer(asked[0]?.id ?? '', { decision: 'deny', by: 'bob' });
    expect(await of('mallory', 'd')).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });
});

describe('callers that give up', () => {
  it('asks nobody for a call that was given up while its request was kept, and leaves no rejection behind', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', note);
    try {
      const caller = new AbortController();
      const inner = memoryApprovalStore();
      const store: ApprovalStore = {
        ...inner,
        add(request) {
          caller.abort(new Error('enough'));
          return inner.add(request);
        },
      };
      const { approvals, asked } = asking(
        (_request, signal) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('unwanted')))),
        { store },
      );
      const call = paying('ann', { signal: caller.signal });
      expect(await failure(approvals.require({ call, reasons: because('why') }))).toMatchObject({ message: 'enough' });
      for (let turn = 0; turn < 3; turn += 1) await settle();
      expect(asked).toEqual([]);
      expect(unhandled).toEqual([]);
      expect(await approvals.pending()).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('does not take the listeners of a later wait away when an earlier one ends twice', async () => {
    const waiting = new Waiting(memoryApprovalStore(), 60_000);
    const stuck = deferred<never>();
    const { signal } = new AbortController();
    const request = { id: 'a' } as ApprovalRequest;
    const first = waiting.ask(() => stuck.promise, request, signal, 60_000);
    waiting.tell('a', approve);
    expect(await first).toEqual(approve);
    const second = waiting.ask(() => new Promise<never>(() => {}), request, signal, 60_000);
    stuck.reject(new Error('late'));
    await settle();
    waiting.tell('a', approve);
    expect(await second).toEqual(approve);
  });

  it('leaves no timer behind when the answer comes while it looks into the store', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const looking = deferred();
      const found = deferred<StoredApproval>();
      const store: ApprovalStore = {
        ...memoryApprovalStore(),
        get: () => {
          looking.resolve();
          return found.promise;
        },
      };
      const waiting = new Waiting(store, 60_000);
      const answered = waiting.answered('a', new AbortController().signal, 60_000);
      await looking.promise;
      waiting.tell('a', approve);
      await answered;
      found.resolve({ request: { id: 'a' } as ApprovalRequest, answer: undefined, claimed: false });
      await settle();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a store that holds something else', () => {
  const through = async (changes: (store: ApprovalStore) => Partial<ApprovalStore>) => {
    const store = memoryApprovalStore();
    const { approvals, asked } = asking(later, { store });
    await failure(approvals.require({ call: paying('ann'), reasons: because('why') }));
    await approvals.answer(asked[0]?.id ?? '', approve);
    const over = createApprovals({ channel: later, store: { ...store, ...changes(store) } });
    const refusal = (await failure(over.require({ call: paying('ann'), reasons: because('why') }))) as GuardError;
    return refusal.code;
  };
  const altered = (store: ApprovalStore, change: (kept: StoredApproval) => unknown) => ({
    find: async (digest: string) => (await store.find(digest)).map(change) as StoredApproval[],
  });

  it.each<[string, (store: ApprovalStore) => Partial<ApprovalStore>, string]>([
    [
      'a decision of another name',
      (store) => altered(store, (kept) => ({ ...kept, answer: { decision: 'refused', by: 'bob' } })),
      'ERR_APPROVAL_UNAVAILABLE',
    ],
    [
      'an answer of nobody',
      (store) => altered(store, (kept) => ({ ...kept, answer: { decision: 'approve' } })),
      'ERR_APPROVAL_UNAVAILABLE',
    ],
    ['a claim that is a word', () => ({ claim: () => 'no' as never }), 'ERR_APPROVAL_REQUIRED'],
    [
      'the approval of other arguments',
      (store) => altered(store, (kept) => ({ ...kept, request: { ...kept.request, digest: 'f'.repeat(64) } })),
      'ERR_APPROVAL_REQUIRED',
    ],
    [
      'an error of its own code',
      () => ({
        find: () => {
          throw new GuardError('ERR_INPUT_INVALID', 'broken file');
        },
      }),
      'ERR_APPROVAL_UNAVAILABLE',
    ],
    [
      'a removal that fails',
      (store) => ({
        ...altered(store, (kept) => ({ ...kept, request: { ...kept.request, expiresAt: 1 } })),
        remove: () => Promise.reject(new Error('disk full')),
      }),
      'ERR_APPROVAL_UNAVAILABLE',
    ],
  ])('does not let a call pass for %s', async (_what, changes, code) => {
    expect(await through(changes)).toBe(code);
  });

  it.each(['find', 'pending', 'add', 'get', 'answer', 'claim'] as const)(
    'refuses the call where the store never answers to %s',
    async (step) => {
      const store = { ...memoryApprovalStore(), [step]: () => new Promise<never>(() => {}) };
      const { approvals } = asking(() => approve, { store, storeTimeoutMs: 5 });
      expect(await failure(approvals.require({ call: paying('ann'), reasons: because('why') }))).toMatchObject({
        code: 'ERR_APPROVAL_UNAVAILABLE',
      });
    },
  );

  it('is refused at construction where it is none', () => {
    const { claim: _, ...store } = memoryApprovalStore();
    expect(() => createApprovals({ channel: later, store: store as ApprovalStore })).toThrow(/claim/);
    expect(() => createApprovals({ channel: later, store: 'memory' as never })).toThrow(/store/);
  });

  it('keeps the refusal that came while the channel said yes', async () => {
    const inner = memoryApprovalStore();
    const store: ApprovalStore = {
      ...inner,
      answer: (id, answer) => {
        inner.answer(id, { decision: 'deny', by: 'olga' });
        return inner.answer(id, answer);
      },
    };
    const { approvals } = asking(() => approve, { store });
    expect(await failure(approvals.require({ call: paying('ann'), reasons: because('why') }))).toMatchObject({
      code: 'ERR_APPROVAL_DENIED',
    });
  });
});

describe('clocks', () => {
  it('finds no approval once the clock was set back, or gives no number', async () => {
    let now = 10_000_000;
    const { approvals, asked } = asking(later, { clock: () => now });
    const attempt = () => failure(approvals.require({ call: paying('ann'), reasons: because('why') }));
    await attempt();
    await approvals.answer(asked[0]?.id ?? '', approve);
    now -= 3_600_000;
    expect(await attempt()).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(asked).toHaveLength(2);
    now = Number.NaN;
    expect(await failure(approvals.answer(asked[1]?.id ?? '', approve))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    expect(await attempt()).toBeInstanceOf(GuardError);
    now = 10_000_000;
    await approvals.require({ call: paying('ann'), reasons: because('why') });
  });

  it('says that the request ran out when the channel answers too late', async () => {
    const clock = manualClock(1_000_000);
    const { approvals } = asking(
      () => {
        clock.advance(100);
        return approve;
      },
      { clock, ttlMs: 100 },
    );
    expect(await failure(approvals.require({ call: paying('ann'), reasons: because('why') }))).toMatchObject({
      code: 'ERR_APPROVAL_EXPIRED',
    });
  });
});

describe('parties', () => {
  it.each(['alice', 'Alice', ' alice ', '\uff41lice'])('does not take %j for another party than alice', async (by) => {
    const { approvals } = asking(() => ({ decision: 'approve', by }), { secondParty: true });
    expect(await failure(approvals.require({ call: paying('ann'), reasons: because('why') }))).toMatchObject({
      code: 'ERR_APPROVAL_UNAVAILABLE',
    });
  });

  it('refuses a call without a principal where a second party is wanted', async () => {
    const { approvals, asked } = asking(() => approve, { secondParty: true });
    for (const ctx of [{}, { principal: null }, { principal: { id: 7 } }]) {
      expect(await failure(approvals.require({ call: paying('ann', { ctx }), reasons: because('why') }))).toMatchObject(
        {
          code: 'ERR_APPROVAL_UNAVAILABLE',
        },
      );
    }
    expect(asked).toEqual([]);
  });

  it('reads the id of a principal once', async () => {
    const ids = ['alice', 'mallory'];
    const ctx = {
      principal: {
        get id() {
          return ids.shift();
        },
      },
    };
    const { approvals, asked } = asking(() => approve);
    await approvals.require({ call: paying('ann', { ctx }), reasons: because('why') });
    expect(asked[0]?.principal).toBe('alice');
  });
});

describe('reasons with hostile text', () => {
  it('are shown on one line each, escaped, cut, and no more than can be read', async () => {
    const { approvals, asked } = asking(() => approve);
    const hostile = Array.from({ length: 50 }, (_, index) => `${index} \u001b[2J\u202e\nWhy: fine${'x'.repeat(9_999)}`);
    await approvals.require({ call: paying('ann'), reasons: because(...hostile) });
    const { reasons = [] } = asked[0] ?? {};
    expect(reasons).toHaveLength(16);
    expect(reasons.at(-1)?.text).toBe('And 35 more reasons.');
    for (const { text } of reasons) expect(text).toMatch(/^[\x20-\x7e]{1,500}$/);
  });
});

describe('edits', () => {
  const edit = (to: string): ApprovalAnswer => ({ decision: 'edit', by: 'bob', input: { to } });
  const Order = z.object({ to: z.string() });

  it('of a call within a call run that call again, with what it inherits, and count its capability once', async () => {
    const authority = createAuthority();
    const runs: string[] = [];
    const { approvals } = asking(() => edit('eve'));
    const pay = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .use(approval({ approvals }))
      .wrap('tool:pay', Order, ({ to }) => runs.push(`paid ${to}`));
    const within = ambient<{ capability: Capability }>();
    const agent = pipeline<{ capability: Capability }>()
      .use(within.scope)
      .wrap('agent:a', z.string(), async (to) => {
        runs.push('agent');
        await within.bind(pay)({ to });
      });
    const held = authority.mint({ principal: 'alice', tools: { pay: { to: constraints.any() } }, uses: 2 });
    await agent('ann', { capability: held });
    expect(runs).toEqual(['agent', 'paid eve']);
    expect(authority.describe(held).usesLeft).toBe(1);
  });

  it('of a stream are refused, and leave its approval to the changed call', async () => {
    const { approvals } = asking((request) => ((request.input as { to: string }).to === 'ann' ? edit('eve') : 'later'));
    const pay = pipeline()
      .use(approval({ approvals }))
      .stream('tool:pay', Order, async function* ({ to }) {
        yield to;
      });
    expect(await failure(pay({ to: 'ann' }).next())).toMatchObject({ code: 'ERR_APPROVAL_EDITED' });
    const changed = [];
    for await (const chunk of pay({ to: 'eve' })) changed.push(chunk);
    expect(changed).toEqual(['eve']);
    expect(await failure(pay({ to: 'eve' }).next())).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });

  it('end with the caller, who gave up while a person wrote them', async () => {
    const ran: unknown[] = [];
    const caller = new AbortController();
    const { approvals } = asking(() => {
      caller.abort(new Error('enough'));
      return edit('eve');
    });
    const pay = pipeline()
      .use(approval({ approvals }))
      .wrap('tool:pay', Order, (input) => ran.push(input));
    expect(await failure(pay({ to: 'ann' }, {}, { signal: caller.signal }))).toMatchObject({ message: 'enough' });
    for (let turn = 0; turn < 5; turn += 1) await settle();
    expect(ran).toEqual([]);
  });

  it('do not pass a guard that refuses them, though a person wrote them', async () => {
    const ran: unknown[] = [];
    const { approvals } = asking(() => ({ decision: 'edit', by: 'bob', input: { to: 'mallory' } }));
    const refusing = defineGuard('refusing', (call, next) => {
      if ((call.input as { to: string }).to === 'mallory') throw new GuardError('ERR_CAPABILITY', 'not granted');
      return next();
    });
    const pay = pipeline<{ principal: Principal }>()
      .use(refusing)
      .use(approval({ approvals }))
      .wrap('tool:pay', z.object({ to: z.string() }), (input) => ran.push(input));
    expect(await failure(pay({ to: 'ann' }, { principal: { id: 'alice', roles: [] } }))).toMatchObject({
      code: 'ERR_CAPABILITY',
    });
    expect(ran).toEqual([]);
  });
});
