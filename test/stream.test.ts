import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { deny } from '../src/errors.ts';
import { defineGuard, WITHHELD } from '../src/guard.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { deferred, failure, recording, settle } from './recording.ts';

const collect = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const chunks: T[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};
const anything = unchecked<unknown>();
const numbers = async function* (): AsyncGenerator<number> {
  for (let number = 1; number <= 4; number++) yield number;
};

describe('a guarded stream', () => {
  it('gives the chunks of the callee, each through the maps from inside out', async () => {
    const add = (text: string) =>
      defineGuard('adds', (_call, next) => next({ map: (chunk) => `${String(chunk)}${text}` }));
    const stream = pipeline().use(add('b')).use(add('a')).stream('agent:s', anything, numbers);
    expect(await collect(stream('x'))).toEqual(['1ab', '2ab', '3ab', '4ab']);
  });

  it('starts nothing before the first chunk is asked for', async () => {
    let started = 0;
    const stream = pipeline().stream('agent:s', anything, async function* () {
      started++;
      yield 1;
    })('x');
    await settle();
    expect(started).toBe(0);
    await stream.return?.();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(started).toBe(0);
  });

  it('lets out at the end what was withheld, inner before outer', async () => {
    const holds = (name: string) => {
      const held: unknown[] = [];
      return defineGuard('holds', (_call, next) =>
        next({
          map: (chunk) => {
            held.push(chunk);
            return WITHHELD;
          },
          flush: async () => held.splice(0).map((chunk) => `${String(chunk)}${name}`),
        }),
      );
    };
    expect(await collect(pipeline().use(holds('o')).use(holds('i')).stream('agent:s', anything, numbers)('x'))).toEqual(
      ['1io', '2io', '3io', '4io'],
    );
    const flushOnly = defineGuard('flushes', (_call, next) => next({ flush: () => ['end'] }));
    const drops = defineGuard('drops', (_call, next) => next({ map: (chunk) => (chunk === 'end' ? WITHHELD : chunk) }));
    expect(await collect(pipeline().use(drops).use(flushOnly).stream('agent:s', anything, numbers)('x'))).toEqual([
      1, 2, 3, 4,
    ]);
  });

  it('resolves next() of a guard when it has ended', async () => {
    const log: string[] = [];
    const guard = defineGuard('watches', async (_call, next) => {
      const result = await next();
      log.push('ended');
      return result;
    });
    const stream = pipeline()
      .use(guard)
      .stream('agent:s', anything, async function* () {
        yield 1;
        log.push('last');
      });
    await collect(stream('x'));
    expect(log).toEqual(['last', 'ended']);
  });

  it('keeps the callee at most one chunk ahead of the reader', async () => {
    let made = 0;
    const stream = pipeline().stream('agent:s', anything, async function* () {
      for (;;) yield ++made;
    })('x');
    await stream.next();
    await settle();
    expect(made).toBe(2);
    await stream.return?.();
  });

  it('answers readers that do not wait for each other in order', async () => {
    const stream = pipeline().stream('agent:s', anything, numbers)('x');
    const read = await Promise.all([stream.next(), stream.next(), stream.next(), stream.next(), stream.next()]);
    expect(read.map(({ value }) => value)).toEqual([1, 2, 3, 4, undefined]);
  });

  it('passes an error of the callee after the chunks before it, as the same object, once', async () => {
    const boom = new Error('boom');
    const stream = pipeline().stream('agent:s', anything, async function* () {
      yield 1;
      throw boom;
    })('x');
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    expect(await failure(stream.next())).toBe(boom);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  it('gives every failure of the source a code or passes it on', async () => {
    const boom = new Error('boom');
    const sources: [() => AsyncIterable<unknown>, unknown][] = [
      [
        () => {
          throw boom;
        },
        boom,
      ],
      [() => undefined as never, expect.any(TypeError)],
      [
        () =>
          ({
            [Symbol.asyncIterator]() {
              throw boom;
            },
          }) as never,
        boom,
      ],
      [
        () =>
          ({
            [Symbol.asyncIterator]: () => ({
              next: () => {
                throw boom;
              },
            }),
          }) as never,
        boom,
      ],
      [() => ({ [Symbol.asyncIterator]: () => ({ next: async () => undefined }) }) as never, expect.any(TypeError)],
      [
        async function* () {
          yield* [];
          throw undefined;
        },
        expect.objectContaining({ code: 'ERR_CALLEE_FAULT' }),
      ],
    ];
    for (const [source, expected] of sources) {
      expect(
        await failure(collect(pipeline().stream('agent:s', anything, source as () => AsyncIterable<unknown>)('x'))),
      ).toEqual(expected);
    }
  });

  it('ignores what a source yields after its end', async () => {
    let asked = 0;
    const source = {
      [Symbol.asyncIterator]: () => ({
        next: async () => (++asked === 1 ? { done: true, value: 'return' } : { done: false, value: 'late' }),
      }),
    };
    const stream = pipeline().stream('agent:s', anything, () => source as AsyncIterable<unknown>)('x');
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(asked).toBe(1);
  });

  it('refuses before the first chunk when a guard does', async () => {
    const gate = defineGuard('gate', (call, next) => {
      if (call.streaming) throw deny('no');
      return next();
    });
    expect(await failure(collect(pipeline().use(gate).stream('agent:s', anything, numbers)('x')))).toMatchObject({
      code: 'ERR_DENIED',
    });
  });

  it('ends, and stops the callee, when a map refuses a chunk', async () => {
    let cleaned = false;
    const trips = defineGuard('trips', (_call, next) =>
      next({
        map: (chunk) => {
          if (chunk === 2) throw deny('secret');
          return chunk;
        },
      }),
    );
    const stream = pipeline()
      .use(trips)
      .stream('agent:s', anything, async function* () {
        try {
          yield* numbers();
        } finally {
          cleaned = true;
        }
      })('x');
    expect(await stream.next()).toEqual({ done: false, value: 1 });
    expect(await failure(stream.next())).toMatchObject({ code: 'ERR_DENIED', guard: 'trips' });
    expect(cleaned).toBe(true);
  });

  it('blames a map or a flush that breaks on its guard', async () => {
    const bug = () => {
      throw new Error('bug');
    };
    for (const change of [{ map: bug }, { flush: bug }]) {
      const guard = defineGuard('breaks', (_call, next) => next(change));
      expect(await failure(collect(pipeline().use(guard).stream('agent:s', anything, numbers)('x')))).toMatchObject({
        code: 'ERR_GUARD_FAULT',
        guard: 'breaks',
      });
    }
  });
});

describe('stopping early', () => {
  it('aborts the callee, runs its clean-up and frees what was held', async () => {
    const log: string[] = [];
    const holds = defineGuard('holds', (call, next) => {
      call.whenSettled(() => log.push('freed'));
      return next();
    });
    let signal: AbortSignal | undefined;
    const stream = pipeline()
      .use(holds)
      .stream('agent:s', anything, async function* (_input, call) {
        signal = call.signal;
        try {
          yield* numbers();
        } finally {
          await settle();
          log.push('cleaned');
        }
      });
    for await (const chunk of stream('x')) if (chunk === 2) break;
    expect(signal?.aborted).toBe(true);
    await settle();
    await settle();
    expect(log).toEqual(['cleaned', 'freed']);
  });

  it('does not wait for a callee that ignores the abort, which keeps its slot until it ends', async () => {
    const log: string[] = [];
    const work = deferred();
    const holds = defineGuard('holds', (call, next) => {
      call.whenSettled(() => log.push('freed'));
      return next();
    });
    const stream = pipeline()
      .use(holds)
      .stream('agent:s', anything, async function* () {
        yield 1;
        await work.promise;
      })('x');
    await stream.next();
    const pending = stream.next();
    await settle();
    expect(await stream.return?.()).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(log).toEqual([]);
    work.resolve();
    await settle();
    expect(log).toEqual(['freed']);
  });

  it('does not wait for ever for a clean-up that never ends, and survives one that fails', async () => {
    const hangs = async function* () {
      try {
        yield 1;
      } finally {
        await new Promise(() => {});
      }
    };
    const fails = async function* () {
      try {
        yield 1;
      } finally {
        await Promise.reject(new Error('clean-up'));
      }
    };
    for (const source of [hangs, fails]) {
      const stream = pipeline().stream('agent:s', anything, source as () => AsyncIterable<number>)('x');
      await stream.next();
      expect(await stream.return?.()).toEqual({ done: true, value: undefined });
    }
  });

  it('works for sources without return, by throw and by await using', async () => {
    const endless = () => ({
      [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false as const, value: 1 }) }),
    });
    const stream = pipeline().stream('agent:s', anything, endless);
    const thrown = stream('x');
    await thrown.next();
    expect(await failure(thrown.throw?.('mine') ?? Promise.resolve())).toBe('mine');
    {
      await using disposed = stream('x') as AsyncIterableIterator<number> & AsyncDisposable;
      expect((await disposed.next()).value).toBe(1);
    }
  });

  it('is on record as aborted, with the chunks that were read', async () => {
    const { audit, events } = recording();
    for await (const chunk of pipeline({ audit }).stream('agent:s', anything, numbers)('x')) if (chunk === 2) break;
    expect(events.at(-1)).toMatchObject({ type: 'outcome', outcome: 'aborted', chunks: 2 });
  });

  it('by the caller rejects the reader with its reason, also while a chunk waits to be read', async () => {
    const controller = new AbortController();
    let cleaned = false;
    const stream = pipeline().stream('agent:s', anything, async function* () {
      try {
        yield* numbers();
      } finally {
        cleaned = true;
      }
    })('x', {}, { signal: controller.signal });
    await stream.next();
    await settle();
    const reason = new Error('enough');
    controller.abort(reason);
    await settle();
    expect(cleaned).toBe(true);
    expect(await stream.next()).toEqual({ done: false, value: 2 });
    expect(await failure(stream.next())).toBe(reason);
  });
});

describe('asynchronous context', () => {
  it('is that of each caller, in the callee and its chunks', async () => {
    const storage = new AsyncLocalStorage<string>();
    const stream = pipeline().stream('agent:s', anything, async function* () {
      yield storage.getStore();
      await settle();
      yield storage.getStore();
    });
    const read = (name: string) => storage.run(name, () => stream('x'));
    const [alice, bob] = [read('alice'), read('bob')];
    expect(await storage.run('reader', () => Promise.all([collect(alice), collect(bob)]))).toEqual([
      ['alice', 'alice'],
      ['bob', 'bob'],
    ]);
  });
});
