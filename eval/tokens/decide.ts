import { subsumes } from '../../src/tokens/chain/aat-subsumption.ts';
import { refuseAt } from '../../src/tokens/chain/chain-error.ts';
import { publicKeyOf } from '../../src/tokens/chain/public-key.ts';
import { ALL_TYPES, DRAFT_TYPES, fromWire } from '../../src/tokens/chain/wire-constraints.ts';
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

/**
 * Pairs of the draft's own types are held to its rules and to our proof, as a chain of its format is; pairs with types of ours
 * to the proof alone. What is no constraint is refused.
 */
export function decidePair({ parent, child }: AttenuationPair): { readonly valid: boolean; readonly proven: boolean } {
  const [below, above] = [ours(child, ALL_TYPES), ours(parent, ALL_TYPES)];
  if (below === undefined || above === undefined) return { valid: false, proven: false };
  const proven = isProven(below, above);
  const ofDraft = ours(child, DRAFT_TYPES) !== undefined && ours(parent, DRAFT_TYPES) !== undefined;
  return { valid: proven && (!ofDraft || subsumes(below, above)), proven };
}

export function decideCheck({ constraint, value }: ConstraintCheck): boolean {
  const checked = ours(constraint, ALL_TYPES);
  if (checked === undefined) return false;
  try {
    return admits(checked, value);
  } catch {
    return false;
  }
}

function isProven(child: Constraint, parent: Constraint): boolean {
  try {
    return isNarrower(child, parent);
  } catch {
    return false;
  }
}

/** Undefined for what is no constraint of these types. */
function ours(wire: Wire, types: ReadonlySet<string>): Constraint | undefined {
  try {
    return fromWire(wire, { types, maxDepth: 32, refuse: refuseAt(undefined) });
  } catch {
    return undefined;
  }
}
