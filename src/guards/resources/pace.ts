import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { Pacer } from '../../limits/pacer.ts';
import { checkOptions, functionOption, integerOption, MAX_TIMER_MS, optionError } from '../../options.ts';

export interface PaceOptions {
  /** Milliseconds between the starts of two calls: 0 to 2,147,483,647. Default 0. */
  readonly minTimeMs?: number;
  /** Calls that may run at the same time: 1 to 100,000. Default: no cap. */
  readonly maxConcurrent?: number;
  /** What the upstream grants: `calls` in each window of `windowMs`, a multiple of 250. */
  readonly quota?: { readonly calls: number; readonly windowMs: number };
  /** Calls that may wait: 1 to 100,000. Default 1,000. Every call waits for a moment, also when a slot is free. */
  readonly maxQueue?: number;
  /** Whose turn comes first: 0 (first) to 9 (last). Default 5. Sees no input where the guard stands before the parsing. */
  readonly priority?: (call: Invocation) => number;
  /** How much of the quota and of `maxConcurrent` a call takes: a whole number of 1 or more. Default 1. Sees no input as `priority`. */
  readonly weight?: (call: Invocation) => number;
}

/**
 * Spaces calls out to what an upstream grants, with priorities and weights (bottleneck). It waits where `rateLimit()` refuses.
 * It is for slow upstreams: it adds about 5 ms to a call and starts about 100 calls a second at most, in this process only.
 * Its spacing follows the time of day, so a clock that is set back delays waiting calls.
 *
 * Needs nothing; adds nothing. Place it right outside `timeout()`.
 *
 * @throws `ERR_CONCURRENCY` when the queue is full. `ERR_GUARD_FAULT` when `priority` or `weight` give what is out of range.
 */
export const pace = (options: PaceOptions): Guard => {
  const where = 'pace';
  checkOptions(where, options, ['minTimeMs', 'maxConcurrent', 'quota', 'maxQueue', 'priority', 'weight']);
  const { quota, priority = () => 5, weight = () => 1 } = options;
  if (quota !== undefined) checkQuota(quota);
  functionOption(where, 'priority', priority, '(call) => 0 to 9');
  functionOption(where, 'weight', weight, '(call) => number');
  const maxQueue = integerOption(where, 'maxQueue', options.maxQueue ?? 1000, { min: 1, max: 100_000 });
  const maxConcurrent =
    options.maxConcurrent === undefined
      ? undefined
      : integerOption(where, 'maxConcurrent', options.maxConcurrent, { min: 1, max: 100_000 });
  const minTimeMs = integerOption(where, 'minTimeMs', options.minTimeMs ?? 0, { min: 0, max: MAX_TIMER_MS });
  const pacer = new Pacer({ maxConcurrent, minTimeMs, quota });
  const heaviest = Math.min(maxConcurrent ?? Number.MAX_SAFE_INTEGER, quota?.calls ?? Number.MAX_SAFE_INTEGER);
  return defineGuard(
    where,
    async (call, next) => {
      const turn = whole(priority(call), 0, 9, 'priority');
      const share = whole(weight(call), 1, heaviest, 'weight'); // heavier than the quota would wait for ever, and block all behind it
      if (pacer.isFull(maxQueue, turn, share))
        throw new GuardError('ERR_CONCURRENCY', `${call.target}: ${maxQueue} calls wait for their turn.`);
      const started = await pacer.wait(call.signal, turn, share);
      started(new Promise((ended) => call.whenSettled(ended)));
      return next();
    },
    { reads: 'nothing' },
  );
};

function checkQuota(quota: { readonly calls: number; readonly windowMs: number }): void {
  const where = 'pace quota';
  checkOptions(where, quota, ['calls', 'windowMs']);
  integerOption(where, 'calls', quota.calls, { min: 1, max: 1_000_000 });
  integerOption(where, 'windowMs', quota.windowMs, { min: 250, max: MAX_TIMER_MS });
  if (quota.windowMs % 250 !== 0)
    throw optionError(where, `"windowMs" must be a multiple of 250, got ${quota.windowMs}.`);
}

const whole = (value: number, min: number, max: number, name: string): number => {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`pace: ${name} must be a whole number from ${min} to ${max}`);
};
