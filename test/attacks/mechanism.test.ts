import { getEventListeners } from 'node:events';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  concurrency,
  defineGuard,
  deny,
  type Guard,
  type Invocation,
  monitor,
  output,
  pipeline,
  promptFilter,
  rateLimit,
  redact,
  type Schema,
  timeout,
  unchecked,
  WITHHELD,
} from '../../src/index.ts';
import { deferred, failure, recording, settle } from '../recording.ts';

const anything = unchecked<unknown>();

describe('a guard that answers before its next() has settled', () => {
  const hasty: readonly (readonly [string, Guard])[] = [
    [
      'by a race',
      defineGuard('hasty', (_call, next) =>
        Promise.race([next(), settle().then(() => Promise.reject(deny('too slow')))]),
      ),
    ],
    [
      'by a parallel check',
      defineGuard('hasty', async (_call, next) => (await Promise.all([next(), Promise.reject(deny('no'))]))[0]),
    ],
    [
      'by throwing',
      defineGuard('hasty', (_call, next) => {
        void next().catch(() => {});
        throw deny('no');
      }),
    ],
  ];

  it.each(hasty)('%s: what was still on its way to the callee never arrives', async (_name, guard) => {
    const gate = deferred();
    let ran = 0;
    let most = 0;
    let running = 0;
    const slow = defineGuard('slow', async (_call, next) => {
      await gate.promise;
      return next();
    });
    const run = pipeline()
      .use(guard)
      .use(slow)
      .use(concurrency({ limit: 1, maxQueue: 10 }))
      .wrap('tool:mail.send', anything, async () => {
        ran++;
        most = Math.max(most, ++running);
        await settle();
        running--;
      });
    const answers = await Promise.all([1, 2, 3].map((input) => failure(run(input))));
    for (const answer of answers) expect(answer).toMatchObject({ code: 'ERR_DENIED', guard: 'hasty' });
    gate.resolve();
    await settle();
    await settle();
    expect({ ran, most }).toEqual({ ran: 0, most: 0 });
  });
});

describe('a chunk that is a promise', () => {
  it('passes the maps as what it resolves to, and fails as the callee does when it rejects', async () => {
    const guarded = pipeline().use(redact()).use(output(z.string()));
    const source = (chunk: unknown) => () =>
      new ReadableStream({
        start(control) {
          control.enqueue(chunk);
          control.close();
        },
      });
    const mail = 'mail ann.smith@example.com now';
    const read = async (chunk: unknown) => {
      const chunks: unknown[] = [];
      for await (const out of guarded.stream('tool:t', anything, source(chunk))('x')) chunks.push(out);
      return chunks.join('');
    };
    expect(await read(Promise.resolve(mail))).toBe(await read(mail));
    expect(await read(Promise.resolve(mail))).not.toContain('ann.smith');
    const boom = new Error('boom');
    expect(await failure(read(Promise.reject(boom)))).toBe(boom);
  });
});

describe('a stream that is stopped between two steps', () => {
  it('gives its slot back, at whatever moment', async () => {
    const chat = pipeline()
      .use(concurrency({ limit: 1 }))
      .stream('agent:chat', anything, async function* () {
        yield 1;
        yield 2;
      });
    for (let moment = 0; moment < 40; moment++) {
      const stop = new AbortController();
      const stream = chat('x', {}, { signal: stop.signal });
      await stream.next();
      for (let tick = 0; tick < moment; tick++) await Promise.resolve();
      stop.abort();
      await settle();
      await settle();
      const next = chat('x');
      expect(await next.next()).toEqual({ done: false, value: 1 });
      await next.return?.();
    }
  });
});

describe('what a flush gives', () => {
  it('passes the guards outside as text, also when it comes as a promise', async () => {
    const flushes = (flush: () => unknown) =>
      defineGuard('flushes', (_call, next) => next({ flush: flush as () => unknown[] }));
    const read = async (flush: () => unknown) => {
      const chunks: unknown[] = [];
      for await (const chunk of pipeline()
        .use(redact())
        .use(flushes(flush))
        .stream('tool:t', anything, async function* () {
          yield 'x ';
        })('x'))
        chunks.push(chunk);
      return chunks.join('');
    };
    expect(await read(() => [Promise.resolve('ann@acme.example')])).toBe(await read(() => ['ann@acme.example']));
    expect(await read(() => [Promise.resolve('ann@acme.example')])).not.toContain('ann@');
    expect(await read(() => undefined)).toBe('x ');
    for (const none of [null, {}, 'text'])
      expect(await failure(read(() => none))).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'flushes' });
  });
});

describe('a schema', () => {
  const schema = (validate: (value: unknown) => unknown): Schema<unknown> => ({
    '~standard': { version: 1, vendor: 'test', validate: validate as never },
  });
  const refused = { issues: [{ message: 'refused' }] };
  // biome-ignore lint/suspicious/noThenProperty: a library's promise is no Promise
  const thenable = { then: (done: (result: unknown) => void) => done(refused) };

  it.each([
    [
      'a promise of another realm',
      runInNewContext('async () => ({ issues: [{ message: "refused" }] })') as () => unknown,
      'ERR_INPUT_INVALID',
    ],
    ['a thenable', () => thenable, 'ERR_INPUT_INVALID'],
    ['nothing', () => undefined, 'ERR_GUARD_FAULT'],
    ['a number', () => 5, 'ERR_GUARD_FAULT'],
    ['neither value nor issues', () => ({}), 'ERR_GUARD_FAULT'],
  ])('that gives %s does not let the input pass', async (_name, validate, code) => {
    let ran = 0;
    expect(await failure(pipeline().wrap('tool:t', schema(validate), () => ++ran)('x'))).toMatchObject({
      code,
      guard: 'input-schema',
    });
    expect(
      await failure(
        pipeline()
          .use(output(schema(validate)))
          .wrap(
            'tool:t',
            anything,
            () => 1,
          )('x'),
      ),
    ).toMatchObject({ code: code === 'ERR_INPUT_INVALID' ? 'ERR_OUTPUT_INVALID' : code });
    expect(ran).toBe(0);
  });

  it('that fails later leaves no rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    let calls = 0;
    const failing = schema(async (value) => {
      if (++calls > 1) throw new Error('database is down');
      return { value };
    });
    expect(
      await failure(
        pipeline()
          .use(promptFilter())
          .wrap(
            'tool:t',
            failing,
            () => 1,
          )({ q: 'hi\u200b' }),
      ),
    ).toMatchObject({ code: 'ERR_GUARD_FAULT' });
    await settle();
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });

  it('that converts is never run twice over the same value', async () => {
    const Pay = z.object({ text: z.string(), cents: z.number().transform((euros) => euros * 100) });
    const pay = pipeline()
      .use(promptFilter())
      .wrap('agent:a', Pay, ({ cents }) => cents);
    expect(await pay({ text: 'hi', cents: 5 })).toBe(500);
    const invisible = await failure(pay({ text: 'hi\u200b', cents: 5 }));
    expect(invisible).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'input-schema' });
    expect((invisible as Error).message).toContain('Convert values in the callee');
    const Later = z.object({
      text: z.string(),
      cents: z
        .number()
        .refine(async () => true)
        .transform((euros) => euros + 1),
    });
    expect(
      await failure(
        pipeline()
          .use(promptFilter())
          .wrap(
            'agent:a',
            Later,
            () => 1,
          )({ text: 'hi\u200b', cents: 5 }),
      ),
    ).toMatchObject({ code: 'ERR_GUARD_FAULT' });
    const Dated = z.object({ text: z.string(), day: z.string().transform((day) => new Date(day)) });
    expect(
      await failure(
        pipeline()
          .use(promptFilter())
          .wrap(
            'agent:a',
            Dated,
            () => 1,
          )({ text: 'hi\u200b', day: '2026-01-01' }),
      ),
    ).toMatchObject({ code: 'ERR_GUARD_FAULT' });
    const Plain = z.object({ text: z.string().trim(), count: z.number().default(1) });
    expect(
      await pipeline()
        .use(promptFilter())
        .wrap(
          'agent:a',
          Plain,
          (plain) => plain,
        )({ text: ' hi\u200b' }),
    ).toEqual({ text: 'hi', count: 1 });
  });
});

describe('a guard that tampers', () => {
  it('cannot run the rest twice by handing its next() on', async () => {
    let ran = 0;
    const hands = defineGuard('hands', (_call, next) => next({ ctx: { again: next } }));
    const run = pipeline()
      .use(hands)
      .wrap('tool:t', anything, (_input, call) => {
        ran++;
        return ran < 3 ? call.ctx.again() : undefined;
      });
    expect(await failure(run('x'))).toMatchObject({ code: 'ERR_NEXT_REUSED' });
    expect(ran).toBe(1);
  });

  it('cannot write to the call', async () => {
    for (const name of ['input', 'ctx', 'target', 'signal']) {
      const writes = defineGuard('writes', (call, next) => {
        (call as unknown as Record<string, unknown>)[name] = 'forged';
        return next();
      });
      expect(
        await failure(
          pipeline()
            .use(writes)
            .wrap(
              'tool:t',
              anything,
              () => 1,
            )('x'),
        ),
      ).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'writes' });
    }
  });

  it('cannot let a plain result vanish', async () => {
    for (const map of [() => WITHHELD, async () => WITHHELD]) {
      const hides = defineGuard('hides', (_call, next) => next({ map }));
      expect(
        await failure(
          pipeline()
            .use(hides)
            .wrap(
              'tool:t',
              anything,
              () => 1,
            )('x'),
        ),
      ).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'hides' });
    }
  });

  it('cannot hide a value behind a callable with then', async () => {
    // biome-ignore lint/suspicious/noThenProperty: the attack is a callable that is also a thenable
    const callable = Object.assign(() => 1, { then: (done: (value: unknown) => void) => done('resolved') });
    const outer: unknown[] = [];
    const looks = defineGuard('looks', (_call, next) =>
      next({
        map: (value) => {
          outer.push(value);
          return value;
        },
      }),
    );
    const gives = defineGuard('gives', (_call, next) => next({ map: () => callable }));
    expect(
      await pipeline()
        .use(looks)
        .use(gives)
        .wrap(
          'tool:t',
          anything,
          () => 1,
        )('x'),
    ).toBe('resolved');
    expect(outer).toEqual(['resolved']);
  });
});

describe('authority that was kept', () => {
  it('is over when the parent is, also for a stream that is read later and for a call that still waits', async () => {
    const ran: string[] = [];
    const gate = deferred();
    const words = pipeline().stream('tool:words', anything, async function* () {
      ran.push('words');
      yield 1;
    });
    const waits = defineGuard('waits', async (_call, next) => {
      await gate.promise;
      return next();
    });
    const mail = pipeline()
      .use(waits)
      .wrap('tool:mail', anything, () => ran.push('mail'));
    let stream: AsyncIterator<unknown> | undefined;
    let late: Promise<unknown> = Promise.resolve();
    await pipeline().wrap('agent:a', anything, (_input, call) => {
      stream = words.within(call)('x');
      late = failure(mail.within(call)('x'));
    })('x');
    gate.resolve();
    expect(await failure(stream?.next() ?? Promise.resolve())).toMatchObject({
      code: 'ERR_INVOCATION_ENDED',
      target: 'tool:words',
    });
    expect(await late).toMatchObject({ code: 'ERR_INVOCATION_ENDED', target: 'tool:mail' });
    expect(ran).toEqual([]);
  });
});

describe('signals', () => {
  it('of the parent and of the call are both heeded, and both let go', async () => {
    const own = new AbortController();
    let parent: AbortSignal | undefined;
    const tool = pipeline().wrap('tool:t', anything, () => 1);
    await pipeline().wrap('agent:a', anything, async (_input, call) => {
      parent = call.signal;
      for (let index = 0; index < 20; index++) await tool.within(call)('x', { signal: own.signal });
      await tool.within(call)('x', { signal: call.signal });
      expect(getEventListeners(call.signal, 'abort')).toHaveLength(0);
    })('x');
    expect(getEventListeners(own.signal, 'abort')).toHaveLength(0);
    expect(parent).toBeDefined();
  });

  it('that are none are refused with a code, whatever they are', async () => {
    const tool = pipeline().wrap('tool:t', anything, () => 1);
    for (const signal of [
      'stop',
      {},
      new EventTarget(),
      {
        get aborted() {
          throw new Error('x');
        },
        addEventListener() {},
      },
    ]) {
      expect(await failure(tool('x', {}, { signal: signal as never }))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    }
  });

  it('of a timeout outside reach a pipeline that a guard calls by hand', async () => {
    const gate = deferred();
    const queue = pipeline().use(concurrency({ limit: 1, maxQueue: 1 }));
    const byHand = defineGuard('by-hand', (call: Invocation, next) => queue.handle(call, next));
    const run = pipeline()
      .use(timeout({ ms: 5 }))
      .use(byHand)
      .wrap('tool:t', anything, () => gate.promise);
    const holder = failure(run('first'));
    expect(await failure(run('second'))).toMatchObject({ code: 'ERR_TIMEOUT' });
    await holder;
    const third = failure(run('third'));
    expect(await third).toMatchObject({ code: 'ERR_TIMEOUT' }); // and not ERR_CONCURRENCY: the second has left the queue
    gate.resolve();
  });
});

describe('a reader that stops', () => {
  it('is not held up by a guard that ignores its signal', async () => {
    const hangs = defineGuard('hangs', () => new Promise<never>(() => {}));
    const stream = pipeline()
      .use(hangs)
      .stream('tool:t', anything, async function* () {
        yield 1;
      })('x');
    const first = stream.next();
    await settle();
    expect(await stream.return?.()).toEqual({ done: true, value: undefined });
    expect(await first).toEqual({ done: true, value: undefined });
  });
});

describe('an async function given to stream()', () => {
  it('fails with what to do, and leaves no rejection unhandled', async () => {
    const unhandled: unknown[] = [];
    const listen = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listen);
    const stream = pipeline().stream('tool:t', anything, (async () => {
      throw new Error('x');
    }) as never)('x');
    expect(await failure(stream.next())).toMatchObject({ message: expect.stringContaining('async function*') });
    await settle();
    process.off('unhandledRejection', listen);
    expect(unhandled).toEqual([]);
  });
});

describe('one walk over an input', () => {
  it('does not spoil the next: what a hostile value left behind is forgotten', async () => {
    const run = pipeline().wrap('tool:t', anything, () => 'fine');
    const huge = { big: Array.from({ length: 49_000 }, () => [1, 2]), boxed: new String('x'.repeat(1000)) };
    expect(await failure(run(huge))).toMatchObject({ code: expect.stringMatching(/^ERR_INPUT_/) });
    expect(await run({ q: 'hello' })).toBe('fine');
    for (const value of [new String('x'), Promise.resolve(1), Object.assign([1], { named: 'x' })]) {
      expect(await failure(run({ value }))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    }
  });
});

describe('a monitored guard that breaks', () => {
  it('is recorded as one that would fail', async () => {
    const broken: Readonly<Record<string, Guard['handle']>> = {
      ERR_NEXT_MISSING: (async () => undefined) as never,
      ERR_NEXT_REUSED: (async (_call: Invocation, next: () => Promise<unknown>) => {
        await next();
        await next();
      }) as never,
      ERR_NEXT_FLOATING: (async (_call: Invocation, next: () => Promise<unknown>) => {
        void next();
      }) as never,
      ERR_INPUT_INVALID: (_call, next) => next({ input: 7 }),
    };
    for (const [code, handle] of Object.entries(broken)) {
      const { audit, events } = recording();
      const run = pipeline({ audit })
        .use(monitor(defineGuard('broken', handle)))
        .wrap('tool:t', z.string(), async (text) => {
          await settle();
          return text;
        });
      expect(await run('x')).toBe('x');
      expect(events.find((event) => event.type === 'observation')).toMatchObject({
        code,
        event: code === 'ERR_INPUT_INVALID' ? 'would-deny' : 'would-fail',
      });
    }
  });
});

describe('a monitored guard that answers early and calls next() later', () => {
  it('changes nothing about the call', async () => {
    const { audit, lines } = recording();
    const gate = deferred();
    const lookup = defineGuard('lookup', (_call, next) =>
      Promise.race([gate.promise.then(() => next()), settle().then(() => Promise.reject(deny('too long')))]),
    );
    const run = pipeline({ audit })
      .use(monitor(lookup))
      .wrap('tool:t', anything, async () => {
        gate.resolve();
        await settle();
        return 'ok';
      });
    expect(await run('x')).toBe('ok');
    expect(lines()).toContain('observation would-deny lookup ERR_DENIED');
  });
});

describe('limits', () => {
  it('are not shared by tenants whose users have the same name', async () => {
    const run = pipeline<{ principal: { id: string; tenant: string } }>()
      .use(rateLimit({ limit: 1, windowMs: 60_000 }))
      .wrap('tool:t', anything, () => 1);
    expect(await run('x', { principal: { id: 'alice', tenant: 'evil' } })).toBe(1);
    expect(await run('x', { principal: { id: 'alice', tenant: 'acme' } })).toBe(1);
    expect(await failure(run('x', { principal: { id: 'alice', tenant: 'acme' } }))).toMatchObject({
      code: 'ERR_RATE_LIMIT',
    });
  });

  it('that the clock cannot tell apart are refused at construction', () => {
    expect(() => rateLimit({ limit: 1_000_000, windowMs: 100 })).toThrow('"limit" must be at most 100000');
    expect(() => rateLimit({ limit: 100_000, windowMs: 100 })).not.toThrow();
  });
});
