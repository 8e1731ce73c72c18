import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { default as CircuitBreaker, Outcome } from 'opossum';
import type { Clock } from '../clock.ts';
import { once } from '../once.ts';

export interface BreakerOptions {
  /** Share of failed calls, in percent, above which the breaker opens. */
  readonly errorThresholdPercentage: number;
  /** Calls in the window before it may open. */
  readonly minimumCalls: number;
  /** Length of the rolling window in milliseconds. */
  readonly windowMs: number;
  /** How long it stays open before one call may try. */
  readonly openMs: number;
  /** How long that call may take before another may try. */
  readonly probeTimeoutMs: number;
  readonly clock: Clock;
}

/** What a call that was let through tells the breaker, once. */
export type Verdict = 'success' | 'failure' | 'neutral';

const BUCKETS = 5;
const KEPT_LATENCIES = 1000;
const NO_ARGUMENTS: readonly unknown[] = [];

/** The package, loaded when it is first asked for. */
export const opossum = once((): typeof CircuitBreaker => createRequire(import.meta.url)('opossum'));

/**
 * A circuit breaker on opossum, which counts and decides when to open. Around it: time is read from a monotonic clock and
 * not waited for with timers; a result of an earlier generation counts for nothing, so that a call that started before the
 * breaker opened cannot close it; a probe has a deadline; and a neutral verdict (the caller gave up) neither opens nor closes.
 */
export class Breaker {
  readonly #name: string;
  readonly #options: BreakerOptions;
  #generation = 0;
  #circuit: CircuitBreaker;
  #rotation: Rotation;
  #openedAt = 0;
  #probeStartedAt: number | undefined;
  #counted = 0;

  constructor(name: string, options: BreakerOptions) {
    this.#name = name;
    this.#options = options;
    this.#rotation = new Rotation(options);
    this.#circuit = this.#made(false);
  }

  /** Asks to make a call. @returns what to report the verdict to, or the milliseconds to wait */
  enter(): ((verdict: Verdict) => void) | number {
    this.#rotation.advance();
    if (this.#circuit.closed) return this.#report(this.#generation, false);
    const { clock, openMs, probeTimeoutMs } = this.#options;
    const now = clock();
    if (this.#circuit.opened) {
      const wait = this.#openedAt + openMs - now;
      if (wait > 0) return wait;
      this.#renew();
    } else if (this.#probeStartedAt !== undefined) {
      const wait = this.#probeStartedAt + probeTimeoutMs - now;
      if (wait > 0) return wait;
      this.#renew(); // the probe hangs: its verdict, should it ever come, is of an earlier generation
    }
    this.#probeStartedAt = now;
    return this.#report(this.#generation, true);
  }

  #report(generation: number, probe: boolean): (verdict: Verdict) => void {
    let reported = false;
    return (verdict) => {
      if (reported || generation !== this.#generation) return;
      reported = true;
      if (probe) this.#probeStartedAt = undefined;
      if (verdict === 'neutral') return;
      this.#rotation.advance(); // the window ends now, also when nobody has called since
      if (verdict === 'success' && this.#circuit.closed) this.#countSuccess();
      else this.#circuit.fire(settled(verdict === 'success')).catch(() => {});
      this.#forgetLatencies();
    };
  }

  /** The two events by which opossum counts a call that went well. `fire()` says the same, and makes four promises for it. */
  #countSuccess(): void {
    this.#circuit.emit('fire', NO_ARGUMENTS);
    this.#circuit.emit('success', undefined, 0);
  }

  /** A half-open circuit, in which the next verdict decides. */
  #renew(): void {
    this.#generation++;
    this.#probeStartedAt = undefined;
    this.#circuit.shutdown();
    this.#rotation = new Rotation(this.#options);
    this.#circuit = this.#made(true);
  }

  #made(halfOpen: boolean): CircuitBreaker {
    const { errorThresholdPercentage, minimumCalls, windowMs } = this.#options;
    const Circuit = opossum();
    const circuit = new Circuit((outcome) => outcome, {
      name: this.#name,
      timeout: false,
      enableSnapshots: false,
      rollingPercentilesEnabled: false,
      rollingCountBuckets: BUCKETS,
      rollingCountTimeout: windowMs,
      rotateBucketController: this.#rotation.controller,
      errorThresholdPercentage,
      volumeThreshold: minimumCalls,
      ...(halfOpen ? { state: { closed: false, halfOpen: true } } : {}),
    });
    circuit.removeAllListeners('open'); // one of them starts a timer: the clock says when to try again
    circuit.on('open', () => {
      this.#generation++;
      this.#openedAt = this.#options.clock();
    });
    circuit.on('close', () => {
      this.#generation++;
    });
    return circuit;
  }

  /** opossum keeps one number for each call in the window, also when percentiles are off. */
  #forgetLatencies(): void {
    if (++this.#counted % KEPT_LATENCIES !== 0) return;
    for (const bucket of this.#circuit.status.window) bucket.latencyTimes.length = 0;
  }
}

/** Moves the rolling window on by the clock, when somebody looks, so that no timer has to. */
class Rotation {
  readonly controller = new EventEmitter();
  readonly #clock: Clock;
  readonly #bucketMs: number;
  #turnedAt: number;

  constructor({ clock, windowMs }: BreakerOptions) {
    this.#clock = clock;
    this.#bucketMs = windowMs / BUCKETS;
    this.#turnedAt = clock();
  }

  advance(): void {
    const due = Math.floor((this.#clock() - this.#turnedAt) / this.#bucketMs);
    if (due < 1) return;
    this.#turnedAt += due * this.#bucketMs;
    for (let turn = 0; turn < Math.min(due, BUCKETS); turn++) this.controller.emit('rotate');
  }
}

/** An outcome that is there already: opossum counts it before the caller hears of it. */
const settled = (success: boolean): Outcome => ({
  // biome-ignore lint/suspicious/noThenProperty: a thenable is what opossum takes, and this one answers at once
  then(fulfilled) {
    if (success) fulfilled();
    return {
      catch(rejected) {
        if (!success) rejected(FAILED);
      },
    };
  },
});

const FAILED = new Error('failed');
