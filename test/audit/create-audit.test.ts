import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AuditOptions, type AuditTrail, createAudit } from '../../src/audit/create-audit.ts';
import { memorySink } from '../../src/audit/memory-sink.ts';
import type { AuditSink } from '../../src/audit/sink.ts';
import { type GuardError, isGuardError } from '../../src/errors.ts';
import { decision, fakeCall, observation, outcome } from './fake-call.ts';

const call = fakeCall();
const harmless = fakeCall({ sideEffects: false });
const broken = new Error('disk full');

const failing: readonly (readonly [string, AuditSink])[] = [
  [
    'throws',
    {
      write: () => {
        throw broken;
      },
    },
  ],
  ['rejects', { write: () => Promise.reject(broken) }],
  ['hangs', { write: () => new Promise(() => {}) }],
  ['is slow', { write: () => new Promise((resolve) => setTimeout(resolve, 1001)) }],
  [
    'throws undefined',
    {
      write: () => {
        throw undefined;
      },
    },
  ],
  [
    'has a then that throws',
    {
      write: () => ({
        // biome-ignore lint/suspicious/noThenProperty: a thenable is what is tested
        then: () => {
          throw broken;
        },
      }),
    },
  ],
];

const counts = ({ failed, dropped, pending }: AuditTrail) => ({ failed, dropped, pending });

let unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
beforeEach(() => {
  vi.useFakeTimers();
  unhandled = [];
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  vi.useRealTimers();
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

/** What a caller of the audit sees: `undefined` at once, or the error. */
async function answer(recorded: () => void | PromiseLike<void>): Promise<GuardError | undefined> {
  try {
    const waited = recorded();
    await vi.advanceTimersByTimeAsync(1000);
    await waited;
    return undefined;
  } catch (error) {
    return error as GuardError;
  }
}

describe.each(failing)('a sink that %s', (_, sink) => {
  const policies: readonly (readonly [string, AuditOptions['onAuditError'], boolean, boolean])[] = [
    ['by default, with side effects', undefined, true, true],
    ['by default, without side effects', undefined, false, false],
    ['deny, with side effects', 'deny', true, true],
    ['deny, without side effects', 'deny', false, true],
    ['continue, with side effects', 'continue', true, false],
    ['continue, without side effects', 'continue', false, false],
  ];
  it.each(policies)('%s', async (_name, onAuditError, sideEffects, denies) => {
    const audit = createAudit({ sink, ...(onAuditError === undefined ? {} : { onAuditError }) });
    for (const event of [decision(), outcome(), observation()]) {
      const error = await answer(() => {
        const recorded = audit(event, fakeCall({ sideEffects }));
        if (!denies) expect(recorded).toBeUndefined(); // nothing to wait for
        return recorded;
      });
      expect(error === undefined ? undefined : { ours: isGuardError(error), code: error.code }).toEqual(
        denies ? { ours: true, code: 'ERR_AUDIT' } : undefined,
      );
    }
    expect(counts(audit)).toMatchObject({ failed: 3, dropped: 0, pending: 0 });
    expect(vi.getTimerCount()).toBeLessThanOrEqual(3); // those of the slow sink itself
  });
});

describe('what a failure says', () => {
  it('is the target and the fix, with the failure of the sink as cause', async () => {
    const audit = createAudit({
      sink: {
        write: () => {
          throw broken;
        },
      },
    });
    expect(() => audit(decision(), call)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/tool:mail\.send.*onAuditError/), cause: broken }),
    );
    const slow = createAudit({ sink: { write: () => new Promise(() => {}) }, sinkTimeoutMs: 20 });
    const refused = slow(decision(), call);
    await vi.advanceTimersByTimeAsync(20);
    await expect(refused).rejects.toMatchObject({ cause: { message: 'No answer within 20 ms.' } });
  });

  it('stays inside also when nobody waits for the promise', async () => {
    const audit = createAudit({ sink: { write: () => Promise.reject(broken) } });
    void audit(decision(), call);
    await vi.advanceTimersByTimeAsync(0);
    expect(audit.failed).toBe(1); // and afterEach finds no unhandled rejection
  });

  it('is not taken from the sink, even when that throws a refusal of its own', () => {
    const inner = createAudit({
      sink: {
        write: () => {
          throw broken;
        },
      },
    });
    const audit = createAudit({
      sink: {
        write: (record) => {
          if (record.seq > 0) return inner(decision(), call);
        },
      },
    });
    expect(audit(decision(), harmless)).toBeUndefined();
    expect(audit.failed).toBe(1);
  });

  it('is a broken clock as well', () => {
    const audit = createAudit({ sink: memorySink(), now: () => Number.NaN });
    expect(() => audit(decision(), call)).toThrow(expect.objectContaining({ code: 'ERR_AUDIT' }));
    expect(audit(decision(), harmless)).toBeUndefined();
    expect(audit.failed).toBe(2);
  });

  it('is not a redactor that throws: the text is withheld', () => {
    const sink = memorySink();
    const audit = createAudit({
      sink,
      redactText: () => {
        throw new Error('no');
      },
    });
    void audit(decision({ decision: 'deny', error: new Error('my secret') }), call);
    expect(sink.records[0]?.error).toBe('[withheld: the redactor failed]');
    expect(JSON.stringify(sink.records)).not.toContain('my secret');
  });
});

describe('a sink that works', () => {
  it('costs no promise when it is synchronous', () => {
    const sink = memorySink();
    const audit = createAudit({ sink });
    expect(audit(decision(), call)).toBeUndefined();
    expect(audit(outcome(), call)).toBeUndefined();
    expect(sink.records.map(({ type, seq }) => [type, seq])).toEqual([
      ['decision', 1],
      ['outcome', 2],
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is waited for when the record is required, and leaves no timer', async () => {
    let written = (): void => {};
    const audit = createAudit({
      sink: {
        write: () =>
          new Promise<void>((resolve) => {
            written = resolve;
          }),
      },
    });
    const recorded = audit(decision(), call);
    expect(recorded).toBeInstanceOf(Promise);
    expect(audit.pending).toBe(1);
    written();
    await recorded;
    expect(counts(audit)).toMatchObject({ pending: 0, failed: 0 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may answer late where nobody waits', async () => {
    const audit = createAudit({ sink: { write: () => new Promise((resolve) => setTimeout(resolve, 999)) } });
    expect(audit(decision(), harmless)).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1000);
    expect(counts(audit)).toMatchObject({ pending: 0, failed: 0 });
  });

  it('may settle after it was given up, either way', async () => {
    for (const settle of ['resolve', 'reject'] as const) {
      const write = () =>
        new Promise<void>((resolve, reject) =>
          setTimeout(() => (settle === 'resolve' ? resolve() : reject(broken)), 2000),
        );
      const audit = createAudit({ sink: { write } });
      const refused = audit(decision(), call);
      await vi.advanceTimersByTimeAsync(3000);
      await expect(refused).rejects.toMatchObject({ code: 'ERR_AUDIT' });
      expect(audit.failed).toBe(1);
    }
  });
});

describe('a sink that hangs for long', () => {
  it('is offered no more than 1000 records at a time, and recovers', async () => {
    let offered = 0;
    const audit = createAudit({
      sink: {
        write: () => {
          offered++;
          return new Promise<void>(() => {});
        },
      },
    });
    for (let index = 0; index < 1500; index++) expect(audit(decision(), harmless)).toBeUndefined();
    expect(() => audit(decision(), call)).toThrow(expect.objectContaining({ code: 'ERR_AUDIT' }));
    expect({ offered, dropped: audit.dropped, pending: audit.pending }).toEqual({
      offered: 1000,
      dropped: 501,
      pending: 1000,
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(counts(audit)).toMatchObject({ pending: 0, failed: 1000 });
    void audit(decision(), harmless);
    expect(offered).toBe(1001);
    await vi.advanceTimersByTimeAsync(1000);
  });

  it('leaves a gap in the numbers', async () => {
    const seen: number[] = [];
    const sink: AuditSink = {
      write: ({ seq }) => {
        seen.push(seq);
        return seq <= 1000 ? new Promise<void>(() => {}) : undefined;
      },
    };
    const audit = createAudit({ sink });
    for (let index = 0; index < 1002; index++) void audit(decision(), harmless);
    await vi.advanceTimersByTimeAsync(1000);
    void audit(decision(), harmless);
    expect(seen.slice(-2)).toEqual([1000, 1003]);
  });
});

describe('flush', () => {
  it('waits for what is under way, then for the sink', async () => {
    const order: string[] = [];
    const later = (name: string, ms: number) =>
      new Promise<void>((resolve) =>
        setTimeout(() => {
          order.push(name);
          resolve();
        }, ms),
      );
    const audit = createAudit({ sink: { write: () => later('written', 500), flush: () => later('flushed', 10) } });
    void audit(decision(), harmless);
    const flushed = audit.flush().then(() => order.push('done'));
    await vi.advanceTimersByTimeAsync(600);
    await flushed;
    expect(order).toEqual(['written', 'flushed', 'done']);
  });

  it('resolves when records have failed, and for a sink without flush', async () => {
    const audit = createAudit({ sink: { write: () => Promise.reject(broken) } });
    void audit(decision(), harmless);
    await expect(audit.flush()).resolves.toBeUndefined();
    await expect(createAudit({ sink: { write: () => {}, flush: () => {} } }).flush()).resolves.toBeUndefined();
  });

  it.each<[string, AuditSink['flush']]>([
    [
      'throws',
      () => {
        throw broken;
      },
    ],
    ['rejects', () => Promise.reject(broken)],
    ['hangs', () => new Promise(() => {})],
  ])('rejects when the sink %s', async (_, flush) => {
    const audit = createAudit({ sink: { write: () => {}, ...(flush === undefined ? {} : { flush }) } });
    const flushed = expect(audit.flush()).rejects.toMatchObject({ code: 'ERR_AUDIT' });
    await vi.advanceTimersByTimeAsync(1000);
    await flushed;
  });
});

describe('options', () => {
  it.each<[unknown, RegExp]>([
    [null, /options must be an object/],
    [{ sinks: [] }, /unknown option "sinks".*sink, onAuditError/],
    [{ sink: () => {} }, /"sink" must be an object with write\(record\)/],
    [{ sink: null }, /"sink" must be/],
    [{ sink: {} }, /"sink" must be/],
    [{ sink: { write() {}, flush: 1 } }, /"sink\.flush" must be a function/],
    [{ onAuditError: 'ignore' }, /"onAuditError" must be one of 'deny', 'continue'/],
    [{ sinkTimeoutMs: 0 }, /"sinkTimeoutMs" must be a whole number from 1/],
    [{ sinkTimeoutMs: 2 ** 31 }, /"sinkTimeoutMs"/],
    [{ includeInput: 'raw' }, /"includeInput" must be one of 'digest', 'redacted', 'none'/],
    [{ now: 5 }, /"now" must be a function/],
    [{ redactText: 'x' }, /"redactText" must be a function/],
  ])('%j is refused', (options, message) => {
    expect(() => createAudit(options as AuditOptions)).toThrow(message);
    expect(() => createAudit(options as AuditOptions)).toThrow(expect.objectContaining({ code: 'ERR_OPTION_INVALID' }));
  });

  it('have defaults: the wall clock, digests and the detectors of the package', () => {
    vi.setSystemTime(new Date('2026-05-06T07:08:09.010Z'));
    const sink = memorySink();
    const mail = ['someone', 'example.com'].join('@');
    void createAudit({ sink })(decision({ decision: 'deny', error: new Error(`no user ${mail}`) }), call);
    expect(sink.records[0]).toMatchObject({ time: '2026-05-06T07:08:09.010Z', input: { omitted: undefined } });
    expect(sink.records[0]?.error).toMatch(/^Error: no user /);
    expect(sink.records[0]?.error).not.toContain(mail);
  });
});
