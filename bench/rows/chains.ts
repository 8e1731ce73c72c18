import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { constraints, createChainVerifier, createSigner, proveSession } from 'crewguard/tokens';
import { AUDIENCE, authority, chainOf, exported, holder, issuer } from '../chains.ts';
import type { Row } from '../measure.ts';

/** A chain may cost 1.6 times what its signatures cost: the budget is made of an Ed25519 verification, timed before and as a row. */
const PER_SIGNATURE = 1.6;

export async function chainRows(): Promise<Row[]> {
  const anchors = [{ jwk: issuer.jwk }];
  const cold = createChainVerifier({ authority, audience: AUDIENCE, anchors, cacheBytes: 0 });
  const warm = createChainVerifier({ authority, audience: AUDIENCE, anchors });
  const [one, four, nine] = [await chainOf(1), await chainOf(4), await chainOf(9)];
  const stranger = createSigner();
  const unknown = await exported(authority.mint({ principal: 'x', tools: { a: constraints.none() } }), stranger);
  const signature = signatureCheck();
  const signatureUs = medianUs(signature);
  const accept = (chain: readonly string[], what: string): Row => ({
    name: `chain-verify-${chain.length}`,
    unit: 'us',
    budget: Math.round(PER_SIGNATURE * chain.length * signatureUs),
    what,
    operation: () => cold.verify(chain),
  });
  return [
    { name: 'ed25519-verify', unit: 'us', what: 'one signature of 1 KB, by node:crypto', operation: signature },
    accept(one, 'a chain of one link, seen for the first time'),
    accept(four, 'four links'),
    accept(nine, 'nine links'),
    {
      name: 'chain-verify-known',
      unit: 'us',
      budget: 30,
      what: 'four links (5 KB) that were verified before',
      operation: () => warm.verify(four),
    },
    {
      name: 'chain-session',
      unit: 'us',
      what: 'the same with a new proof of possession, signed and accepted as a handle',
      operation: async () => {
        const nonce = warm.challenge();
        return warm.accept(four, await proveSession(four, { signer: holder, audience: AUDIENCE, nonce }));
      },
    },
    {
      name: 'chain-refuse-large',
      unit: 'us',
      budget: 1_000,
      what: 'a token of 60 KB',
      operation: refused(cold, ['A'.repeat(60_000)]),
    },
    {
      name: 'chain-refuse-garbage',
      unit: 'us',
      budget: 1_000,
      what: '16 KB that are no token',
      operation: refused(cold, ['A'.repeat(16_384)]),
    },
    {
      name: 'chain-refuse-unknown',
      unit: 'us',
      budget: 1_000,
      what: 'a key that is no anchor: no signature is checked',
      operation: refused(cold, unknown),
    },
  ];
}

function signatureCheck(): () => boolean {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const data = Buffer.alloc(1_000, 7);
  const signature = sign(null, data, privateKey);
  return () => verify(null, data, publicKey, signature);
}

function medianUs(operation: () => unknown): number {
  const times: number[] = [];
  for (let batch = 0; batch < 100; batch++) {
    const started = performance.now();
    for (let i = 0; i < 20; i++) operation();
    times.push(((performance.now() - started) / 20) * 1e3);
  }
  return times.sort((a, b) => a - b)[50] ?? Number.NaN;
}

const refused = (verifier: ReturnType<typeof createChainVerifier>, chain: readonly string[]) => () => {
  try {
    verifier.verify(chain);
  } catch (error) {
    return error;
  }
  throw new Error('The row would measure an acceptance.');
};
