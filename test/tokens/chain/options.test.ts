import { describe, expect, it } from 'vitest';
import { exportChain } from '../../../src/tokens/chain/export-chain.ts';
import { proveCall, proveSession } from '../../../src/tokens/chain/prove.ts';
import { constraints as c, createAuthority } from '../../../src/tokens/index.ts';
import { AUDIENCE, issuer, START, worker } from './world.ts';

describe('exportChain', () => {
  const options = { signer: issuer, holder: worker.jwk, issuer: 'https://issuer.example.com', audience: [AUDIENCE] };
  let time = 0;
  const authority = createAuthority({ clock: () => time });
  const minted = () => authority.mint({ principal: 'alice', tools: { a: c.none() }, ttlMs: 10_000 });

  it.each<[string, object, RegExp]>([
    ['no signer', { signer: undefined }, /"signer.sign" must be a function/],
    ['no holder', { holder: undefined }, /"holder" must be a public Ed25519 key/],
    ['a private holder', { holder: { ...worker.jwk, d: worker.jwk.x } }, /"holder" must be a public Ed25519 key/],
    ['no issuer', { issuer: undefined }, /"issuer" must be a URI/],
    ['an issuer that is no URI', { issuer: 'me' }, /"issuer" must be a URI/],
    ['no audience', { audience: undefined }, /"audience" must name the verifiers/],
    ['an empty audience', { audience: [] }, /"audience" must name the verifiers/],
    ['no clock', { now: 5 }, /"now" must be a function/],
    ['a misspelt option', { holders: [] }, /unknown option "holders"/],
  ])('refuses %s', async (_name, more, message) => {
    await expect(exportChain(minted(), { ...options, ...more } as never)).rejects.toThrow(message);
  });

  it('refuses what is no capability, is over, or is revoked', async () => {
    await expect(exportChain({} as never, options)).rejects.toMatchObject({ code: 'ERR_CAPABILITY' });
    const short = minted();
    const revoked = minted();
    authority.revoke(revoked);
    await expect(exportChain(revoked, options)).rejects.toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
    time += 9_001;
    await expect(exportChain(short, options)).rejects.toMatchObject({ code: 'ERR_CAPABILITY_EXPIRED' });
  });

  it('waits for a signer that takes its time, and lets its failure out', async () => {
    const slow = { ...issuer, sign: async (bytes: Uint8Array) => issuer.sign(bytes) };
    expect(await exportChain(minted(), { ...options, signer: slow })).toHaveLength(1);
    const down = { ...issuer, sign: () => Promise.reject(new Error('no key service')) };
    await expect(exportChain(minted(), { ...options, signer: down })).rejects.toThrow('no key service');
  });

  it('rounds an end down and a beginning up', async () => {
    const capability = authority.mint({
      principal: 'alice',
      tools: { a: c.none() },
      ttlMs: 10_000,
      notBeforeMs: 2_000,
    });
    const [token = ''] = await exportChain(capability, { ...options, now: () => START * 1_000 + 500 });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ iat: START, nbf: START + 3, exp: START + 10 });
  });
});

describe('proofs', () => {
  const session = { signer: worker, audience: AUDIENCE, nonce: 'n' };
  it.each<[string, object, RegExp]>([
    ['no signer', { signer: undefined }, /"signer.sign" must be a function/],
    ['no audience', { audience: undefined }, /"audience" must be the name/],
    ['no nonce', { nonce: undefined }, /"nonce" must be what challenge/],
    ['no clock', { now: 5 }, /"now" must be a function/],
    ['a misspelt option', { tool: 'a' }, /unknown option "tool"/],
  ])('of a session need %s', async (_name, more, message) => {
    await expect(proveSession(['a.b.c'], { ...session, ...more } as never)).rejects.toThrow(message);
  });

  it('of a call refuse arguments that are no data, and show nothing of those that are', async () => {
    const call = { signer: worker, audience: AUDIENCE, target: 'read' };
    await expect(proveCall(['a.b.c'], { ...call, args: { run: () => 1 } })).rejects.toMatchObject({
      code: 'ERR_INPUT_INVALID',
    });
    const proof = await proveCall(['a.b.c'], { ...call, args: { path: 'private words' } });
    expect(Buffer.from(proof.split('.')[1] ?? '', 'base64url').toString()).not.toContain('private words');
  });
});
