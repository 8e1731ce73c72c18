import type { AnyGuard } from './compose.ts';
import type { GuardErrorCode } from './error-codes.ts';
import { GuardError, isGuardError } from './errors.ts';
import { Frame } from './frame.ts';
import type { Change, Guard, Next, Result } from './guard.ts';
import type { Invocation } from './invocation.ts';
import { optionError } from './options.ts';
import { guardsOf, type Pipeline, pipeline } from './pipeline.ts';
import { isThenable } from './schema.ts';
import { isSnapshotOf } from './snapshot.ts';

/**
 * Dry run for any guard: it sees every call, its verdict is recorded as `would-deny` (or `would-fail`, when it breaks),
 * and none of its effects is applied: no refusal, no changed input, signal or output. What it adds to the context becomes
 * optional, so nothing that relies on it compiles behind it. A pipeline is monitored guard by guard.
 *
 * A monitored guard is still waited for, and a monitored limit or breaker still counts. `concurrency()` and `pace()` still
 * make calls queue, and the scope of `ambient()` still provides the call.
 *
 * @throws `ERR_OPTION_INVALID` for what is no guard
 */
export const monitor = <Needs extends object, Adds extends object>(
  guard: Guard<Needs, Adds>,
): Guard<Needs, Partial<Adds>> => {
  if (typeof guard?.handle !== 'function')
    throw optionError('monitor', 'expected a guard, such as monitor(timeout({ ms: 1000 })).');
  const guards = guardsOf(guard);
  const watched = guards.length === 1 && guards[0] === guard ? watch(guard) : all(guards);
  return watched as unknown as Guard<Needs, Partial<Adds>>;
};

const all = (guards: readonly AnyGuard[]): AnyGuard =>
  guards.reduce<Pipeline<object, object>>(
    (list, guard) => list.use(watch(guard) as unknown as Guard),
    pipeline(),
  ) as unknown as AnyGuard;

const watch = (guard: AnyGuard): AnyGuard =>
  Object.freeze({
    name: guard.name,
    reads: guard.reads ?? 'input',
    handle: (call: Invocation<never>, next: Next) => new DryRun(guard, call, next as AnyNext).result(),
  });

/** `next` for changes that are known only at run time. */
type AnyNext = (change?: Change<object>) => Promise<Result<never>>;

/** Codes of a guard that does not do its part, as against one that refuses. */
const BREAKS: readonly GuardErrorCode[] = [
  'ERR_GUARD_FAULT',
  'ERR_NEXT_REUSED',
  'ERR_NEXT_MISSING',
  'ERR_NEXT_FLOATING',
  'ERR_CONTEXT_COLLISION',
  'ERR_INPUT_SEALED',
];

/** One call past one monitored guard. */
class DryRun {
  readonly #guard: AnyGuard;
  readonly #call: Invocation<never>;
  readonly #next: AnyNext;
  #downstream: Promise<Result<never>> | undefined;
  #settled = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(guard: AnyGuard, call: Invocation<never>, next: AnyNext) {
    this.#guard = guard;
    this.#call = call;
    this.#next = next;
  }

  async result(): Promise<Result<never>> {
    try {
      const call = Frame.isFrame(this.#call) ? this.#call.monitored() : this.#call;
      await this.#guard.handle(call as Invocation<never>, ((change?: Change<object>) => this.#watched(change)) as Next);
      if (this.#downstream === undefined) this.#misused('ERR_NEXT_MISSING', 'returned without calling next()');
      else if (!this.#settled) this.#misused('ERR_NEXT_FLOATING', 'returned before next() had settled');
    } catch (error) {
      this.#report(error);
    }
    this.#downstream ??= this.#next();
    return this.#downstream;
  }

  #watched(change: Change<object> = {}): Promise<Result<never>> {
    if (this.#downstream !== undefined) {
      this.#misused('ERR_NEXT_REUSED', 'called next() twice');
      return this.#downstream;
    }
    const { ctx, map, flush, dispatch } = change;
    if ('input' in change) this.#wouldParse(change.input);
    const downstream = this.#next({
      ...(ctx === undefined ? {} : { ctx }),
      ...(map === undefined ? {} : { map: (chunk: unknown) => this.#unchanged(chunk, () => map(chunk)) }),
      ...(dispatch === undefined ? {} : { dispatch: () => this.#unchanged(undefined, dispatch) }),
      ...(flush === undefined ? {} : { flush: () => this.#unchanged([], flush) }),
    });
    this.#downstream = downstream;
    downstream.then(
      () => {
        this.#settled = true;
      },
      (error: unknown) => {
        this.#settled = true;
        this.#failure = { error };
      },
    );
    return downstream;
  }

  /** What the schema would say of the input that the guard would have put in place. */
  #wouldParse(input: unknown): void {
    const { input: previous } = this.#call;
    if (!Frame.isFrame(this.#call) || input === previous || isSnapshotOf(input, previous)) return;
    try {
      const parsed = this.#call.call.kind.parseAgain(input, previous);
      if (isThenable(parsed)) parsed.then(undefined, (error: unknown) => this.#report(error));
    } catch (error) {
      this.#report(error);
    }
  }

  #misused(code: 'ERR_NEXT_REUSED' | 'ERR_NEXT_MISSING' | 'ERR_NEXT_FLOATING', what: string): void {
    this.#report(new GuardError(code, `Guard "${this.#guard.name}" ${what}.`));
  }

  async #unchanged<T>(value: T, effect: () => unknown): Promise<T> {
    try {
      await effect();
    } catch (error) {
      this.#report(error);
    }
    return value;
  }

  /** The guard's own verdict, and not the callee's failure or the caller's abort that it merely let through. */
  #report(error: unknown): void {
    if (this.#failure !== undefined && this.#failure.error === error) return;
    const { signal } = this.#call;
    if (signal.aborted && signal.reason === error) return;
    const verdict = isGuardError(error)
      ? { event: BREAKS.includes(error.code) ? 'would-fail' : 'would-deny', code: error.code }
      : { event: 'would-fail', code: 'ERR_GUARD_FAULT' as const };
    this.#call.observe({ guard: this.#guard.name, error, ...verdict });
  }
}
