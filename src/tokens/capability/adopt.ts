import { type Authority, type Capability, createCapability } from './capability.ts';
import type { LinkTerms } from './link.ts';
import { wideningOf } from './narrowing.ts';
import type { Widening } from './refusal.ts';
import { rootState, stateBelow } from './state.ts';

/** Which link of a chain holds more than the one above it, and of what. */
export interface RefusedChain extends Widening {
  /** 1 is the first link below the root. */
  readonly link: number;
}

/**
 * A capability of this authority from links that were written elsewhere and whose writers have been verified. Each link is
 * held against the one above it. Their times are on the clock of the authority: `termsOf(authority).now`.
 */
export function adopt(
  authority: Authority,
  [root, ...below]: readonly [LinkTerms, ...LinkTerms[]],
): Capability | RefusedChain {
  let state = rootState(authority, root);
  for (const [index, link] of below.entries()) {
    const widening = wideningOf(state, link);
    if (widening !== undefined) return { ...widening, link: index + 1 };
    state = stateBelow(state, link);
  }
  return createCapability(state);
}
