import { type Clock, monotonic } from '../../clock.ts';
import { GuardError } from '../../errors.ts';
import { checkOptions, functionOption, integerOption } from '../../options.ts';
import { type ConstraintRegistry, type CustomConstraintDefinition, registryOption } from '../constraints/registry.ts';
import { memoryTokenStore } from '../store/memory-store.ts';
import { checkTokenStore, type MaybePromise, type TokenStore } from '../store/token-store.ts';
import { isLater } from '../store/within.ts';
import { createAuthorize } from './authorize.ts';
import {
  type Authority,
  type AuthorizeOptions,
  type CallCircumstances,
  type Capability,
  type CapabilityCheck,
  type CapabilityDescription,
  type CapabilityState,
  createCapability,
  type RevokedName,
  stateOf,
} from './capability.ts';
import { createCheck } from './check.ts';
import { describeState } from './describe.ts';
import { endLifeline } from './link.ts';
import { wideningOf } from './narrowing.ts';
import { readBelow, readRoot } from './read-link.ts';
import { NOT_GENUINE, widened } from './refusal.ts';
import { Revocations } from './revocations.ts';
import { readRevoked } from './revoked-name.ts';
import { rootState, stateBelow } from './state.ts';
import { type AttenuateOptions, MAX_TTL_MS, type MintOptions } from './terms.ts';

export interface AuthorityOptions {
  /** Milliseconds on a clock that only goes forward. Default: `performance.now`. */
  readonly clock?: Clock;
  /** Custom constraints that its capabilities may hold: definitions, or what `createConstraintRegistry()` made. Default: none. */
  readonly constraints?: ConstraintRegistry | readonly CustomConstraintDefinition[];
  /** Where uses, budgets and revocations are kept. Default: `memoryTokenStore()`, for this process alone. */
  readonly store?: TokenStore;
  /** Milliseconds after which a store that has not answered counts as failed, and the call is refused: 1 to 60,000. Default 1,000. */
  readonly storeTimeoutMs?: number;
  /** Milliseconds for which the copy of the revocations that a remote store keeps may be out of date: 0 to 86,400,000. Default 5,000. */
  readonly maxStalenessMs?: number;
}

/** What the links of an authority's capabilities are written in. Never leaves this room. */
export interface AuthorityTerms {
  /** Never goes back. */
  readonly now: Clock;
  readonly registry: ConstraintRegistry;
  readonly store: TokenStore;
}

const termsOfAuthorities = new WeakMap<Authority, AuthorityTerms>();

/** Undefined for what is no authority. */
export const termsOf = (authority: Authority): AuthorityTerms | undefined => termsOfAuthorities.get(authority);

/**
 * The source of capabilities within one process. Two authorities do not accept each other's handles.
 *
 * @throws `ERR_OPTION_INVALID` for an option that is unknown, out of range or of the wrong kind
 */
export function createAuthority(options: AuthorityOptions = {}): Authority {
  const where = 'createAuthority';
  checkOptions(where, options, ['clock', 'constraints', 'store', 'storeTimeoutMs', 'maxStalenessMs']);
  const now = forward(options.clock);
  const { storeTimeoutMs = 1_000, maxStalenessMs = 5_000, store = memoryTokenStore({ clock: now }) } = options;
  checkTokenStore(where, store);
  integerOption(where, 'storeTimeoutMs', storeTimeoutMs, { min: 1, max: 60_000 });
  integerOption(where, 'maxStalenessMs', maxStalenessMs, { min: 0, max: 86_400_000 });
  const registry = registryOption(options.constraints);
  const revocations = new Revocations(store, storeTimeoutMs, maxStalenessMs);

  const authority: Authority = Object.freeze({
    mint(given: MintOptions): Capability {
      const time = now();
      return createCapability(
        rootState(authority, readRoot({ where: 'authority.mint', now: time, registry }, given), time),
      );
    },

    attenuate(capability: Capability, given: AttenuateOptions): Capability {
      const parent = genuine(capability);
      const time = now();
      const reading = { where: 'authority.attenuate', now: time, registry };
      const ended = endOf(parent, time);
      if (ended !== undefined) throw new GuardError('ERR_CAPABILITY_EXPIRED', `${reading.where}: the parent ${ended}.`);
      const link = readBelow(reading, given, parent);
      const widening = wideningOf(parent, link);
      if (widening !== undefined) throw widened(widening);
      return createCapability(stateBelow(parent, link, time));
    },

    check: (
      capability: Capability,
      target: string,
      args?: unknown,
      circumstances?: CallCircumstances,
    ): CapabilityCheck => check(authority, capability, target, args, circumstances),

    authorize: (capability: Capability, target: string, args?: unknown, given?: AuthorizeOptions) =>
      authorize(authority, capability, target, args, given),

    revoke(revoked: Capability | RevokedName): MaybePromise<void> {
      const state = stateOf(revoked);
      if (state?.authority !== authority) {
        const { key, ttlMs } = readRevoked(revoked as RevokedName);
        return revocations.name(key, ttlMs);
      }
      const lifeline = state.lifelines.at(-1);
      if (lifeline === undefined) return undefined;
      endLifeline(lifeline);
      return lifeline.shared ? revocations.name(`id:${state.id}`, timeLeft(state, now())) : undefined;
    },

    describe(capability: Capability): CapabilityDescription {
      const state = genuine(capability);
      const time = now();
      return describeState(state, time, endOf(state, time) !== undefined);
    },
  });
  const check = createCheck(now, revocations);
  const authorize = createAuthorize({ now, store, storeTimeoutMs, revocations });
  termsOfAuthorities.set(authority, Object.freeze({ now, registry, store }));
  return authority;

  function genuine(capability: unknown): CapabilityState {
    const state = stateOf(capability);
    if (state?.authority !== authority) throw new GuardError('ERR_CAPABILITY', NOT_GENUINE);
    return state;
  }

  /** Why a capability is over, or undefined while it holds. A time that is not a number is past every expiry. */
  function endOf(state: CapabilityState, time: number): string | undefined {
    const problem = revocations.problemOf(state);
    if (isLater(problem)) problem.then(undefined, () => {}); // what is made of it is judged before every call
    if (problem === 'TOKEN_REVOKED') return 'was revoked, or one that it was narrowed from';
    return time < state.expiresAt ? undefined : 'has expired';
  }
}

/** A time that is not a number must not make a revocation end at once. */
const timeLeft = ({ expiresAt }: CapabilityState, now: number): number =>
  Number.isFinite(expiresAt - now) ? Math.max(1, Math.ceil(expiresAt - now)) : MAX_TTL_MS;

/** A clock that jumps back must not bring an expired capability to life. */
function forward(clock: Clock = monotonic): Clock {
  if (clock === monotonic) return monotonic;
  functionOption('createAuthority', 'clock', clock, 'that returns milliseconds');
  let latest = -Infinity;
  return () => {
    const time = clock();
    if (typeof time !== 'number' || Number.isNaN(time)) return Number.NaN;
    if (time > latest) latest = time;
    return latest;
  };
}
