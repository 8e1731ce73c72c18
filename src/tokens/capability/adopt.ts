import { monotonic } from '../../clock.ts';
import { termsOf } from './authority.ts';
import { type Authority, type Capability, type CapabilityState, createCapability } from './capability.ts';
import { createLifeline, type Lifeline, type LinkTerms } from './link.ts';
import { wideningOf } from './narrowing.ts';
import type { Widening } from './refusal.ts';
import { unseen } from './revocations.ts';
import { rootState, stateBelow } from './state.ts';
import { mergeTerms, type ToolGrant, type ToolTerms } from './tool-grant.ts';

/** Which link of a chain holds more than the one above it, and of what. */
export interface RefusedChain extends Widening {
  /** 1 is the first link below the root. */
  readonly link: number;
}

/**
 * The state of links that were written elsewhere and whose writers have been verified. Each link is held against the one above
 * it. Their times are on the clock of the authority: `termsOf(authority).now`.
 *
 * @param ceiling by full target: what a call must be within besides every link. Targets that it does not name are taken out
 */
export function adoptedState(
  authority: Authority,
  [root, ...below]: readonly [LinkTerms, ...LinkTerms[]],
  ceiling?: ReadonlyMap<string, ToolTerms>,
): CapabilityState | RefusedChain {
  const now = (termsOf(authority)?.now ?? monotonic)();
  let state = rootState(authority, root, now);
  for (const [index, link] of below.entries()) {
    const widening = wideningOf(state, link);
    if (widening !== undefined) return { ...widening, link: index + 1 };
    state = stateBelow(state, link, now);
  }
  if (ceiling === undefined) return state;
  return { ...state, tools: within(ceiling, state.tools), delegates: within(ceiling, state.delegates) };
}

/**
 * A handle for an adopted state. Its links are held elsewhere too: revoking it goes to the store, and the chain is worth nothing
 * wherever that store is asked. `above` ends this handle alone.
 */
export const handleOf = (
  state: CapabilityState,
  bounds: Pick<CapabilityState, 'expiresAt'> & Partial<Pick<CapabilityState, 'tools' | 'delegates'>>,
  above: Lifeline,
): Capability =>
  createCapability({
    ...state,
    ...bounds,
    lifelines: [above, ...state.links.map(() => ({ ...createLifeline(), shared: true }))],
    standing: unseen(),
  });

/** What the last link says stays what the next one is proven against; every call is held against the ceiling too. */
function within(
  ceiling: ReadonlyMap<string, ToolTerms>,
  grants: ReadonlyMap<string, ToolGrant>,
): ReadonlyMap<string, ToolGrant> {
  const map = new Map<string, ToolGrant>();
  for (const [target, grant] of grants) {
    const most = ceiling.get(target);
    if (most !== undefined) map.set(target, { ...mergeTerms(grant, most), terms: grant.terms });
  }
  return map;
}
