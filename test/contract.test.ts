import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createApprovals } from '../src/approval/index.ts';
import {
  approval,
  authenticate,
  authorize,
  capability,
  circuitBreaker,
  concurrency,
  createApiKey,
  createTokens,
  defineGuard,
  deny,
  type Guard,
  grant,
  leakCheck,
  output,
  pace,
  promptFilter,
  provenance,
  rateLimit,
  redact,
  restoreTokens,
  sizeLimit,
  taint,
  timeout,
  truncate,
} from '../src/index.ts';
import { RunProvenance } from '../src/provenance/handle.ts';
import { type ContractSubject, guardContract } from '../src/testing/index.ts';
import { constraints, createAuthority } from '../src/tokens/index.ts';

const breaks = (): never => {
  throw new Error('broken inside');
};
const target = 'tool:test.subject';
const authority = createAuthority();
const principal = { id: 'alice', roles: ['analyst'] };
const { key, record } = createApiKey({ principal });
const granted = authority.mint({
  principal: 'alice',
  tools: { [target]: { input: constraints.any() } },
  uses: 1_000_000,
});

/** Every factory in src/guards, by its file, with a guard that passes a benign call and one that refuses or breaks. */
const subjects: Readonly<Record<string, ContractSubject<never>>> = {
  'identity/authenticate.ts': subject({
    guard: () => authenticate({ apiKeys: [record] }),
    refusing: () => authenticate({ verify: breaks }),
    context: { credentials: { apiKey: key } },
  }),
  'identity/authorize.ts': subject({
    guard: () => authorize({ analyst: ['tool:test.*'] }),
    refusing: () => authorize({ analyst: ['tool:other'] }),
    context: { principal },
  }),
  'authority/grant.ts': subject({
    guard: () => grant({ authority, for: () => ({ tools: { 'tool:a': constraints.none() } }) }),
    refusing: () => grant({ authority, for: breaks }),
    context: { principal },
  }),
  'authority/approval.ts': subject({
    guard: () => approval({ approvals: createApprovals({ channel: () => ({ decision: 'approve', by: 'bob' }) }) }),
    refusing: () => approval({ approvals: createApprovals({ channel: breaks }) }),
    context: {},
  }),
  'authority/capability.ts': subject({
    guard: () => capability(),
    refusing: () => capability({ authority: createAuthority() }),
    context: { capability: granted },
  }),
  'authority/provenance.ts': subject({
    guard: () => provenance({ words: () => 'Please say hello.' }),
    refusing: () => provenance({ words: breaks }),
    context: {},
  }),
  'authority/taint.ts': subject({
    guard: () => taint({ tools: { 'test.subject': { resultTrust: 'trusted' } } }),
    refusing: () => taint({ tools: {}, scope: breaks }),
    context: { provenance: new RunProvenance('Please say hello.', {}) },
  }),
  'content/size-limit.ts': subject({
    guard: () => sizeLimit({ maxBytes: 100 }),
    refusing: () => sizeLimit({ maxBytes: 1 }),
    context: {},
  }),
  'content/output.ts': subject({
    guard: () => output(z.string()),
    refusing: () => output(z.string().refine(breaks)),
    context: {},
  }),
  'content/prompt-filter.ts': subject({
    guard: () => promptFilter(),
    refusing: () => promptFilter({ detector: { name: 'broken', scan: breaks } }),
    context: {},
  }),
  'content/redact.ts': subject({
    guard: () => redact(),
    refusing: () => redact({ detectors: [{ name: 'broken', scan: breaks }] }),
    context: {},
  }),
  'content/leak-check.ts': subject({
    guard: () => leakCheck(),
    refusing: () => leakCheck({ canaries: ['worldworldworld'] }),
    context: {},
    result: { text: 'worldworldworld' },
  }),
  'content/restore-tokens.ts': subject({
    guard: () => restoreTokens({ tokens: createTokens(), fields: { other: ['email'] } }),
    refusing: () => restoreTokens({ tokens: createTokens(), fields: { to: ['email'] } }),
    context: {},
    input: { to: '[email-1#aaaa]' },
  }),
  'content/truncate.ts': subject({
    guard: () => truncate({ maxUnits: 1000 }),
    refusing: () => behindDenial(truncate({ maxUnits: 1000 })),
    context: {},
    result: { text: 'world' },
  }),
  'resources/rate-limit.ts': subject({
    guard: () => rateLimit({ limit: 100, windowMs: 1000 }),
    refusing: () => rateLimit({ limit: 100, windowMs: 1000, key: breaks }),
    context: {},
  }),
  'resources/concurrency.ts': subject({
    guard: () => concurrency({ limit: 1, maxQueue: 10 }),
    refusing: () => concurrency({ limit: 1, key: breaks }),
    context: {},
  }),
  'resources/circuit-breaker.ts': subject({
    guard: () => circuitBreaker({ isFailure: (error) => !(error instanceof Error && 'benign' in error) }),
    refusing: () => defineGuard('open', (_call, next) => circuitBreaker({ clock: breaks }).handle(_call, next)),
    context: {},
  }),
  'resources/timeout.ts': subject({
    guard: () => timeout({ ms: 60_000 }),
    refusing: () => behindDenial(timeout({ ms: 60_000 })),
    context: {},
  }),
  'resources/pace.ts': subject({
    guard: () => pace({ maxConcurrent: 1 }),
    refusing: () => pace({ weight: breaks }),
    context: {},
  }),
};

function subject<Needs extends object>(given: Omit<ContractSubject<Needs>, 'target'>): ContractSubject<never> {
  return { ...given, target } as unknown as ContractSubject<never>;
}

/** A guard that has nothing inside that could break stands before one that refuses. */
function behindDenial(guard: Guard): Guard {
  return defineGuard('refuses', (call, next) => guard.handle(call, (() => Promise.reject(deny('no'))) as typeof next));
}

describe('every guard', () => {
  it('has its place in the contract test', () => {
    const root = new URL('../src/guards/', import.meta.url);
    const factories = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.ts') && readFileSync(new URL(path, root), 'utf8').includes('defineGuard'));
    expect(factories.sort()).toEqual(Object.keys(subjects).sort());
  });

  describe.each(Object.entries(subjects))('%s', (_file, tested) => {
    for (const { name, run } of guardContract(tested)) {
      it(name, async () => {
        await expect(run()).resolves.toBeUndefined();
      });
    }
  });
});
