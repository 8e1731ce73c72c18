import { hash, randomUUID } from 'node:crypto';
import type { MaybePromise, ReserveAnswer } from '../store/token-store.ts';
import { isLater, within } from '../store/within.ts';
import { type Authority, type AuthorizeOptions, type CapabilityState, stateOf } from './capability.ts';
import { internal, judge, NOTHING, own, STANDING_REASONS } from './check.ts';
import { countedCall } from './counters.ts';
import { attempt, type Desk, HeldReservation, type Order } from './held-reservation.ts';
import { NOT_GENUINE, type RefusedCheck, refused } from './refusal.ts';
import type { Reservation } from './reservation.ts';
import type { Standing } from './revocations.ts';
import { fullTarget } from './target.ts';

/** A call that was judged and is to be counted. */
interface Judged extends Order {
  readonly state: CapabilityState;
  readonly target: string;
  readonly args: unknown;
}

/** The `authorize` of an authority: judges and counts. Whatever goes wrong in it is a refusal. */
export function createAuthorize(desk: Desk) {
  const { now, revocations } = desk;
  const process = randomUUID();
  let issued = 0;

  const proceed = (
    state: CapabilityState,
    target: string,
    args: unknown,
    options: AuthorizeOptions,
    problem: Standing | undefined,
  ): MaybePromise<Reservation | RefusedCheck> => {
    if (problem !== undefined) return refused(target, problem, STANDING_REASONS[problem]);
    const verdict = judge(state, target, args, options, now());
    if (!verdict.ok) return verdict;
    const call = countedCall(state, target);
    if (call === undefined) return new HeldReservation(desk, state, target, verdict.args, undefined);
    const operationId = own(options, 'operationId');
    const cost = call.costs ? own(options, 'cost') : 0;
    if (cost === undefined || !Number.isSafeInteger(cost) || cost < 0) {
      return refused(target, 'COST_UNKNOWN', 'the capability has a budget, and what the call costs is not known');
    }
    if (operationId !== undefined && !isOperationId(operationId)) return internal(target);
    return reserve(desk, {
      state,
      target,
      args: verdict.args,
      call,
      operationId: operationId === undefined ? `${process}-${(++issued).toString(36)}` : named(state, operationId),
      repeatable: operationId !== undefined,
      cost,
    });
  };

  return (
    authority: Authority,
    capability: unknown,
    name: unknown,
    args: unknown,
    options: AuthorizeOptions = NOTHING,
  ): MaybePromise<Reservation | RefusedCheck> => {
    const target = typeof name === 'string' ? fullTarget(name) : 'tool:';
    try {
      const state = stateOf(capability);
      if (state?.authority !== authority) return refused(target, 'HANDLE_FORGED', NOT_GENUINE);
      const problem = revocations.problemOf(state);
      if (!isLater(problem)) return settled(proceed(state, target, args, options, problem), target);
      // What is judged later must be what was given now.
      const verdict = judge(state, target, args, options, now());
      if (!verdict.ok) return verdict;
      return settled(
        problem.then((found) => proceed(state, target, verdict.args, options, found)),
        target,
      );
    } catch {
      return internal(target);
    }
  };
}

const settled = (answer: MaybePromise<Reservation | RefusedCheck>, target: string) =>
  isLater(answer) ? Promise.resolve(answer).catch(() => internal(target)) : answer;

/** By all links: who writes one chooses its id, and could choose that of another chain to have its operations refused. */
const named = ({ links }: CapabilityState, operationId: string): string =>
  `${hash('sha256', JSON.stringify(links.map(({ id }) => id)), 'base64url')}:${operationId}`;

const isOperationId = (id: unknown): boolean => typeof id === 'string' && id !== '' && id.length <= 256;

/** Reserves in the store. What it throws, gives too late or in another form is a refusal. */
function reserve(desk: Desk, order: Judged): MaybePromise<Reservation | RefusedCheck> {
  const { state, call, operationId, repeatable, cost } = order;
  const { entries } = call;
  const ttlMs = Math.max(1, Math.ceil(state.expiresAt - desk.now()));
  let answer: MaybePromise<ReserveAnswer>;
  try {
    answer = desk.store.reserve({ operationId, repeatable, entries, cost, ttlMs });
  } catch {
    return unavailable(order.target);
  }
  if (!isLater(answer)) return reserved(desk, order, answer);
  return within(answer, desk.storeTimeoutMs).then(
    (given) => reserved(desk, order, given),
    (): RefusedCheck => {
      // It may have been counted all the same, and nobody will ever start it. A duplicate holds what is another's.
      answer.then(
        (late) => (late?.outcome === 'reserved' ? attempt(() => desk.store.refund(operationId)) : undefined),
        () => {},
      );
      return unavailable(order.target);
    },
  );
}

function reserved(desk: Desk, order: Judged, answer: ReserveAnswer): Reservation | RefusedCheck {
  const { call, target } = order;
  if (answer?.outcome === 'reserved') {
    const { counts } = answer;
    call.counters.forEach((counter, index) => {
      counter.count = counts[index] ?? counter.count;
    });
    return new HeldReservation(desk, order.state, target, order.args, order);
  }
  if (answer?.outcome === 'duplicate') return refused(target, 'OP_DUPLICATE', 'the operation was counted before');
  if (answer?.outcome !== 'exhausted') return unavailable(target);
  const spent = call.counters.find(({ entry }) => entry.key === answer.key);
  return spent?.entry.counts === 'cost'
    ? refused(target, 'BUDGET_EXHAUSTED', 'the budget of the capability, or of one that it was narrowed from, is spent')
    : refused(target, 'USES_EXHAUSTED', 'the uses of the capability, or of one that it was narrowed from, are spent');
}

const unavailable = (target: string): RefusedCheck =>
  refused(target, 'STORE_UNAVAILABLE', STANDING_REASONS.STORE_UNAVAILABLE);
