import type { Clock } from '../../clock.ts';
import type { GuardError } from '../../errors.ts';
import { snapshot } from '../../snapshot.ts';
import { isLater } from '../store/within.ts';
import {
  type Authority,
  type CallCircumstances,
  type CapabilityCheck,
  type CapabilityState,
  stateOf,
} from './capability.ts';
import { NOT_GENUINE, type RefusedCheck, refused } from './refusal.ts';
import type { Revocations, Standing } from './revocations.ts';
import { fullTarget } from './target.ts';
import { faultOf } from './tool-grant.ts';

/** The `check` of an authority. Whatever goes wrong in it is a refusal. */
export const createCheck =
  (now: Clock, revocations: Revocations) =>
  (
    authority: Authority,
    capability: unknown,
    name: unknown,
    args: unknown,
    circumstances: CallCircumstances = NOTHING,
  ): CapabilityCheck => {
    const target = typeof name === 'string' ? fullTarget(name) : 'tool:';
    try {
      const state = stateOf(capability);
      if (state?.authority !== authority) return refused(target, 'HANDLE_FORGED', NOT_GENUINE);
      const problem = revocations.problemOf(state);
      if (isLater(problem)) {
        problem.then(undefined, () => {});
        return refused(target, 'STORE_UNAVAILABLE', 'the store answers later: ask authorize()');
      }
      if (problem !== undefined) return refused(target, problem, STANDING_REASONS[problem]);
      return judge(state, target, args, circumstances, now());
    } catch {
      return internal(target);
    }
  };

/** A check that breaks denies. */
export const internal = (target: string): RefusedCheck => refused(target, 'INTERNAL_DENY', 'the check itself failed');

/** What is said where a capability does not stand. */
export const STANDING_REASONS = {
  TOKEN_REVOKED: 'the capability was revoked, or one that it was narrowed from',
  STORE_UNAVAILABLE: 'the store of counts and revocations failed, or took too long',
  STORE_STALE: 'the list of revocations is out of date',
} as const satisfies Record<Standing, string>;

export const NOTHING: CallCircumstances = Object.freeze({});

/** What was really said: not what somebody put on `Object.prototype`. */
export const own = <T extends object, Name extends keyof T>(options: T, name: Name): T[Name] | undefined =>
  Object.hasOwn(options, name) ? options[name] : undefined;

const isAmong = (audience: ReadonlySet<string>, place: string | undefined): boolean =>
  place !== undefined && audience.has(place);

/** Judges one call by what every link of a chain says, apart from revocation and counts. `now` is on the clock of the authority. */
export function judge(
  state: CapabilityState,
  target: string,
  args: unknown,
  circumstances: CallCircumstances,
  now: number,
): CapabilityCheck {
  const outOfTime = timeRefusal(state, target, now);
  if (outOfTime !== undefined) return outOfTime;
  const grant = state.tools.get(target);
  if (grant === undefined) return refused(target, 'TOOL_NOT_GRANTED', 'the capability does not grant this target');
  const { audience } = state;
  if (audience !== undefined && !isAmong(audience, own(circumstances, 'audience'))) {
    return refused(target, 'AUDIENCE_MISMATCH', 'the capability is not for use here');
  }
  if (!state.sideEffects && own(circumstances, 'sideEffects') !== false) {
    return refused(target, 'SIDE_EFFECTS_NOT_GRANTED', 'the capability is for calls without side effects only');
  }
  let judged: unknown;
  try {
    judged = snapshot(args);
  } catch (error) {
    const { code, message } = error as GuardError; // snapshot() throws nothing else
    return refused(target, code === 'ERR_INPUT_TOO_LARGE' ? 'ARGS_TOO_LARGE' : 'ARGS_UNREPRESENTABLE', message);
  }
  const fault = faultOf(grant, named(judged));
  if (fault !== undefined) {
    const { detail, reason, ...where } = fault;
    return refused(target, detail, reason, where);
  }
  if (state.approvals.has(target) && own(circumstances, 'approved') !== true) {
    return refused(target, 'APPROVAL_REQUIRED', 'a person must approve each call of this target');
  }
  return { ok: true, args: judged };
}

/** A time that is not a number is past every expiry. */
export function timeRefusal(
  { notBefore, expiresAt }: CapabilityState,
  target: string,
  now: number,
): RefusedCheck | undefined {
  if (!(now < expiresAt)) return refused(target, 'TOKEN_EXPIRED', 'the capability has expired');
  if (!(now >= notBefore)) return refused(target, 'TOKEN_NOT_YET_VALID', 'the capability does not hold yet');
  return undefined;
}

/** The arguments by name. What is not an object is one argument named `input`. */
function named(args: unknown): Readonly<Record<string, unknown>> {
  if (args === undefined) return NONE;
  return typeof args === 'object' && args !== null && !Array.isArray(args)
    ? (args as Readonly<Record<string, unknown>>)
    : { input: args };
}

const NONE: Readonly<Record<string, unknown>> = Object.freeze({});
