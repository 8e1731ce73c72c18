import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/errors.ts';
import { authenticate, type Credentials, type Verify } from '../../../src/guards/identity/authenticate.ts';
import { createApiKey } from '../../../src/identity/api-key.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { deferred, failure } from '../../recording.ts';

const alice = { id: 'alice', roles: ['analyst'] };
const issued = createApiKey({ principal: alice, notBefore: 100, expires: 200 });

const guarded = (guard: ReturnType<typeof authenticate>) =>
  pipeline<{ credentials: Credentials }>()
    .use(guard)
    .wrap('agent:crew', unchecked<string>(), (_input, call) => call.ctx.principal);

const byKey = (now = 150) => guarded(authenticate({ apiKeys: [issued.record], now: () => now }));
const byVerify = (verify: Verify) => guarded(authenticate({ verify }));

const refusal = async (promise: Promise<unknown>): Promise<GuardError> => {
  const error = await failure(promise);
  expect(error).toBeInstanceOf(GuardError);
  return error as GuardError;
};

describe('authenticate by API key', () => {
  it('adds the frozen principal of a good key', async () => {
    const principal = await byKey()('x', { credentials: { apiKey: issued.key } });
    expect(principal).toEqual(alice);
    expect(Object.isFrozen(principal)).toBe(true);
  });

  it('takes records with their pepper', async () => {
    const pepper = 'p'.repeat(32);
    const { key, record } = createApiKey({ principal: alice, pepper });
    const crew = guarded(authenticate({ apiKeys: { records: [record], pepper } }));
    expect(await crew('x', { credentials: { apiKey: key } })).toEqual(alice);
  });

  const stranger = createApiKey({ principal: alice }).key;
  it.each<[string, unknown, number?]>([
    ['no credentials', undefined],
    ['credentials that are text', 'alice'],
    ['null', null],
    ['no key', {}],
    ['a token only', { token: issued.key }],
    ['an unknown key', { apiKey: stranger }],
    ['a wrong secret', { apiKey: issued.key.slice(0, -9) + stranger.slice(-9) }],
    ['a key before its time', { apiKey: issued.key }, 99],
    ['a key after its time', { apiKey: issued.key }, 200],
    ['a key while the clock is broken', { apiKey: issued.key }, Number.NaN],
    ['a key that is no text', { apiKey: [issued.key] }],
    ['a key longer than 4,096 characters', { apiKey: issued.key.padEnd(4_097, 'a') }],
    ['a good key beside a token that is too long', { apiKey: issued.key, token: 'x'.repeat(4_097) }],
  ])('refuses %s, with one answer for all', async (_name, credentials, now) => {
    const error = await refusal(byKey(now)('x', { credentials: credentials as Credentials }));
    expect(error.code).toBe('ERR_UNAUTHENTICATED');
    expect(error.forModel()).toBe('ERR_UNAUTHENTICATED (agent:crew): Valid credentials are required.');
    expect(error.message).not.toContain(issued.key.slice(27, 60));
  });

  it('runs before the input is parsed', async () => {
    let parsed = 0;
    const validate = (value: unknown) => {
      parsed += 1;
      return { value };
    };
    const schema = { '~standard': { version: 1, vendor: 'test', validate } } as const;
    const crew = pipeline<{ credentials: Credentials }>()
      .use(authenticate({ apiKeys: [issued.record], now: () => 150 }))
      .wrap('agent:crew', schema, () => 'ran');
    await refusal(crew('x', { credentials: {} }));
    expect(parsed).toBe(0);
    expect(await crew('x', { credentials: { apiKey: issued.key } })).toBe('ran');
    expect(parsed).toBe(1);
  });
});

describe('authenticate by a verifier', () => {
  it('adds a frozen copy of what it returns, at once or later', async () => {
    const mine = { id: 'bob', roles: ['admin'], tenant: 'acme', secret: 'x' };
    for (const verify of [() => mine, async () => mine]) {
      const principal = await byVerify(verify)('x', { credentials: { token: 't' } });
      expect(principal).toEqual({ id: 'bob', roles: ['admin'], tenant: 'acme' });
      expect(Object.isFrozen(principal) && Object.isFrozen((principal as typeof mine).roles)).toBe(true);
    }
  });

  it('hands over a frozen copy of the credentials, and the signal of the call', async () => {
    const stop = new AbortController();
    let seen: unknown[] = [];
    const crew = byVerify((...args) => {
      seen = args;
      return alice;
    });
    await crew('x', { credentials: { token: 't', other: 1 } as Credentials }, { signal: stop.signal });
    expect(seen[0]).toEqual({ token: 't' });
    expect(Object.isFrozen(seen[0])).toBe(true);
    expect((seen[1] as { signal: AbortSignal }).signal).toBeInstanceOf(AbortSignal);
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['false', false],
    ['text', 'alice'],
    ['an empty id', { id: '', roles: [] }],
    ['no id', { roles: [] }],
    ['no roles', { id: 'alice' }],
    ['roles as text', { id: 'alice', roles: 'admin' }],
    ['a role that is no text', { id: 'alice', roles: ['a', 1] }],
    ['an empty role', { id: 'alice', roles: [''] }],
    ['a tenant that is no text', { id: 'alice', roles: [], tenant: 5 }],
    ['a Proxy', new Proxy({ id: 'alice', roles: [] }, {})],
    ['a getter', Object.defineProperty({ roles: [] }, 'id', { get: () => 'alice', enumerable: true })],
    ['an inherited id', Object.create({ id: 'alice', roles: [] })],
  ])('refuses when it returns %s', async (_name, found) => {
    const error = await refusal(byVerify(() => found as never)('x', { credentials: { token: 't' } }));
    expect(error.code).toBe('ERR_UNAUTHENTICATED');
  });

  it.each<[string, Verify]>([
    [
      'throws',
      () => {
        throw new Error('database down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('database down'))],
    [
      'throws a refusal of its own',
      () => {
        throw new GuardError('ERR_RATE_LIMIT', 'database down');
      },
    ],
  ])('refuses when it %s, and keeps the cause for the operator', async (_name, verify) => {
    const error = await refusal(byVerify(verify)('x', { credentials: { token: 't' } }));
    expect(error.code).toBe('ERR_UNAUTHENTICATED');
    expect(error.cause).toMatchObject({ message: 'database down' });
    expect(JSON.stringify(error)).not.toContain('database');
  });

  it('keeps the cause apart from no cause', async () => {
    expect('cause' in (await refusal(byVerify(() => undefined)('x', { credentials: { token: 't' } })))).toBe(false);
    const error = await refusal(byVerify(() => Promise.reject(undefined))('x', { credentials: { token: 't' } }));
    expect('cause' in error).toBe(true);
  });

  it('ends with the reason of a caller that gives up', async () => {
    const stop = new AbortController();
    const asked = deferred<AbortSignal>();
    const crew = byVerify(
      (_credentials, { signal }) =>
        new Promise((_resolve, reject) => {
          asked.resolve(signal);
          signal.addEventListener('abort', () => reject(new Error('stopped')));
        }),
    );
    const answer = failure(crew('x', { credentials: { token: 't' } }, { signal: stop.signal }));
    await asked.promise;
    const reason = new Error('changed my mind');
    stop.abort(reason);
    expect(await answer).toBe(reason);
  });

  it('gives the reason of the caller itself, and calls it no refusal', async () => {
    const reason = new Error('changed my mind');
    const signal = AbortSignal.abort(reason);
    const guard = authenticate({ verify: () => Promise.reject(new Error('stopped')) });
    const call = { ctx: { credentials: { token: 't' } }, signal } as Parameters<typeof guard.handle>[0];
    const next = () => Promise.reject(new Error('not reached'));
    expect(await failure(guard.handle(call, next))).toBe(reason);
  });

  it('is not asked about credentials that are too long', async () => {
    let asked = 0;
    const crew = byVerify(() => {
      asked += 1;
      return alice;
    });
    await refusal(crew('x', { credentials: { token: 'x'.repeat(4_097) } }));
    expect(asked).toBe(0);
    await crew('x', { credentials: { token: 'x'.repeat(4_096) } });
    expect(asked).toBe(1);
  });
});

describe('authenticate', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /options must be an object/],
    ['neither', {}, /give either "apiKeys"/],
    ['both', { apiKeys: [issued.record], verify: () => alice }, /give either "apiKeys"/],
    ['a misspelt option', { apikeys: [issued.record] }, /unknown option "apikeys"/],
    ['no keys', { apiKeys: [] }, /at least one/],
    ['a misspelt member', { apiKeys: { record: [] } }, /unknown option "record"/],
    ['text', { apiKeys: 'key' }, /must be an object/],
    ['a verifier that is none', { verify: 'jwt' }, /"verify" must be a function/],
    ['a clock that is none', { verify: () => alice, now: 5 }, /"now" must be a function/],
  ])('refuses %s at construction', (_name, options, message) => {
    expect(() => authenticate(options as never)).toThrow(message);
  });

  it('reads nothing of the input', () => {
    expect(authenticate({ verify: () => alice }).reads).toBe('nothing');
    expect(authenticate({ apiKeys: [issued.record] }).reads).toBe('nothing');
  });
});
