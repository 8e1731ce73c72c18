import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  pipeline,
  provenance,
  type RunProvenance,
  type ToolDeclarations,
  taint,
  taintOf,
  unchecked,
} from '../../../src/index.ts';
import { manualClock } from '../../recording.ts';

const any = unchecked<unknown>();
const tools: ToolDeclarations = {
  read_page: { sideEffect: false },
  read_clock: { sideEffect: false, resultTrust: 'trusted' },
};

/** An agent whose tools return what a test says. */
const agentWith = (words: string, clock = manualClock()) => {
  const guarded = pipeline<{ provenance: RunProvenance }>().use(taint({ tools, clock }));
  const page = guarded.wrap('tool:read_page', any, () => 'Lovely weather.');
  const time = guarded.wrap('tool:read_clock', any, () => '12:00');
  return { page, time, agents: pipeline().use(provenance({ words: () => words })), clock };
};

describe('provenance', () => {
  it('tells which tool and which call tainted a run, and since when', async () => {
    const { page, time, agents, clock } = agentWith('Read it.');
    const run = agents.wrap('agent:reader', any, async (_input, call) => {
      await time.within(call)({});
      const before = taintOf(call);
      clock.advance(500);
      await page.within(call)({});
      return { before, after: taintOf(call) };
    });
    await expect(run({})).resolves.toEqual({
      before: [],
      after: [{ tool: 'read_page', callId: expect.any(String), since: 500 }],
    });
  });

  it('passes the book on to a run within a run, which adds no words of its own', async () => {
    const { page, agents } = agentWith('Read it.');
    const inner = agents.wrap('agent:inner', any, async (_input, call) => {
      await page.within(call)({});
      return call.ctx.provenance;
    });
    const outer = agents.wrap('agent:outer', any, async (_input, call) => ({
      same: (await inner.within(call)({})) === call.ctx.provenance,
      marks: taintOf(call).length,
    }));
    await expect(outer({})).resolves.toEqual({ same: true, marks: 1 });
  });

  it('keeps two runs apart', async () => {
    const { page, agents } = agentWith('Read it.');
    const run = agents.wrap('agent:reader', any, async (reads, call) => {
      if (reads === true) await page.within(call)({});
      return taintOf(call).length;
    });
    await expect(Promise.all([run(true), run(false)])).resolves.toEqual([1, 0]);
  });

  it("takes the user's own addresses from the application", async () => {
    const mail = pipeline<{ provenance: RunProvenance }>()
      .use(taint({ tools: { ...tools, send_mail: { effect: 'send', sinkArgs: { to: 'email' } } } }))
      .wrap('tool:send_mail', any, () => 'sent');
    const { page } = agentWith('');
    const agents = pipeline().use(provenance({ words: () => 'Send me a mail.', own: () => ['Me@x.example'] }));
    const run = agents.wrap('agent:writer', any, async (to, call) => {
      await page.within(call)({});
      return mail.within(call)({ to });
    });
    await expect(run('me@x.example')).resolves.toBe('sent');
    await expect(run('you@x.example')).rejects.toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });

  it('shows nothing of what was read or said', async () => {
    const { page, agents } = agentWith('My code is swordfish.');
    const run = agents.wrap('agent:reader', any, async (_input, call) => {
      await page.within(call)({});
      return call.ctx.provenance;
    });
    const handle = await run({});
    expect(`${inspect(handle, { showHidden: true, depth: 9 })} ${JSON.stringify(handle)}`).not.toMatch(
      /swordfish|weather/,
    );
    expect(Object.isFrozen(handle)).toBe(true);
  });

  it.each([undefined, 7, null])('refuses words that are no string: %s', async (said) => {
    const run = pipeline()
      .use(Reflect.apply(provenance, undefined, [{ words: () => said }]))
      .wrap('agent:reader', any, () => 'ran');
    await expect(run({})).rejects.toMatchObject({ code: 'ERR_GUARD_FAULT' });
  });

  it.each([
    {},
    { words: 'text' },
    { words: () => '', maxUnits: 1 },
    { words: () => '', maxResults: 0 },
    { words: () => '', other: 1 },
  ])('is not made from %j', (options) => {
    expect(() => Reflect.apply(provenance, undefined, [options])).toThrow(
      expect.objectContaining({ code: 'ERR_OPTION_INVALID' }),
    );
  });
});
