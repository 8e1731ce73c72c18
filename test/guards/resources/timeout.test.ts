import { describe, expect, it } from 'vitest';
import { timeout } from '../../../src/guards/resources/timeout.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { deferred, failure, recording, settle } from '../../recording.ts';

const text = unchecked<string>();
const heeding = (signal: AbortSignal) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('timeout', () => {
  it('ends the wait and tells the callee why', async () => {
    let seen: unknown;
    const run = pipeline()
      .use(timeout({ ms: 5 }))
      .wrap('tool:t', text, (_input, call) => {
        call.signal.addEventListener('abort', () => {
          seen = call.signal.reason;
        });
        return heeding(call.signal);
      });
    const error = await failure(run('x'));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', kind: 'limited', guard: 'timeout', target: 'tool:t' });
    expect(seen).toMatchObject({ name: 'TimeoutError' });
  });

  it('tells on record a callee that stopped from one that goes on', async () => {
    const { audit, events, lines } = recording();
    const work = deferred();
    const base = pipeline({ audit }).use(timeout({ ms: 5 }));
    await failure(base.wrap('tool:heeds', text, (_input, call) => heeding(call.signal))('x'));
    await failure(base.wrap('tool:ignores', text, () => work.promise)('x'));
    expect(events.filter((event) => event.type === 'outcome')).toMatchObject([
      { target: 'tool:heeds', outcome: 'timeout', code: 'ERR_TIMEOUT', stillRunning: false },
      { target: 'tool:ignores', outcome: 'timeout', code: 'ERR_TIMEOUT', stillRunning: true },
    ]);
    work.resolve();
    await settle();
    expect(lines().at(-1)).toBe('observation settled-late callee');
  });

  it('ends also a callee that answers when it is told to stop', async () => {
    const run = pipeline()
      .use(timeout({ ms: 5 }))
      .wrap(
        'tool:t',
        text,
        (_input, call) => new Promise((resolve) => call.signal.addEventListener('abort', () => resolve('half'))),
      );
    expect(await failure(run('x'))).toMatchObject({ code: 'ERR_TIMEOUT' });
  });

  it('is not blamed for the abort of the caller', async () => {
    const controller = new AbortController();
    const pending = failure(
      pipeline()
        .use(timeout({ ms: 60_000 }))
        .wrap('tool:t', text, () => new Promise(() => {}))('x', {}, { signal: controller.signal }),
    );
    await settle();
    controller.abort('mine');
    expect(await pending).toBe('mine');
  });

  it('covers a stream to its last chunk, and closes the source', async () => {
    let cleaned = false;
    const stream = pipeline()
      .use(timeout({ ms: 20 }))
      .stream('tool:t', text, async function* (_input, call) {
        try {
          yield 1;
          await heeding(call.signal);
        } finally {
          cleaned = true;
        }
      })('x');
    expect((await stream.next()).value).toBe(1);
    expect(await failure(stream.next())).toMatchObject({ code: 'ERR_TIMEOUT' });
    expect(cleaned).toBe(true);
  });

  it('closes a source whose reader went away', async () => {
    const cleaned = deferred();
    const stream = pipeline()
      .use(timeout({ ms: 5 }))
      .stream('tool:t', text, async function* () {
        try {
          yield 1;
          yield 2;
          yield 3;
        } finally {
          cleaned.resolve();
        }
      })('x');
    expect((await stream.next()).value).toBe(1);
    await expect(cleaned.promise).resolves.toBeUndefined();
  });

  it('refuses a time that a timer cannot keep', () => {
    expect(() => timeout({ ms: 2 ** 31 })).toThrow(
      'timeout: "ms" must be a whole number from 1 to 2147483647, got 2147483648. For calls without an end, leave timeout() out.',
    );
    for (const ms of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5', undefined])
      expect(() => timeout({ ms: ms as number })).toThrow('"ms"');
    expect(() => timeout({ ms: 5, seconds: 1 } as never)).toThrow('unknown option "seconds"');
    expect(() => timeout(5 as never)).toThrow('options must be an object with ms');
  });
});
