import { GuardError, isGuardError } from '../../errors.ts';
import { checkOptions, functionOption, integerOption, optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import { handleOf } from '../capability/adopt.ts';
import { termsOf } from '../capability/authority.ts';
import type { Authority, Capability, CapabilityState } from '../capability/capability.ts';
import { fullTarget } from '../capability/target.ts';
import { isLater, within } from '../store/within.ts';
import { type AnchorOptions, AnchorSet } from './anchors.ts';
import { ChainError } from './chain-error.ts';
import { Challenges } from './challenges.ts';
import { MAX_SKEW_SECONDS } from './check-links.ts';
import type { ChainCodec, ProvenCall, ReadProof } from './codec.ts';
import { toolcap } from './toolcap.ts';
import { type VerifiedChain, VerifiedChains } from './verified-chains.ts';

export interface ChainVerifierOptions {
  /** Whose capabilities the accepted ones become. Custom constraints in a chain must be registered there. */
  readonly authority: Authority;
  /** The name of this place, which the first link of a chain must list in `aud`. */
  readonly audience: string;
  /** The keys that may sign first links: 1 to 64. */
  readonly anchors: readonly AnchorOptions[];
  /** Where ids of call proofs are marked as used: one for all that answer to the same audience. Default: that of the authority. */
  readonly store?: ProofStore;
  /** Links of a chain: 1 to 17. Default 9. */
  readonly maxLinks?: number;
  /** Bytes of verified chains that are kept, 0 to 1 GiB. Default 16 MiB, which is some 700 chains of four links; 0 keeps none. */
  readonly cacheBytes?: number;
  /** The format. Default `toolcap/1`. */
  readonly codec?: ChainCodec;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** The part of a `TokenStore` that proofs need. */
export interface ProofStore {
  /** Marks an id as used, for at least so many milliseconds. True for the first one only. */
  burn(id: string, ttlMs: number): boolean | PromiseLike<boolean>;
}

/** A call that its proof was made for. */
export interface AcceptedCall {
  /** For this target alone. It cannot be handed on. */
  readonly capability: Capability;
  /** The frozen copy of the arguments that the proof names. Run the call with these. */
  readonly args: unknown;
}

/** Turns chains from outside into capabilities of this process. */
export interface ChainVerifier {
  /** A text that the holder signs to accept a session: 128 random bits, for one use within 60 seconds. */
  challenge(): string;
  /**
   * A capability for the session that the proof was made for. Keep it with the connection: whoever has the handle may use it.
   *
   * @throws `ChainError` with `ERR_CHAIN_REFUSED`, `ERR_CHAIN_PROOF` or `ERR_CAPABILITY_EXPIRED`, and `detail`
   */
  accept(chain: readonly string[], proof: string): Capability;
  /**
   * A capability for one call, for where something that is not trusted lies in between: the proof names the tool and the
   * arguments, and counts once. Never cached.
   *
   * @throws as `accept()`, and `ERR_STORE_UNAVAILABLE` when the store cannot say whether the proof is new
   */
  acceptCall(
    chain: readonly string[],
    proof: string,
    call: { readonly target: string; readonly args?: unknown },
  ): Promise<AcceptedCall>;
  /** Checks everything but the proof, without a handle. @throws as `accept()` */
  verify(chain: readonly string[]): void;
  /**
   * Puts other anchors in place. Handles that came from a key that is gone, or has other bounds now, end at once; those
   * of keys that stay the same go on.
   *
   * @throws `ERR_OPTION_INVALID`, and nothing changes
   */
  setAnchors(anchors: readonly AnchorOptions[]): void;
  /**
   * For a key that was stolen: what it signed before this time (milliseconds since 1970) is refused from now on, and all
   * handles that came from it end. Chains that it signed later are accepted anew.
   */
  revokeBefore(kid: string, time: number): void;
}

/**
 * Accepts chains of capabilities from other processes: verified once, then a handle as `mint()` makes them.
 *
 * @throws `ERR_OPTION_INVALID`
 */
export function createChainVerifier(options: ChainVerifierOptions): ChainVerifier {
  const where = 'createChainVerifier';
  checkOptions(where, options, ['authority', 'audience', 'anchors', 'store', 'maxLinks', 'cacheBytes', 'codec', 'now']);
  const { authority, audience, codec = toolcap, now = Date.now } = options;
  const terms = termsOf(authority);
  if (terms === undefined) throw optionError(where, '"authority" must be made by createAuthority().');
  const { store = terms.store } = options;
  if (typeof audience !== 'string' || audience === '') {
    throw optionError(where, '"audience" must be the name of this place, such as "https://tools.example.com".');
  }
  functionOption(where, 'now', now, '() => milliseconds since 1970, such as Date.now');
  functionOption(where, 'store.burn', store?.burn, '(id, ttlMs) => boolean');
  const maxLinks = integerOption(where, 'maxLinks', options.maxLinks ?? 9, { min: 1, max: codec.limits.links });
  const cacheBytes = integerOption(where, 'cacheBytes', options.cacheBytes ?? 2 ** 24, { min: 0, max: 2 ** 30 });
  const anchors = new AnchorSet();
  anchors.replace(where, options.anchors, terms.registry);
  const chains = new VerifiedChains({ authority, terms, anchors, audience, codec, maxLinks, cacheBytes });
  const challenges = new Challenges(60_000);
  const revokedBefore = new Map<string, number>();

  const verified = (tokens: readonly string[]): VerifiedChain => {
    const chain = chains.verify(tokens, now());
    const issuedMs = (chain.times[0]?.issuedAt ?? 0) * 1_000;
    if (issuedMs < (revokedBefore.get(chain.anchor.key.kid) ?? -Infinity)) {
      throw new ChainError('TOKEN_REVOKED', 'what its trust anchor signed at that time is revoked', 0);
    }
    return chain;
  };

  const proofOf = (chain: VerifiedChain, proof: unknown, call?: ProvenCall): ReadProof => {
    if (typeof proof !== 'string' || proof === '')
      throw new ChainError('POP_MISSING', 'the chain came without a proof');
    if (proof.length > codec.limits.proofBytes) throw new ChainError('POP_INVALID', 'the proof is too long');
    const read = readProof(codec, proof, { chain, audience, ...(call === undefined ? {} : { call }) });
    const seconds = now() / 1_000;
    if (!(Math.abs(seconds - read.issuedAt) <= MAX_SKEW_SECONDS)) {
      throw new ChainError('POP_EXPIRED', 'the proof is too old, or from the future');
    }
    return read;
  };

  /** When the handle ends on the clock of the authority: never later than what was found first. */
  const endOf = (chain: VerifiedChain): number => {
    const endMs = Math.min(chain.expiresAt * 1_000, chain.anchor.notAfter);
    return Math.min(chain.state.expiresAt, endMs - now() + terms.now());
  };

  const burn = async (id: string): Promise<void> => {
    let fresh: unknown;
    try {
      const answer = store.burn(id, PROOF_LIFE_MS);
      fresh = isLater(answer) ? await within(answer, STORE_TIMEOUT_MS) : answer;
    } catch (cause) {
      throw new GuardError('ERR_STORE_UNAVAILABLE', 'acceptCall: the store cannot say whether the proof is new.', {
        cause,
      });
    }
    if (fresh !== true) throw new ChainError('POP_REPLAYED', 'the proof was used before');
  };

  return Object.freeze({
    challenge: () => challenges.issue(terms.now()),

    accept: (tokens: readonly string[], proof: string): Capability =>
      closed(() => {
        if (codec.proves === 'call')
          throw optionError(where, `${codec.format} knows proofs of calls only: acceptCall().`);
        const chain = verified(tokens);
        const { nonce } = proofOf(chain, proof);
        if (nonce === undefined || !challenges.spend(nonce, terms.now())) {
          throw new ChainError('POP_REPLAYED', 'its nonce was not given out here, is too old, or was used before');
        }
        return handleOf(chain.state, { expiresAt: endOf(chain) }, chain.anchor.lifeline);
      }),

    acceptCall: async (
      tokens: readonly string[],
      proof: string,
      given: { readonly target: string; readonly args?: unknown },
    ): Promise<AcceptedCall> => {
      const { chain, id, call } = closed(() => {
        checkOptions('acceptCall', given, ['target', 'args']);
        const proven = { target: fullTarget(given.target), args: copyOf(given.args) };
        const found = verified(tokens);
        return { chain: found, id: proofOf(found, proof, proven).id, call: proven };
      });
      await burn(`proof:${chain.holder.kid}:${id}`);
      const bounds = { expiresAt: endOf(chain), tools: only(chain.state.tools, call.target), delegates: new Map() };
      return { capability: handleOf(chain.state, bounds, chain.anchor.lifeline), args: call.args };
    },

    verify: (tokens: readonly string[]): void => {
      closed(() => verified(tokens));
    },

    setAnchors: (given: readonly AnchorOptions[]): void => anchors.replace('setAnchors', given, terms.registry),

    revokeBefore(kid: string, time: number): void {
      integerOption('revokeBefore', 'time', time, { min: 0, max: Number.MAX_SAFE_INTEGER });
      revokedBefore.set(kid, Math.max(time, revokedBefore.get(kid) ?? 0));
      anchors.endHandles(kid);
    },
  });
}

/** A store that takes longer cannot say whether a proof is new. */
const STORE_TIMEOUT_MS = 1_000;
/** A proof is in time for as long before as after: its id must be known for longer than both. */
const PROOF_LIFE_MS = (2 * MAX_SKEW_SECONDS + 1) * 1_000;

/** What a codec says about a proof is about the proof, also where it is about a form that tokens share. */
function readProof(codec: ChainCodec, proof: string, expected: Parameters<ChainCodec['readProof']>[1]): ReadProof {
  try {
    return codec.readProof(proof, expected);
  } catch (error) {
    if (error instanceof ChainError && !error.detail.startsWith('POP_')) {
      throw new ChainError('POP_INVALID', `the proof is malformed: ${error.message.replace(/\.$/, '')}`);
    }
    throw error;
  }
}

function copyOf(args: unknown): unknown {
  try {
    return snapshot(args);
  } catch {
    throw new ChainError('ARGS_UNREPRESENTABLE', 'the arguments are not plain data, or too large');
  }
}

const only = (tools: CapabilityState['tools'], target: string): CapabilityState['tools'] => {
  const grant = tools.get(target);
  return grant === undefined ? new Map() : new Map([[target, grant]]);
};

/** Whatever breaks in here refuses. */
function closed<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (isGuardError(error)) throw error;
    throw new GuardError('ERR_GUARD_FAULT', 'A chain could not be verified.', { cause: error });
  }
}
