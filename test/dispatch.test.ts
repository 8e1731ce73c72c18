import { describe, expect, it } from 'vitest';
import type { AuditEvent } from '../src/audit/event.ts';
import { deny } from '../src/errors.ts';
import { defineGuard } from '../src/guard.ts';
import { concurrency } from '../src/guards/resources/concurrency.ts';
import { monitor } from '../src/monitor.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { deferred, failure, settle } from './recording.ts';

/** A guard that lets calls through, and is asked again before the callee starts. */
const asks = (name: string, dispatch: () => void | PromiseLike<void>) =>
  defineGuard(name, (_call, next) => next({ dispatch }));

const text = unchecked<string>();

describe('dispatch', () => {
  it('is asked after all guards have let the call through, and before the callee starts', async () => {
    const seen: string[] = [];
    const call = pipeline()
      .use(asks('outer', () => void seen.push('outer')))
      .use(asks('inner', async () => void seen.push('inner')))
      .use(
        defineGuard('last', (_call, next) => {
          seen.push('last');
          return next();
        }),
      )
      .wrap('tool:a', text, () => seen.push('callee'));
    await call('x');
    expect(seen).toEqual(['last', 'outer', 'inner', 'callee']);
  });

  it('refuses what has changed while the call waited behind the guard', async () => {
    let allowed = true;
    const gate = deferred();
    const started: string[] = [];
    const call = pipeline()
      .use(
        asks('gate', () => {
          if (!allowed) throw deny('closed in the meantime');
        }),
      )
      .use(concurrency({ limit: 1, maxQueue: 1 }))
      .wrap('tool:a', text, async (input) => {
        started.push(input);
        await gate.promise;
      });
    const first = call('first');
    const second = failure(call('second'));
    await settle();
    allowed = false;
    gate.resolve();
    await first;
    expect(await second).toMatchObject({ code: 'ERR_DENIED', guard: 'gate', target: 'tool:a' });
    expect(started).toEqual(['first']);
  });

  it.each<[string, () => void | PromiseLike<void>]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('broken'))],
  ])('denies where the guard %s', async (_how, dispatch) => {
    let ran = false;
    const call = pipeline()
      .use(asks('broken', dispatch))
      .wrap('tool:a', text, () => {
        ran = true;
      });
    expect(await failure(call('x'))).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'broken' });
    expect(ran).toBe(false);
  });

  it('refuses a stream before its first chunk', async () => {
    let ran = false;
    const call = pipeline()
      .use(
        asks('gate', () => {
          throw deny('no');
        }),
      )
      .stream('tool:a', text, async function* () {
        ran = true;
        yield 1;
      });
    expect(await failure(call('x').next())).toMatchObject({ code: 'ERR_DENIED', guard: 'gate' });
    expect(ran).toBe(false);
  });

  it('is passed on by a pipeline that stands as a guard within a guard', async () => {
    const inner = pipeline().use(
      asks('inner', () => {
        throw deny('no');
      }),
    );
    const call = pipeline()
      .use(asks('first', () => {}))
      .use(defineGuard('outer', (invocation, next) => inner.handle(invocation, next)))
      .wrap('tool:a', text, () => 'ran');
    expect(await failure(call('x'))).toMatchObject({ code: 'ERR_DENIED', guard: 'inner' });
  });

  it('is on record as one refusal, and asked again after a record that was waited for', async () => {
    const events: AuditEvent[] = [];
    let refuseAt = 1;
    let asked = 0;
    const call = pipeline({ audit: async (event) => void events.push(event) })
      .use(
        asks('gate', () => {
          asked += 1;
          if (asked === refuseAt) throw deny('no');
        }),
      )
      .wrap('tool:a', text, () => 'ran');
    expect(await failure(call('x'))).toMatchObject({ guard: 'gate' });
    expect(events.map((event) => [event.type, 'decision' in event && event.decision])).toEqual([['decision', 'deny']]);
    refuseAt = 3;
    expect(await failure(call('x'))).toMatchObject({ guard: 'gate' });
    expect(asked).toBe(3);
    expect(await call('x')).toBe('ran');
  });

  it('refuses nothing under monitor(), and says what it would have refused', async () => {
    const events: AuditEvent[] = [];
    const call = pipeline({ audit: (event) => void events.push(event) })
      .use(
        monitor(
          asks('gate', () => {
            throw deny('no');
          }),
        ),
      )
      .wrap('tool:a', text, () => 'ran');
    expect(await call('x')).toBe('ran');
    expect(events).toContainEqual(expect.objectContaining({ type: 'observation', guard: 'gate', event: 'would-deny' }));
  });
});
