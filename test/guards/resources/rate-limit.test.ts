import { describe, expect, it } from 'vitest';
import type { GuardError } from '../../../src/errors.ts';
import { rateLimit } from '../../../src/guards/resources/rate-limit.ts';
import type { Invocation } from '../../../src/invocation.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { failure, manualClock } from '../../recording.ts';

interface Caller {
  readonly principal: { readonly id: string };
}
const text = unchecked<string>();

describe('rateLimit', () => {
  it('refuses what comes too often, says when to come back, and keeps its word', async () => {
    const clock = manualClock();
    const run = pipeline()
      .use(rateLimit({ limit: 2, windowMs: 1000, clock }))
      .wrap('tool:t', text, () => 'done');
    expect([await run('x'), await run('x')]).toEqual(['done', 'done']);
    const error = (await failure(run('x'))) as GuardError;
    expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', kind: 'limited', retryAfterMs: 500, guard: 'rate-limit' });
    clock.advance(error.retryAfterMs ?? 0);
    expect(await run('x')).toBe('done');
  });

  it('counts by target and principal, unless told otherwise', async () => {
    const base = pipeline<Caller>().use(rateLimit({ limit: 1, windowMs: 60_000 }));
    const first = base.wrap('tool:a', text, () => 1);
    const second = base.wrap('tool:b', text, () => 1);
    const [alice, bob] = [{ principal: { id: 'alice' } }, { principal: { id: 'bob' } }];
    expect([await first('x', alice), await first('x', bob), await second('x', alice)]).toEqual([1, 1, 1]);
    expect(await failure(first('x', alice))).toMatchObject({ code: 'ERR_RATE_LIMIT' });

    const key = (call: Invocation<Caller>) => call.ctx.principal.id;
    const shared = pipeline<Caller>().use(rateLimit({ limit: 1, windowMs: 60_000, key }));
    await shared.wrap('tool:a', text, () => 1)('x', alice);
    expect(await failure(shared.wrap('tool:b', text, () => 1)('x', alice))).toMatchObject({ code: 'ERR_RATE_LIMIT' });
  });

  it('refuses new keys when all are taken, and lets the known ones go on', async () => {
    const clock = manualClock();
    const run = pipeline<Caller>()
      .use(rateLimit({ limit: 2, windowMs: 1000, maxKeys: 2, clock }))
      .wrap('tool:a', text, () => 1);
    const as = (id: string) => run('x', { principal: { id } });
    await as('a');
    await as('b');
    expect(await failure(as('c'))).toMatchObject({ code: 'ERR_RATE_LIMIT', retryAfterMs: 500 });
    expect(await as('a')).toBe(1);
  });

  it('stands still when its clock jumps back, and is no easier when it jumps on', async () => {
    const clock = manualClock(1_000_000);
    const run = pipeline()
      .use(rateLimit({ limit: 1, windowMs: 1000, clock }))
      .wrap('tool:a', text, () => 1);
    await run('x');
    clock.set(0);
    expect(await failure(run('x'))).toMatchObject({ retryAfterMs: 1000 });
    clock.set(Number.NaN);
    expect(await failure(run('x'))).toMatchObject({ retryAfterMs: 1000 });
    clock.set(1e12);
    expect(await run('x')).toBe(1);
    expect(await failure(run('x'))).toMatchObject({ retryAfterMs: 1000 });
  });

  it('denies when the key function breaks or gives no text', async () => {
    for (const key of [
      () => {
        throw new Error('x');
      },
      () => undefined as never,
      () => '',
    ]) {
      const run = pipeline()
        .use(rateLimit({ limit: 1, windowMs: 1, key }))
        .wrap('tool:a', text, () => 1);
      expect(await failure(run('x'))).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'rate-limit' });
    }
  });

  it('refuses options out of range by name', () => {
    const make = (options: object) => () => rateLimit({ limit: 1, windowMs: 1, ...options });
    expect(make({ limit: 0 })).toThrow(
      'rateLimit: "limit" must be a whole number from 1 to 1000000, got 0. To refuse everything, use authorize().',
    );
    expect(make({ windowMs: -1 })).toThrow('"windowMs"');
    expect(make({ windowMs: 2 ** 31 })).toThrow('"windowMs"');
    expect(make({ burst: 0.5 })).toThrow('"burst"');
    expect(make({ maxKeys: Number.NaN })).toThrow('"maxKeys"');
    expect(make({ key: 'alice' })).toThrow('"key" must be a function');
    expect(make({ clock: 7 })).toThrow('"clock" must be a function');
    expect(make({ max: 7 })).toThrow('unknown option "max"');
  });
});
