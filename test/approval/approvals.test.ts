import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type ApprovalAnswer,
  type ApprovalStore,
  type ApprovalsOptions,
  createApprovals,
  fileApprovalStore,
  memoryApprovalStore,
} from '../../src/approval/index.ts';
import { approval } from '../../src/guards/authority/approval.ts';
import type { Principal } from '../../src/identity/principal.ts';
import { pipeline } from '../../src/pipeline.ts';
import { failure, manualClock } from '../recording.ts';

const approve: ApprovalAnswer = { decision: 'approve', by: 'bob' };
const later = (): 'later' => 'later';

/** A payment behind approvals, called for a principal. */
function payment(options: Omit<ApprovalsOptions, 'channel'> = {}, channel: ApprovalsOptions['channel'] = later) {
  const approvals = createApprovals({ channel, ...options });
  const pay = pipeline<{ principal: Principal }>()
    .use(approval({ approvals }))
    .wrap('tool:pay', z.object({ to: z.string(), note: z.string().optional() }), ({ to }) => `paid ${to}`);
  return {
    approvals,
    pay: (to: string, id = 'alice') => pay({ to, note: undefined }, { principal: { id, roles: [] } }),
    answerAll: async (answer: ApprovalAnswer) => {
      for (const { id } of await approvals.pending()) await approvals.answer(id, answer);
    },
  };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'approvals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const stores: readonly (readonly [string, () => ApprovalStore])[] = [
  ['memory', () => memoryApprovalStore()],
  ['file', () => fileApprovalStore({ folder: join(folder, crypto.randomUUID()) })],
];

describe.each(stores)('createApprovals over the %s store', (_name, make) => {
  it('binds an approval to the principal, the target and the arguments', async () => {
    const { pay, answerAll } = payment({ store: make() });
    await failure(pay('ann'));
    await answerAll(approve);
    expect(await failure(pay('ann', 'mallory'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(await failure(pay('eve'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
    expect(await pay('ann')).toBe('paid ann');
  });

  it('serves one of many calls that use it at once', async () => {
    const { pay, answerAll } = payment({ store: make() });
    await failure(pay('ann'));
    await answerAll(approve);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => pay('ann')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('takes one answer, before the request expires', async () => {
    const clock = manualClock(1_000_000);
    const { pay, approvals } = payment({ store: make(), clock, ttlMs: 100 });
    await failure(pay('ann'));
    const [first] = await approvals.pending();
    await approvals.answer(first?.id ?? '', { decision: 'deny', by: 'bob' });
    expect(await failure(approvals.answer(first?.id ?? '', approve))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    await failure(pay('eve'));
    const [second] = await approvals.pending();
    clock.advance(100);
    expect(await failure(approvals.answer(second?.id ?? '', approve))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    expect(await approvals.pending()).toEqual([]);
    expect(await failure(approvals.answer('f'.repeat(32), approve))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    expect(await failure(approvals.answer('../../etc/passwd', approve))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
  });

  it('forgets an approval that was not used in time', async () => {
    const clock = manualClock(1_000_000);
    const { pay, answerAll } = payment({ store: make(), clock, ttlMs: 100 });
    await failure(pay('ann'));
    await answerAll(approve);
    clock.advance(100);
    expect(await failure(pay('ann'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });

  it('lets a changed call pass with what it was changed to', async () => {
    const { pay, answerAll } = payment({ store: make() });
    await failure(pay('ann'));
    await answerAll({ decision: 'edit', by: 'bob', input: { to: 'eve' } });
    expect(await pay('ann')).toBe('paid eve');
    expect(await failure(pay('eve'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });

  it('wants another party where told so', async () => {
    const { pay, answerAll } = payment({ store: make(), secondParty: true });
    await failure(pay('ann'));
    expect(await failure(answerAll({ decision: 'approve', by: 'alice' }))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    await answerAll(approve);
    expect(await pay('ann')).toBe('paid ann');
  });

  it('refuses answers of another form', async () => {
    const { pay, answerAll } = payment({ store: make() });
    await failure(pay('ann'));
    for (const answer of [
      {},
      { decision: 'yes', by: 'bob' },
      { decision: 'approve' },
      { decision: 'approve', by: '' },
      { decision: 'approve', by: 'bob', input: {} },
      { decision: 'edit', by: 'bob' },
    ]) {
      expect(await failure(answerAll(answer as ApprovalAnswer))).toMatchObject({ code: 'ERR_INPUT_INVALID' });
    }
    expect(await failure(pay('ann'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });
});

describe('fileApprovalStore', () => {
  it('outlives a restart: the call passes without the agent', async () => {
    const own = join(folder, 'restart');
    const before = payment({ store: fileApprovalStore({ folder: own }) });
    await failure(before.pay('ann'));
    const after = payment({ store: fileApprovalStore({ folder: own }) });
    const [request] = await after.approvals.pending();
    expect(request).toMatchObject({ target: 'tool:pay', principal: 'alice', input: { to: 'ann' } });
    await after.approvals.answer(request?.id ?? '', approve);
    const { to } = (request?.input ?? { to: '' }) as { to: string };
    expect(await after.pay(to)).toBe('paid ann');
    expect(await failure(before.pay('ann'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });

  it('gives one of several processes the approval', async () => {
    const own = join(folder, 'processes');
    const { pay, answerAll } = payment({ store: fileApprovalStore({ folder: own }) });
    await failure(pay('ann'));
    await answerAll(approve);
    const children = Array.from({ length: 4 }, () =>
      fork(join(import.meta.dirname, 'claiming-process.ts'), [own], { execArgv: ['--experimental-strip-types'] }),
    );
    const claims = await Promise.all(children.map(async (child) => ((await once(child, 'message')) as [boolean])[0]));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('keeps the arguments of calls for their owner', async () => {
    const own = join(folder, 'private');
    const { pay } = payment({ store: fileApprovalStore({ folder: own }) });
    await failure(pay('ann'));
    expect((await stat(own)).mode & 0o077).toBe(0);
    const names = await readdir(own);
    expect(names).toHaveLength(1);
    for (const name of names) expect((await stat(join(own, name))).mode & 0o077).toBe(0);
  });

  it('refuses the call where it cannot write', async () => {
    const { pay } = payment({ store: fileApprovalStore({ folder: '/dev/null/approvals' }) });
    expect(await failure(pay('ann'))).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
  });
});

describe('memoryApprovalStore', () => {
  it('refuses new requests when it is full of live ones, and forgets expired ones', async () => {
    const clock = manualClock(1);
    const { pay } = payment({ store: memoryApprovalStore({ maxRequests: 2 }), clock, ttlMs: 100 });
    await failure(pay('a'));
    await failure(pay('b'));
    expect(await failure(pay('c'))).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
    clock.advance(100);
    expect(await failure(pay('c'))).toMatchObject({ code: 'ERR_APPROVAL_REQUIRED' });
  });
});

describe('createApprovals', () => {
  it('holds a call for an answer from another process, by the store', async () => {
    const store = memoryApprovalStore();
    const { pay } = payment({ store, wait: true, pollMs: 1 });
    const other = createApprovals({ channel: later, store });
    const held = pay('ann');
    await expect.poll(async () => (await other.pending()).length).toBe(1);
    const [request] = await other.pending();
    await other.answer(request?.id ?? '', approve);
    expect(await held).toBe('paid ann');
  });

  it('refuses the call when the store fails, at every step', async () => {
    const fails = (): never => {
      throw new Error('disk full');
    };
    for (const step of ['add', 'find', 'claim', 'answer'] as const) {
      const { pay } = payment({ store: { ...memoryApprovalStore(), [step]: fails } }, () => approve);
      expect(await failure(pay('ann'))).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
    }
  });

  it('refuses an answer of the channel that is none', async () => {
    for (const answer of [undefined, true, 'approve', { decision: 'approve' }]) {
      const { pay } = payment({}, () => answer as never);
      expect(await failure(pay('ann'))).toMatchObject({ code: 'ERR_APPROVAL_UNAVAILABLE' });
    }
  });

  it.each([
    [{ channel: 'ask' }, /"channel"/],
    [{ channel: later, ttlMs: 0 }, /"ttlMs"/],
    [{ channel: later, wait: 'yes' }, /"wait"/],
    [{ channel: later, secondParty: 1 }, /"secondParty"/],
    [{ channel: later, timeout: 1 }, /unknown option/],
    [{ channel: later, describe: { pay: 'Pay' } }, /full targets/],
  ])('refuses the options %j', (options, message) => {
    expect(() => createApprovals(options as never)).toThrow(message);
  });
});
