import type { Clock } from '../clock.ts';

export interface QuotaOptions {
  /** Calls per window, 1 or more. */
  readonly limit: number;
  /** Length of the window in milliseconds. */
  readonly windowMs: number;
  /** Calls that may come at once. */
  readonly burst: number;
  /** Keys that are remembered at the same time. */
  readonly maxKeys: number;
  readonly clock: Clock;
}

/** A full table is looked through at most this often. */
const SWEEP_MS = 1000;

/**
 * Generic cell rate algorithm, a token bucket that keeps one number a key: when its bucket will be full again.
 * In any span of time, a key gets at most `burst` calls and one more for each `windowMs / limit` that passes.
 *
 * When all keys are taken by callers whose quota is still refilling, new keys are refused: forgetting a key early would
 * let its owner start afresh by flooding the table.
 *
 * @see ITU-T I.371 for the algorithm
 */
export class Quota {
  readonly #interval: number;
  readonly #tolerance: number;
  readonly #maxKeys: number;
  readonly #clock: Clock;
  readonly #origin: number;
  readonly #fullAt = new Map<string, number>();
  #sweepAt = Number.NEGATIVE_INFINITY;

  constructor({ limit, windowMs, burst, maxKeys, clock }: QuotaOptions) {
    this.#interval = windowMs / limit;
    this.#tolerance = this.#interval * burst;
    this.#maxKeys = maxKeys;
    this.#clock = clock;
    this.#origin = clock();
  }

  /** Takes one call from the quota of a key. @returns 0 when it was granted, else the milliseconds until one will be */
  take(key: string): number {
    const now = this.#clock() - this.#origin; // small numbers keep their fractions
    const known = this.#fullAt.get(key);
    if (known === undefined && this.#fullAt.size >= this.#maxKeys) {
      const wait = this.#makeRoom(now);
      if (wait > 0) return wait;
    }
    const fullAt = Math.max(known ?? now, now) + this.#interval;
    const wait = fullAt - now - this.#tolerance;
    if (wait > this.#rounding(fullAt)) return wait; // a refused call costs nothing
    this.#fullAt.set(key, fullAt);
    return 0;
  }

  /** What sums of fractions may be off by: they must not refuse the last call of a full bucket. */
  #rounding(fullAt: number): number {
    return this.#interval / 1000 + fullAt * Number.EPSILON * Math.min(this.#tolerance / this.#interval, 1000);
  }

  get size(): number {
    return this.#fullAt.size;
  }

  /** Forgets the keys whose bucket is full: they count for nothing. Looks through the table only when one has become so. */
  #makeRoom(now: number): number {
    if (now < this.#sweepAt) return this.#sweepAt - now;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [key, fullAt] of this.#fullAt) {
      if (fullAt <= now) this.#fullAt.delete(key);
      else if (fullAt < earliest) earliest = fullAt;
    }
    if (this.#fullAt.size < this.#maxKeys) return 0;
    this.#sweepAt = Math.max(earliest, now + Math.min(this.#tolerance / 10, SWEEP_MS)); // not for each key that becomes free
    return this.#sweepAt - now;
  }
}
