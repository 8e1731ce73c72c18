import type { Lifeline, LinkTerms } from './link.ts';
import type { RefusedCheck } from './refusal.ts';
import type { AttenuateOptions, MintOptions } from './terms.ts';
import type { ToolGrant } from './tool-grant.ts';

/** The answer to "may this be called with that?". */
export type CapabilityCheck = AllowedCheck | RefusedCheck;

export interface AllowedCheck {
  readonly ok: true;
  /** The frozen copy of the arguments that was judged. Run this one, and not the original. */
  readonly args: unknown;
}

/** What may be known about a capability: for audit records and for planning. */
export interface CapabilityDescription {
  readonly id: string;
  readonly principal: string;
  /** Who holds it, where that was said. */
  readonly agent: string | undefined;
  /** Ids from the first capability of the chain to this one. */
  readonly lineage: readonly string[];
  /** Who holds each of them. */
  readonly agents: readonly (string | undefined)[];
  /** What it may call. */
  readonly tools: readonly string[];
  /** What it may hand on. */
  readonly delegates: readonly string[];
  /** Targets each call of which a person must approve. */
  readonly approvals: readonly string[];
  /** Where it may be used. Undefined: anywhere. */
  readonly audience: readonly string[] | undefined;
  /** False: only calls that change nothing outside. */
  readonly sideEffects: boolean;
  /** Milliseconds until it begins to hold, 0 when it does. */
  readonly startsInMs: number;
  /** Milliseconds left, 0 when it has expired or was revoked. */
  readonly expiresInMs: number;
  /** How many more times it can be narrowed. */
  readonly depthLeft: number;
}

/** What a check must know about a call besides its target and arguments. */
export interface CallCircumstances {
  /** Whether the callee changes anything outside. Default true. */
  readonly sideEffects?: boolean;
  /** Where the call is made: the name that this place gives itself. A capability with an audience refuses where none is given. */
  readonly audience?: string;
  /** That a person has approved this call with these arguments. Default false. */
  readonly approved?: boolean;
}

/** Makes, narrows, checks and revokes capabilities. Handles of another authority are refused. */
export interface Authority {
  /** @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds */
  mint(options: MintOptions): Capability;
  /**
   * A capability that holds less. What is not proven to be less is refused.
   *
   * @throws `ERR_CAPABILITY_WIDENED` for more of anything, with a message that names it, and where no depth is left;
   * `ERR_CAPABILITY_EXPIRED` when the parent is past its life; `ERR_CAPABILITY` for a handle that is not genuine
   */
  attenuate(capability: Capability, options: AttenuateOptions): Capability;
  /**
   * Judges a call by every link of the chain. No side effects, and never throws for what it is asked about. `args` that are
   * not an object count as one argument named `input`; undefined counts as no arguments.
   */
  check(capability: Capability, target: string, args?: unknown, circumstances?: CallCircumstances): CapabilityCheck;
  /** Ends a capability, and all that was narrowed from it, at once. Ending it twice is fine. @throws `ERR_CAPABILITY` for a handle that is not genuine */
  revoke(capability: Capability): void;
  /** @throws `ERR_CAPABILITY` for a handle that is not genuine */
  describe(capability: Capability): CapabilityDescription;
}

/**
 * What stands behind a handle: every link, and what all of them say together. Nothing here relies on the proof that a link is
 * narrower than the one above it: what is merged holds what every link grants. Never leaves this room.
 */
export interface CapabilityState {
  readonly authority: Authority;
  /** From the first link of the chain to this one, which is the last. */
  readonly links: readonly LinkTerms[];
  /** One for each link. */
  readonly lifelines: readonly Lifeline[];
  readonly id: string;
  readonly principal: string;
  readonly agent: string | undefined;
  /** What the holder may call, by every link. */
  readonly tools: ReadonlyMap<string, ToolGrant>;
  /** What the holder may hand on, by every link. */
  readonly delegates: ReadonlyMap<string, ToolGrant>;
  /** On the clock of the authority, in milliseconds: the latest of all links. */
  readonly notBefore: number;
  /** On the clock of the authority, in milliseconds: the earliest of all links. */
  readonly expiresAt: number;
  readonly depthLeft: number;
  /** What every link lists. Undefined: anywhere. */
  readonly audience: ReadonlySet<string> | undefined;
  /** What any link lists. */
  readonly approvals: ReadonlySet<string>;
  readonly sideEffects: boolean;
}

const MINTED = Symbol('crewguard.minted');

let open: (value: object) => CapabilityState | undefined;

/**
 * An unforgeable grant of named tools, held as an object: who has the object may use it, and nobody can make one but
 * `createAuthority()`. It carries nothing that can be read, copied or serialised; `JSON.stringify` gives its id and the
 * names of its tools. A copy, a clone, a Proxy round it or an object that inherits from it is worth nothing.
 */
export class Capability {
  readonly #state: CapabilityState;

  static {
    // A private name is on the object itself or nowhere: it does not pass through a Proxy or a prototype.
    open = (value) => (#state in value ? (value as Capability).#state : undefined);
    Object.freeze(Capability.prototype);
    Object.freeze(Capability);
  }

  /** @internal Only an authority can call this. */
  constructor(proof: typeof MINTED, state: CapabilityState) {
    if (proof !== MINTED) throw new TypeError('A capability is made by authority.mint() or capability.attenuate().');
    this.#state = state;
    Object.freeze(this);
  }

  /** A narrower capability: the same as `authority.attenuate(capability, options)`. */
  attenuate(options: AttenuateOptions): Capability {
    return this.#state.authority.attenuate(this, options);
  }

  /** The id and the names of the tools. */
  toJSON(): { readonly id: string; readonly tools: readonly string[] } {
    return { id: this.#state.id, tools: [...this.#state.tools.keys()] };
  }
}

export const createCapability = (state: CapabilityState): Capability => new Capability(MINTED, state);

/** What stands behind a genuine handle, or undefined for anything else. */
export const stateOf = (value: unknown): CapabilityState | undefined =>
  typeof value === 'object' && value !== null ? open(value) : undefined;

/** The authority that made a genuine handle, or undefined for anything else. */
export const authorityOf = (value: unknown): Authority | undefined => stateOf(value)?.authority;
