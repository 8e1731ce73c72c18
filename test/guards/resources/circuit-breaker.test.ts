import { describe, expect, it } from 'vitest';
import { deny, GuardError } from '../../../src/errors.ts';
import { circuitBreaker } from '../../../src/guards/resources/circuit-breaker.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { deferred, failure, manualClock, settle } from '../../recording.ts';

const text = unchecked<string>();
const make = (options: Parameters<typeof circuitBreaker>[0] = {}) => {
  const clock = manualClock();
  const guard = circuitBreaker({ minimumCalls: 2, openMs: 1000, probeTimeoutMs: 100, clock, ...options });
  const base = pipeline().use(guard);
  const fails = base.wrap('tool:t', text, () => {
    throw new Error('down');
  });
  const works = base.wrap('tool:t', text, () => 'up');
  const opens = async () => {
    await failure(fails('x'));
    await failure(fails('x'));
  };
  return { clock, base, fails, works, opens };
};

describe('circuitBreaker', () => {
  it('stops calling a target that keeps failing, and says when to come back', async () => {
    const { opens, works, clock } = make();
    await opens();
    expect(await failure(works('x'))).toMatchObject({
      code: 'ERR_CIRCUIT_OPEN',
      kind: 'limited',
      retryAfterMs: 1000,
      guard: 'circuit-breaker',
    });
    clock.advance(1000);
    expect(await works('x')).toBe('up');
    expect(await works('x')).toBe('up');
  });

  it('keeps targets apart', async () => {
    const { opens, base } = make();
    await opens();
    expect(await base.wrap('tool:other', text, () => 'up')('x')).toBe('up');
  });

  it('lets one call try, and opens again when it fails', async () => {
    const { opens, works, fails, base, clock } = make();
    await opens();
    clock.advance(1000);
    const gate = deferred();
    const probe = base.wrap('tool:t', text, () => gate.promise)('x');
    expect(await failure(works('x'))).toMatchObject({ code: 'ERR_CIRCUIT_OPEN', retryAfterMs: 100 });
    gate.reject(new Error('still down'));
    await failure(probe);
    expect(await failure(fails('x'))).toMatchObject({ code: 'ERR_CIRCUIT_OPEN', retryAfterMs: 1000 });
  });

  it('does not count callers that give up, nor refusals of guards; counts timeouts and broken results', async () => {
    for (const [error, opens] of [
      [deny('no'), false],
      [new GuardError('ERR_RATE_LIMIT', 'x'), false],
      [new GuardError('ERR_TIMEOUT', 'x'), true],
      [new GuardError('ERR_OUTPUT_INVALID', 'x'), true],
      ['a bare value', true],
    ] as const) {
      const { base, works } = make();
      const run = base.wrap('tool:t', text, () => {
        throw error;
      });
      for (let round = 0; round < 4; round++) await failure(run('x'));
      const after = await works('x').catch((refusal: GuardError) => refusal.code);
      expect([String(error), after]).toEqual([String(error), opens ? 'ERR_CIRCUIT_OPEN' : 'up']);
    }
    const { base, works } = make();
    const heeds = base.wrap(
      'tool:t',
      text,
      (_input, call) =>
        new Promise((_resolve, reject) => call.signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    for (let round = 0; round < 4; round++) {
      const controller = new AbortController();
      const pending = failure(heeds('x', {}, { signal: controller.signal }));
      await settle();
      controller.abort();
      await pending;
      await settle();
    }
    expect(await works('x')).toBe('up');
  });

  it('asks isFailure, counts what it cannot judge, and passes the error of the callee in any case', async () => {
    class NotFound extends Error {}
    const missing = new NotFound('404');
    const choosy = make({ isFailure: (error) => !(error instanceof NotFound) });
    for (let round = 0; round < 4; round++) {
      expect(
        await failure(
          choosy.base.wrap('tool:t', text, () => {
            throw missing;
          })('x'),
        ),
      ).toBe(missing);
    }
    expect(await choosy.works('x')).toBe('up');
    const confused = make({
      isFailure: () => {
        throw new Error('bug');
      },
    });
    for (let round = 0; round < 2; round++) {
      expect(
        await failure(
          confused.base.wrap('tool:t', text, () => {
            throw missing;
          })('x'),
        ),
      ).toBe(missing);
    }
    expect(await failure(confused.works('x'))).toMatchObject({ code: 'ERR_CIRCUIT_OPEN' });
  });

  it('does not stay open longer because its clock jumped back', async () => {
    const { opens, works, clock } = make();
    clock.set(5000);
    await opens();
    clock.set(0);
    expect(await failure(works('x'))).toMatchObject({ code: 'ERR_CIRCUIT_OPEN', retryAfterMs: 1000 });
    clock.set(6000);
    expect(await works('x')).toBe('up');
  });

  it('refuses options out of range by name', () => {
    const make = (options: object) => () => circuitBreaker(options);
    expect(make({ errorThresholdPercentage: 100 })).toThrow(
      '"errorThresholdPercentage" must be a whole number from 1 to 99, got 100.',
    );
    expect(make({ minimumCalls: 0 })).toThrow('"minimumCalls"');
    expect(make({ windowMs: 1 })).toThrow('"windowMs"');
    expect(make({ openMs: 2 ** 31 })).toThrow('"openMs"');
    expect(make({ probeTimeoutMs: -1 })).toThrow('"probeTimeoutMs"');
    expect(make({ isFailure: true })).toThrow('"isFailure"');
    expect(make({ resetTimeout: 1 })).toThrow('unknown option "resetTimeout"');
  });
});
