import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createRecorder, type RecorderOptions } from '../../src/audit/recorder.ts';
import { LIBRARY_VERSION } from '../../src/audit/version.ts';
import { deny, GuardError } from '../../src/errors.ts';
import { createAuthority } from '../../src/tokens/capability/authority.ts';
import { constraints } from '../../src/tokens/constraints/constraints.ts';
import { decision, fakeCall, fakeKey, observation, outcome, redactKeys } from './fake-call.ts';

const NOON = Date.UTC(2026, 0, 2, 12);
const recorder = (options: Partial<RecorderOptions> = {}) =>
  createRecorder({ includeInput: 'digest', now: () => NOON, redactText: redactKeys, ...options });

describe('one record', () => {
  it('of a decision has every field that applies, and no other', () => {
    const record = recorder()(
      decision({ latencyMs: 1.23456 }),
      fakeCall({
        parent: fakeCall({ id: 'call-1' }),
        ctx: {
          principal: { id: 'ann', roles: ['analyst'], tenant: 'acme', apiKey: 'k' },
          credentials: { apiKey: 'k' },
        },
      }),
    );
    const canonical = '{"subject":"hello","to":"someone"}';
    expect(JSON.parse(JSON.stringify(record))).toEqual({
      v: 1,
      id: expect.stringMatching(/^[0-9a-f]{32}-1$/),
      time: '2026-01-02T12:00:00.000Z',
      seq: 1,
      type: 'decision',
      call_id: 'call-2',
      run_id: 'call-1',
      parent_call_id: 'call-1',
      target: 'tool:mail.send',
      side_effects: true,
      decision: 'allow',
      severity: 'info',
      latency_ms: 1.235,
      actor: { id: 'ann', roles: ['analyst'], tenant: 'acme' },
      input: {
        argument_names: ['to', 'subject'],
        sha256: createHash('sha256').update(canonical).digest('hex'),
        bytes: canonical.length,
      },
      host: hostname(),
      pid: process.pid,
      lib_version: LIBRARY_VERSION,
    });
  });

  it('of a refusal names the guard, the code and the operator message', () => {
    const error = new GuardError('ERR_CAPABILITY', 'argument "to" lies outside');
    expect(
      recorder()(decision({ decision: 'deny', guard: 'capability', code: 'ERR_CAPABILITY', error }), fakeCall()),
    ).toMatchObject({
      decision: 'deny',
      guard: 'capability',
      reason_code: 'ERR_CAPABILITY',
      error: 'argument "to" lies outside',
      severity: 'warn',
    });
  });

  it('of an outcome says how it ended, and nothing of the input', () => {
    const record = recorder()(
      outcome({ outcome: 'timeout', stillRunning: true, chunks: 3, error: deny('late') }),
      fakeCall(),
    );
    expect(record).toMatchObject({ outcome: 'timeout', still_running: true, chunks: 3, error: 'late', latency_ms: 2 });
    expect(record).toMatchObject({
      reason_code: 'ERR_DENIED',
      decision: undefined,
      input: undefined,
      details: undefined,
    });
  });

  it('of an observation holds the details of the guard', () => {
    const record = recorder()(
      observation({ code: 'ERR_PROMPT_INJECTION', details: { rule: 'override', count: 2 } }),
      fakeCall(),
    );
    expect(record).toMatchObject({
      type: 'observation',
      event: 'flagged',
      guard: 'prompt-filter',
      reason_code: 'ERR_PROMPT_INJECTION',
      details: { rule: 'override', count: 2 },
      latency_ms: undefined,
      error: undefined,
      input: undefined,
    });
  });

  it('has its fields always in the same order', () => {
    const make = recorder();
    const keys = [decision(), outcome({ error: new Error('x') }), observation({ details: {} })].map((event) =>
      Object.keys(make(event, fakeCall())),
    );
    expect(keys[1]).toEqual(keys[0]);
    expect(keys[2]).toEqual(keys[0]);
  });
});

describe('numbers and time', () => {
  it('count from 1 for each recorder, under an id of its own', () => {
    const [first, second] = [recorder(), recorder()];
    const records = [first(decision(), fakeCall()), first(outcome(), fakeCall()), second(decision(), fakeCall())];
    expect(records.map(({ seq }) => seq)).toEqual([1, 2, 1]);
    expect(new Set(records.map(({ id }) => id)).size).toBe(3);
  });

  it('follow the wall clock, also backwards', () => {
    const times = [5, 5, 1005, 4];
    const make = recorder({ now: () => times.shift() ?? 0 });
    expect([1, 2, 3, 4].map(() => make(decision(), fakeCall()).time.slice(17))).toEqual([
      '00.005Z',
      '00.005Z',
      '01.005Z',
      '00.004Z',
    ]);
  });

  it('carry the version of the package', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(LIBRARY_VERSION).toBe(manifest.version);
  });
});

describe('severity', () => {
  const severity = (event: ReturnType<typeof decision>) => recorder()(event, fakeCall()).severity;
  it('is error for faults and failed callees', () => {
    expect(severity(decision({ decision: 'deny', code: 'ERR_GUARD_FAULT' }))).toBe('error');
    expect(severity(outcome({ outcome: 'error' }))).toBe('error');
    expect(severity(outcome({ outcome: 'denied', code: 'ERR_OUTPUT_INVALID' }))).toBe('error');
    expect(severity(observation({ code: 'ERR_GUARD_FAULT' }))).toBe('error');
  });
  it('is warn for refusals, and for what would have been one', () => {
    expect(severity(decision({ decision: 'deny', code: 'ERR_RATE_LIMIT' }))).toBe('warn');
    expect(severity(outcome({ outcome: 'denied', code: 'ERR_DENIED' }))).toBe('warn');
    expect(severity(outcome({ outcome: 'timeout', code: 'ERR_TIMEOUT' }))).toBe('warn');
    expect(severity(observation({ event: 'noted', code: 'ERR_DENIED' }))).toBe('warn');
    expect(severity(observation({ event: 'would-deny' }))).toBe('warn');
  });
  it('is info for the rest, and for a code that is none', () => {
    expect(severity(outcome())).toBe('info');
    expect(severity(outcome({ outcome: 'aborted' }))).toBe('info');
    expect(severity(observation({ event: 'redacted' }))).toBe('info');
    expect(severity(decision({ code: '__proto__' as 'ERR_DENIED' }))).toBe('info');
    expect(severity(decision({ code: 'constructor' as 'ERR_DENIED' }))).toBe('info');
  });
});

describe('the actor', () => {
  const actor = (principal: unknown) => recorder()(decision(), fakeCall({ ctx: { principal } })).actor;
  it('is read as far as it can be', () => {
    expect(actor(undefined)).toBeUndefined();
    expect(actor(null)).toBeUndefined();
    expect(actor('root')).toBeUndefined();
    expect(actor({})).toEqual({ id: '[unreadable]', roles: [], tenant: undefined });
    expect(actor({ id: 'a'.repeat(500), roles: [1, 'r'.repeat(500)], tenant: 5 })).toEqual({
      id: `${'a'.repeat(128)} [cut: 128 of 500 characters kept]`,
      roles: ['[unreadable]', `${'r'.repeat(64)} [cut: 64 of 500 characters kept]`],
      tenant: undefined,
    });
    expect(actor({ id: 'ann@example.com', roles: Array(20).fill('r') })?.roles).toEqual([
      ...Array(16).fill('r'),
      '[4 more]',
    ]);
  });

  it('may be hostile', () => {
    const thrower = () => {
      throw new Error('trap');
    };
    const unreadable = { id: '[unreadable]', roles: [], tenant: undefined };
    expect(actor(Object.defineProperty({}, 'id', { get: thrower }))).toEqual(unreadable);
    expect(actor(new Proxy({}, { get: thrower }))).toEqual(unreadable);
    const call = fakeCall({ ctx: new Proxy({}, { get: thrower }) });
    expect(recorder()(decision(), call)).toMatchObject({ actor: undefined, capability: undefined });
  });
});

describe('the capability', () => {
  it('is named with its bounds', () => {
    const authority = createAuthority({ clock: () => 0 });
    const root = authority.mint({ principal: 'ann', tools: { 'tool:mail.send': constraints.any() }, ttlMs: 60_000 });
    const child = root.attenuate({ tools: { 'tool:mail.send': constraints.any() }, ttlMs: 1000 });
    const { id, lineage } = authority.describe(child);
    expect(recorder()(decision(), fakeCall({ ctx: { capability: child } })).capability).toEqual({
      id,
      principal: 'ann',
      depth: 1,
      expires: '2026-01-02T12:00:01.000Z',
      lineage,
    });
    expect(lineage).toHaveLength(2);
  });

  it('does not fail the record when the clock of its authority does', () => {
    const clock = { now: () => 0 };
    const authority = createAuthority({ clock: () => clock.now() });
    const capability = authority.mint({ principal: 'ann', tools: { 'tool:mail.send': constraints.any() } });
    clock.now = () => {
      throw new Error('no clock');
    };
    expect(recorder()(decision(), fakeCall({ ctx: { capability } })).capability?.id).toBe('[unreadable]');
  });

  it('is called out when nobody has minted it', () => {
    const thrower = () => {
      throw new Error('trap');
    };
    for (const forged of [{ id: 'cap-1' }, null, 'text', new Proxy({}, { get: thrower, has: thrower })]) {
      const { capability } = recorder()(decision(), fakeCall({ ctx: { capability: forged } }));
      expect(JSON.stringify(capability)).toBe('{"id":"[not genuine]"}');
    }
  });
});

describe('the input', () => {
  const input = (value: unknown, includeInput: RecorderOptions['includeInput'] = 'digest') =>
    recorder({ includeInput })(decision(), fakeCall({ input: value })).input;

  it('is left out when told so, or when there is none', () => {
    expect(input({ a: 1 }, 'none')).toBeUndefined();
    expect(input(undefined)).toBeUndefined();
    expect(input(undefined, 'redacted')).toBeUndefined();
  });

  it('shows names, never values', () => {
    const key = fakeKey();
    expect(JSON.stringify(input({ password: 'hunter2', [key]: 'x' }))).not.toMatch(/hunter2|sk-/);
    expect(input({ [key]: 1 })?.argument_names).toEqual(['[redacted]']);
    expect(input('a prompt')).toMatchObject({ argument_names: [], bytes: 10, omitted: undefined });
    expect(input(['a'])?.argument_names).toEqual([]);
    expect(input(null)?.argument_names).toEqual([]);
    const many = input(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`k${index}`, 1])));
    expect(many?.argument_names).toHaveLength(33);
    expect(many?.argument_names.at(-1)).toBe('[8 more]');
  });

  it('says why there is no digest', () => {
    expect(input({ text: 'x'.repeat(10_000_000) })).toMatchObject({
      argument_names: ['text'],
      omitted: 'too-large',
      sha256: undefined,
    });
    const thrower = () => {
      throw new Error('trap');
    };
    const proxy = new Proxy({}, { ownKeys: thrower, get: thrower });
    expect(input(proxy)).toMatchObject({ argument_names: [], omitted: 'not-plain-data' });
  });

  it('asks nothing but the names of an input with very many of them', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 'x']));
    expect(input(many, 'redacted')).toMatchObject({ omitted: 'too-large', sha256: undefined, redacted: undefined });
    expect(input(many)?.argument_names.at(-1)).toBe('[4968 more]');
  });

  it('shows redacted values when told so', () => {
    expect(input({ note: `key ${fakeKey()}`, password: 'hunter2', count: 1 }, 'redacted')).toMatchObject({
      argument_names: ['note', 'password', 'count'],
      redacted: { note: 'key [redacted]', password: '[withheld]', count: 1 },
    });
  });
});

describe('redaction', () => {
  it('covers errors, details, words of guards and names', () => {
    const key = fakeKey();
    const make = recorder();
    const records = [
      make(
        decision({ decision: 'deny', error: new Error(`with ${key}`, { cause: new Error(key) }), guard: key }),
        fakeCall(),
      ),
      make(outcome({ outcome: 'error', error: key }), fakeCall()),
      make(observation({ event: key, code: key as 'ERR_DENIED', details: { [key]: [key] } }), fakeCall()),
    ];
    expect(JSON.stringify(records)).not.toContain('sk-');
    expect(records[0]?.error).toBe('Error: with [redacted] <- Error: [redacted]');
  });

  it('survives words that are no text', () => {
    const record = recorder()(
      observation({ event: 7 as unknown as string, guard: {} as unknown as string }),
      fakeCall(),
    );
    expect(record).toMatchObject({ event: undefined, guard: undefined });
  });
});
