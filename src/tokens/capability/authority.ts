import { randomUUID } from 'node:crypto';
import { type Clock, monotonic } from '../../clock.ts';
import type { GuardErrorCode } from '../../error-codes.ts';
import { GuardError } from '../../errors.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import {
  type Authority,
  type Capability,
  type CapabilityCheck,
  type CapabilityDescription,
  type CapabilityState,
  createCapability,
  type RefusedCheck,
  stateOf,
} from './capability.ts';
import { fullTarget } from './target.ts';
import {
  type AttenuateOptions,
  collect,
  DEFAULT_DEPTH,
  DEFAULT_TTL_MS,
  type MintOptions,
  readDepth,
  readTools,
  readTtl,
} from './terms.ts';
import { faultOf, grantOf, mergeTerms, type ToolGrant, widening } from './tool-grant.ts';

export interface AuthorityOptions {
  /** Milliseconds on a clock that only goes forward. Default: `performance.now`. */
  readonly clock?: Clock;
}

/**
 * The source of capabilities within one process. Two authorities do not accept each other's handles.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option or a clock that is not a function
 */
export function createAuthority(options: AuthorityOptions = {}): Authority {
  checkOptions('createAuthority', options, ['clock']);
  const clock = options.clock ?? monotonic;
  functionOption('createAuthority', 'clock', clock, 'that returns milliseconds');

  // A clock that jumps back must not bring an expired capability to life.
  let latest = -Infinity;
  const now = (): number => {
    const time = clock();
    if (time > latest) latest = time;
    return Number.isNaN(time) ? time : latest;
  };

  const authority: Authority = Object.freeze({
    mint(given: MintOptions): Capability {
      const where = 'authority.mint';
      checkOptions(where, given, ['principal', 'tools', 'ttlMs', 'maxDepth']);
      const { principal, tools, ttlMs = DEFAULT_TTL_MS, maxDepth = DEFAULT_DEPTH } = given;
      if (typeof principal !== 'string' || principal === '' || principal.length > 256) {
        throw optionError(where, '"principal" must be the id of the principal, 1 to 256 characters.');
      }
      const id = randomUUID();
      return createCapability({
        authority,
        id,
        principal,
        lineage: [id],
        lifelines: [{ revoked: false }],
        expiresAt: now() + readTtl(where, ttlMs),
        depthLeft: readDepth(where, maxDepth),
        tools: new Map([...readTools(where, tools)].map(([target, terms]) => [target, grantOf(terms)])),
      });
    },

    attenuate(capability: Capability, given: AttenuateOptions): Capability {
      const where = 'authority.attenuate';
      const parent = genuine(capability);
      checkOptions(where, given, ['tools', 'ttlMs', 'maxDepth']);
      const { tools, ttlMs, maxDepth } = given;
      const time = now();
      const ended = endOf(parent, time);
      if (ended !== undefined) throw new GuardError('ERR_CAPABILITY_EXPIRED', `${where}: the parent ${ended}.`);
      if (parent.depthLeft === 0) throw widened('the parent cannot be narrowed any further: its maxDepth is used up');
      const depthLeft = maxDepth === undefined ? parent.depthLeft - 1 : readDepth(where, maxDepth);
      if (depthLeft >= parent.depthLeft) throw widened('"maxDepth" must be below that of the parent');
      const expiresAt = ttlMs === undefined ? parent.expiresAt : time + readTtl(where, ttlMs);
      if (expiresAt > parent.expiresAt) {
        const left = Math.floor(parent.expiresAt - time);
        throw widened(`"ttlMs" outlives the parent, which has ${left} ms left. Leave it out to end with the parent`);
      }
      const id = randomUUID();
      return createCapability({
        authority,
        id,
        principal: parent.principal,
        lineage: [...parent.lineage, id],
        lifelines: [...parent.lifelines, { revoked: false }],
        expiresAt,
        depthLeft,
        tools: narrowed(where, parent, tools),
      });
    },

    check(capability: Capability, name: string, args?: unknown): CapabilityCheck {
      const target = typeof name === 'string' ? fullTarget(name) : 'tool:';
      const state = stateOf(capability);
      if (state?.authority !== authority) return refused(target, 'ERR_CAPABILITY', NOT_GENUINE);
      const ended = endOf(state, now());
      if (ended !== undefined) return refused(target, 'ERR_CAPABILITY_EXPIRED', `the capability ${ended}`);
      const grant = state.tools.get(target);
      if (grant === undefined) return refused(target, 'ERR_CAPABILITY', 'the capability does not grant this target');
      let judged: unknown;
      try {
        judged = snapshot(args);
      } catch (error) {
        const { code, message } = error as GuardError; // snapshot() throws nothing else
        return refused(target, code, message);
      }
      const fault = faultOf(grant, named(judged));
      if (fault === undefined) return { ok: true, args: judged };
      return { ok: false, code: 'ERR_CAPABILITY', tool: target, ...fault };
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
        lineage: Object.freeze([...state.lineage]),
        tools: Object.freeze([...state.tools.keys()]),
        expiresInMs: endOf(state, time) === undefined ? state.expiresAt - time : 0,
        depthLeft: state.depthLeft,
      });
    },
  });
  return authority;

  function genuine(capability: unknown): CapabilityState {
    const state = stateOf(capability);
    if (state?.authority !== authority) throw new GuardError('ERR_CAPABILITY', NOT_GENUINE);
    return state;
  }
}

const NOT_GENUINE =
  'the handle is not a capability of this authority: pass on the object that mint() or attenuate() returned, and no copy of it';

/** Why a capability is over, or undefined while it holds. A time that is not a number is past every expiry. */
function endOf({ lifelines, expiresAt }: CapabilityState, time: number): string | undefined {
  for (const lifeline of lifelines) if (lifeline.revoked) return 'was revoked, or one that it was narrowed from';
  return time < expiresAt ? undefined : 'has expired';
}

function narrowed(where: string, parent: CapabilityState, tools: unknown): ReadonlyMap<string, ToolGrant> {
  const held = (target: string): ToolGrant => {
    const grant = parent.tools.get(target);
    if (grant === undefined) throw widened(`${target} is not held by the parent`);
    return grant;
  };
  if (Array.isArray(tools)) return collect(where, tools, (_name, target) => held(target));
  const merged = new Map<string, ToolGrant>();
  for (const [target, terms] of readTools(where, tools)) {
    const above = held(target);
    const problem = widening(terms, above.terms);
    if (problem !== undefined) throw widened(`${target} ${problem}`);
    merged.set(target, mergeTerms(above, terms));
  }
  return merged;
}

const widened = (problem: string): GuardError =>
  new GuardError('ERR_CAPABILITY_WIDENED', `authority.attenuate: ${problem}.`);

const refused = (tool: string, code: GuardErrorCode, reason: string): RefusedCheck => ({
  ok: false,
  code,
  reason,
  tool,
});

/** The arguments by name. What is not an object is one argument named `input`. */
function named(args: unknown): Readonly<Record<string, unknown>> {
  if (args === undefined) return NONE;
  return typeof args === 'object' && args !== null && !Array.isArray(args)
    ? (args as Readonly<Record<string, unknown>>)
    : { input: args };
}

const NONE: Readonly<Record<string, unknown>> = Object.freeze({});
