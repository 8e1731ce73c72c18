import { AsyncLocalStorage } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { pace } from '../../../src/guards/resources/pace.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { deferred, failure, settle } from '../../recording.ts';

const text = unchecked<string>();

describe('pace', () => {
  it('lets a waiting call that is aborted leave at once, and never starts it', async () => {
    const gate = deferred();
    const log: string[] = [];
    const run = pipeline()
      .use(pace({ maxConcurrent: 1, maxQueue: 1 }))
      .wrap('tool:t', text, async (name) => {
        log.push(name);
        await gate.promise;
      });
    const first = run('first');
    while (log.length === 0) await settle();
    const controller = new AbortController();
    const second = failure(run('second', {}, { signal: controller.signal }));
    expect(await failure(run('too many'))).toMatchObject({ code: 'ERR_CONCURRENCY', guard: 'pace' });
    controller.abort('stop');
    expect(await second).toBe('stop');
    const third = run('third');
    gate.resolve();
    await Promise.all([first, third]);
    expect(log).toEqual(['first', 'third']);
  });

  it('keeps the asynchronous context of each caller', async () => {
    const storage = new AsyncLocalStorage<string>();
    const run = pipeline()
      .use(pace({ minTimeMs: 1, maxConcurrent: 1 }))
      .wrap('tool:t', text, async () => {
        await settle();
        return storage.getStore();
      });
    const callers = ['alice', 'bob'];
    expect(await Promise.all(callers.map((name) => storage.run(name, () => run('x'))))).toEqual(callers);
  });

  it('grants what the quota holds and keeps the rest waiting', async () => {
    const started: string[] = [];
    const run = pipeline()
      .use(pace({ quota: { calls: 2, windowMs: 3_600_000 } }))
      .wrap('tool:t', text, (name) => started.push(name));
    await Promise.all([run('a'), run('b')]);
    const controller = new AbortController();
    const third = failure(run('c', {}, { signal: controller.signal }));
    await settle();
    controller.abort('no more');
    expect(await third).toBe('no more');
    expect(started).toEqual(['a', 'b']);
  });

  it('denies what would block the queue for ever, or is no number', async () => {
    for (const options of [
      { weight: () => 6, quota: { calls: 5, windowMs: 250 } },
      { weight: () => 2, maxConcurrent: 1 },
      { weight: () => Number.NaN },
      { weight: () => 0 },
      { priority: () => 10 },
      {
        priority: () => {
          throw new Error('x');
        },
      },
    ]) {
      expect(
        await failure(
          pipeline()
            .use(pace(options))
            .wrap(
              'tool:t',
              text,
              () => 1,
            )('x'),
        ),
      ).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'pace' });
    }
  });

  it('refuses options out of range by name', () => {
    expect(() => pace({ minTimeMs: -1 })).toThrow('"minTimeMs"');
    expect(() => pace({ maxConcurrent: 0 })).toThrow('"maxConcurrent"');
    expect(() => pace({ maxQueue: 0 })).toThrow('"maxQueue"');
    expect(() => pace({ quota: { calls: 0, windowMs: 250 } })).toThrow('"calls"');
    expect(() => pace({ quota: { calls: 1, windowMs: 100 } })).toThrow('"windowMs"');
    expect(() => pace({ quota: { calls: 1, windowMs: 300 } })).toThrow('must be a multiple of 250, got 300');
    expect(() => pace({ priority: 5 as never })).toThrow('"priority"');
    expect(() => pace({ weight: 5 as never })).toThrow('"weight"');
    expect(() => pace({ reservoir: 5 } as never)).toThrow('unknown option "reservoir"');
  });
});
