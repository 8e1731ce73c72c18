import { describe, expect, it, vi } from 'vitest';
import { deny, type GuardError } from '../src/errors.ts';
import { defineGuard, type Guard, type Next } from '../src/guard.ts';
import type { Invocation } from '../src/invocation.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { deferred, failure, settle } from './recording.ts';

type Handle = (call: Invocation, next: Next) => unknown;

/** A guard as JavaScript would allow it, without the compiler's help. */
const rogue = (handle: Handle): Guard => defineGuard('rogue', handle as never);
const run = (guard: Guard, callee: () => unknown = () => 'done') =>
  pipeline().use(guard).wrap('agent:a', unchecked<string>(), callee)('x');

describe('next()', () => {
  it('twice is refused, however the guard does it, and the callee runs once', async () => {
    let ran = 0;
    const callee = () => ++ran;
    const twice: Handle[] = [
      (_call, next) => {
        void next();
        return next();
      },
      async (_call, next) => {
        await next();
        return next();
      },
      async (_call, next) => {
        const result = await next();
        await next().catch(() => {});
        return result;
      },
      (_call, next) => {
        const result = next();
        try {
          void next();
        } catch {
          // a guard that hides its own mistake
        }
        return result;
      },
    ];
    for (const handle of twice) {
      ran = 0;
      const error = await failure(run(rogue(handle), callee));
      expect(error).toMatchObject({ code: 'ERR_NEXT_REUSED', kind: 'fault', guard: 'rogue', target: 'agent:a' });
      expect(ran).toBe(1);
    }
  });

  it('is enforced in production too', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    const rogues: readonly (readonly [string, Handle])[] = [
      ['ERR_NEXT_REUSED', async (_call, next) => [await next(), await next()]],
      ['ERR_NEXT_MISSING', async () => undefined],
      ['ERR_NEXT_FLOATING', async (_call, next) => void next()],
      ['ERR_CONTEXT_COLLISION', (_call, next) => next({ ctx: { user: 'root' } })],
    ];
    for (const [code, handle] of rogues) {
      const wrapped = pipeline<{ user: string }>()
        .use(rogue(handle))
        .wrap('agent:a', unchecked<string>(), () => 'done');
      expect(await failure(wrapped('x', { user: 'u' }))).toMatchObject({ code });
    }
    vi.unstubAllEnvs();
  });

  it('forgotten is refused, and nothing the guard makes up is taken for the result', async () => {
    for (const handle of [
      () => undefined,
      async () => ({ value: 'forged' }),
      () => Promise.resolve({ value: 'forged' }),
    ]) {
      expect(await failure(run(rogue(handle)))).toMatchObject({ code: 'ERR_NEXT_MISSING', guard: 'rogue' });
    }
  });

  it('not awaited is refused, and the callee is told to stop', async () => {
    const work = deferred();
    let signal: AbortSignal | undefined;
    const guard = rogue(async (_call, next) => {
      void next();
    });
    const wrapped = pipeline()
      .use(guard)
      .wrap('agent:a', unchecked<string>(), (_input, call) => {
        signal = call.signal;
        return work.promise;
      });
    expect(await failure(wrapped('x'))).toMatchObject({ code: 'ERR_NEXT_FLOATING', guard: 'rogue' });
    expect(signal?.aborted).toBe(true);
    work.resolve();
  });

  it('after the guard has returned starts nothing', async () => {
    let late: Next | undefined;
    let ran = 0;
    const guard = rogue((_call, next) => {
      late = next;
    });
    await failure(run(guard, () => ++ran));
    expect(() => late?.()).toThrow(expect.objectContaining({ code: 'ERR_NEXT_FLOATING' }));
    expect(ran).toBe(0);
  });

  it('gives the result of the callee, whatever the guard returns after it', async () => {
    const guard = rogue(async (_call, next) => {
      await next();
      return { value: 'forged' };
    });
    expect(await run(guard)).toBe('done');
  });

  it('cannot be used to hide a failure of the callee', async () => {
    const boom = new Error('boom');
    const guard = rogue(async (_call, next) => {
      await next().catch(() => {});
    });
    expect(
      await failure(
        run(guard, () => {
          throw boom;
        }),
      ),
    ).toBe(boom);
  });
});

describe('a guard that throws', () => {
  it('denies, before and after the callee, synchronously or not', async () => {
    const bug = new TypeError('bug');
    const handles: Handle[] = [
      () => {
        throw bug;
      },
      async () => {
        throw bug;
      },
      async (_call, next) => {
        await next();
        throw bug;
      },
    ];
    for (const handle of handles) {
      const error = await failure(run(rogue(handle)));
      expect(error).toMatchObject({ code: 'ERR_GUARD_FAULT', kind: 'fault', guard: 'rogue', cause: bug });
      expect((error as GuardError).forModel()).not.toContain('bug');
    }
  });

  it('denies also when what it throws is no Error', async () => {
    const unreadable = {
      get message() {
        throw new Error('hostile');
      },
    };
    const proxy = new Proxy(
      {},
      {
        get: () => {
          throw new Error('hostile');
        },
        has: () => {
          throw new Error('hostile');
        },
      },
    );
    for (const thrown of [undefined, null, 'text', 42, Symbol('s'), unreadable, proxy]) {
      const error = await failure(
        run(
          rogue(() => {
            throw thrown;
          }),
        ),
      );
      expect(error).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'rogue' });
      expect((error as Error).cause).toBe(thrown);
    }
  });

  it('keeps its own refusal, named once', async () => {
    const error = await failure(
      run(
        rogue(() => {
          throw deny('no');
        }),
      ),
    );
    expect(error).toMatchObject({ code: 'ERR_DENIED', guard: 'rogue', target: 'agent:a' });
    const frozen = Object.freeze(deny('no'));
    expect(
      await failure(
        run(
          rogue(() => {
            throw frozen;
          }),
        ),
      ),
    ).toBe(frozen);
  });

  it('may turn a failure of the callee into a refusal of its own', async () => {
    const guard = rogue(async (_call, next) => {
      try {
        return await next();
      } catch {
        throw deny('not today');
      }
    });
    expect(
      await failure(
        run(guard, () => {
          throw new Error('x');
        }),
      ),
    ).toMatchObject({ code: 'ERR_DENIED', guard: 'rogue' });
  });

  it('leaves no rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const guards: Handle[] = [
      (_call, next) => {
        void next();
        throw new Error('guard');
      },
      async (_call, next) => {
        void next();
        throw new Error('guard');
      },
      async (_call, next) => {
        void next();
      },
    ];
    for (const handle of guards) {
      const outer = defineGuard('outer', async (_call, next) => await next());
      await failure(
        pipeline()
          .use(outer)
          .use(rogue(handle))
          .wrap('agent:a', unchecked<string>(), async () => {
            throw new Error('callee');
          })('x'),
      );
    }
    await settle();
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});

describe('map', () => {
  it('runs from the innermost guard outwards, and may wait', async () => {
    const add = (text: string) =>
      defineGuard('adds', (_call, next) => next({ map: async (value) => `${String(value)}${text}` }));
    expect(
      await pipeline()
        .use(add('3'))
        .use(add('2'))
        .wrap(
          'agent:a',
          unchecked<string>(),
          () => '1',
        )('x'),
    ).toBe('123');
  });

  it('is what the guard itself sees as the result', async () => {
    const seen: unknown[] = [];
    const guard = defineGuard('maps', async (_call, next) => {
      const result = await next({ map: (value) => `${String(value)}!` });
      seen.push(result.value);
      return result;
    });
    await run(guard);
    expect(seen).toEqual(['done!']);
  });

  it('that throws is blamed on its guard, and not on the callee', async () => {
    const outcomes: string[] = [];
    const inner = defineGuard('inner', async (_call, next) => {
      const result = await next();
      outcomes.push('inner saw success');
      return result;
    });
    const outer = defineGuard('outer', (_call, next) =>
      next({
        map: () => {
          throw new Error('bug');
        },
      }),
    );
    const error = await failure(
      pipeline()
        .use(outer)
        .use(inner)
        .wrap(
          'agent:a',
          unchecked<string>(),
          () => 1,
        )('x'),
    );
    expect(error).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'outer' });
    expect(outcomes).toEqual(['inner saw success']);
  });
});
