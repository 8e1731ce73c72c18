import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineGuard } from '../src/guard.ts';
import { deny } from '../src/index.ts';
import { pipeline } from '../src/pipeline.ts';
import { restart } from '../src/restart.ts';
import { failure, recording } from './recording.ts';

const upTo = (limit: number, seen: unknown[] = []) =>
  defineGuard('counting', (call, next) => {
    seen.push(call.input);
    const value = call.input as number;
    if (value < limit) throw restart(deny(`below ${limit}`), value + 1);
    return next();
  });

describe('restart', () => {
  it('runs every guard again, with the other input, as a call of its own', async () => {
    const seen: unknown[] = [];
    const ids = new Set<string>();
    const run = pipeline()
      .use(
        defineGuard('first', (call, next) => {
          ids.add(call.id);
          return next();
        }),
      )
      .use(upTo(2, seen))
      .wrap('tool:count', z.number(), (value) => value);
    expect(await run(0)).toBe(2);
    expect(seen).toEqual([0, 1, 2]);
    expect(ids.size).toBe(3);
  });

  it('stops after three times, with the refusal', async () => {
    const seen: unknown[] = [];
    const run = pipeline()
      .use(upTo(9, seen))
      .wrap('tool:count', z.number(), (value) => value);
    expect(await failure(run(0))).toMatchObject({ code: 'ERR_DENIED' });
    expect(seen).toEqual([0, 1, 2, 3]);
  });

  it('puts the other input before the schema', async () => {
    const run = pipeline()
      .use(upTo(1))
      .wrap('tool:count', z.number().max(0), (value) => value);
    expect(await failure(run(0))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
  });

  it('lets the refusal of a stream stand', async () => {
    const run = pipeline()
      .use(upTo(1))
      .stream('tool:count', z.number(), async function* (value) {
        yield value;
      });
    expect(await failure(run(0).next())).toMatchObject({ code: 'ERR_DENIED' });
  });

  it('restarts the call that was refused, never the one that made it', async () => {
    const runs: unknown[] = [];
    const tools = pipeline().use(upTo(9));
    const plain = tools.wrap('tool:count', z.number(), (value) => value);
    const streamed = tools.stream('tool:count', z.number(), async function* (value) {
      yield value;
    });
    const agent = pipeline().wrap('agent:a', z.number(), async (value, call) => {
      runs.push(value);
      return value === 100 ? await plain.within(call)(0) : await streamed.within(call)(0).next();
    });
    expect(await failure(agent(100))).toMatchObject({ code: 'ERR_DENIED' });
    expect(await failure(agent(200))).toMatchObject({ code: 'ERR_DENIED' });
    expect(runs).toEqual([100, 200]);
  });

  it('puts all attempts on record in one run', async () => {
    const { audit, events } = recording();
    const run = pipeline({ audit })
      .use(upTo(2))
      .wrap('tool:count', z.number(), (value) => value);
    await run(0);
    expect(new Set(events.map(({ callId }) => callId)).size).toBe(3);
    expect(new Set(events.map(({ runId }) => runId))).toEqual(new Set([events[0]?.callId]));
  });

  it('keeps what a call within a call inherits, and ends with the caller', async () => {
    const stop = new AbortController();
    const inner = pipeline<{ tenant: string }>()
      .use(
        defineGuard('aborting', (call, next) => {
          if (call.input === 1) stop.abort(new Error('enough'));
          return next();
        }),
      )
      .use(upTo(1))
      .wrap('tool:count', z.number(), (_value, call) => call.ctx.tenant);
    const outer = pipeline<{ tenant: string }>().wrap('agent:a', z.number(), (value, call) =>
      inner.within(call)(value, { signal: stop.signal }),
    );
    expect(await outer(1 - 1, { tenant: 'acme' }).catch((error: Error) => error.message)).toBe('enough');
    const quiet = pipeline<{ tenant: string }>()
      .use(upTo(1))
      .wrap('tool:count', z.number(), (_value, call) => call.ctx.tenant);
    const calling = pipeline<{ tenant: string }>().wrap('agent:a', z.number(), (value, call) =>
      quiet.within(call)(value),
    );
    expect(await calling(0, { tenant: 'acme' })).toBe('acme');
  });
});
