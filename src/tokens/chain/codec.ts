import type { ToolConstraints } from '../capability/terms.ts';
import type { PublicKey } from './public-key.ts';

/** One link of a chain as a codec has read it: claims whose signature has been checked. Times are whole seconds since 1970. */
export interface ReadLink {
  readonly id: string;
  /** Who may sign the next link, or prove to be the one who presents the chain. */
  readonly holder: PublicKey;
  readonly principal: string;
  readonly agent?: string | undefined;
  readonly issuedAt: number;
  readonly notBefore?: number | undefined;
  readonly expiresAt: number;
  /** Links above it. */
  readonly depth: number;
  /** The most links there may be above any link below it. */
  readonly maxDepth: number;
  readonly tools: ToolConstraints;
  /** Default: `tools`. */
  readonly delegates?: ToolConstraints | undefined;
  readonly audience?: readonly string[] | undefined;
  readonly uses?: number | undefined;
  readonly toolUses?: { readonly [target: string]: number } | undefined;
  readonly budget?: number | undefined;
  readonly approvals?: readonly string[] | undefined;
  readonly sideEffects?: boolean | undefined;
}

/** A chain whose signatures, order and form have been checked. Not checked by a codec: time, revocation, counts, audience. */
export interface ReadChain {
  readonly links: readonly [ReadLink, ...ReadLink[]];
  /** The anchor that signed the first link. */
  readonly anchor: PublicKey;
  /** That of the last link: who must prove to be the one who presents it. */
  readonly holder: PublicKey;
  /** SHA-256 of the tokens, joined by commas, in base64url. */
  readonly digest: string;
}

/** What a codec asks about keys: nothing comes from a header, a URL or a token. */
export interface TrustedKeys {
  /** The anchor with this thumbprint, or undefined. */
  find(kid: string): PublicKey | undefined;
  /** All of them, for formats that name no key. */
  all(): readonly PublicKey[];
}

/** What a proof must say. */
export interface ExpectedProof {
  readonly chain: { readonly digest: string; readonly holder: PublicKey; readonly leafId: string };
  readonly audience: string;
  /** A proof for one call. Absent: a proof for a session. */
  readonly call?: ProvenCall;
}

export interface ProvenCall {
  /** The full target. */
  readonly target: string;
  /** A snapshot. */
  readonly args: unknown;
}

/** What a proof that fits says besides. Whether it is in time and new is for the verifier. */
export interface ReadProof {
  readonly id: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Of a session proof. */
  readonly nonce?: string | undefined;
}

/** Largest sizes that a codec reads at all. */
export interface ChainLimits {
  readonly tokenBytes: number;
  readonly chainBytes: number;
  readonly proofBytes: number;
  readonly links: number;
  /** Seconds that a link may last. */
  readonly lifetime: number;
  /** Constraints inside each other. */
  readonly constraintDepth: number;
}

/**
 * A format of chains. It reads tokens and proofs, checks their signatures, and refuses by throwing `ChainError`. The verifier
 * does the rest alike for every format: sizes before, and time, widening, revocation, replay and the handle after.
 */
export interface ChainCodec {
  /** Its name and version, such as `toolcap/1`. */
  readonly format: string;
  readonly limits: ChainLimits;
  /** Whether a proof is made for each call, so that there is none for a session. */
  readonly proves: 'session or call' | 'call';
  read(tokens: readonly string[], digest: string, keys: TrustedKeys): ReadChain;
  readProof(proof: string, expected: ExpectedProof): ReadProof;
}
