import { type Clock, clockOption } from '../../clock.ts';
import type { GuardErrorCode } from '../../error-codes.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { Breaker, opossum } from '../../limits/breaker.ts';
import { checkOptions, functionOption, integerOption, MAX_TIMER_MS } from '../../options.ts';

export interface CircuitBreakerOptions {
  /** Opens when more than this share of the calls in the window failed, in percent: 1 to 99. Default 50. */
  readonly errorThresholdPercentage?: number;
  /** Calls in the window before it may open: 1 to 1,000,000. Default 5. */
  readonly minimumCalls?: number;
  /** Length of the rolling window in milliseconds: 100 to 2,147,483,647. Default 10,000. */
  readonly windowMs?: number;
  /** Milliseconds it stays open before one call may try: 1 to 2,147,483,647. Default 30,000. */
  readonly openMs?: number;
  /** Milliseconds that call may take before another may try: 1 to 2,147,483,647. Default 30,000. */
  readonly probeTimeoutMs?: number;
  /** Whether an error of the callee says that the target is failing. Default: every error of the callee does. */
  readonly isFailure?: (error: unknown) => boolean;
  /** Milliseconds from an arbitrary start. Default: the monotonic clock of the process. */
  readonly clock?: Clock;
}

/**
 * Stops calling a target that keeps failing, one breaker for each target (opossum counts). After `openMs` one call may try:
 * its success closes the breaker, its failure opens it again. Errors of the callee, timeouts and broken results count as
 * failures; refusals of other guards and callers that give up count as nothing.
 *
 * Needs nothing; adds nothing. Place it inside `concurrency()` and outside `timeout()`.
 *
 * @throws `ERR_CIRCUIT_OPEN`, with `retryAfterMs`
 */
export const circuitBreaker = (options: CircuitBreakerOptions = {}): Guard => {
  const where = 'circuitBreaker';
  checkOptions(where, options, [
    'errorThresholdPercentage',
    'minimumCalls',
    'windowMs',
    'openMs',
    'probeTimeoutMs',
    'isFailure',
    'clock',
  ]);
  const { isFailure = () => true } = options;
  functionOption(where, 'isFailure', isFailure, '(error) => boolean');
  const time = (name: 'openMs' | 'probeTimeoutMs') =>
    integerOption(where, name, options[name] ?? 30_000, { min: 1, max: MAX_TIMER_MS });
  const settings = {
    errorThresholdPercentage: integerOption(where, 'errorThresholdPercentage', options.errorThresholdPercentage ?? 50, {
      min: 1,
      max: 99,
    }),
    minimumCalls: integerOption(where, 'minimumCalls', options.minimumCalls ?? 5, { min: 1, max: 1_000_000 }),
    windowMs: integerOption(where, 'windowMs', options.windowMs ?? 10_000, { min: 100, max: MAX_TIMER_MS }),
    openMs: time('openMs'),
    probeTimeoutMs: time('probeTimeoutMs'),
    clock: clockOption(where, options.clock),
  };
  opossum(); // now, and not in the time of the first call
  const breakers = new Map<string, Breaker>();
  const breakerOf = (target: string): Breaker => {
    const known = breakers.get(target);
    if (known !== undefined) return known;
    const made = new Breaker(target, settings);
    breakers.set(target, made); // targets come from the program, not from callers: there are only so many
    return made;
  };
  return defineGuard(
    'circuit-breaker',
    (call, next) => {
      const report = breakerOf(call.target).enter();
      if (typeof report === 'number') {
        throw new GuardError(
          'ERR_CIRCUIT_OPEN',
          `${call.target} keeps failing: more than ${settings.errorThresholdPercentage} % of the calls in ${settings.windowMs} ms. It is tried again in ${Math.ceil(report)} ms.`,
          {
            retryAfterMs: Math.ceil(report),
          },
        );
      }
      return next().then(
        (result) => {
          report('success');
          return result;
        },
        (error: unknown) => {
          report(counts(call, error, isFailure) ? 'failure' : 'neutral');
          throw error;
        },
      );
    },
    { reads: 'nothing' },
  );
};

const FAILURES: readonly GuardErrorCode[] = ['ERR_TIMEOUT', 'ERR_CALLEE_FAULT', 'ERR_OUTPUT_INVALID'];

const counts = (call: Invocation, error: unknown, isFailure: (error: unknown) => boolean): boolean => {
  if (call.signal.aborted) return false; // the caller gave up: that says nothing about the target
  if (isGuardError(error)) return FAILURES.includes(error.code);
  try {
    return isFailure(error);
  } catch {
    return true; // what cannot be judged counts against the target, and the caller still gets the callee's error
  }
};
