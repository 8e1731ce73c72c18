import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { capability } from '../../src/guards/authority/capability.ts';
import { grant } from '../../src/guards/authority/grant.ts';
import type { Principal } from '../../src/identity/principal.ts';
import { pipeline } from '../../src/pipeline.ts';
import { loadPolicy, type PolicyError, watchPolicy } from '../../src/policy/index.ts';
import { type Capability, createAuthority } from '../../src/tokens/index.ts';
import { failure } from '../recording.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'policy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const text = (max: number) => `
version: 1
tools: { web.search: [q] }
roles:
  analyst:
    agent:crew:
      tools: { web.search: { q: { type: length, max: ${max} } } }
`;

async function live(options = {}) {
  const file = join(folder, `${crypto.randomUUID()}.yaml`);
  await writeFile(file, text(10));
  const refused: PolicyError[] = [];
  const policy = await watchPolicy(file, { pollMs: 0, onRefused: (error) => refused.push(error), ...options });
  return { file, policy, refused };
}

describe('watchPolicy', () => {
  it('takes the place of the old policy whole, for runs that begin after it', async () => {
    const { file, policy } = await live();
    const authority = createAuthority();
    const search = pipeline<{ capability: Capability }>()
      .use(capability({ authority }))
      .wrap('tool:web.search', z.object({ q: z.string() }), () => 'found');
    const crew = pipeline<{ principal: Principal }>()
      .use(grant({ authority, for: (call) => policy.grantFor(call) }))
      .wrap('agent:crew', z.string(), (q, call) => search.within(call)({ q }));
    const analyst = { principal: { id: 'ann', roles: ['analyst'] } };
    expect(await crew('x'.repeat(10), analyst)).toBe('found');
    await writeFile(file, text(5));
    expect(await policy.reload()).toBe(true);
    expect(await failure(crew('x'.repeat(10), analyst))).toMatchObject({ code: 'ERR_CAPABILITY' });
    expect(await failure(crew('x', { principal: { id: 'eve', roles: ['guest'] } }))).toMatchObject({
      code: 'ERR_FORBIDDEN',
      guard: 'grant',
    });
  });

  it('keeps the old policy where the new one is wrong, or gone, and says so once', async () => {
    const { file, policy, refused } = await live();
    const before = policy.current;
    await writeFile(file, text(5).replace('roles', 'rolls'));
    expect(await policy.reload()).toBe(false);
    expect(await policy.reload()).toBe(false);
    expect(policy.current).toBe(before);
    expect(refused).toHaveLength(1);
    await rm(file);
    await policy.reload();
    await policy.reload();
    expect(policy.current).toBe(before);
    expect(refused).toHaveLength(2);
    await writeFile(file, text(5));
    expect(await policy.reload()).toBe(true);
  });

  it('looks by itself, and takes a text that stays for a second look', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const changed = vi.fn();
      const { file, policy } = await live({ pollMs: 100, onChange: changed });
      await writeFile(file, text(5));
      vi.advanceTimersByTime(100);
      await writeFile(file, text(6));
      vi.advanceTimersByTime(100);
      await expect
        .poll(() => changed.mock.calls.length, { timeout: 200 })
        .toBe(0)
        .catch(() => {});
      vi.advanceTimersByTime(200);
      await expect.poll(() => changed.mock.calls.length).toBe(1);
      policy.close();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('refuses a bad file at the start, and bad options', async () => {
    const { file } = await live();
    expect(await failure(watchPolicy(join(folder, 'none.yaml')))).toMatchObject({ name: 'PolicyError' });
    expect(await failure(loadPolicy(folder))).toMatchObject({ name: 'PolicyError' });
    expect(await failure(watchPolicy(file, { pollMs: 5 }))).toMatchObject({ code: 'ERR_OPTION_INVALID' });
  });

  it('survives a listener that throws', async () => {
    const { file, policy } = await live({
      onChange: () => {
        throw new Error('broken');
      },
    });
    await writeFile(file, text(5));
    expect(await policy.reload()).toBe(true);
  });
});
