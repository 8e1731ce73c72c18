import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ApprovalCall,
  type ApprovalRequest,
  type ApprovalStore,
  createApprovals,
  fileApprovalStore,
  memoryApprovalStore,
} from '../../src/approval/index.ts';
import { failure, manualClock } from '../recording.ts';

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'approval-files-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const fresh = (): string => join(base, crypto.randomUUID());
const request = (changes: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  id: crypto.randomUUID().replaceAll('-', ''),
  target: 'tool:pay',
  principal: 'alice',
  runId: 'run',
  input: { to: 'ann' },
  digest: 'ab'.repeat(32),
  reasons: [],
  summary: 'Pay ann',
  createdAt: 1_000,
  expiresAt: 2_000,
  ...changes,
});
const paying = (to: string): ApprovalCall => ({
  id: crypto.randomUUID(),
  runId: 'run',
  target: 'tool:pay',
  input: { to },
  ctx: {},
  signal: new AbortController().signal,
  whenAnswered: () => {},
  observe: () => {},
});

describe('fileApprovalStore', () => {
  it.skipIf(process.platform === 'win32').each([0o777, 0o770, 0o1777, 0o702])(
    'neither writes to nor believes a folder of the mode %o, which others can write to',
    async (mode) => {
      const folder = fresh();
      const store = fileApprovalStore({ folder });
      const kept = request();
      await store.add(kept);
      await store.answer(kept.id, { decision: 'approve', by: 'bob' });
      await chmod(folder, mode);
      const uses: readonly (() => unknown)[] = [
        () => store.add(request()),
        () => store.get(kept.id),
        () => store.find(kept.digest),
        () => store.pending(),
        () => store.claim(kept.id),
      ];
      for (const use of uses) expect(await failure((async () => use())())).toMatchObject({ message: /chmod 700/ });
      await chmod(folder, 0o750);
      expect(await store.claim(kept.id)).toBe(true);
    },
  );

  it('forgets what has expired, with its answers, claims and drafts, whatever was asked for', async () => {
    const folder = fresh();
    const clock = manualClock(1_000_000);
    const approvals = createApprovals({
      channel: () => ({ decision: 'approve', by: 'bob' }),
      store: fileApprovalStore({ folder }),
      clock,
      ttlMs: 100,
    });
    for (let index = 0; index < 20; index += 1) {
      await approvals.require({ call: paying(`p${index}`), reasons: [] });
      clock.advance(60);
      expect((await readdir(folder)).length).toBeLessThanOrEqual(6);
    }
    const [name = ''] = (await readdir(folder)).filter((file) => file.endsWith('.request'));
    await writeFile(join(folder, `${name}.0123456789abcdef`), 'half');
    clock.advance(1_000);
    await approvals.require({ call: paying('last'), reasons: [] });
    expect(await readdir(folder)).toHaveLength(3);
  });

  it('is bounded', async () => {
    const store = fileApprovalStore({ folder: fresh(), maxRequests: 2 });
    await store.add(request());
    await store.add(request());
    expect(await failure(Promise.resolve(store.add(request())))).toMatchObject({ message: /2 requests/ });
    await store.add(request({ createdAt: 2_000, expiresAt: 3_000 }));
    expect(() => fileApprovalStore({ folder: base, maxRequests: 0 })).toThrow(/maxRequests/);
    expect(() => fileApprovalStore({ folder: base, max: 2 } as never)).toThrow(/unknown option/);
  });

  it('looks at the files of one digest only, so that a broken one elsewhere stops nothing', async () => {
    const folder = fresh();
    const store = fileApprovalStore({ folder });
    const kept = request();
    await store.add(kept);
    await writeFile(join(folder, `${'0'.repeat(32)}.${'cd'.repeat(32)}.2000.request`), '{"half');
    expect(await store.find(kept.digest)).toMatchObject([{ request: { id: kept.id } }]);
    expect(await store.claim(kept.id)).toBe(true);
    expect(await failure(Promise.resolve(store.find('cd'.repeat(32))))).toMatchObject({ message: /hold no request/ });
  });

  it('finds one among thousands in a moment', async () => {
    const folder = fresh();
    const store = fileApprovalStore({ folder });
    await mkdir(folder, { mode: 0o700 });
    await Promise.all(
      Array.from({ length: 3_000 }, (_, index) => {
        const id = index.toString(16).padStart(32, '0');
        return writeFile(join(folder, `${id}.${'cd'.repeat(32)}.9000.request`), 'never read');
      }),
    );
    const kept = request();
    await store.add(kept);
    const started = performance.now();
    expect(await store.find(kept.digest)).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('follows no name that stands for another file', async () => {
    const folder = fresh();
    const store = fileApprovalStore({ folder });
    await store.add(request());
    await symlink('/etc/hostname', join(folder, `${'1'.repeat(32)}.link`));
    for (const id of ['../../etc/hostname', '1'.repeat(32), '', '.', `${'1'.repeat(32)}.link`]) {
      expect(await store.get(id)).toBeUndefined();
      expect(await store.answer(id, { decision: 'approve', by: 'bob' })).toBe(false);
      expect(await store.claim(id)).toBe(false);
    }
    await store.remove('../..');
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('keeps nothing of an answer that cannot be written', async () => {
    const folder = fresh();
    const store: ApprovalStore = fileApprovalStore({ folder });
    const kept = request();
    await store.add(kept);
    const endless = { decision: 'edit', by: 'bob', input: 1n } as never;
    expect(await failure((async () => store.answer(kept.id, endless))())).toBeInstanceOf(TypeError);
    expect(await store.get(kept.id)).toMatchObject({ answer: undefined, claimed: false });
    expect(await readdir(folder)).toHaveLength(1);
  });
});

describe('memoryApprovalStore', () => {
  it('holds no arguments of requests that have expired when the next one comes', () => {
    const store = memoryApprovalStore();
    const old = Array.from({ length: 50 }, () => request());
    for (const each of old) store.add(each);
    store.answer(old[0]?.id ?? '', { decision: 'approve', by: 'bob' });
    store.claim(old[0]?.id ?? '');
    const next = request({ createdAt: 2_000, expiresAt: 3_000 });
    store.add(next);
    expect(old.map(({ id }) => store.get(id)).filter((kept) => kept !== undefined)).toEqual([]);
    expect(store.find(next.digest)).toMatchObject([{ request: { id: next.id } }]);
  });

  it('refuses an id that was taken, and gives nobody its own records to change', () => {
    const store = memoryApprovalStore();
    const kept = request();
    store.add(kept);
    expect(() => store.add(kept)).toThrow(/taken/);
    Object.assign(store.get(kept.id) ?? {}, { claimed: true, answer: { decision: 'approve', by: 'x' } });
    expect(store.get(kept.id)).toMatchObject({ claimed: false, answer: undefined });
  });
});
