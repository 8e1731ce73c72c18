import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApprovalAnswer, type ApprovalRequest, createApprovals } from '../../../src/approval/index.ts';
import { defineGuard } from '../../../src/guard.ts';
import { approval } from '../../../src/guards/authority/approval.ts';
import { capability } from '../../../src/guards/authority/capability.ts';
import { timeout } from '../../../src/guards/resources/timeout.ts';
import type { Principal } from '../../../src/identity/principal.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { type Capability, constraints as c, createAuthority } from '../../../src/tokens/index.ts';
import { deferred, failure, recording } from '../../recording.ts';

const Mail = z.object({ to: z.string(), body: z.string() });
const principal: Principal = { id: 'alice', roles: [] };
const approve: ApprovalAnswer = { decision: 'approve', by: 'bob' };

/** A mail tool behind an approval; `sent` is what was really sent. */
function mail(answers: (request: ApprovalRequest) => ApprovalAnswer | 'later' | Promise<ApprovalAnswer>) {
  const sent: unknown[] = [];
  const asked: ApprovalRequest[] = [];
  const approvals = createApprovals({
    channel: (request) => {
      asked.push(request);
      return answers(request);
    },
  });
  const send = pipeline<{ principal: Principal }>()
    .use(approval({ approvals }))
    .wrap('tool:mail.send', Mail, (input) => sent.push(input));
  return { approvals, asked, sent, send: (input: z.infer<typeof Mail>) => send(input, { principal }) };
}

describe('approval', () => {
  it('lets a call pass with the arguments that were approved, once', async () => {
    const { send, sent, asked } = mail(() => approve);
    await send({ to: 'ann@example.com', body: 'hello' });
    await send({ to: 'ann@example.com', body: 'hello' });
    expect(sent).toHaveLength(2);
    expect(asked.map(({ target, principal: who }) => [target, who])).toEqual([
      ['tool:mail.send', 'alice'],
      ['tool:mail.send', 'alice'],
    ]);
  });

  it('runs what was shown, whatever happens to the original while a person reads', async () => {
    const reading = deferred<ApprovalAnswer>();
    const shown = deferred<ApprovalRequest>();
    const sent: unknown[] = [];
    const approvals = createApprovals({
      channel: (request) => {
        shown.resolve(request);
        return reading.promise;
      },
    });
    const original = { to: 'ann@example.com', body: 'hello' };
    const send = pipeline()
      .use(approval({ approvals }))
      .wrap('tool:mail.send', z.custom<{ to: string }>(), (input) => sent.push(input));
    const call = send(original);
    await shown.promise;
    original.to = 'mallory@example.net';
    reading.resolve(approve);
    await call;
    expect(sent).toEqual([{ to: 'ann@example.com', body: 'hello' }]);
  });

  it('tells denied, expired and unavailable apart', async () => {
    const denied = mail(() => ({ decision: 'deny', by: 'bob' }));
    expect(await failure(denied.send({ to: 'a', body: 'b' }))).toMatchObject({
      code: 'ERR_APPROVAL_DENIED',
      kind: 'denied',
    });
    const broken = mail(() => Promise.reject(new Error('no terminal')));
    const error = await failure(broken.send({ to: 'a', body: 'b' }));
    expect(error).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE', kind: 'fault' });
    const never = createApprovals({ channel: () => new Promise<never>(() => {}), ttlMs: 5 });
    const held = pipeline()
      .use(approval({ approvals: never }))
      .wrap('tool:mail.send', Mail, () => 'sent');
    expect(await failure(held({ to: 'a', body: 'b' }))).toMatchObject({ code: 'ERR_APPROVAL_EXPIRED' });
    expect([...denied.sent, ...broken.sent]).toEqual([]);
  });

  it('refuses a denied call again without asking again', async () => {
    const { send, asked } = mail(() => ({ decision: 'deny', by: 'bob' }));
    await failure(send({ to: 'a', body: 'b' }));
    expect(await failure(send({ to: 'a', body: 'b' }))).toMatchObject({ code: 'ERR_APPROVAL_DENIED' });
    expect(asked).toHaveLength(1);
  });

  it('refuses one call and not its siblings', async () => {
    const { send, sent } = mail(({ input }) => ({
      decision: (input as { to: string }).to === 'ann@example.com' ? 'approve' : 'deny',
      by: 'bob',
    }));
    const results = await Promise.allSettled([
      send({ to: 'mallory@example.net', body: 'x' }),
      send({ to: 'ann@example.com', body: 'x' }),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(sent).toEqual([{ to: 'ann@example.com', body: 'x' }]);
  });

  it('says "later" as a refusal that passes once it was answered, and only once', async () => {
    const { approvals, send, sent, asked } = mail(() => 'later');
    const mailed = { to: 'ann@example.com', body: 'hello' };
    expect(await failure(send(mailed))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(await failure(send(mailed))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(asked).toHaveLength(1);
    const [waiting] = await approvals.pending();
    await approvals.answer(waiting?.id ?? '', approve);
    expect(await failure(send({ ...mailed, body: 'other' }))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    await send(mailed);
    expect(sent).toEqual([mailed]);
    expect(await failure(send(mailed))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(sent).toHaveLength(1);
  });

  it('judges changed arguments again from the start', async () => {
    const authority = createAuthority();
    const held = authority.mint({
      principal: 'alice',
      tools: { 'mail.send': { to: c.suffix('@example.com'), body: c.any() } },
    });
    const sent: unknown[] = [];
    const change = (to: string) => {
      const approvals = createApprovals({
        channel: () => ({ decision: 'edit', by: 'bob', input: { to, body: 'changed' } }),
      });
      return pipeline<{ capability: Capability }>()
        .use(capability({ authority }))
        .use(approval({ approvals }))
        .wrap('tool:mail.send', Mail, (input) => sent.push(input))(
        { to: 'ann@example.com', body: 'hello' },
        {
          capability: held,
        },
      );
    };
    await change('eve@example.com');
    expect(sent).toEqual([{ to: 'eve@example.com', body: 'changed' }]);
    expect(await failure(change('mallory@example.net'))).toMatchObject({ code: 'ERR_CAPABILITY' });
    expect(sent).toHaveLength(1);
  });

  it('puts the refused first call and the changed one on record', async () => {
    const { audit, events } = recording();
    const approvals = createApprovals({
      channel: () => ({ decision: 'edit', by: 'bob', input: { to: 'eve@example.com', body: 'changed' } }),
    });
    const send = pipeline({ audit })
      .use(approval({ approvals }))
      .wrap('tool:mail.send', Mail, () => 'sent');
    await send({ to: 'ann@example.com', body: 'hello' });
    expect(events.map((event) => [event.type, 'decision' in event ? event.decision : undefined, event.code])).toEqual([
      ['decision', 'deny', 'ERR_APPROVAL_EDITED'],
      ['observation', undefined, undefined],
      ['decision', 'allow', undefined],
      ['outcome', undefined, undefined],
    ]);
  });

  it('takes an answer from elsewhere while the channel still asks', async () => {
    const asked = deferred<ApprovalRequest>();
    const approvals = createApprovals({
      channel: (request) => {
        asked.resolve(request);
        return new Promise<never>(() => {});
      },
    });
    const { audit, events } = recording();
    const send = pipeline({ audit })
      .use(approval({ approvals }))
      .wrap('tool:mail.send', Mail, () => 'sent');
    const held = send({ to: 'a', body: 'b' });
    const { id } = await asked.promise;
    await approvals.answer(id, approve);
    expect(await held).toBe('sent');
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'approved', details: expect.objectContaining({ approval: id, by: 'bob' }) }),
    );
  });

  it('asks only where it is told to, and gives the reason', async () => {
    const asked: ApprovalRequest[] = [];
    const approvals = createApprovals({
      channel: (request) => {
        asked.push(request);
        return approve;
      },
    });
    const pay = pipeline()
      .use(
        approval({ approvals, when: ({ input }) => (input as { cents: number }).cents > 100 && 'More than 1 euro.' }),
      )
      .wrap('tool:pay', z.object({ cents: z.number() }), () => 'paid');
    expect(await pay({ cents: 5 })).toBe('paid');
    expect(asked).toEqual([]);
    expect(await pay({ cents: 500 })).toBe('paid');
    expect(asked[0]?.reasons).toEqual([{ guard: 'approval', text: 'More than 1 euro.' }]);
  });

  it('runs what "when" has judged, also where nobody was asked', async () => {
    const original = { cents: 5 };
    const paid: unknown[] = [];
    const approvals = createApprovals({ channel: () => ({ decision: 'deny', by: 'bob' }) });
    const small = approval({ approvals, when: ({ input }) => (input as { cents: number }).cents > 100 });
    const pay = pipeline()
      .use(small)
      .use(
        defineGuard('slow', async (_call, next) => {
          original.cents = 90_000;
          return next();
        }),
      )
      .wrap('tool:pay', z.custom<{ cents: number }>(), (input) => paid.push(input));
    await pay(original);
    expect(paid).toEqual([{ cents: 5 }]);
    const raising = pipeline()
      .use(small)
      .use(defineGuard('raising', (_call, next) => next({ input: { cents: 90_000 } })))
      .wrap('tool:pay', z.custom<{ cents: number }>(), (input) => paid.push(input));
    expect(await failure(raising({ cents: 5 }))).toMatchObject({ code: 'ERR_INPUT_SEALED' });
    expect(paid).toHaveLength(1);
  });

  it('shows "when" the call as it is', async () => {
    const approvals = createApprovals({ channel: () => approve });
    const seen: unknown[] = [];
    const pay = pipeline<{ principal: Principal }>()
      .use(
        approval({
          approvals,
          when: ({ target, ctx, input, streaming, sideEffects, parent, runId, id }) => {
            seen.push([target, ctx, input, streaming, sideEffects, parent, runId === id]);
            return false;
          },
        }),
      )
      .wrap('tool:pay', z.object({ list: z.array(z.number()) }), () => 'paid', { sideEffects: false });
    await pay({ list: [1] }, { principal });
    expect(seen).toEqual([['tool:pay', { principal }, { list: [1] }, false, false, undefined, true]]);
  });

  it('ends with the abort of the caller, and is not approved by it', async () => {
    const { send, approvals } = (() => {
      const made = createApprovals({ channel: () => new Promise<never>(() => {}) });
      const target = pipeline()
        .use(timeout({ ms: 5 }))
        .use(approval({ approvals: made }))
        .wrap('tool:mail.send', Mail, () => 'sent');
      return { send: target, approvals: made };
    })();
    expect(await failure(send({ to: 'a', body: 'b' }))).toMatchObject({ code: 'ERR_TIMEOUT' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(await approvals.pending()).toEqual([]);
  });

  it('refuses options that are none', () => {
    expect(() => approval({ approvals: {} as never })).toThrow(/createApprovals/);
    const approvals = createApprovals({ channel: () => approve });
    expect(() => approval({ approvals, when: 'always' as never })).toThrow(/"when"/);
  });
});
