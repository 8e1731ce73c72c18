/**
 * A call that was judged and counted, and has not started. It is held until it is dispatched or released, at most for the rest
 * of the capability's life.
 */
export interface Reservation {
  readonly ok: true;
  /** The frozen copy of the arguments that was judged. Run this one, and not the original. */
  readonly args: unknown;
  /** Whether any link has a limit that this call counts for. Else there is nothing to give back or to settle. */
  readonly counted: boolean;
  /**
   * Looks once more whether the capability still holds, counts the call for good, and runs it with the judged arguments. The
   * use is spent also when `work` fails. A second time is refused.
   *
   * @throws `ERR_CAPABILITY_EXPIRED` where it ran out or was revoked in the meantime, `ERR_CAPABILITY_EXHAUSTED` after a
   * release or a run, `ERR_STORE_UNAVAILABLE`; what `work` throws, as it is
   */
  run<T>(work: (args: unknown) => T): Promise<Awaited<T>>;
  /** The first half of `run`, for what starts the call itself. Asked again, it looks again, and counts once. Throws the same. */
  dispatch(): void | Promise<void>;
  /** What the call has really cost, after it: whole units, 0 or more. Until then it counts as what was reserved. Never throws. */
  settle(cost: number): void | Promise<void>;
  /** Gives the call back, once: only before it was dispatched. Never throws. */
  release(): void | Promise<void>;
}
