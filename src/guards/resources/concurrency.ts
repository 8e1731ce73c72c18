import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { boundedKey } from '../../limits/key.ts';
import { Semaphore } from '../../limits/semaphore.ts';
import { checkOptions, functionOption, integerOption } from '../../options.ts';

export interface ConcurrencyOptions<Needs extends object> {
  /** Calls that may run at the same time: 1 to 100,000. */
  readonly limit: number;
  /** Calls that may wait for a slot: 0 to 100,000. Default 0: what finds no slot is refused. */
  readonly maxQueue?: number;
  /** Gives each key slots and a queue of its own. Default: all calls through this guard share them. */
  readonly key?: (call: Invocation<Needs>) => string;
}

/**
 * Caps how many calls run at the same time; the others wait in order of arrival. The slot is held until the work itself has
 * settled, also when a timeout has answered the caller before. A call that is aborted while it waits leaves the queue at once.
 *
 * Needs nothing; adds nothing. Place it outside `circuitBreaker()` and `timeout()`: waiting for a slot is not running yet.
 *
 * A call that holds a slot and calls through the same guard again waits for itself: give nested targets a guard of their own.
 *
 * @throws `ERR_CONCURRENCY` when no slot is free and the queue is full
 */
export const concurrency = <Needs extends object = {}>(options: ConcurrencyOptions<Needs>): Guard<Needs> => {
  const where = 'concurrency';
  checkOptions(where, options, ['limit', 'maxQueue', 'key']);
  const limit = integerOption(where, 'limit', options.limit, {
    min: 1,
    max: 100_000,
    fix: 'To refuse everything, use authorize().',
  });
  const maxQueue = integerOption(where, 'maxQueue', options.maxQueue ?? 0, { min: 0, max: 100_000 });
  if (options.key !== undefined) functionOption(where, 'key', options.key, '(call) => string');
  const { key } = options;
  const slots = new Slots(limit);
  return defineGuard<Needs, {}>(
    'concurrency',
    (call, next) => {
      const name = key === undefined ? '' : boundedKey(key(call));
      const semaphore = slots.of(name);
      const hold = () => call.whenSettled(() => slots.release(name, semaphore));
      if (semaphore.tryAcquire()) {
        hold();
        return next();
      }
      if (semaphore.waiting >= maxQueue) {
        throw new GuardError('ERR_CONCURRENCY', `${call.target}: ${limit} calls run and ${semaphore.waiting} wait.`);
      }
      return semaphore.acquire(call.signal).then(
        () => {
          hold();
          return next();
        },
        (reason: unknown) => {
          slots.forgetIdle(name, semaphore);
          throw reason;
        },
      );
    },
    { reads: 'nothing' },
  );
};

/** A semaphore for each key that is in use, and for no other. */
class Slots {
  readonly #limit: number;
  readonly #semaphores = new Map<string, Semaphore>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  of(name: string): Semaphore {
    const known = this.#semaphores.get(name);
    if (known !== undefined) return known;
    const made = new Semaphore(this.#limit);
    this.#semaphores.set(name, made);
    return made;
  }

  release(name: string, semaphore: Semaphore): void {
    semaphore.release();
    this.forgetIdle(name, semaphore);
  }

  forgetIdle(name: string, semaphore: Semaphore): void {
    if (name !== '' && semaphore.idle && this.#semaphores.get(name) === semaphore) this.#semaphores.delete(name);
  }
}
