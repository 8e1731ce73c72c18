import pTimeout from 'p-timeout';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import { checkOptions, integerOption, MAX_TIMER_MS } from '../../options.ts';
import { nextTurn } from '../../turn.ts';

export interface TimeoutOptions {
  /** Longest run in milliseconds, from entering this guard to the result or a stream's last chunk: 1 to 2,147,483,647. */
  readonly ms: number;
}

/**
 * Ends a call that takes too long, and aborts `call.signal` for everything behind this guard. The callee is told, not
 * killed: one that ignores its signal goes on, keeps its slot, and the outcome on record says `still_running`.
 *
 * Needs nothing; adds nothing. Place it inside `concurrency()`, where waiting for a slot is not running yet, and inside
 * `circuitBreaker()`, so that a timeout counts as a failure.
 *
 * @throws `ERR_TIMEOUT`. The caller's own abort is rethrown with the caller's reason, never as a timeout.
 */
export const timeout = (options: TimeoutOptions): Guard => {
  checkOptions('timeout', options, ['ms']);
  const milliseconds = integerOption('timeout', 'ms', options.ms, {
    min: 1,
    max: MAX_TIMER_MS,
    fix: 'For calls without an end, leave timeout() out.',
  });
  return defineGuard(
    'timeout',
    (call, next) => {
      const expired = new AbortController();
      const fallback = async (): Promise<never> => {
        const message = `${call.target} gave no result within ${milliseconds} ms.`;
        expired.abort(new DOMException(message, 'TimeoutError')); // the reason that AbortSignal.timeout() gives
        await nextTurn(); // a callee that heeds its signal has then ended, and is not called still running
        throw new GuardError('ERR_TIMEOUT', message);
      };
      const timed = pTimeout(next({ signal: expired.signal }), { milliseconds, fallback });
      call.whenAnswered(timed.clear); // a caller that gave up leaves no timer
      return timed;
    },
    { reads: 'nothing' },
  );
};
