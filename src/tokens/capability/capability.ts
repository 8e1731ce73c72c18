import type { MaybePromise } from '../store/token-store.ts';
import { type Counted, type Remaining, remainingOf } from './counters.ts';
import type { LinkTerms } from './link.ts';
import type { RefusedCheck } from './refusal.ts';
import type { Reservation } from './reservation.ts';
import type { Revocable } from './revocations.ts';
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
export interface CapabilityDescription extends Remaining {
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
  readonly sideEffects?: boolean | undefined;
  /** Where the call is made: the name that this place gives itself. A capability with an audience refuses where none is given. */
  readonly audience?: string | undefined;
  /** That a person has approved this call with these arguments: it opens what `approvals` close, and nobody checks it. Default false. */
  readonly approved?: boolean | undefined;
}

export interface AuthorizeOptions extends CallCircumstances {
  /** Names the attempt, 1 to 256 characters, where it may come again: the same one is counted once. Default: a new one each time. */
  readonly operationId?: string | undefined;
  /** Most that the call can cost, in the units of the budget: a whole number, 0 or more. Required where a link has a budget. */
  readonly cost?: number | undefined;
}

/** Whose capabilities are ended: exactly one of `id`, `principal`, `agent` and `key`. */
export interface RevokedName {
  /** One capability and all that was narrowed from it, by the id that audit records show. */
  readonly id?: string;
  readonly principal?: string;
  readonly agent?: string;
  /** Thumbprint of a key: chains that were written with it or are bound to it. */
  readonly key?: string;
  /**
   * Milliseconds for which the name stays revoked, 1 to 86,400,000: also what is minted for it in the meantime is refused.
   * Default 86,400,000, the longest life of a capability. Give less only where no capability lives longer than that.
   */
  readonly forMs?: number;
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
  /**
   * Judges a call like `check`, and counts it on every link that has a limit, all of them or none. Only this may come before a
   * call that runs. Answers at once where the store does, as the default one, and else later; never throws or rejects: what
   * goes wrong in it is a refusal. Run the call with `reservation.run()`, or give it back with `reservation.release()`.
   */
  authorize(
    capability: Capability,
    target: string,
    args?: unknown,
    options?: AuthorizeOptions,
  ): MaybePromise<Reservation | RefusedCheck>;
  /**
   * Ends a capability, or all of a name, with all that was narrowed from it, at once: also calls that were let through and
   * have not started. Ending it twice is fine. With a remote store it resolves when the store knows.
   *
   * @throws `ERR_CAPABILITY` for a handle that is not genuine; `ERR_OPTION_INVALID` for a name that is none;
   * `ERR_STORE_UNAVAILABLE` where the store did not take it: in this process it holds nevertheless where a handle was given
   */
  revoke(revoked: Capability | RevokedName): MaybePromise<void>;
  /** @throws `ERR_CAPABILITY` for a handle that is not genuine */
  describe(capability: Capability): CapabilityDescription;
}

/**
 * What stands behind a handle: every link, and what all of them say together. Nothing here relies on the proof that a link is
 * narrower than the one above it: what is merged holds what every link grants. Never leaves this room.
 */
export interface CapabilityState extends Counted, Revocable {
  readonly authority: Authority;
  /** From the first link of the chain to this one, which is the last. */
  readonly links: readonly LinkTerms[];
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

/** What is left of a genuine handle with limits, or undefined for one without and for anything else. */
export function remainingOfHandle(value: unknown): Remaining | undefined {
  const state = stateOf(value);
  return state === undefined || state.counters.length === 0 ? undefined : remainingOf(state);
}

/** The authority that made a genuine handle, or undefined for anything else. */
export const authorityOf = (value: unknown): Authority | undefined => stateOf(value)?.authority;
