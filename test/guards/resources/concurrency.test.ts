import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { concurrency } from '../../../src/guards/resources/concurrency.ts';
import { timeout } from '../../../src/guards/resources/timeout.ts';
import type { Invocation } from '../../../src/invocation.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { deferred, failure, settle } from '../../recording.ts';

const text = unchecked<string>();

describe('concurrency', () => {
  it('runs as many as allowed, lets as many wait as allowed, in order, and refuses the rest', async () => {
    const gates = [deferred(), deferred(), deferred()];
    const log: string[] = [];
    const run = pipeline()
      .use(concurrency({ limit: 1, maxQueue: 2 }))
      .wrap('tool:t', text, async (name) => {
        log.push(name);
        await gates[log.length - 1]?.promise;
      });
    const calls = ['a', 'b', 'c'].map((name) => run(name));
    expect(await failure(run('d'))).toMatchObject({ code: 'ERR_CONCURRENCY', kind: 'limited', guard: 'concurrency' });
    for (const gate of gates) {
      gate.resolve();
      await settle();
    }
    await Promise.all(calls);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('frees the place of a waiting call that is aborted, at once', async () => {
    const gate = deferred();
    const ran: string[] = [];
    const run = pipeline()
      .use(concurrency({ limit: 1, maxQueue: 1 }))
      .wrap('tool:t', text, async (name) => {
        ran.push(name);
        await gate.promise;
      });
    const first = run('first');
    const controller = new AbortController();
    const second = failure(run('second', {}, { signal: controller.signal }));
    await settle();
    controller.abort('changed my mind');
    expect(await second).toBe('changed my mind');
    const third = run('third');
    gate.resolve();
    await Promise.all([first, third]);
    expect(ran).toEqual(['first', 'third']);
  });

  it('holds the slot until the work itself has settled, also after a timeout', async () => {
    const work = deferred();
    let running = 0;
    const run = pipeline()
      .use(concurrency({ limit: 1 }))
      .use(timeout({ ms: 5 }))
      .wrap('tool:t', text, async () => {
        running++;
        await work.promise;
        running--;
      });
    expect(await failure(run('x'))).toMatchObject({ code: 'ERR_TIMEOUT' });
    expect(running).toBe(1);
    expect(await failure(run('x'))).toMatchObject({ code: 'ERR_CONCURRENCY' });
    work.resolve();
    await settle();
    await run('x');
  });

  it('gives each key slots of its own, and forgets keys that are not in use', async () => {
    interface Tenant {
      readonly tenant: string;
    }
    const gate = deferred();
    const key = (call: Invocation<Tenant>) => call.ctx.tenant;
    const run = pipeline<Tenant>()
      .use(concurrency({ limit: 1, key }))
      .wrap('tool:t', text, () => gate.promise);
    const calls = [run('x', { tenant: 'a' }), run('x', { tenant: 'b' }), run('x', { tenant: '__proto__' })];
    expect(await failure(run('x', { tenant: 'a' }))).toMatchObject({ code: 'ERR_CONCURRENCY' });
    gate.resolve();
    await Promise.all(calls);
    await run('x', { tenant: 'a' });
  });

  it('keeps the asynchronous context of each caller through the queue', async () => {
    const storage = new AsyncLocalStorage<string>();
    const run = pipeline()
      .use(concurrency({ limit: 1, maxQueue: 10 }))
      .wrap('tool:t', text, async () => {
        await settle();
        return storage.getStore();
      });
    const callers = ['alice', 'bob', 'carol'];
    expect(await Promise.all(callers.map((name) => storage.run(name, () => run('x'))))).toEqual(callers);
  });

  it('holds the slot for a whole stream, and frees it when the reader stops', async () => {
    const stream = pipeline()
      .use(concurrency({ limit: 1 }))
      .stream('tool:t', text, async function* () {
        yield 1;
        yield 2;
      });
    for (let round = 0; round < 3; round++) {
      for await (const chunk of stream('x')) {
        expect(await failure(stream('x').next())).toMatchObject({ code: 'ERR_CONCURRENCY' });
        if (chunk === 1) break;
      }
    }
  });

  it('refuses options out of range by name', () => {
    expect(() => concurrency({ limit: 0 })).toThrow(
      'concurrency: "limit" must be a whole number from 1 to 100000, got 0. To refuse everything, use authorize().',
    );
    expect(() => concurrency({ limit: 1, maxQueue: -1 })).toThrow('"maxQueue"');
    expect(() => concurrency({ limit: 1, key: 'x' as never })).toThrow('"key"');
    expect(() => concurrency({ cap: 1 } as never)).toThrow('unknown option "cap"');
  });
});
