import { describe, expect, it } from 'vitest';
import { isGuardError } from '../../../src/errors.ts';
import { adoptedState, handleOf } from '../../../src/tokens/capability/adopt.ts';
import { stateOf } from '../../../src/tokens/capability/capability.ts';
import { createLifeline, type LinkTerms } from '../../../src/tokens/capability/link.ts';
import {
  type Authority,
  type AuthorityOptions,
  type AuthorizeOptions,
  type Capability,
  constraints as c,
  createAuthority,
  type MintOptions,
  memoryTokenStore,
  type RefusedCheck,
  type Reservation,
  type TokenStore,
} from '../../../src/tokens/index.ts';
import { deferred, failure, manualClock, settle } from '../../recording.ts';

const tools = { work: c.any(), other: c.any(), narrow: { q: c.prefix('a') } };

const setUp = (options: AuthorityOptions = {}) => {
  const clock = manualClock();
  const authority = createAuthority({ clock, ...options });
  const root = (bounds: Partial<MintOptions> = {}): Capability =>
    authority.mint({ principal: 'alice', tools, ttlMs: 1_000, ...bounds });
  return { clock, authority, root };
};

/** What a store that answers at once says. */
function now(answer: ReturnType<Authority['authorize']>): Reservation | RefusedCheck {
  if ('ok' in answer) return answer;
  throw new Error('the answer came later');
}

function granted(answer: ReturnType<Authority['authorize']>): Reservation {
  const reservation = now(answer);
  if (!reservation.ok) throw new Error(`refused: ${reservation.detail}`);
  return reservation;
}

const outcome = (answer: Reservation | RefusedCheck): string => (answer.ok ? 'ok' : answer.detail);

const ask = (authority: Authority, capability: Capability, target = 'work', options: AuthorizeOptions = {}): string =>
  outcome(now(authority.authorize(capability, target, {}, options)));

describe('authorize', () => {
  it('judges as check() does, and hands back the frozen copy', () => {
    const { authority, root } = setUp();
    const args = { q: 'abc' };
    const reservation = granted(authority.authorize(root(), 'narrow', args));
    args.q = 'xyz';
    expect(reservation.args).toEqual({ q: 'abc' });
    expect(Object.isFrozen(reservation.args)).toBe(true);
    expect(authority.authorize(root(), 'narrow', { q: 'b' })).toMatchObject({ code: 'ERR_CAPABILITY', argument: 'q' });
    expect(authority.authorize(root(), 'unknown', {})).toMatchObject({ detail: 'TOOL_NOT_GRANTED' });
    for (const forged of [{}, Object.create(root()), new Proxy(root(), {}), JSON.parse(JSON.stringify(root()))]) {
      expect(authority.authorize(forged, 'work', {})).toMatchObject({ detail: 'HANDLE_FORGED' });
    }
    expect(authority.authorize(setUp().root(), 'work', {})).toMatchObject({ detail: 'HANDLE_FORGED' });
  });

  it('counts uses, of all targets and of one', () => {
    const { authority, root } = setUp();
    const capability = root({ uses: 3, toolUses: { work: 1 } });
    expect([
      ask(authority, capability, 'work'),
      ask(authority, capability, 'work'),
      ask(authority, capability, 'other'),
      ask(authority, capability, 'other'),
      ask(authority, capability, 'other'),
    ]).toEqual(['ok', 'USES_EXHAUSTED', 'ok', 'ok', 'USES_EXHAUSTED']);
    expect(authority.authorize(capability, 'work', {})).toMatchObject({ code: 'ERR_CAPABILITY_EXHAUSTED' });
  });

  it('counts on every link: siblings share what their parent has, and so do their children', () => {
    const { authority, root } = setUp();
    const parent = root({ uses: 3 });
    const left = parent.attenuate({ tools: ['work'], uses: 2 });
    const right = parent.attenuate({ tools: ['work'], uses: 3 });
    const below = right.attenuate({ tools: ['work'] });
    expect([ask(authority, left), ask(authority, left), ask(authority, left)]).toEqual(['ok', 'ok', 'USES_EXHAUSTED']);
    expect([ask(authority, below), ask(authority, right)]).toEqual(['ok', 'USES_EXHAUSTED']);
    expect(ask(authority, parent)).toBe('USES_EXHAUSTED');
    expect(authority.describe(left)).toMatchObject({ usesLeft: 0 });
    expect(authority.describe(right)).toMatchObject({ usesLeft: 0 });
  });

  it('counts nothing of a call that is refused', () => {
    const { authority, root } = setUp();
    const parent = root({ uses: 5 });
    const child = parent.attenuate({ tools: ['work', 'narrow'], uses: 1 });
    ask(authority, child);
    ask(authority, child);
    ask(authority, child, 'narrow');
    expect(authority.describe(parent).usesLeft).toBe(4);
  });

  it('reserves a budget, and settles at what the call has cost', async () => {
    const { authority, root } = setUp();
    const capability = root({ budget: 100 });
    expect(authority.authorize(capability, 'work', {})).toMatchObject({
      code: 'ERR_CAPABILITY',
      detail: 'COST_UNKNOWN',
    });
    for (const cost of [Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY, '5' as never]) {
      expect(ask(authority, capability, 'work', { cost })).toBe('COST_UNKNOWN');
    }
    const first = granted(authority.authorize(capability, 'work', {}, { cost: 60 }));
    expect(ask(authority, capability, 'work', { cost: 41 })).toBe('BUDGET_EXHAUSTED');
    await first.run(() => 'done');
    await first.settle(10);
    await first.settle(0);
    expect(authority.describe(capability).budgetLeft).toBe(90);
    const second = granted(authority.authorize(capability, 'work', {}, { cost: 90 }));
    await second.run(() => 'done');
    await second.settle(-5); // no amount: it stays at what was reserved
    expect(ask(authority, capability, 'work', { cost: 1 })).toBe('BUDGET_EXHAUSTED');
    expect(authority.describe(capability).budgetLeft).toBe(0);
  });

  it('charges in full what has cost more than was reserved', async () => {
    const { authority, root } = setUp();
    const capability = root({ budget: 100 });
    const reservation = granted(authority.authorize(capability, 'work', {}, { cost: 10 }));
    await reservation.run(() => 'done');
    await reservation.settle(500);
    expect(ask(authority, capability, 'work', { cost: 0 })).toBe('BUDGET_EXHAUSTED');
    expect(authority.describe(capability).budgetLeft).toBe(0);
  });

  it('believes nothing that stands on a polluted prototype', () => {
    const { authority, root } = setUp();
    const said: AuthorizeOptions = { approved: true, sideEffects: false, audience: 'here', cost: 0 };
    const bounds = [{ approvals: ['work'] }, { sideEffects: false }, { audience: ['here'] }, { budget: 5 }];
    const held = bounds.map(root);
    const outcomes = (options?: AuthorizeOptions): readonly string[] =>
      held.map((capability) => outcome(now(authority.authorize(capability, 'work', {}, options))));
    expect(outcomes(said)).toEqual(['ok', 'ok', 'ok', 'ok']);
    Object.assign(Object.prototype, said);
    try {
      const refusals = ['APPROVAL_REQUIRED', 'SIDE_EFFECTS_NOT_GRANTED', 'AUDIENCE_MISMATCH', 'COST_UNKNOWN'];
      expect(outcomes()).toEqual(refusals);
      expect(outcomes({})).toEqual(refusals);
      expect(held.map((capability) => authority.check(capability, 'work').ok)).toEqual([false, false, false, true]);
    } finally {
      for (const key of Object.keys(said)) Reflect.deleteProperty(Object.prototype, key);
    }
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '1', 1n, null])(
    'does not reserve a cost of %s',
    (cost) => {
      const { authority, root } = setUp();
      const capability = root({ budget: 5 });
      expect(ask(authority, capability, 'work', { cost } as never)).toBe('COST_UNKNOWN');
      expect(authority.describe(capability).budgetLeft).toBe(5);
    },
  );

  it('counts one operation once, and runs it once', () => {
    const { authority, root } = setUp();
    const capability = root({ uses: 2 });
    const same = { operationId: 'order-7' };
    expect([
      ask(authority, capability, 'work', same),
      ask(authority, capability, 'work', same),
      ask(authority, capability, 'work', { operationId: 'order-8' }),
    ]).toEqual(['ok', 'OP_DUPLICATE', 'ok']);
    expect(ask(authority, root({ uses: 1 }), 'work', same)).toBe('ok'); // of another capability: another operation
    for (const operationId of ['', 'x'.repeat(257), 7 as never]) {
      expect(ask(authority, capability, 'work', { operationId })).toBe('INTERNAL_DENY');
    }
  });

  it('does not ask the store where nothing is counted', async () => {
    const asked: string[] = [];
    const memory = memoryTokenStore();
    const watched = new Proxy(memory, {
      get: (target, name) => {
        asked.push(String(name));
        return Reflect.get(target, name);
      },
    });
    const { authority, root } = setUp({ store: watched });
    const capability = root();
    asked.length = 0;
    const reservation = granted(authority.authorize(capability, 'work', {}));
    expect(reservation.counted).toBe(false);
    await reservation.dispatch();
    await reservation.release();
    expect(asked.filter((name) => !['version', 'staleMs', 'revoked'].includes(name))).toEqual([]);
  });
});

describe('a reservation', () => {
  it('starts nothing more after its run, and cannot be changed on its way', async () => {
    const { authority, root } = setUp();
    const reservation = granted(authority.authorize(root(), 'narrow', { q: 'abc' }));
    expect(Reflect.set(reservation, 'args', { q: 'xyz' })).toBe(false);
    expect(Reflect.set(Object.getPrototypeOf(reservation), 'dispatch', () => {})).toBe(false);
    expect(await reservation.run((args) => args)).toEqual({ q: 'abc' });
    expect(() => reservation.dispatch()).toThrow(expect.objectContaining({ code: 'ERR_CAPABILITY_EXHAUSTED' }));
  });

  it('runs once, with the arguments that were judged', async () => {
    const { authority, root } = setUp();
    const reservation = granted(authority.authorize(root({ uses: 9 }), 'work', { n: 1 }));
    const both = [reservation.run((args) => args), failure(reservation.run(() => 'again'))];
    expect(await Promise.all(both)).toMatchObject([{ n: 1 }, { code: 'ERR_CAPABILITY_EXHAUSTED' }]);
  });

  it('is spent also where the work fails, whose error comes as it is', async () => {
    const { authority, root } = setUp();
    const capability = root({ uses: 1 });
    const error = new Error('down');
    const reservation = granted(authority.authorize(capability, 'work', {}));
    expect(await failure(reservation.run(() => Promise.reject(error)))).toBe(error);
    await reservation.release();
    expect(ask(authority, capability)).toBe('USES_EXHAUSTED');
  });

  it('is given back before it starts, once, and never above the limit', async () => {
    const { authority, root } = setUp();
    const capability = root({ uses: 1, budget: 5 });
    const first = granted(authority.authorize(capability, 'work', {}, { cost: 5 }));
    await first.release();
    await first.release();
    expect(await failure(first.run(() => 'ran'))).toMatchObject({ code: 'ERR_CAPABILITY_EXHAUSTED' });
    expect(authority.describe(capability)).toMatchObject({ usesLeft: 1, budgetLeft: 5 });
    expect(ask(authority, capability, 'work', { cost: 5 })).toBe('ok');
    expect(ask(authority, capability, 'work', { cost: 0 })).toBe('USES_EXHAUSTED');
  });

  it('is refused at its start where the capability ran out since, and given back', async () => {
    const { authority, root, clock } = setUp();
    const parent = root({ uses: 1, ttlMs: 10_000 });
    const child = parent.attenuate({ tools: ['work'], ttlMs: 100 });
    const reservation = granted(authority.authorize(child, 'work', {}));
    clock.advance(100);
    let ran = false;
    const error = await failure(
      reservation.run(() => {
        ran = true;
      }),
    );
    expect(error).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED', kind: 'denied' });
    expect(ran).toBe(false);
    expect(ask(authority, parent)).toBe('ok');
  });

  it.each<[string, (authority: Authority, parent: Capability) => unknown]>([
    ['by its handle', (authority, parent) => authority.revoke(parent)],
    ['by its id', (authority, parent) => authority.revoke({ id: authority.describe(parent).id })],
    ['by its principal', (authority) => authority.revoke({ principal: 'alice' })],
    ['by its agent', (authority) => authority.revoke({ agent: 'agent:crew' })],
  ])('is refused at its start where an ancestor was revoked since, %s', async (_how, revoke) => {
    const { authority, root } = setUp();
    const parent = root({ agent: 'agent:crew', uses: 9 });
    const leaf = parent.attenuate({ tools: ['work'], agent: 'agent:a' }).attenuate({ tools: ['work'] });
    const reservation = granted(authority.authorize(leaf, 'work', {}));
    revoke(authority, parent);
    expect(await failure(reservation.run(() => 'ran'))).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
    expect(ask(authority, leaf)).toBe('TOKEN_REVOKED');
    expect(authority.check(leaf, 'work')).toMatchObject({ detail: 'TOKEN_REVOKED' });
    expect(authority.describe(leaf).expiresInMs).toBe(0);
    expect(() => leaf.attenuate({ tools: ['work'] })).toThrow(/was revoked/);
  });

  it('that nobody ever starts is given back when the capability ends', () => {
    const { authority, root, clock } = setUp();
    const parent = root({ uses: 1, ttlMs: 10_000 });
    const child = parent.attenuate({ tools: ['work'], ttlMs: 100 });
    granted(authority.authorize(child, 'work', {})); // the process of its holder dies here
    expect(ask(authority, parent)).toBe('USES_EXHAUSTED');
    clock.advance(100);
    expect(ask(authority, parent)).toBe('ok');
  });
});

describe('a clock', () => {
  it('that jumps back brings nothing to life', async () => {
    let time = 1_000;
    const authority = createAuthority({ clock: () => time });
    const capability = authority.mint({ principal: 'alice', tools, ttlMs: 100, uses: 9 });
    const reservation = granted(authority.authorize(capability, 'work', {}));
    time = 1_100;
    expect(ask(authority, capability)).toBe('TOKEN_EXPIRED');
    time = 1_000;
    expect(ask(authority, capability)).toBe('TOKEN_EXPIRED');
    expect(await failure(reservation.run(() => 'ran'))).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
  });

  it('that breaks denies', () => {
    let time: () => number = () => 0;
    const authority = createAuthority({ clock: () => time() });
    const capability = authority.mint({ principal: 'alice', tools });
    time = () => Number.NaN;
    expect(ask(authority, capability)).toBe('TOKEN_EXPIRED');
    time = () => {
      throw new Error('no time');
    };
    expect(ask(authority, capability)).toBe('INTERNAL_DENY');
    expect(authority.check(capability, 'work')).toMatchObject({ code: 'ERR_GUARD_FAULT', detail: 'INTERNAL_DENY' });
  });
});

describe('revoke', () => {
  it('by name ends what carries the name on any link, and nothing else', () => {
    const { authority, root } = setUp();
    const alice = root({ agent: 'agent:a' });
    const child = alice.attenuate({ tools: ['work'], agent: 'agent:b' });
    const bob = authority.mint({ principal: 'bob', tools, agent: 'agent:c' });
    authority.revoke({ agent: 'agent:b' });
    expect([ask(authority, alice), ask(authority, child), ask(authority, bob)]).toEqual(['ok', 'TOKEN_REVOKED', 'ok']);
    authority.revoke({ principal: 'alice' });
    expect([ask(authority, alice), ask(authority, bob)]).toEqual(['TOKEN_REVOKED', 'ok']);
    expect(ask(authority, root())).toBe('TOKEN_REVOKED'); // minted for a principal that is revoked
    authority.revoke({ id: authority.describe(bob).id });
    expect(ask(authority, bob)).toBe('TOKEN_REVOKED');
  });

  it('of a handle that others hold too lasts, also where the clock gave no number at the time', () => {
    let time = 0;
    const told: number[] = [];
    const authority = createAuthority({
      clock: () => time,
      store: broken({ revoke: ({ ttlMs }) => void told.push(ttlMs) }),
    });
    const [link] = stateOf(authority.mint({ principal: 'alice', tools, ttlMs: 1_000 }))?.links ?? [];
    const adopt = (): Capability => {
      const state = adoptedState(authority, [link as LinkTerms]);
      if ('problem' in state) throw new Error(state.problem);
      return handleOf(state, state, createLifeline());
    };
    authority.revoke(adopt());
    time = Number.NaN;
    authority.revoke(adopt());
    expect(told).toEqual([1_000, 86_400_000]);
  });

  it('by name lasts for its time, and what was found revoked stays so', () => {
    const { authority, root, clock } = setUp();
    const old = root({ ttlMs: 10_000 });
    authority.revoke({ principal: 'alice', forMs: 500 });
    expect(ask(authority, old)).toBe('TOKEN_REVOKED');
    clock.advance(500);
    expect(ask(authority, root())).toBe('ok');
    authority.revoke({ agent: 'somebody else' });
    expect(ask(authority, old)).toBe('TOKEN_REVOKED');
  });

  it('of a handle ends its own tree, and not those beside it', () => {
    const { authority, root } = setUp();
    const parent = root();
    const [left, right] = [parent.attenuate({ tools: ['work'] }), parent.attenuate({ tools: ['work'] })];
    const below = left.attenuate({ tools: ['work'] });
    expect([left, below, right].map((held) => ask(authority, held))).toEqual(['ok', 'ok', 'ok']);
    authority.revoke(left);
    authority.revoke(left);
    expect([left, below, right, parent].map((held) => ask(authority, held))).toEqual([
      'TOKEN_REVOKED',
      'TOKEN_REVOKED',
      'ok',
      'ok',
    ]);
  });

  it.each<[unknown, string]>([
    [{}, 'ERR_CAPABILITY'],
    [{ name: 'alice' }, 'ERR_CAPABILITY'],
    [{ principal: '' }, 'ERR_OPTION_INVALID'],
    [{ principal: 'a', agent: 'b' }, 'ERR_OPTION_INVALID'],
    [{ principal: 'a', forMs: 0 }, 'ERR_OPTION_INVALID'],
    [{ principal: 'a', forMs: 86_400_001 }, 'ERR_OPTION_INVALID'],
    [{ principal: 'a', until: 5 }, 'ERR_OPTION_INVALID'],
  ])('refuses %j', (given, code) => {
    const { authority } = setUp();
    expect(() => authority.revoke(given as never)).toThrow(expect.objectContaining({ code }));
  });
});

/** A memory store with some methods replaced. */
const broken = (methods: Partial<TokenStore>): TokenStore => ({ ...memoryTokenStore(), ...methods });
const never = (): Promise<never> => new Promise(() => {});
const throws = (): never => {
  throw new Error('the store is down');
};
const rejects = async (): Promise<never> => throws();

describe('a store that does not work', () => {
  it.each<[string, Partial<TokenStore>]>([
    ['throws', { reserve: throws }],
    ['rejects', { reserve: rejects }],
    ['hangs', { reserve: never }],
    ['gives nothing', { reserve: () => undefined as never }],
    ['gives true', { reserve: () => true as never }],
    ['gives another outcome', { reserve: () => ({ outcome: 'maybe' }) as never }],
    ['gives nothing, later', { reserve: async () => null as never }],
    ['throws about revocations', { revoked: throws }],
    ['rejects about revocations', { revoked: rejects }],
    ['hangs about revocations', { revoked: never }],
    ['does not know about revocations', { revoked: () => undefined as never }],
    ['has no version', { version: throws }],
    ['has a version that is no number', { version: () => Number.NaN }],
    ['cannot say how old its list is', { staleMs: throws }],
  ])('denies where it %s', async (_how, methods) => {
    const { authority, root } = setUp({ store: broken(methods), storeTimeoutMs: 5 });
    const answer = await authority.authorize(root({ uses: 5 }), 'work', {});
    expect(answer).toMatchObject({ ok: false, code: 'ERR_STORE_UNAVAILABLE' });
  });

  it.each<[string, Partial<TokenStore>]>([
    ['throws', { commit: throws }],
    ['rejects', { commit: rejects }],
    ['hangs', { commit: never }],
    ['says neither yes nor no', { commit: () => undefined as never }],
  ])('denies at the start where it %s', async (_how, methods) => {
    const { authority, root } = setUp({ store: broken(methods), storeTimeoutMs: 5 });
    let ran = false;
    const error = await failure(
      granted(authority.authorize(root({ uses: 5 }), 'work', {})).run(() => {
        ran = true;
      }),
    );
    expect(error).toMatchObject({ code: 'ERR_STORE_UNAVAILABLE', kind: 'limited' });
    expect(ran).toBe(false);
  });

  it('denies at the start where the reservation is gone', async () => {
    const { authority, root } = setUp({ store: broken({ commit: () => false }) });
    const reservation = granted(authority.authorize(root({ uses: 5 }), 'work', {}));
    expect(await failure(reservation.run(() => 'ran'))).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
  });

  it('gives back a use that was counted after nobody waited for it any more', async () => {
    const memory = memoryTokenStore();
    const gate = deferred();
    const store = broken({
      ...memory,
      reserve: async (request) => {
        const answer = await memory.reserve(request);
        await gate.promise;
        return answer;
      },
    });
    const { authority, root } = setUp({ store, storeTimeoutMs: 5 });
    const capability = root({ uses: 1 });
    expect(outcome(await authority.authorize(capability, 'work', {}))).toBe('STORE_UNAVAILABLE');
    gate.resolve();
    await settle();
    expect(outcome(await authority.authorize(capability, 'work', {}))).toBe('ok');
  });

  it.each([2 ** 53, 1.8e18, Number.POSITIVE_INFINITY, Number.NaN, 0.5])(
    'denies where two versions of its list could look the same: %s',
    (version) => {
      const { authority, root } = setUp({ store: broken({ version: () => version }) });
      const capability = root();
      expect(ask(authority, capability)).toBe('STORE_UNAVAILABLE');
      authority.revoke(capability);
      expect(ask(authority, capability)).not.toBe('ok');
    },
  );

  it('sees a handle that was ended here, however high the version of its list', () => {
    const { authority, root } = setUp({ store: broken({ version: () => Number.MAX_SAFE_INTEGER }) });
    const [one, other] = [root(), root()];
    for (const capability of [one, other]) {
      expect(ask(authority, capability)).toBe('ok');
      authority.revoke(capability);
      expect(ask(authority, capability)).toBe('TOKEN_REVOKED');
    }
  });

  it('denies where the list of revocations is too old, or has gone back', () => {
    let staleMs = 5_000;
    let version = 3;
    const { authority, root } = setUp({ store: broken({ staleMs: () => staleMs, version: () => version }) });
    const capability = root();
    expect(ask(authority, capability)).toBe('ok');
    staleMs = 5_001;
    expect(authority.authorize(capability, 'work', {})).toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
      detail: 'STORE_STALE',
    });
    staleMs = 0;
    version = 2;
    expect(ask(authority, capability)).toBe('STORE_STALE');
    version = 3;
    expect(ask(authority, capability)).toBe('ok');
  });

  it('loses nothing but what a settlement or a release would have given back', async () => {
    const { authority, root } = setUp({ store: broken({ settle: rejects, refund: throws }), storeTimeoutMs: 5 });
    const capability = root({ uses: 2, budget: 9 });
    const first = granted(authority.authorize(capability, 'work', {}, { cost: 5 }));
    await first.run(() => 'done');
    await first.settle(1);
    await granted(authority.authorize(capability, 'work', {}, { cost: 4 })).release();
    expect(ask(authority, capability, 'work', { cost: 1 })).not.toBe('ok');
  });

  it('is said to who revokes, and holds here all the same for a handle', async () => {
    const { authority, root } = setUp({ store: broken({ revoke: rejects }) });
    const capability = root();
    expect(await failure(Promise.resolve(authority.revoke({ principal: 'alice' })))).toMatchObject({
      code: 'ERR_STORE_UNAVAILABLE',
    });
    authority.revoke(capability);
    expect(ask(authority, capability)).toBe('TOKEN_REVOKED');
  });

  it('never makes authorize() throw or reject', async () => {
    const odd = {
      get outcome(): never {
        return throws();
      },
    };
    for (const reserve of [() => odd as never, async () => odd as never]) {
      const { authority, root } = setUp({ store: broken({ reserve }) });
      const answer = await authority.authorize(root({ uses: 1 }), 'work', {});
      expect(answer.ok).toBe(false);
    }
    const { authority, root } = setUp();
    expect(await authority.authorize(root({ uses: 1 }), 'work', {}, null as never)).toMatchObject({
      detail: 'INTERNAL_DENY',
    });
    expect(await authority.authorize(root(), Symbol('work') as never, {})).toMatchObject({
      detail: 'TOOL_NOT_GRANTED',
    });
  });
});

describe('a store that answers later', () => {
  const remote = (): TokenStore => {
    const memory = memoryTokenStore();
    return {
      ...memory,
      reserve: async (request) => memory.reserve(request),
      commit: async (id) => memory.commit(id),
      settle: async (id, cost) => memory.settle(id, cost),
      refund: async (id) => memory.refund(id),
      revoke: async (entry) => memory.revoke(entry),
      revoked: async (keys) => memory.revoked(keys),
    };
  };

  it('counts as exactly, however many ask at once', async () => {
    const { authority, root } = setUp({ store: remote() });
    const capability = root({ uses: 20, budget: 1_000 });
    let ran = 0;
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const answer = await authority.authorize(capability, 'work', {}, { cost: 10 });
        if (!answer.ok) return answer.detail;
        await answer.run(() => {
          ran += 1;
        });
        await answer.settle(1);
        return 'ok';
      }),
    );
    expect(ran).toBe(20);
    expect(answers.filter((answer) => answer === 'ok')).toHaveLength(20);
    expect(authority.describe(capability)).toMatchObject({ usesLeft: 0, budgetLeft: 980 });
  });

  it('judges what was given, and not what became of it while the store was asked', async () => {
    const { authority, root } = setUp({ store: remote() });
    const args = { q: 'abc' };
    const answer = authority.authorize(root({ uses: 1 }), 'narrow', args);
    args.q = 'xyz';
    const reservation = await answer;
    expect(reservation.ok && reservation.args).toEqual({ q: 'abc' });
  });

  it('runs a reservation once, however many try at once', async () => {
    const { authority, root } = setUp({ store: remote() });
    const reservation = await authority.authorize(root({ uses: 1 }), 'work', {});
    await authority.revoke({ principal: 'somebody else' }); // so that it has to ask again
    let ran = 0;
    const run = async () => {
      if (reservation.ok)
        await reservation.run(() => {
          ran += 1;
        });
    };
    await Promise.allSettled([run(), run(), run()]);
    expect(ran).toBe(1);
  });

  it('refuses at the start what was revoked while it was asked', async () => {
    const { authority, root } = setUp({ store: remote() });
    const capability = root({ uses: 1 });
    const reservation = await authority.authorize(capability, 'work', {});
    await authority.revoke({ principal: 'alice' });
    expect(reservation.ok).toBe(true);
    if (reservation.ok) {
      expect(await failure(reservation.run(() => 'ran'))).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
    }
  });

  it('does not run what was released while it was asked whether it still holds', async () => {
    for (const bounds of [{}, { uses: 1 }]) {
      const { authority, root } = setUp({ store: remote() });
      const reservation = await authority.authorize(root(bounds), 'work', {});
      if (!reservation.ok) throw new Error(reservation.detail);
      await authority.revoke({ principal: 'somebody else' }); // so that it has to ask again
      let ran = false;
      const running = failure(
        reservation.run(() => {
          ran = true;
        }),
      );
      await reservation.release();
      expect(await running).toMatchObject({ code: 'ERR_CAPABILITY_EXHAUSTED' });
      expect(ran).toBe(false);
    }
  });

  it('lets nobody start while a commit is under way that may fail', async () => {
    const gate = deferred();
    const store = {
      ...remote(),
      commit: async () => {
        await gate.promise;
        return false;
      },
    };
    const { authority, root } = setUp({ store });
    const reservation = await authority.authorize(root({ uses: 1 }), 'work', {});
    if (!reservation.ok) throw new Error(reservation.detail);
    const first = failure(Promise.resolve(reservation.dispatch()));
    const second = failure(Promise.resolve(reservation.dispatch()));
    gate.resolve();
    expect(await first).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
    expect(await second).toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
  });

  it('does not give back what another attempt of the same operation holds', async () => {
    const memory = memoryTokenStore();
    const gate = deferred();
    let slow = false;
    const store: TokenStore = {
      ...memory,
      reserve: async (request) => {
        const answer = await memory.reserve(request);
        if (slow) await gate.promise;
        return answer;
      },
    };
    const { authority, root } = setUp({ store, storeTimeoutMs: 5 });
    const capability = root({ uses: 1 });
    const first = await authority.authorize(capability, 'work', {}, { operationId: 'order-17' });
    slow = true;
    expect(outcome(await authority.authorize(capability, 'work', {}, { operationId: 'order-17' }))).toBe(
      'STORE_UNAVAILABLE',
    );
    gate.resolve();
    await settle();
    if (!first.ok) throw new Error(first.detail);
    expect(await first.run(() => 'ran')).toBe('ran');
  });

  it('has check() refuse until the answer is known', async () => {
    const { authority, root } = setUp({ store: remote() });
    const capability = root();
    expect(authority.check(capability, 'work')).toMatchObject({ detail: 'STORE_UNAVAILABLE' });
    expect((await authority.authorize(capability, 'work', {})).ok).toBe(true);
    expect(authority.check(capability, 'work').ok).toBe(true);
  });
});

describe('createAuthority', () => {
  it.each<[AuthorityOptions, RegExp]>([
    [{ store: {} as never }, /"store" must be a token store.*it has no reserve\(\)/],
    [{ store: null as never }, /"store" must be a token store/],
    [{ storeTimeoutMs: 0 }, /"storeTimeoutMs" must be/],
    [{ maxStalenessMs: -1 }, /"maxStalenessMs" must be/],
    [{ stores: 1 } as never, /unknown option "stores"/],
  ])('refuses %j', (options, message) => {
    let error: unknown;
    try {
      createAuthority(options);
    } catch (thrown) {
      error = thrown;
    }
    expect(isGuardError(error) && error.message).toMatch(message);
  });
});
