import type { Approvals } from '../../approval/approvals.ts';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard, type Next, type Result } from '../../guard.ts';
import { type Invocation, withInput } from '../../invocation.ts';
import { checkOptions, functionOption, integerOption, optionError } from '../../options.ts';
import { isThenable } from '../../schema.ts';
import { snapshot } from '../../snapshot.ts';
import { type Authority, authorityOf, type Capability } from '../../tokens/capability/capability.ts';
import { type RefusedCheck, refusalError } from '../../tokens/capability/refusal.ts';
import type { Reservation } from '../../tokens/capability/reservation.ts';

export interface CapabilityOptions {
  /** Accept capabilities of this authority only. Default: of any authority in this process. */
  readonly authority?: Authority;
  /**
   * Most that a call can cost, in the units of the budget: a whole number, 0 or more, or a function of the call. It is reserved
   * before the call. Without it, a capability that has a budget is refused.
   */
  readonly cost?: number | ((call: Invocation) => number);
  /**
   * What a call has really cost, once it has succeeded; for a stream, `result` is undefined. Default, and where it gives no
   * whole number, which is then on record: what was reserved. A call that fails costs what was reserved.
   */
  readonly spent?: (result: unknown, call: Invocation) => number;
  /** The name of this place, for capabilities with an audience. Without it they are refused. */
  readonly audience?: string;
  /** Asks a person where the capability wants it. Without it such calls are refused with `ERR_APPROVAL_REQUIRED`. */
  readonly approvals?: Approvals;
}

/**
 * Lets a call through when the run's capability grants its target with these arguments, counts it, and passes on the frozen
 * copy that was judged: what happens to the original afterwards reaches nobody. Needs `capability`, adds nothing. Put it
 * before the limits, so that nothing is spent on calls that are not granted.
 *
 * Every link from which the capability was narrowed is judged and counted, not the last one alone. Arguments are closed: what is
 * not named in the grant is refused. An input that is no object is one argument named `input`, and undefined is no arguments.
 * Right before the callee starts, it looks once more: a capability that ran out or was revoked while the call waited behind
 * this guard is refused. A call that never starts is given back.
 *
 * @throws `ERR_CAPABILITY`, `ERR_CAPABILITY_EXPIRED`, `ERR_CAPABILITY_EXHAUSTED`, `ERR_STORE_UNAVAILABLE`, and those of
 * `approval()`; `ERR_INPUT_INVALID` or `ERR_INPUT_TOO_LARGE` for an input that is not plain data or out of bounds. At construction
 * `ERR_OPTION_INVALID`.
 */
export function capability(options: CapabilityOptions = {}): Guard<{ capability: Capability }> {
  const { authority, cost, spent, audience, approvals } = checked(options);

  const authorize = (call: Invocation, judge: Authority, approved: boolean) =>
    judge.authorize((call.ctx as { readonly capability: Capability }).capability, call.target, call.input, {
      sideEffects: call.sideEffects,
      approved,
      audience,
      cost: typeof cost === 'function' ? known(cost(call)) : cost,
    });

  const afterApproval = async (call: Invocation, next: Next, judge: Authority, port: Approvals): Promise<Result> => {
    const input = snapshot(call.input); // what the person sees is what runs, whatever happens to the original meanwhile
    await port.require({ call: withInput(call, input), reasons: [APPROVAL] });
    return proceed(call, next, await authorize(withInput(call, input), judge, true));
  };

  const proceed = (call: Invocation, next: Next, answer: Reservation | RefusedCheck): Promise<Result> => {
    if (!answer.ok) throw refusalError(answer);
    const passed = next({ input: answer.args, sealInput: true, dispatch: () => answer.dispatch() });
    return answer.counted ? counted(call, passed, answer) : passed;
  };

  const counted = async (call: Invocation, passed: Promise<Result>, reservation: Reservation): Promise<Result> => {
    call.whenSettled(() => void reservation.release());
    const result = await passed;
    if (spent !== undefined)
      await settle(call, () => spent(result.value, withInput(call, reservation.args)), reservation);
    return result;
  };

  return defineGuard<{ capability: Capability }>('capability', (call, next) => {
    const held: unknown = call.ctx.capability;
    // Asked of the handle itself, never by a method on it: anybody can make an object with a check() of its own.
    const judge = authority ?? authorityOf(held);
    if (judge === undefined) {
      throw new GuardError('ERR_CAPABILITY', `capability: the call to ${call.target} holds no genuine capability.`);
    }
    const decide = (answer: Reservation | RefusedCheck): Promise<Result> =>
      !answer.ok && answer.detail === 'APPROVAL_REQUIRED' && approvals !== undefined
        ? afterApproval(call, next, judge, approvals)
        : proceed(call, next, answer);
    const answer = authorize(call, judge, false);
    return isThenable(answer) ? Promise.resolve(answer).then(decide) : decide(answer);
  });
}

/** The call has run: what cannot be told about it leaves it at what was reserved, and is on record. */
async function settle(call: Invocation, spent: () => number, reservation: Reservation): Promise<void> {
  try {
    const units = known(spent());
    if (!Number.isSafeInteger(units) || units < 0) throw new TypeError('"spent" must return a whole number, 0 or more');
    await reservation.settle(units);
  } catch (error) {
    call.observe({ guard: 'capability', event: 'unsettled', error });
  }
}

/** A promise is no number of units. Nobody waits for it, so its failure must not end the process. */
function known(units: number): number {
  const given: unknown = units;
  if (!isThenable(given)) return units;
  given.then(undefined, () => {});
  return Number.NaN;
}

const APPROVAL = Object.freeze({
  guard: 'capability',
  text: 'The capability of this run allows this tool with an approval only.',
});

function checked(options: CapabilityOptions): CapabilityOptions {
  const where = 'capability';
  checkOptions(where, options, ['authority', 'cost', 'spent', 'audience', 'approvals']);
  const { authority, cost, spent, audience, approvals } = options;
  if (authority !== undefined && typeof authority?.authorize !== 'function') {
    throw optionError(where, '"authority" must be made by createAuthority(), or absent.');
  }
  if (cost !== undefined && typeof cost !== 'function') {
    integerOption(where, 'cost', cost, {
      min: 0,
      max: Number.MAX_SAFE_INTEGER,
      fix: 'Or give a function of the call.',
    });
  }
  if (spent !== undefined) functionOption(where, 'spent', spent, '(result, call) => units');
  if (spent !== undefined && cost === undefined) {
    throw optionError(where, '"spent" needs "cost", the most that a call can cost: it is reserved before the call.');
  }
  if (audience !== undefined && (typeof audience !== 'string' || audience === '')) {
    throw optionError(where, '"audience" must be the name of this place, a text.');
  }
  if (approvals !== undefined && typeof approvals?.require !== 'function') {
    throw optionError(where, '"approvals" must be made by createApprovals().');
  }
  return { ...options };
}
