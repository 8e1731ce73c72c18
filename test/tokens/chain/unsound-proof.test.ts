import { expect, it, vi } from 'vitest';
import { exportChain } from '../../../src/tokens/chain/export-chain.ts';
import { proveSession } from '../../../src/tokens/chain/prove.ts';
import { type Constraint, constraints as c, createAuthority } from '../../../src/tokens/index.ts';
import { AUDIENCE, issuer, worker, world } from './world.ts';

// The proof is wrong in the worst way: every link counts as narrower than the one above it, here and where it was written.
vi.mock('../../../src/tokens/capability/narrowing.ts', { spy: true });
const { wideningOf } = await import('../../../src/tokens/capability/narrowing.ts');

it.each<[Constraint, Constraint, unknown]>([
  [c.pathUnder('/data'), c.pathUnder('/'), '/etc/passwd'],
  [c.range({ max: 10 }), c.any(), 50],
  [c.oneOf(['a']), c.oneOf(['b']), 'b'],
  [c.fields({ to: c.suffix('@example.com') }), c.fields({ to: c.any() }), { to: 'a@evil.test' }],
])('a chain does not widen even so: %j', async (above, below, value) => {
  vi.mocked(wideningOf).mockReturnValue(undefined);
  const made = world();
  const elsewhere = createAuthority({ clock: made.monotonic });
  const root = elsewhere.mint({ principal: 'alice', tools: { use: { it: above } } });
  const leaf = root.attenuate({ tools: { use: { it: below } } });
  const chain = await exportChain(leaf, {
    signer: issuer,
    holder: worker.jwk,
    issuer: 'https://issuer.example.com',
    audience: [AUDIENCE],
    now: made.now,
  });
  const nonce = made.verifier.challenge();
  const proof = await proveSession(chain, { signer: worker, audience: AUDIENCE, nonce, now: made.now });
  const capability = made.verifier.accept(chain, proof);
  expect(made.authority.check(capability, 'use', { it: value }, { audience: AUDIENCE })).toMatchObject({
    ok: false,
    argument: 'it',
  });
});
