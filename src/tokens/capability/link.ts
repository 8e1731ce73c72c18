import type { ToolTerms } from './tool-grant.ts';

/**
 * What one link of a chain says: the options of one `mint()` or `attenuate()`, read and checked. Frozen plain data and maps,
 * so that a format can write a chain down link by link. Never leaves this room.
 */
export interface LinkTerms {
  readonly id: string;
  /** The same on every link. */
  readonly principal: string;
  /** Who holds it; where it was not said, who holds the link above. */
  readonly agent: string | undefined;
  /** What its holder may call, by full target. */
  readonly tools: ReadonlyMap<string, ToolTerms>;
  /** What its holder may hand on, by full target. The same map as `tools` where it was not said. */
  readonly delegates: ReadonlyMap<string, ToolTerms>;
  /** On the clock of the authority, in milliseconds. -Infinity where it holds at once. */
  readonly notBefore: number;
  /** On the clock of the authority, in milliseconds. */
  readonly expiresAt: number;
  /** How many more times it can be narrowed. */
  readonly depthLeft: number;
  /** Calls in all. Undefined: no limit of its own; those of the links above count as well in any case. */
  readonly uses: number | undefined;
  /** Calls of one target, by full target. */
  readonly toolUses: ReadonlyMap<string, number>;
  /** Whole units that calls may cost in all. Undefined: no limit of its own. */
  readonly budget: number | undefined;
  /** Where it may be used. Undefined: no restriction of its own. */
  readonly audience: ReadonlySet<string> | undefined;
  /** Targets each call of which a person must approve: those of the links above and its own. */
  readonly approvals: ReadonlySet<string>;
  /** False: only calls that change nothing outside. */
  readonly sideEffects: boolean;
  /** Thumbprints of keys that it is bound to or was written with: `revoke({ key })` ends it by any of them. */
  readonly keys?: readonly string[];
  /** Where it was read from, for the format that it came in. */
  readonly origin?: object;
}

/** One link as it is held in this process, shared by all that was narrowed from it. Only `endLifeline` may end it. */
export interface Lifeline {
  readonly revoked: boolean;
  /** Whether the link has left this process: its revocation then goes to the store as well. */
  shared: boolean;
}

export const createLifeline = (): Lifeline => ({ revoked: false, shared: false });

let ended = 0;

/** Ends a link, and with it all that was narrowed from it. */
export function endLifeline(lifeline: Lifeline): void {
  Object.assign(lifeline, { revoked: true });
  ended += 1;
}

/** How many have ended in this process. While it stays the same, what was found about a handle holds. */
export const lifelinesEnded = (): number => ended;
