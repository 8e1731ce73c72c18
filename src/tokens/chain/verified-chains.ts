import { hash } from 'node:crypto';
import { adoptedState } from '../capability/adopt.ts';
import type { AuthorityTerms } from '../capability/authority.ts';
import type { Authority, CapabilityState } from '../capability/capability.ts';
import type { ToolTerms } from '../capability/tool-grant.ts';
import type { Anchor, AnchorSet } from './anchors.ts';
import { ChainCache } from './chain-cache.ts';
import { ChainError } from './chain-error.ts';
import { checkLinks, checkTimes } from './check-links.ts';
import type { ChainCodec, ReadChain, ReadLink } from './codec.ts';
import { linkTerms } from './link-terms.ts';
import { isOwnCodec } from './own-codecs.ts';
import type { PublicKey } from './public-key.ts';

/** A chain whose signatures and links have been checked. Holds nothing that changes: no time, no revocation, no count, no proof. */
export interface VerifiedChain {
  readonly anchor: Anchor;
  readonly digest: string;
  readonly holder: PublicKey;
  readonly leafId: string;
  /** Seconds since 1970. */
  readonly times: readonly Pick<ReadLink, 'issuedAt' | 'expiresAt'>[];
  /** The earliest of them, in seconds since 1970. */
  readonly expiresAt: number;
  readonly state: CapabilityState;
}

export interface VerifiedChainsOptions {
  readonly authority: Authority;
  readonly terms: AuthorityTerms;
  readonly anchors: AnchorSet;
  readonly audience: string;
  readonly codec: ChainCodec;
  readonly maxLinks: number;
  readonly cacheBytes: number;
}

/** Bytes of a verified chain for each byte of its tokens, as measured by the benchmark `chain-verified-bytes`. */
const HELD_PER_BYTE = 5;

/** Verifies chains, and remembers those that were right, by the exact bytes of their tokens. */
export class VerifiedChains {
  readonly #options: VerifiedChainsOptions;
  readonly #cache: ChainCache<VerifiedChain>;
  #generation: number;

  constructor(options: VerifiedChainsOptions) {
    this.#options = options;
    this.#cache = new ChainCache(options.cacheBytes);
    this.#generation = options.anchors.generation;
  }

  /**
   * Everything but the proof. What a change of the anchors has made doubtful is verified again.
   *
   * @param nowMs milliseconds since 1970
   * @throws `ChainError`
   */
  verify(tokens: unknown, nowMs: number): VerifiedChain {
    const { anchors, codec, maxLinks, audience } = this.#options;
    const { chain, bytes } = checkSizes(tokens, codec, maxLinks);
    const digest = hash('sha256', chain.join(','), 'base64url');
    if (this.#generation !== anchors.generation) {
      this.#cache.clear();
      this.#generation = anchors.generation;
    }
    const known = this.#cache.get(digest);
    const verified = known ?? this.#read(chain, digest, nowMs);
    const { anchor } = verified;
    if (!(nowMs >= anchor.notBefore && nowMs < anchor.notAfter)) {
      throw new ChainError('ANCHOR_EXPIRED', 'its trust anchor does not count at this time', 0);
    }
    if (anchor.audience !== undefined && !anchor.audience.has(audience)) {
      throw new ChainError('AUDIENCE_MISMATCH', 'its trust anchor does not count here', 0);
    }
    checkTimes(verified.times, nowMs / 1_000);
    if (known === undefined) this.#cache.set(digest, verified, bytes * HELD_PER_BYTE);
    return verified;
  }

  #read(tokens: readonly string[], digest: string, nowMs: number): VerifiedChain {
    const { authority, terms, anchors, codec, audience } = this.#options;
    const chain = codec.read(tokens, digest, anchors);
    const anchor = anchors.get(chain.anchor.kid);
    if (anchor === undefined) throw new ChainError('ROOT_UNTRUSTED', 'its key is not a trust anchor', 0);
    checkLinks(chain, codec.limits);
    checkAudience(chain, audience);
    const owned = isOwnCodec(codec);
    const offset = terms.now() - nowMs;
    const toClock = (seconds: number): number => seconds * 1_000 + offset;
    const shared = { format: codec.format, toClock, registry: terms.registry, owned };
    const links = chain.links.map((link, index) => {
      const signer = chain.links[index - 1]?.holder ?? anchor.key;
      return linkTerms(link, index, { ...shared, token: tokens[index] ?? '', signer });
    });
    const [root, ...below] = links;
    if (root === undefined) throw new ChainError('CHAIN_EMPTY', 'it holds no link');
    const state = adoptedState(authority, [root, ...below], anchor.ceiling);
    if ('problem' in state) throw new ChainError(state.detail, state.problem, state.link);
    const times = chain.links.map(({ issuedAt, expiresAt }) => ({ issuedAt, expiresAt }));
    const expiresAt = Math.min(...times.map((time) => time.expiresAt));
    return { anchor, digest, holder: chain.holder, leafId: state.id, times, expiresAt, state: slim(state) };
  }
}

/**
 * Tools of links above the last one are in what all links say together, and in the tokens they came from: nothing reads them
 * from the link again.
 */
const slim = (state: CapabilityState): CapabilityState => ({
  ...state,
  links: state.links.map((link, index) =>
    index === state.links.length - 1 ? link : Object.freeze({ ...link, tools: NO_TOOLS, delegates: NO_TOOLS }),
  ),
});

const NO_TOOLS: ReadonlyMap<string, ToolTerms> = new Map();

function checkSizes(
  tokens: unknown,
  { limits }: ChainCodec,
  maxLinks: number,
): { readonly chain: readonly string[]; readonly bytes: number } {
  if (!Array.isArray(tokens)) throw new ChainError('TOKEN_MALFORMED', 'a chain is a list of tokens');
  if (tokens.length === 0) throw new ChainError('CHAIN_EMPTY', 'it holds no link');
  if (tokens.length > maxLinks) throw new ChainError('CHAIN_TOO_LONG', `it holds more than ${maxLinks} links`);
  const chain: string[] = [];
  let bytes = 0;
  // The copy is what is judged: a list can change while it is read.
  for (let index = 0; index < tokens.length; index += 1) {
    const token: unknown = tokens[index];
    if (typeof token !== 'string') throw new ChainError('TOKEN_MALFORMED', 'a token is a text', index);
    if (token.length > limits.tokenBytes) {
      throw new ChainError('TOKEN_TOO_LARGE', `it is longer than ${limits.tokenBytes} bytes`, index);
    }
    // The digest is of tokens with commas in between: one with a comma in it would be known as two.
    if (token.includes(',')) throw new ChainError('TOKEN_MALFORMED', 'it is no token', index);
    bytes += token.length;
    chain.push(token);
  }
  if (bytes > limits.chainBytes) {
    throw new ChainError('CHAIN_TOO_LARGE', `it is longer than ${limits.chainBytes} bytes`);
  }
  return { chain, bytes };
}

/** Every link that says where it may be used must name this place. */
function checkAudience({ links }: ReadChain, audience: string): void {
  for (const [index, link] of links.entries()) {
    if (link.audience !== undefined && !link.audience.includes(audience)) {
      throw new ChainError('AUDIENCE_MISMATCH', 'it is for another place', index);
    }
  }
}
