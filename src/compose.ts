import { asRefusal, GuardError } from './errors.ts';
import type { Frame } from './frame.ts';
import { type Change, type Guard, type Next, type Result, WITHHELD } from './guard.ts';
import type { Invocation } from './invocation.ts';
import { isThenable } from './schema.ts';
import { isSnapshotOf } from './snapshot.ts';

/** Any guard, once its needs have been checked by the types of the pipeline. */
export type AnyGuard = Guard<never, object>;

/** One step of a compiled chain. It never throws: every failure is a rejection. */
export type Stage = (frame: Frame) => Promise<Result>;

/**
 * Puts one guard before the rest of the chain. Always, in production too: `next()` runs once, a guard answers only after it,
 * an exception in a guard denies, and the error of the callee passes as the same object.
 */
export const enter =
  (guard: AnyGuard, rest: Stage): Stage =>
  (frame) => {
    const { stop } = frame;
    if (stop !== undefined) return Promise.reject(stop.reason); // given up already: nothing more is started
    const entry = new Entry(guard, frame, rest);
    let returned: Promise<unknown>;
    try {
      // Its needs were checked where the pipeline was built; here guards of all needs stand in one list.
      returned = guard.handle(frame as unknown as Invocation<never>, entry.next as Next);
    } catch (error) {
      returned = Promise.reject(error);
    }
    return entry.answer(returned);
  };

/** One passage through one guard. */
class Entry {
  readonly #guard: AnyGuard;
  readonly #frame: Frame;
  readonly #rest: Stage;
  #downstream: Promise<Result> | undefined;
  #misuse: GuardError | undefined;
  #called = false;
  #watched = false;
  #closed = false;
  #result: Result | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(guard: AnyGuard, frame: Frame, rest: Stage) {
    this.#guard = guard;
    this.#frame = frame;
    this.#rest = rest;
  }

  readonly next = (change?: Change<object>): Promise<Result> => {
    if (this.#called) throw this.#misused('ERR_NEXT_REUSED', 'called next() twice');
    if (this.#closed) throw this.#misused('ERR_NEXT_FLOATING', 'called next() after it had returned');
    const frame = change === undefined ? this.#frame : this.#frame.derive(change, this.#guard.name);
    this.#called = true; // before the rest runs: it may hold this very function
    this.#downstream = change === undefined ? this.#rest(frame) : this.#changed(frame, change);
    if (this.#watched) this.#watch(this.#downstream);
    return this.#downstream;
  };

  #changed(frame: Frame, { map }: Change<object>): Promise<Result> {
    const inner = this.#behind(frame);
    if (map === undefined || this.#frame.gathers) return inner;
    return inner.then(({ value }) => {
      try {
        const mapped = map(value);
        return isThenable(mapped) ? this.#later(mapped) : this.#mapped(mapped);
      } catch (error) {
        throw this.#blame(error);
      }
    });
  }

  #mapped(value: unknown): Result {
    if (value === WITHHELD) throw new TypeError('map() withheld a plain result: nothing would let it out later');
    return { value };
  }

  /** The rest of the chain. An input that the guard has made is parsed first; a frozen copy of what was there is not another input. */
  #behind(frame: Frame): Promise<Result> {
    const { input } = this.#frame;
    if (frame.input === input || isSnapshotOf(frame.input, input)) return this.#rest(frame);
    try {
      const parsed = frame.call.kind.parseAgain(frame.input, input);
      if (!isThenable(parsed)) return this.#rest(frame.withInput(parsed));
      return Promise.resolve(parsed).then((value) => this.#rest(frame.withInput(value)));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async #later(mapped: PromiseLike<unknown>): Promise<Result> {
    try {
      return this.#mapped(await mapped);
    } catch (error) {
      throw this.#blame(error);
    }
  }

  answer(returned: Promise<unknown>): Promise<Result> {
    const downstream = this.#downstream;
    if (returned === downstream && downstream !== undefined && this.#misuse === undefined) return downstream;
    this.#watched = true;
    if (downstream !== undefined) this.#watch(downstream);
    return Promise.resolve(returned).then(
      () => this.#returns(),
      (error: unknown) => this.#throws(error),
    );
  }

  /** Attached before the guard can go on, so that it has run by the time the guard returns. */
  #watch(downstream: Promise<Result>): void {
    downstream.then(
      (result) => {
        this.#result = result;
      },
      (error: unknown) => {
        this.#failure = { error };
      },
    );
  }

  #returns(): Result {
    this.#closed = true;
    if (this.#misuse !== undefined) throw this.#misuse;
    if (this.#downstream === undefined) throw this.#misused('ERR_NEXT_MISSING', 'returned without calling next()');
    if (this.#failure !== undefined) throw this.#failure.error; // a guard refuses or lets pass; it cannot hide a failure
    if (this.#result === undefined) throw this.#misused('ERR_NEXT_FLOATING', 'returned before next() had settled');
    return this.#result;
  }

  #throws(error: unknown): never {
    this.#closed = true;
    if (this.#failure !== undefined && this.#failure.error === error) throw error;
    const { stop } = this.#frame;
    if (stop !== undefined && stop.reason === error) throw error; // a guard that heeds call.signal passes the caller's reason on
    throw this.#misuse ?? this.#blame(error);
  }

  #misused(code: 'ERR_NEXT_REUSED' | 'ERR_NEXT_MISSING' | 'ERR_NEXT_FLOATING', what: string): GuardError {
    this.#misuse = new GuardError(code, `Guard "${this.#guard.name}" ${what}.`);
    this.#blame(this.#misuse);
    return this.#misuse;
  }

  #blame(error: unknown): GuardError {
    return asRefusal(error, this.#guard.name, this.#frame.target);
  }
}
