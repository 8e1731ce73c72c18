import { type Clock, monotonic } from '../../clock.ts';
import { GuardError } from '../../errors.ts';
import { checkOptions, functionOption } from '../../options.ts';
import { type ConstraintRegistry, type CustomConstraintDefinition, registryOption } from '../constraints/registry.ts';
import {
  type Authority,
  type CallCircumstances,
  type Capability,
  type CapabilityCheck,
  type CapabilityDescription,
  type CapabilityState,
  createCapability,
  stateOf,
} from './capability.ts';
import { judge } from './check.ts';
import { wideningOf } from './narrowing.ts';
import { readBelow, readRoot } from './read-link.ts';
import { NOT_GENUINE, refused, widened } from './refusal.ts';
import { rootState, stateBelow } from './state.ts';
import { fullTarget } from './target.ts';
import type { AttenuateOptions, MintOptions } from './terms.ts';

export interface AuthorityOptions {
  /** Milliseconds on a clock that only goes forward. Default: `performance.now`. */
  readonly clock?: Clock;
  /** Custom constraints that its capabilities may hold: definitions, or what `createConstraintRegistry()` made. Default: none. */
  readonly constraints?: ConstraintRegistry | readonly CustomConstraintDefinition[];
}

/** What the links of an authority's capabilities are written in. Never leaves this room. */
export interface AuthorityTerms {
  /** Never goes back. */
  readonly now: Clock;
  readonly registry: ConstraintRegistry;
}

const termsOfAuthorities = new WeakMap<Authority, AuthorityTerms>();

/** Undefined for what is no authority. */
export const termsOf = (authority: Authority): AuthorityTerms | undefined => termsOfAuthorities.get(authority);

/**
 * The source of capabilities within one process. Two authorities do not accept each other's handles.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option or a clock that is not a function
 */
export function createAuthority(options: AuthorityOptions = {}): Authority {
  checkOptions('createAuthority', options, ['clock', 'constraints']);
  const clock = options.clock ?? monotonic;
  functionOption('createAuthority', 'clock', clock, 'that returns milliseconds');

  const registry = registryOption(options.constraints);

  // A clock that jumps back must not bring an expired capability to life.
  let latest = -Infinity;
  const now = (): number => {
    const time = clock();
    if (time > latest) latest = time;
    return Number.isNaN(time) ? time : latest;
  };

  const authority: Authority = Object.freeze({
    mint(given: MintOptions): Capability {
      return createCapability(rootState(authority, readRoot({ where: 'authority.mint', now: now(), registry }, given)));
    },

    attenuate(capability: Capability, given: AttenuateOptions): Capability {
      const where = 'authority.attenuate';
      const parent = genuine(capability);
      const time = now();
      const ended = endOf(parent, time);
      if (ended !== undefined) throw new GuardError('ERR_CAPABILITY_EXPIRED', `${where}: the parent ${ended}.`);
      const link = readBelow({ where, now: time, registry }, given, parent);
      const widening = wideningOf(parent, link);
      if (widening !== undefined) throw widened(widening);
      return createCapability(stateBelow(parent, link));
    },

    check(capability: Capability, name: string, args?: unknown, given: CallCircumstances = NOTHING): CapabilityCheck {
      const target = typeof name === 'string' ? fullTarget(name) : 'tool:';
      const state = stateOf(capability);
      if (state?.authority !== authority) return refused(target, 'HANDLE_FORGED', NOT_GENUINE);
      if (isRevoked(state)) return refused(target, 'TOKEN_REVOKED', `the capability ${REVOKED}`);
      return judge(state, target, args, given, now());
    },

    revoke(capability: Capability): void {
      const lifeline = genuine(capability).lifelines.at(-1);
      if (lifeline !== undefined) lifeline.revoked = true;
    },

    describe(capability: Capability): CapabilityDescription {
      const state = genuine(capability);
      const time = now();
      return Object.freeze({
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
        startsInMs: Math.max(0, state.notBefore - time),
        expiresInMs: endOf(state, time) === undefined ? state.expiresAt - time : 0,
        depthLeft: state.depthLeft,
      });
    },
  });
  termsOfAuthorities.set(authority, Object.freeze({ now, registry }));
  return authority;

  function genuine(capability: unknown): CapabilityState {
    const state = stateOf(capability);
    if (state?.authority !== authority) throw new GuardError('ERR_CAPABILITY', NOT_GENUINE);
    return state;
  }
}

const NOTHING: CallCircumstances = Object.freeze({});
const REVOKED = 'was revoked, or one that it was narrowed from';

/** Why a capability is over, or undefined while it holds. A time that is not a number is past every expiry. */
function endOf(state: CapabilityState, time: number): string | undefined {
  if (isRevoked(state)) return REVOKED;
  return time < state.expiresAt ? undefined : 'has expired';
}

function isRevoked({ lifelines }: CapabilityState): boolean {
  for (const lifeline of lifelines) if (lifeline.revoked) return true;
  return false;
}
