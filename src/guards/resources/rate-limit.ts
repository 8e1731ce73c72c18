import { type Clock, clockOption } from '../../clock.ts';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { boundedKey } from '../../limits/key.ts';
import { Quota } from '../../limits/quota.ts';
import { checkOptions, functionOption, integerOption, MAX_TIMER_MS, optionError } from '../../options.ts';

export interface RateLimitOptions<Needs extends object> {
  /** Calls per window and key: 1 to 1,000,000. */
  readonly limit: number;
  /** Length of the window in milliseconds: 1 to 2,147,483,647 (24.8 days). */
  readonly windowMs: number;
  /** Calls that may come at once: 1 to 1,000,000. Default: `limit`. */
  readonly burst?: number;
  /** Whose quota a call counts against. It sees no input where the guard stands before the parsing. Default: the target, and the principal's tenant and id where one is known. */
  readonly key?: (call: Invocation<Needs>) => string;
  /** Keys remembered at the same time: 1 to 10,000,000. Default 100,000. Beyond it, new keys are refused until one is free. */
  readonly maxKeys?: number;
  /** Milliseconds from an arbitrary start. Default: the monotonic clock of the process. */
  readonly clock?: Clock;
}

/**
 * Refuses calls that come too often, by key. In any span of time a key gets at most `burst` calls, and one more for each
 * `windowMs / limit` that passes (generic cell rate algorithm). It counts in this process only. A refused call costs nothing.
 *
 * Needs nothing; adds nothing. Place it after what tells callers apart, and before what costs. Reads no input.
 *
 * @throws `ERR_RATE_LIMIT`, with `retryAfterMs`
 */
export const rateLimit = <Needs extends object = {}>(options: RateLimitOptions<Needs>): Guard<Needs> => {
  const where = 'rateLimit';
  checkOptions(where, options, ['limit', 'windowMs', 'burst', 'maxKeys', 'key', 'clock']);
  const limit = integerOption(where, 'limit', options.limit, {
    min: 1,
    max: 1_000_000,
    fix: 'To refuse everything, use authorize().',
  });
  const windowMs = integerOption(where, 'windowMs', options.windowMs, { min: 1, max: MAX_TIMER_MS });
  const burst = integerOption(where, 'burst', options.burst ?? limit, { min: 1, max: 1_000_000 });
  const maxKeys = integerOption(where, 'maxKeys', options.maxKeys ?? 100_000, { min: 1, max: 10_000_000 });
  if (options.key !== undefined) functionOption(where, 'key', options.key, '(call) => string');
  if (windowMs / limit < MIN_INTERVAL_MS)
    throw optionError(
      where,
      `"limit" must be at most ${windowMs / MIN_INTERVAL_MS} for this "windowMs": one call a microsecond.`,
    );
  const quota = new Quota({ limit, windowMs, burst, maxKeys, clock: clockOption(where, options.clock) });
  const { key } = options;
  return defineGuard<Needs, {}>(
    'rate-limit',
    (call, next) => {
      const wait = quota.take(key === undefined ? targetAndPrincipal(call) : boundedKey(key(call)));
      if (wait > 0) {
        throw new GuardError(
          'ERR_RATE_LIMIT',
          `${call.target}: ${limit} calls per ${windowMs} ms are used up for this key, or ${maxKeys} other keys are in use.`,
          {
            retryAfterMs: Math.ceil(wait),
          },
        );
      }
      return next();
    },
    { reads: 'nothing' },
  );
};

/** Below this, the rounding of the clock would count for more than the calls. */
const MIN_INTERVAL_MS = 0.001;

const targetAndPrincipal = (call: Invocation): string => {
  const { principal } = call.ctx as { readonly principal?: { readonly id?: unknown; readonly tenant?: unknown } };
  if (principal === undefined) return call.target;
  return boundedKey(JSON.stringify([call.target, principal.tenant ?? null, principal.id]));
};
