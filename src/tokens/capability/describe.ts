import type { CapabilityDescription, CapabilityState } from './capability.ts';
import { remainingOf } from './counters.ts';

/** What may be known about a capability: names, times and counts, no constraint and no value. */
export const describeState = (state: CapabilityState, now: number, ended: boolean): CapabilityDescription =>
  Object.freeze({
    id: state.id,
    principal: state.principal,
    agent: state.agent,
    lineage: Object.freeze(state.links.map(({ id }) => id)),
    agents: Object.freeze(state.links.map(({ agent }) => agent)),
    tools: Object.freeze([...state.tools.keys()]),
    delegates: Object.freeze([...state.delegates.keys()]),
    approvals: Object.freeze([...state.approvals]),
    audience: state.audience === undefined ? undefined : Object.freeze([...state.audience]),
    sideEffects: state.sideEffects,
    startsInMs: Math.max(0, state.notBefore - now),
    expiresInMs: ended ? 0 : state.expiresAt - now,
    depthLeft: state.depthLeft,
    ...remainingOf(state),
  });
