import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deny } from '../src/errors.ts';
import { defineGuard, type Guard, type Next, WITHHELD } from '../src/guard.ts';
import { timeout } from '../src/guards/resources/timeout.ts';
import type { Invocation } from '../src/invocation.ts';
import { monitor } from '../src/monitor.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { deferred, failure, recording, settle } from './recording.ts';

const refuses = (name = 'refuses') =>
  defineGuard(name, (call, next) => {
    if (call.input !== 'never') throw deny('no');
    return next();
  });
const text = unchecked<string>();

describe('monitor', () => {
  it('records the verdict and enforces nothing', async () => {
    const { audit, lines, events } = recording();
    const run = pipeline({ audit })
      .use(monitor(refuses()))
      .wrap('agent:a', text, (input) => input);
    expect(await run('hello')).toBe('hello');
    expect(lines()).toEqual(['observation would-deny refuses ERR_DENIED', 'decision allow', 'outcome ok']);
    expect(events[0]).toMatchObject({ error: { message: 'no' } });
  });

  it('tells a guard that breaks from one that refuses', async () => {
    const { audit, lines } = recording();
    const breaks = defineGuard('breaks', (call, next) => {
      if (call.input !== 'never') throw new TypeError('bug');
      return next();
    });
    expect(
      await pipeline({ audit })
        .use(monitor(breaks))
        .wrap(
          'agent:a',
          text,
          () => 1,
        )('x'),
    ).toBe(1);
    expect(lines()[0]).toBe('observation would-fail breaks ERR_GUARD_FAULT');
  });

  it('drops changed input, signal and output, keeps context that was added', async () => {
    const changes = defineGuard('changes', (_call, next) =>
      next({ ctx: { user: 'u' }, input: 'changed', signal: AbortSignal.abort('dropped'), map: () => 'mapped' }),
    );
    const run = pipeline()
      .use(monitor(changes))
      .wrap('agent:a', text, (input, call) => [input, call.ctx.user, call.signal.aborted]);
    expect(await run('hello')).toEqual(['hello', 'u', false]);
  });

  it('records what a guard saw as what it would have done', async () => {
    const { audit, lines } = recording();
    const strips = defineGuard('strips', (call, next) => {
      call.observe({ guard: 'strips', event: 'stripped' });
      return next({ input: 'clean' });
    });
    const tool = pipeline<object>().wrap('tool:t', text, () => 1);
    const calls = defineGuard('calls', async (call, next) => {
      await tool.within(call)('x'); // the call that a monitored guard sees is still a call
      return next();
    });
    expect(
      await pipeline({ audit })
        .use(monitor(strips))
        .use(monitor(calls))
        .wrap(
          'agent:a',
          text,
          (input) => input,
        )('dirty'),
    ).toBe('dirty');
    expect(lines()[0]).toBe('observation would-have-stripped strips');
    await pipeline({ audit })
      .use(strips)
      .wrap(
        'agent:a',
        text,
        (input) => input,
      )('dirty');
    expect(lines()).toContain('observation stripped strips');
  });

  it('still sees what a map would have refused, plain and streamed', async () => {
    const { audit, lines } = recording();
    const withholds = defineGuard('withholds', (_call, next) =>
      next({
        map: (chunk) => {
          if (chunk === 'secret') throw deny('leak');
          return WITHHELD;
        },
        flush: () => {
          throw deny('rest');
        },
      }),
    );
    const base = pipeline({ audit }).use(monitor(withholds));
    expect(await base.wrap('agent:a', text, (input) => input)('secret')).toBe('secret');
    const chunks: unknown[] = [];
    for await (const chunk of base.stream('agent:a', text, async function* () {
      yield 'a';
      yield 'secret';
    })('x'))
      chunks.push(chunk);
    expect(chunks).toEqual(['a', 'secret']);
    expect(lines().filter((line) => line.startsWith('observation'))).toEqual([
      'observation would-deny withholds ERR_DENIED',
      'observation would-deny withholds ERR_DENIED',
      'observation would-deny withholds ERR_DENIED',
    ]);
  });

  it('takes neither the failure of the callee nor the abort of the caller for a verdict', async () => {
    const { audit, lines } = recording();
    const waits = defineGuard('waits', async (call, next) => {
      const result = await next();
      call.signal.throwIfAborted();
      return result;
    });
    const boom = new Error('boom');
    const base = pipeline({ audit }).use(monitor(waits));
    expect(
      await failure(
        base.wrap('agent:a', text, () => {
          throw boom;
        })('x'),
      ),
    ).toBe(boom);
    const controller = new AbortController();
    const aborted = base.wrap('agent:a', text, () => controller.abort('stop'));
    expect(await failure(aborted('x', {}, { signal: controller.signal }))).toBe('stop');
    await settle();
    expect(lines().filter((line) => line.includes('would-'))).toEqual([]);
  });

  it('reports a timeout and lets the call go on', async () => {
    const { audit, lines } = recording();
    const work = deferred<string>();
    const reported = deferred();
    const run = pipeline({
      audit: (event, call) => {
        audit(event, call);
        if (event.type === 'observation') reported.resolve();
      },
    })
      .use(monitor(timeout({ ms: 1 })))
      .wrap('agent:a', text, () => work.promise);
    const pending = run('x');
    await reported.promise;
    work.resolve('late');
    expect(await pending).toBe('late');
    expect(lines()).toEqual(['decision allow', 'observation would-deny timeout ERR_TIMEOUT', 'outcome ok']);
  });

  it('survives a guard that calls next twice or adds what is there', async () => {
    const twice = defineGuard('twice', async (_call, next) => {
      await next();
      return next();
    });
    const collides = defineGuard('collides', (_call, next) => next({ ctx: { user: 'root' } }));
    let ran = 0;
    const run = pipeline<{ user: string }>()
      .use(monitor(twice))
      .use(monitor(collides) as never)
      .wrap('agent:a', text, () => ++ran);
    expect(await run('x', { user: 'u' })).toBe(1);
    expect(ran).toBe(1);
  });

  it('watches a pipeline guard by guard', async () => {
    const { audit, lines } = recording();
    const both = pipeline().use(refuses('first')).use(refuses('second'));
    const single = pipeline().use(refuses('only'));
    expect(
      await pipeline({ audit })
        .use(monitor(both))
        .use(monitor(single))
        .wrap(
          'agent:a',
          text,
          () => 1,
        )('x'),
    ).toBe(1);
    expect(
      lines()
        .slice(0, 3)
        .map((line) => line.split(' ')[2]),
    ).toEqual(['first', 'second', 'only']);
  });

  it('takes any object that is a guard, and tells what an asynchronous schema would say of its input', async () => {
    const { audit, events } = recording();
    const made: Guard = Object.freeze({
      name: 'made',
      handle: (_call: Invocation, next: Next) => next({ input: 'replaced' }),
    }) as never;
    const slow = z.string().refine(async (value) => value !== 'replaced');
    const run = pipeline({ audit })
      .use(monitor(made))
      .wrap('agent:a', slow, (input) => input);
    expect(await run('given')).toBe('given');
    await settle();
    expect(events).toContainEqual(
      expect.objectContaining({ guard: 'made', event: 'would-deny', code: 'ERR_INPUT_INVALID' }),
    );
  });

  it('keeps a guard that does not read the input before the schema', async () => {
    const seen: unknown[] = [];
    const gate = defineGuard(
      'gate',
      (call, next) => {
        seen.push(call.input);
        return next();
      },
      { reads: 'nothing' },
    );
    const run = pipeline()
      .use(monitor(gate))
      .wrap('agent:a', z.string().min(3), () => 1);
    await failure(run('x'));
    expect(seen).toEqual([undefined]);
  });

  it('refuses what is no guard', () => {
    expect(() => monitor(timeout as never)).toThrow('expected a guard');
  });
});
