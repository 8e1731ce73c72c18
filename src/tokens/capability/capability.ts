import type { GuardErrorCode } from '../../error-codes.ts';
import type { ConstraintType } from '../constraints/constraint.ts';
import type { AttenuateOptions, MintOptions } from './terms.ts';
import type { ToolGrant } from './tool-grant.ts';

/** The answer to "may this be called with that?". */
export type CapabilityCheck = AllowedCheck | RefusedCheck;

export interface AllowedCheck {
  readonly ok: true;
  /** The frozen copy of the arguments that was judged. Run this one, and not the original. */
  readonly args: unknown;
}

export interface RefusedCheck {
  readonly ok: false;
  readonly code: GuardErrorCode;
  /** For the operator. Names the argument and the type of its constraint, never values. */
  readonly reason: string;
  /** The full target. */
  readonly tool: string;
  readonly argument?: string;
  /** Type of the constraint that refused. */
  readonly constraint?: ConstraintType;
}

/** What may be known about a capability: for audit records and for planning. */
export interface CapabilityDescription {
  readonly id: string;
  readonly principal: string;
  /** Ids from the first capability of the chain to this one. */
  readonly lineage: readonly string[];
  readonly tools: readonly string[];
  /** Milliseconds left, 0 when it has expired or was revoked. */
  readonly expiresInMs: number;
  /** How many more times it can be narrowed. */
  readonly depthLeft: number;
}

/** Makes, narrows, checks and revokes capabilities. Handles of another authority are refused. */
export interface Authority {
  /** @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds */
  mint(options: MintOptions): Capability;
  /**
   * A capability that holds less. What is not proven to be less is refused.
   *
   * @throws `ERR_CAPABILITY_WIDENED` for more tools, wider or unproven constraints, a longer life, or no depth left;
   * `ERR_CAPABILITY_EXPIRED` when the parent is past its life; `ERR_CAPABILITY` for a handle that is not genuine
   */
  attenuate(capability: Capability, options: AttenuateOptions): Capability;
  /**
   * Judges a call by every link of the chain. No side effects, and never throws for what it is asked about. `args` that are
   * not an object count as one argument named `input`; undefined counts as no arguments.
   */
  check(capability: Capability, target: string, args?: unknown): CapabilityCheck;
  /** Ends a capability, and all that was narrowed from it, at once. Ending it twice is fine. @throws `ERR_CAPABILITY` for a handle that is not genuine */
  revoke(capability: Capability): void;
  /** @throws `ERR_CAPABILITY` for a handle that is not genuine */
  describe(capability: Capability): CapabilityDescription;
}

/** Set once, read by every descendant: revoking a capability ends all that was narrowed from it. */
export interface Lifeline {
  revoked: boolean;
}

/** What stands behind a handle. Never leaves this folder. */
export interface CapabilityState {
  readonly authority: Authority;
  readonly id: string;
  readonly principal: string;
  /** Ids from the first capability of the chain to this one. */
  readonly lineage: readonly string[];
  /** This capability's own and those of all it was narrowed from. */
  readonly lifelines: readonly Lifeline[];
  /** On the clock of the authority, in milliseconds. */
  readonly expiresAt: number;
  /** How many more times it can be narrowed. */
  readonly depthLeft: number;
  readonly tools: ReadonlyMap<string, ToolGrant>;
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
