import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ApprovalRequest } from '../../src/approval/index.ts';
import { createApprovalLinks } from '../../src/approval/index.ts';
import { manualClock } from '../recording.ts';

const request: ApprovalRequest = {
  id: 'ab'.repeat(16),
  target: 'tool:mail.send',
  principal: 'alice',
  runId: 'run',
  input: {},
  digest: 'cd'.repeat(32),
  reasons: [],
  summary: 'Call tool:mail.send',
  createdAt: 0,
  expiresAt: 1_000,
};
const key = randomBytes(32);
const page = 'https://ops.example.com/approvals?tenant=1';

describe('createApprovalLinks', () => {
  it('reads what it made', () => {
    const links = createApprovalLinks({ page, key, clock: () => 0 });
    for (const decision of ['approve', 'deny'] as const) {
      const url = links.make(request, decision);
      expect(new URL(url).searchParams.get('tenant')).toBe('1');
      expect(links.read(url)).toEqual({ id: request.id, decision });
    }
  });

  it('refuses every link that was changed, and those of another key', () => {
    const links = createApprovalLinks({ page, key, clock: () => 0 });
    const url = links.make(request, 'deny');
    for (const name of ['id', 'decision', 'expires', 'digest', 'signature']) {
      const changed = new URL(url);
      changed.searchParams.set(name, name === 'decision' ? 'approve' : `${changed.searchParams.get(name)}0`);
      expect(() => links.read(changed.href)).toThrow(/not made with this key/);
      changed.searchParams.delete(name);
      expect(() => links.read(changed.href)).toThrow(/not made with this key/);
    }
    expect(() => createApprovalLinks({ page, key: randomBytes(32), clock: () => 0 }).read(url)).toThrow(/this key/);
    expect(() => links.read('not a url')).toThrow(/this key/);
  });

  it('ends with the request', () => {
    const clock = manualClock(999);
    const links = createApprovalLinks({ page, key, clock });
    const url = links.make(request, 'approve');
    expect(links.read(url).decision).toBe('approve');
    clock.advance(1);
    expect(() => links.read(url)).toThrow(/expired/);
    const broken = createApprovalLinks({ page, key, clock: () => Number.NaN });
    expect(() => broken.read(url)).toThrow(/expired/);
  });

  it('refuses a weak key and a page without encryption', () => {
    expect(() => createApprovalLinks({ page, key: randomBytes(16) })).toThrow(/32 bytes/);
    expect(() => createApprovalLinks({ page: 'http://ops.example.com/', key })).toThrow(/https/);
    expect(() => createApprovalLinks({ page: 'http://127.0.0.1:8080/', key })).not.toThrow();
  });
});
