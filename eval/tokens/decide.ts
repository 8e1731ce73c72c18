import { subsumes } from '../../src/tokens/chain/aat-subsumption.ts';
import { refuseAt } from '../../src/tokens/chain/chain-error.ts';
import { publicKeyOf } from '../../src/tokens/chain/public-key.ts';
import { DRAFT_TYPES, fromWire } from '../../src/tokens/chain/wire-constraints.ts';
import {
  admits,
  type Constraint,
  createAuthority,
  createChainVerifier,
  experimentalAat,
  isNarrower,
} from '../../src/tokens/index.ts';
import type { AttenuationPair, ChainCase, ConstraintCheck, Wire } from './vectors.ts';

/** What was decided, and why it was refused where it was. */
export interface Decision {
  readonly permitted: boolean;
  readonly reason?: string;
}

/** Verifies the chain and its proof, and judges the call: all that a server would do with it. */
export async function decideChain({ anchors, now, chain, tool, args, proof, audience }: ChainCase): Promise<Decision> {
  const keys = anchors.flatMap((jwk) => publicKeyOf(jwk)?.jwk ?? []);
  const authority = createAuthority({ clock: () => 0 });
  const spent = new Set<string>();
  try {
    const verifier = createChainVerifier({
      authority,
      audience: audience ?? 'https://verifier.example.com',
      anchors: keys.map((jwk) => ({ jwk })),
      codec: experimentalAat({ proofAudience: audience !== undefined }),
      store: { burn: (id) => !spent.has(id) && spent.add(id) !== undefined },
      maxLinks: 17,
      now: () => now * 1_000,
    });
    const accepted = await verifier.acceptCall(chain as string[], proof as string, { target: tool, args });
    const check = authority.check(accepted.capability, tool, accepted.args);
    return check.ok ? { permitted: true } : { permitted: false, reason: check.detail };
  } catch (error) {
    return { permitted: false, reason: reasonOf(error) };
  }
}

const reasonOf = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  if ('detail' in error) return String(error.detail);
  return 'code' in error ? String(error.code) : 'UNKNOWN';
};

/** A chain in the format of the pairs is held to the rules of its draft, and to our own proof. */
export function decidePair({ parent, child }: AttenuationPair): { readonly valid: boolean; readonly proven: boolean } {
  const [below, above] = [ours(child), ours(parent)];
  const proven = isNarrower(below, above);
  return { valid: proven && subsumes(below, above), proven };
}

export const decideCheck = ({ constraint, value }: ConstraintCheck): boolean => admits(ours(constraint), value);

const ours = (wire: Wire): Constraint =>
  fromWire(wire, { types: DRAFT_TYPES, maxDepth: 32, refuse: refuseAt(undefined) });
