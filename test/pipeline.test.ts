import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deny, GuardError, isGuardError } from '../src/errors.ts';
import { defineGuard } from '../src/guard.ts';
import type { Invocation } from '../src/invocation.ts';
import { pipeline } from '../src/pipeline.ts';
import { type Schema, unchecked } from '../src/schema.ts';
import { deferred, failure, recording, settle } from './recording.ts';

const Brief = z.object({ topic: z.string().trim() });
const trace = (log: string[], name: string) =>
  defineGuard(name, async (_call, next) => {
    log.push(`${name} in`);
    const result = await next();
    log.push(`${name} out`);
    return result;
  });

describe('order', () => {
  it('puts the first listed guard outermost', async () => {
    const log: string[] = [];
    const run = pipeline()
      .use(trace(log, 'first'))
      .use(trace(log, 'second'))
      .wrap('agent:a', Brief, ({ topic }) => log.push(topic));
    await run({ topic: ' bees ' });
    expect(log).toEqual(['first in', 'second in', 'bees', 'second out', 'first out']);
  });

  it('leaves a pipeline as it was when a guard is added to it', async () => {
    const log: string[] = [];
    const base = pipeline().use(trace(log, 'shared'));
    base.use(trace(log, 'mine'));
    await base.wrap('agent:a', Brief, () => 1)({ topic: 'x' });
    expect(log).toEqual(['shared in', 'shared out']);
  });

  it('takes a pipeline as a guard, at its place', async () => {
    const log: string[] = [];
    const inner = pipeline().use(trace(log, 'b')).use(trace(log, 'c'));
    const run = pipeline()
      .use(trace(log, 'a'))
      .use(inner)
      .use(trace(log, 'd'))
      .wrap('agent:a', Brief, () => 1);
    await run({ topic: 'x' });
    expect(log.slice(0, 4)).toEqual(['a in', 'b in', 'c in', 'd in']);
  });

  it('runs a pipeline whole where a guard of the user calls it', async () => {
    const inner = pipeline()
      .use(defineGuard('adds', (_call, next) => next({ ctx: { tenant: 'acme' } })))
      .use(defineGuard('maps', (_call, next) => next({ map: (value) => `${String(value)}!` })));
    const when = defineGuard('when', (call: Invocation, next) => inner.handle(call, next));
    const run = pipeline()
      .use(when)
      .wrap('agent:a', Brief, (_brief, call) => (call.ctx as { tenant: string }).tenant);
    expect(await run({ topic: 'x' })).toBe('acme!');
    const chunks: unknown[] = [];
    for await (const chunk of pipeline()
      .use(when)
      .stream('agent:a', Brief, async function* () {
        yield 'a';
        yield 'b';
      })({ topic: 'x' }))
      chunks.push(chunk);
    expect(chunks).toEqual(['a!', 'b!']);
  });

  it('refuses a pipeline that is called as a guard outside a call', async () => {
    const error = await failure(pipeline().handle({} as Invocation, (() => Promise.resolve({ value: 1 })) as never));
    expect(error).toMatchObject({ code: 'ERR_NO_INVOCATION' });
  });
});

describe('input', () => {
  it('is parsed by the schema', async () => {
    const run = pipeline().wrap('agent:a', Brief, ({ topic }) => topic);
    expect(await run({ topic: '  bees ' })).toBe('bees');
  });

  it('is refused with the fields and without the values', async () => {
    const run = pipeline().wrap('agent:a', z.object({ to: z.enum(['ops@acme.example']) }), () => 1);
    const error = (await failure(run({ to: 'eve-secret' as never }))) as GuardError;
    expect(error).toMatchObject({
      code: 'ERR_INPUT_INVALID',
      kind: 'invalid',
      guard: 'input-schema',
      target: 'agent:a',
    });
    expect(error.forModel()).toContain('to');
    expect(error.forModel()).not.toMatch(/ops@acme|eve-secret/);
    expect(error.message).not.toContain('eve-secret');
  });

  it('is refused without the keys that a caller made up', async () => {
    const run = pipeline().wrap('agent:a', z.object({ headers: z.record(z.string(), z.number()) }), () => 1);
    const error = (await failure(run({ headers: { hunter_two: 'x' as never } }))) as GuardError;
    expect(error.forModel()).toContain('(see headers)');
    expect(JSON.stringify(error)).not.toContain('hunter_two');
    const record = pipeline().wrap('agent:a', z.record(z.string(), z.number()), () => 1);
    expect(((await failure(record({ AKIA1234: 'x' as never }))) as GuardError).forModel()).not.toContain('AKIA');
  });

  it('is not parsed before the leading guards that do not read it have let it pass', async () => {
    let parsed = 0;
    const schema = z.string().transform((text) => {
      parsed++;
      return text;
    });
    const seen: unknown[] = [];
    const gate = defineGuard(
      'gate',
      (call, next) => {
        seen.push(call.input);
        if (seen.length === 1) throw deny('stranger');
        return next();
      },
      { reads: 'nothing' },
    );
    const run = pipeline()
      .use(gate)
      .wrap('agent:a', schema, (text) => text);
    await failure(run('hello'));
    expect({ parsed, seen }).toEqual({ parsed: 0, seen: [undefined] });
    expect(await run('hello')).toBe('hello');
    expect(parsed).toBe(1);
  });

  it('is shown raw to a leading guard that asks for it, which cannot replace it', async () => {
    const seen: unknown[] = [];
    const looks = defineGuard(
      'looks',
      (call, next) => {
        seen.push(call.input);
        return next();
      },
      { reads: 'raw-input' },
    );
    const replaces = defineGuard('replaces', (_call, next) => next({ input: { topic: 'other' } }), {
      reads: 'raw-input',
    });
    expect(
      await pipeline()
        .use(looks)
        .wrap(
          'agent:a',
          Brief,
          ({ topic }) => topic,
        )({ topic: ' x ' }),
    ).toBe('x');
    expect(seen).toEqual([{ topic: ' x ' }]);
    expect(
      await failure(
        pipeline()
          .use(replaces)
          .wrap(
            'agent:a',
            Brief,
            () => 1,
          )({ topic: 'x' }),
      ),
    ).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'replaces' });
  });

  it('is parsed again when a guard has replaced it', async () => {
    const rewrite = (input: unknown) => defineGuard('rewrite', (_call, next) => next({ input }));
    const run = (input: unknown) =>
      pipeline()
        .use(rewrite(input))
        .wrap(
          'agent:a',
          Brief,
          ({ topic }) => topic,
        )({ topic: 'x' });
    expect(await run({ topic: ' other ' })).toBe('other');
    expect(await failure(run({ topic: 7 }))).toMatchObject({ code: 'ERR_INPUT_INVALID', guard: 'input-schema' });
  });

  it('is parsed again before the guards behind see it, so that they judge what runs', async () => {
    const seen: unknown[] = [];
    const rewrites = defineGuard('rewrites', (_call, next) => next({ input: { topic: '  other ' } }));
    const looks = defineGuard('looks', (call, next) => {
      seen.push(call.input);
      return next();
    });
    const run = pipeline()
      .use(rewrites)
      .use(looks)
      .wrap('agent:a', Brief, (brief) => brief);
    expect(await run({ topic: 'x' })).toEqual({ topic: 'other' });
    expect(seen).toEqual([{ topic: 'other' }]);
    const huge = defineGuard('huge', (_call, next) => next({ input: { topic: 'x'.repeat(5_000_000) } }));
    expect(
      await failure(
        pipeline()
          .use(huge)
          .wrap(
            'agent:a',
            Brief,
            () => 1,
          )({ topic: 'x' }),
      ),
    ).toMatchObject({ code: 'ERR_INPUT_TOO_LARGE' });
  });

  it('cannot be replaced once a guard has sealed it', async () => {
    const seals = defineGuard('seals', (call, next) => next({ input: call.input, sealInput: true }));
    const adds = defineGuard('adds', (_call, next) => next({ ctx: { user: 'u' } }));
    const rewrites = defineGuard('rewrites', (_call, next) => next({ input: { topic: 'other' } }));
    const same = defineGuard('same', (call, next) => next({ input: call.input }));
    const base = pipeline().use(seals).use(adds);
    expect(await failure(base.use(rewrites).wrap('agent:a', Brief, () => 1)({ topic: 'x' }))).toMatchObject({
      code: 'ERR_INPUT_SEALED',
      guard: 'rewrites',
    });
    expect(await base.use(same).wrap('agent:a', Brief, ({ topic }) => topic)({ topic: 'x' })).toBe('x');
    expect(
      await pipeline()
        .use(rewrites)
        .use(seals)
        .wrap(
          'agent:a',
          Brief,
          ({ topic }) => topic,
        )({ topic: 'x' }),
    ).toBe('other');
  });

  it('may be checked asynchronously, first and again', async () => {
    const schema = z.string().refine(async (text) => text !== 'bad');
    const rewrite = defineGuard('rewrite', (call, next) =>
      next({ input: call.input === 'turn' ? 'bad' : `${String(call.input)}!` }),
    );
    const run = pipeline()
      .use(rewrite)
      .wrap('agent:a', schema, (text) => text);
    expect(await run('good')).toBe('good!');
    expect(await failure(run('bad'))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    expect(await failure(run('turn'))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
  });

  it('is refused when the schema itself breaks', async () => {
    const broken = z.string().refine(() => {
      throw new RangeError('bug');
    });
    const asynchronous: Schema<string> = {
      '~standard': { version: 1, vendor: 'test', validate: () => Promise.reject(new RangeError('bug')) },
    };
    for (const schema of [broken, asynchronous]) {
      const error = await failure(pipeline().wrap('agent:a', schema, () => 1)('x'));
      expect(error).toMatchObject({ code: 'ERR_GUARD_FAULT', guard: 'input-schema' });
    }
  });

  it('is measured even where no schema checks it', async () => {
    const run = pipeline({ inputBounds: { maxDepth: 3 } }).wrap('agent:a', unchecked<unknown>(), () => 1);
    expect(await run([[1]])).toBe(1);
    expect(await failure(run([[[[1]]]]))).toMatchObject({ code: 'ERR_INPUT_TOO_LARGE' });
  });
});

describe('context', () => {
  it('is what the caller brought and the guards added, frozen', async () => {
    const run = pipeline<{ token: string }>()
      .use(
        defineGuard('adds', (call: Invocation<{ token: string }>, next) =>
          next({ ctx: { user: call.ctx.token.toUpperCase() } }),
        ),
      )
      .wrap('agent:a', Brief, (_brief, call) => call.ctx);
    const ctx = await run({ topic: 'x' }, { token: 't' });
    expect(ctx).toEqual({ token: 't', user: 'T' });
    expect(Object.isFrozen(ctx)).toBe(true);
  });

  it('only grows: replacing a key is refused at run time too', async () => {
    const impostor = defineGuard('impostor', (_call, next) => next({ ctx: { user: 'root' } }));
    const run = pipeline<{ user: string }>()
      .use(impostor as never)
      .wrap('agent:a', Brief, () => 1);
    expect(await failure(run({ topic: 'x' }, { user: 'eve' }))).toMatchObject({
      code: 'ERR_CONTEXT_COLLISION',
      guard: 'impostor',
    });
  });

  it('keeps a key called __proto__ as data', async () => {
    const run = pipeline<object>().wrap('agent:a', Brief, (_brief, call) => call.ctx);
    const ctx = await run({ topic: 'x' }, JSON.parse('{"__proto__":{"admin":true}}'));
    expect((ctx as { admin?: boolean }).admin).toBeUndefined();
  });

  it('shows credentials to guards, and neither to the callee nor to calls within it', async () => {
    const seen: unknown[] = [];
    const guard = defineGuard('sees', (call: Invocation<{ credentials: string }>, next) => {
      seen.push(call.ctx.credentials);
      return next({ ctx: { user: 'u' } });
    });
    const tool = pipeline<{ user: string }>().wrap('tool:t', Brief, (_brief, call) => Object.keys(call.ctx));
    const run = pipeline<{ credentials: string }>()
      .use(guard)
      .wrap('agent:a', Brief, async (brief, call) => ({
        agent: Object.keys(call.ctx),
        tool: await tool.within(call)(brief),
      }));
    expect(await run({ topic: 'x' }, { credentials: 'key' })).toEqual({ agent: ['user'], tool: ['user'] });
    expect(seen).toEqual(['key']);
  });
});

describe('nesting', () => {
  it('inherits context, run and signal, and lets a child shadow what it inherits', async () => {
    const shadow = defineGuard('shadow', (_call, next) => next({ ctx: { user: 'child' } }));
    const tool = pipeline()
      .use(shadow)
      .wrap('tool:t', Brief, (_brief, call) => ({
        user: (call.ctx as { user: string }).user,
        run: call.runId,
        id: call.id,
        parent: call.parent?.id,
      }));
    const agent = pipeline<{ user: string }>().wrap('agent:a', Brief, async (brief, call) => ({
      tool: await tool.within(call)(brief),
      id: call.id,
      run: call.runId,
    }));
    const { tool: inner, id, run } = await agent({ topic: 'x' }, { user: 'parent' });
    expect(inner).toMatchObject({ user: 'child', run, parent: id });
    expect(run).toBe(id);
    expect(inner.id).not.toBe(id);
  });

  it('aborts the tool when the agent is aborted, and gives it the reason', async () => {
    const started = deferred();
    const tool = pipeline().wrap('tool:t', Brief, (_brief, call) => {
      started.resolve();
      return new Promise((_resolve, reject) => call.signal.addEventListener('abort', () => reject(call.signal.reason)));
    });
    const agent = pipeline().wrap('agent:a', Brief, (brief, call) => tool.within(call)(brief));
    const controller = new AbortController();
    const pending = failure(agent({ topic: 'x' }, {}, { signal: controller.signal }));
    await started.promise;
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await pending).toBe(reason);
  });

  it('can be aborted on its own', async () => {
    const tool = pipeline().wrap('tool:t', Brief, () => new Promise(() => {}));
    const agent = pipeline().wrap('agent:a', Brief, async (brief, call) => {
      const own = new AbortController();
      const pending = failure(tool.within(call)(brief, { signal: own.signal }));
      own.abort('stop');
      return pending;
    });
    expect(await agent({ topic: 'x' })).toBe('stop');
  });

  it('ends with the call: a tool of a run that was answered is refused', async () => {
    let kept: (() => Promise<unknown>) | undefined;
    const ran: string[] = [];
    const tool = pipeline().wrap('tool:t', Brief, () => ran.push('tool'));
    const agent = pipeline().wrap('agent:a', Brief, (brief, call) => {
      kept = () => tool.within(call)(brief);
    });
    await agent({ topic: 'x' });
    expect(await failure(kept?.() ?? Promise.resolve())).toMatchObject({
      code: 'ERR_INVOCATION_ENDED',
      kind: 'denied',
    });
    expect(ran).toEqual([]);
  });

  it('takes input of unknown form from outside: the schema decides', async () => {
    const run = pipeline<{ user: string }>().wrap('agent:a', Brief, ({ topic }, call) => [topic, call.ctx.user]);
    const body: unknown = JSON.parse('{"topic":"bees"}');
    expect(await run.fromUnknown(body, { user: 'u' })).toEqual(['bees', 'u']);
    expect(await failure(run.fromUnknown([], { user: 'u' }))).toMatchObject({ code: 'ERR_INPUT_INVALID', status: 400 });
  });

  it('takes arguments that a model wrote: the schema decides', async () => {
    const tool = pipeline().wrap('tool:t', Brief, ({ topic }) => topic);
    const agent = pipeline().wrap('agent:a', Brief, async (_brief, call) => {
      const written: unknown = JSON.parse('{"topic":" bees "}');
      return [await tool.fromModel(call)(written), await failure(tool.fromModel(call)('no object'))];
    });
    expect(await agent({ topic: 'x' })).toEqual(['bees', expect.objectContaining({ code: 'ERR_INPUT_INVALID' })]);
  });

  it('refuses what is not a call', async () => {
    const tool = pipeline().wrap('tool:t', Brief, () => 1);
    for (const forged of [undefined, null, {}, { ctx: {}, signal: new AbortController().signal }]) {
      expect(await failure(tool.within(forged as never)({ topic: 'x' }))).toMatchObject({ code: 'ERR_NO_INVOCATION' });
    }
  });
});

describe('errors of the callee', () => {
  it('pass as the same object, Error or not, frozen or not', async () => {
    const guard = defineGuard('waits', async (_call, next) => await next());
    for (const thrown of [new TypeError('x'), Object.freeze(new Error('y')), { status: 503 }, () => 1, deny('mine')]) {
      const run = pipeline()
        .use(guard)
        .wrap('agent:a', Brief, () => {
          throw thrown;
        });
      expect(await failure(run({ topic: 'x' }))).toBe(thrown);
    }
  });

  it('are given a code when they are bare values', async () => {
    for (const thrown of [undefined, null, 'boom', 7]) {
      const error = await failure(
        pipeline().wrap('agent:a', Brief, () => {
          throw thrown;
        })({ topic: 'x' }),
      );
      expect(error).toMatchObject({ code: 'ERR_CALLEE_FAULT', kind: 'fault', cause: thrown, target: 'agent:a' });
    }
  });
});

describe('abort', () => {
  const never = () => new Promise<never>(() => {});

  it('before the call starts nothing, and keeps the reason', async () => {
    const log: string[] = [];
    const run = pipeline()
      .use(trace(log, 'guard'))
      .wrap('agent:a', Brief, () => log.push('callee'));
    const reason = new Error('changed my mind');
    expect(await failure(run({ topic: 'x' }, {}, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(log).toEqual([]);
  });

  it('between two guards starts nothing further', async () => {
    const controller = new AbortController();
    const aborts = defineGuard('aborts', (_call, next) => {
      controller.abort('now');
      return next();
    });
    const log: string[] = [];
    const run = pipeline()
      .use(aborts)
      .use(trace(log, 'later'))
      .wrap('agent:a', Brief, () => log.push('callee'));
    expect(await failure(run({ topic: 'x' }, {}, { signal: controller.signal }))).toBe('now');
    expect(log).toEqual([]);
  });

  it('while the callee ignores it answers at once and tells the callee', async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const run = pipeline().wrap('agent:a', Brief, (_brief, call) => {
      seen = call.signal;
      return never();
    });
    const pending = failure(run({ topic: 'x' }, {}, { signal: controller.signal }));
    await settle();
    controller.abort('enough');
    expect(await pending).toBe('enough');
    expect(seen?.reason).toBe('enough');
  });

  it('during an asynchronous schema, a map or the record of the decision answers at once', async () => {
    const asynchronous = z.string().refine(() => never());
    const maps = defineGuard('maps', (_call, next) => next({ map: never }));
    const cases = [
      pipeline().wrap('agent:a', asynchronous, () => 1),
      pipeline()
        .use(maps)
        .wrap('agent:a', z.string(), () => 1),
      pipeline({ audit: (event) => (event.type === 'decision' ? never() : undefined) }).wrap(
        'agent:a',
        z.string(),
        () => 1,
      ),
    ];
    for (const run of cases) {
      const controller = new AbortController();
      const pending = failure(run('x', {}, { signal: controller.signal }));
      await settle();
      controller.abort('stop');
      expect(await pending).toBe('stop');
    }
  });

  it('leaves no listener behind on a signal that lives on', async () => {
    const controller = new AbortController();
    const counted = countListeners(controller.signal);
    const run = pipeline().wrap('agent:a', Brief, (brief, call) => (call.signal.aborted ? undefined : brief));
    for (let index = 0; index < 20; index++) await run({ topic: 'x' }, {}, { signal: controller.signal });
    await failure(
      pipeline().wrap('agent:a', Brief, () => {
        throw new Error('x');
      })({ topic: 'x' }, {}, { signal: controller.signal }),
    );
    expect(counted()).toBe(0);
  });

  it('joins the signal that a guard adds with the one of the caller, and lets both go', async () => {
    const added = new AbortController();
    const counted = countListeners(added.signal);
    const guard = defineGuard('adds', (_call, next) => next({ signal: added.signal }));
    const outer = defineGuard('outer', (_call, next) => next({ signal: new AbortController().signal }));
    let seen: AbortSignal | undefined;
    const run = pipeline()
      .use(outer)
      .use(guard)
      .wrap('agent:a', Brief, (_brief, call) => {
        seen = call.signal;
        expect(call.signal).toBe(seen);
        return new Promise((_resolve, reject) =>
          call.signal.addEventListener('abort', () => reject(call.signal.reason)),
        );
      });
    const pending = failure(run({ topic: 'x' }));
    await settle();
    added.abort('kill');
    expect(await pending).toBe('kill');
    expect(counted()).toBe(0);
    expect(await failure(run({ topic: 'x' }))).toBe('kill');
  });
});

describe('audit', () => {
  const quiet = defineGuard('quiet', (call, next) => {
    if (call.target === 'agent:a') throw deny('no');
    return next();
  });

  it('gets the decision before the callee, and the outcome after it', async () => {
    const { audit, lines, events } = recording();
    const before: (readonly string[])[] = [];
    const run = pipeline({ audit }).wrap('agent:a', Brief, () => before.push(lines()));
    await run({ topic: 'x' });
    expect(before).toEqual([['decision allow']]);
    expect(lines()).toEqual(['decision allow', 'outcome ok']);
    expect(new Set(events.map((event) => event.callId)).size).toBe(1);
    expect(events[1]).toMatchObject({ target: 'agent:a', stillRunning: false });
  });

  it('gets one event for both where the callee changes nothing outside', async () => {
    const { audit, lines, events } = recording();
    const base = pipeline({ audit });
    await base.wrap('tool:t', Brief, () => 1, { sideEffects: false })({ topic: 'x' });
    const down = base.wrap('tool:t', Brief, () => Promise.reject(new Error('down')), { sideEffects: false });
    await failure(down({ topic: 'x' }));
    await failure(base.use(quiet).wrap('agent:a', Brief, () => 1, { sideEffects: false })({ topic: 'x' }));
    expect(lines()).toEqual(['outcome ok', 'outcome error', 'decision deny quiet ERR_DENIED']);
    expect(events.slice(0, 2)).toMatchObject([{ decision: 'allow' }, { decision: 'allow' }]);
  });

  it('gets one record for a refusal, with the guard and the code', async () => {
    const { audit, lines } = recording();
    await failure(
      pipeline({ audit })
        .use(quiet)
        .wrap(
          'agent:a',
          Brief,
          () => 1,
        )({ topic: 'x' }),
    );
    expect(lines()).toEqual(['decision deny quiet ERR_DENIED']);
  });

  it('tells a failing callee, a withheld result and a caller that gave up apart', async () => {
    const { audit, lines } = recording();
    const withholds = defineGuard('withholds', (_call, next) =>
      next({
        map: () => {
          throw deny('secret');
        },
      }),
    );
    await failure(
      pipeline({ audit }).wrap('agent:a', Brief, () => {
        throw new Error('x');
      })({ topic: 'x' }),
    );
    await failure(
      pipeline({ audit })
        .use(withholds)
        .wrap(
          'agent:a',
          Brief,
          () => 1,
        )({ topic: 'x' }),
    );
    await failure(
      pipeline({ audit }).wrap('agent:a', Brief, () => 1)({ topic: 'x' }, {}, { signal: AbortSignal.abort('stop') }),
    );
    expect(lines()).toEqual([
      'decision allow',
      'outcome error',
      'decision allow',
      'outcome denied withholds ERR_DENIED',
      'outcome aborted',
    ]);
  });

  it('calls the abort of a parent by a timeout an abort, and not a timeout of the tool', async () => {
    const { audit, lines } = recording();
    const tool = pipeline({ audit }).wrap('tool:t', Brief, () => new Promise(() => {}));
    const reason = new GuardError('ERR_TIMEOUT', 'outer');
    const controller = new AbortController();
    const agent = pipeline().wrap('agent:a', Brief, (brief, call) => tool.within(call)(brief));
    const pending = failure(agent({ topic: 'x' }, {}, { signal: controller.signal }));
    await settle();
    controller.abort(reason);
    expect(await pending).toBe(reason);
    await settle();
    expect(lines()).toEqual(['decision allow', 'outcome aborted ERR_TIMEOUT']);
  });

  it('refuses the call when the decision cannot be recorded, before the callee runs', async () => {
    const ran: string[] = [];
    for (const audit of [
      () => {
        throw new Error('disk full');
      },
      () => Promise.reject(new Error('disk full')),
    ]) {
      const run = pipeline({ audit }).wrap('agent:a', Brief, () => ran.push('x'));
      expect(await failure(run({ topic: 'x' }))).toMatchObject({ code: 'ERR_AUDIT', kind: 'fault', guard: 'audit' });
    }
    expect(ran).toEqual([]);
  });

  it('withholds the result when the outcome cannot be recorded', async () => {
    const audit = (event: { type: string }) => {
      if (event.type === 'outcome') throw new GuardError('ERR_AUDIT', 'disk full');
    };
    expect(await failure(pipeline({ audit }).wrap('agent:a', Brief, () => 1)({ topic: 'x' }))).toMatchObject({
      code: 'ERR_AUDIT',
      message: 'disk full',
    });
  });

  it('keeps the refusal when that cannot be recorded either', async () => {
    const audit = () => {
      throw new Error('disk full');
    };
    expect(
      await failure(
        pipeline({ audit })
          .use(quiet)
          .wrap(
            'agent:a',
            Brief,
            () => 1,
          )({ topic: 'x' }),
      ),
    ).toMatchObject({ code: 'ERR_DENIED' });
  });

  it('is not broken by an observation that cannot be recorded', async () => {
    const observing = defineGuard('observing', (call, next) => {
      call.observe({ guard: 'observing', event: 'flagged' });
      return next();
    });
    for (const audit of [
      (event: { type: string }) => {
        if (event.type === 'observation') throw new Error('x');
      },
      (event: { type: string }) => (event.type === 'observation' ? Promise.reject(new Error('x')) : undefined),
    ]) {
      expect(
        await pipeline({ audit })
          .use(observing)
          .wrap(
            'agent:a',
            Brief,
            () => 1,
          )({ topic: 'x' }),
      ).toBe(1);
    }
  });

  it('says when work that was given up ends after all', async () => {
    const { audit, lines, events } = recording();
    const work = deferred();
    const controller = new AbortController();
    const pending = failure(
      pipeline({ audit }).wrap('agent:a', Brief, () => work.promise)({ topic: 'x' }, {}, { signal: controller.signal }),
    );
    await settle();
    controller.abort('stop');
    await pending;
    expect(events.at(-1)).toMatchObject({ outcome: 'aborted', stillRunning: true });
    work.resolve();
    await settle();
    expect(lines().at(-1)).toBe('observation settled-late callee');
  });
});

describe('whenSettled', () => {
  it('runs once, after the work, also when the caller was answered before', async () => {
    const log: string[] = [];
    const work = deferred();
    const holds = defineGuard('holds', (call, next) => {
      call.whenSettled(() => log.push('released'));
      call.whenSettled(() => {
        throw new Error('ignored');
      });
      call.whenSettled(() => log.push('released too'));
      return next();
    });
    const controller = new AbortController();
    const pending = failure(
      pipeline()
        .use(holds)
        .wrap('agent:a', Brief, () => work.promise)({ topic: 'x' }, {}, { signal: controller.signal }),
    );
    await settle();
    controller.abort('stop');
    await pending;
    await settle();
    expect(log).toEqual([]);
    work.resolve();
    await settle();
    expect(log).toEqual(['released', 'released too']);
  });

  it('is not whenAnswered, which runs once, when the caller has its answer', async () => {
    const log: string[] = [];
    const work = deferred();
    let late: Invocation | undefined;
    const waits = defineGuard('waits', (call, next) => {
      late = call;
      call.whenAnswered(() => {
        throw new Error('ignored');
      });
      call.whenAnswered(() => log.push('answered'));
      call.whenSettled(() => log.push('settled'));
      return next();
    });
    const controller = new AbortController();
    const run = pipeline()
      .use(waits)
      .wrap('agent:a', Brief, () => work.promise);
    const pending = failure(run({ topic: 'x' }, {}, { signal: controller.signal }));
    await settle();
    controller.abort('stop');
    await pending;
    expect(log).toEqual(['answered']);
    late?.whenAnswered(() => log.push('late'));
    work.resolve();
    await settle();
    expect(log).toEqual(['answered', 'late', 'settled']);
  });

  it('runs at once after the end, and at the end of a call that never reached its callee', async () => {
    const log: string[] = [];
    let late: Invocation | undefined;
    const holds = defineGuard('holds', (call, next) => {
      late = call;
      call.whenSettled(() => log.push('released'));
      if (call.target === 'agent:a') throw deny('no');
      return next();
    });
    await failure(
      pipeline()
        .use(holds)
        .wrap(
          'agent:a',
          Brief,
          () => 1,
        )({ topic: 'x' }),
    );
    expect(log).toEqual(['released']);
    late?.whenSettled(() => log.push('late'));
    expect(log).toEqual(['released', 'late']);
  });
});

describe('construction', () => {
  it('names what is wrong and the fix', () => {
    const thrown = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        expect(isGuardError(error) && error.code).toBe('ERR_OPTION_INVALID');
        return (error as Error).message;
      }
      throw new Error('expected an error');
    };
    const never = undefined as never;
    expect(thrown(() => pipeline().wrap('web.search' as never, Brief, () => 1))).toContain('agent:name or tool:name');
    expect(thrown(() => pipeline().wrap('tool:a\nb', Brief, () => 1))).toContain('target');
    expect(thrown(() => pipeline().wrap('tool:a', never, () => 1))).toContain('unchecked()');
    expect(thrown(() => pipeline().stream('tool:a', Brief, never))).toContain('"run" must be a function');
    expect(thrown(() => pipeline().wrap('tool:a', Brief, () => 1, { sideEffect: false } as never))).toContain(
      'unknown option "sideEffect"',
    );
    expect(thrown(() => pipeline({ audits: 1 } as never))).toContain('audit');
    expect(thrown(() => pipeline({ audit: 'file' as never }))).toContain('"audit" must be a function');
    expect(thrown(() => pipeline({ inputBounds: { maxDepth: 0 } }))).toContain(
      '"maxDepth" must be a whole number from 1',
    );
    expect(thrown(() => pipeline().use((() => 1) as never))).toContain('Call the factory');
    expect(thrown(() => pipeline().use(never))).toContain('defineGuard()');
    expect(thrown(() => defineGuard('No Spaces', (_call, next) => next()))).toContain('"name"');
    expect(thrown(() => defineGuard('x', never))).toContain('"handle"');
    expect(thrown(() => defineGuard('x', (_call, next) => next(), { reads: 'all' as never }))).toContain("'raw-input'");
    expect(thrown(() => pipeline(null as never))).toContain('options must be an object');
    expect(thrown(() => pipeline([] as never))).toContain('got an array');
    expect(thrown(() => defineGuard('x', (_call, next) => next(), { read: 'nothing' } as never))).toContain(
      'unknown option "read"',
    );
    expect(thrown(() => defineGuard('x', (_call, next) => next(), null as never))).toContain(
      'options must be an object',
    );
    expect(thrown(() => pipeline().wrap('tool:a', Brief, () => 1, { sideEffects: 0 } as never))).toContain(
      '"sideEffects" must be true or false',
    );
  });
});

const countListeners = (signal: AbortSignal) => () => getEventListeners(signal, 'abort').length;

describe('a pipeline within another one', () => {
  const audit = () => {};
  const inner = () => pipeline({ audit, inputBounds: { maxBytes: 100 } });

  it('is refused when its audit would be lost, with what to do', () => {
    expect(() => pipeline().use(pipeline({ audit }))).toThrow(/no "audit" of its own.*pipeline\(\{ audit \}\)/);
    expect(() => pipeline({ audit: () => {} }).use(pipeline({ audit }))).toThrow(/no "audit"/);
  });

  it('is refused when it takes less input than the outer one', () => {
    expect(() => pipeline({ audit }).use(inner())).toThrow(/no "inputBounds" of its own/);
    expect(() => pipeline({ audit, inputBounds: { maxBytes: 101 } }).use(inner())).toThrow(/no "inputBounds"/);
  });

  it('is taken where nothing is lost', () => {
    expect(() => pipeline({ audit, inputBounds: { maxBytes: 100 } }).use(inner())).not.toThrow();
    expect(() => pipeline({ audit, inputBounds: { maxDepth: 100 } }).use(pipeline())).not.toThrow();
  });
});
