import type { Clock } from '../../clock.ts';
import type { MaybePromise, TokenStore } from '../store/token-store.ts';
import { isLater, within } from '../store/within.ts';
import type { CapabilityState } from './capability.ts';
import { STANDING_REASONS, timeRefusal } from './check.ts';
import type { CountedCall } from './counters.ts';
import { type RefusalDetail, refusalError, refused } from './refusal.ts';
import type { Reservation } from './reservation.ts';
import type { Revocations, Standing } from './revocations.ts';

/** What reservations need of their authority. */
export interface Desk {
  readonly now: Clock;
  readonly store: TokenStore;
  readonly storeTimeoutMs: number;
  readonly revocations: Revocations;
}

/** One call that is counted. */
export interface Order {
  readonly call: CountedCall;
  readonly operationId: string;
  readonly repeatable: boolean;
  readonly cost: number;
}

/** A call that was let through. Frozen, as its class is: what was judged is what runs, whoever gets hold of it in between. */
export class HeldReservation implements Reservation {
  readonly ok = true;
  readonly args: unknown;
  readonly counted: boolean;
  readonly #desk: Desk;
  readonly #state: CapabilityState;
  readonly #target: string;
  /** Undefined where nothing is counted. */
  readonly #order: Order | undefined;
  #phase: 'held' | 'dispatched' | 'over' = 'held';
  #running = false;
  /** The commit under way: who asks meanwhile waits for it. */
  #committing: Promise<void> | undefined;

  static {
    Object.freeze(HeldReservation.prototype);
    Object.freeze(HeldReservation);
  }

  constructor(desk: Desk, state: CapabilityState, target: string, args: unknown, order: Order | undefined) {
    this.#desk = desk;
    this.#state = state;
    this.#target = target;
    this.args = args;
    this.#order = order;
    this.counted = order !== undefined;
    Object.freeze(this);
  }

  async run<T>(work: (args: unknown) => T): Promise<Awaited<T>> {
    if (this.#phase !== 'held' || this.#running) throw this.#over();
    this.#running = true;
    try {
      await this.#dispatch();
    } catch (error) {
      await this.release();
      throw error;
    }
    return await work(this.args);
  }

  dispatch(): void | Promise<void> {
    if (this.#running) throw this.#over();
    return this.#dispatch();
  }

  #dispatch(): void | Promise<void> {
    if (this.#phase === 'over') throw this.#over();
    const problem = this.#desk.revocations.problemOf(this.#state);
    if (isLater(problem)) return problem.then((found) => this.#proceed(found));
    return this.#proceed(problem);
  }

  #proceed(problem: Standing | undefined): void | Promise<void> {
    if (this.#phase === 'over') throw this.#over(); // released while the store was asked
    if (problem !== undefined) throw this.#refusal(problem, STANDING_REASONS[problem]);
    const late = timeRefusal(this.#state, this.#target, this.#desk.now());
    if (late !== undefined) throw refusalError(late);
    if (this.#phase === 'dispatched') return this.#committing;
    this.#phase = 'dispatched';
    if (this.#order !== undefined) return this.#commit(this.#order.operationId);
  }

  #commit(operationId: string): void | Promise<void> {
    let answer: MaybePromise<boolean>;
    try {
      answer = this.#desk.store.commit(operationId);
    } catch {
      throw this.#uncommitted(false);
    }
    if (!isLater(answer)) {
      if (answer !== true) throw this.#uncommitted(answer === false);
      return;
    }
    this.#committing = within(answer, this.#desk.storeTimeoutMs).then(
      (held) => {
        this.#committing = undefined;
        if (held !== true) throw this.#uncommitted(held === false);
      },
      () => {
        this.#committing = undefined;
        throw this.#uncommitted(false);
      },
    );
    return this.#committing;
  }

  /** The call does not start: whether the store has counted it is not known, so it is asked to give it back. */
  #uncommitted(gone: boolean): Error {
    this.#phase = 'held';
    return gone
      ? this.#refusal('TOKEN_EXPIRED', 'the reservation was held too long, and given back')
      : this.#refusal('STORE_UNAVAILABLE', STANDING_REASONS.STORE_UNAVAILABLE);
  }

  settle(cost: number): void | Promise<void> {
    const order = this.#order;
    if (this.#phase !== 'dispatched' || order === undefined) return;
    this.#phase = 'over';
    if (!order.call.costs || !Number.isSafeInteger(cost) || cost < 0) return;
    for (const counter of order.call.counters) {
      if (counter.entry.counts === 'cost') counter.count += cost - order.cost;
    }
    return this.#attempt(() => this.#desk.store.settle(order.operationId, cost));
  }

  release(): void | Promise<void> {
    if (this.#phase !== 'held') return;
    this.#phase = 'over';
    const order = this.#order;
    if (order === undefined) return;
    for (const counter of order.call.counters) {
      counter.count = Math.max(0, counter.count - (counter.entry.counts === 'calls' ? 1 : order.cost));
    }
    return this.#attempt(() => this.#desk.store.refund(order.operationId));
  }

  #attempt(step: () => MaybePromise<void>): void | Promise<void> {
    const done = attempt(step);
    return done === undefined ? undefined : within(done, this.#desk.storeTimeoutMs).catch(ignore);
  }

  #over(): Error {
    return this.#refusal('OP_DUPLICATE', 'the reservation was run or released before');
  }

  #refusal(detail: RefusalDetail, reason: string): Error {
    return refusalError(refused(this.#target, detail, reason));
  }
}

const ignore = (): void => {};

/** What fails is left at what is counted already: never at less. */
export function attempt(step: () => MaybePromise<void>): Promise<void> | undefined {
  try {
    const answer = step();
    return isLater(answer) ? Promise.resolve(answer).catch(ignore) : undefined;
  } catch {
    return undefined;
  }
}
