import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import type Bottleneck from 'bottleneck';

export interface PacerOptions {
  readonly maxConcurrent: number | undefined;
  readonly minTimeMs: number;
  readonly quota: { readonly calls: number; readonly windowMs: number } | undefined;
}

/**
 * A bottleneck queue behind fences: loaded when first used, never given names that users made (`__proto__` as an id ends the
 * process), jobs keep the asynchronous context of their caller, and a job whose caller left costs no slot.
 */
export class Pacer {
  readonly #limiter: Bottleneck;
  waiting = 0;

  constructor({ maxConcurrent, minTimeMs, quota }: PacerOptions) {
    const Limiter = createRequire(import.meta.url)('bottleneck') as typeof Bottleneck;
    this.#limiter = new Limiter({
      minTime: minTimeMs,
      ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
      ...(quota === undefined
        ? {}
        : { reservoir: quota.calls, reservoirRefreshAmount: quota.calls, reservoirRefreshInterval: quota.windowMs }),
    });
  }

  /** Jobs that bottleneck has put in order; those just handed over are not among them yet. */
  get queued(): number {
    return this.#limiter.queued();
  }

  /** Waits for the turn of a job. Rejects with the reason of the signal as soon as it aborts. @returns what to tell when the work ends */
  wait(signal: AbortSignal, priority: number, weight: number): Promise<(ended: Promise<void>) => void> {
    this.waiting++;
    return new Promise((resolve, reject) => {
      let left = false;
      const leave = () => {
        left = true;
        this.waiting--;
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      const job = AsyncLocalStorage.bind(async () => {
        if (left) return;
        this.waiting--;
        signal.removeEventListener('abort', leave);
        await new Promise<void>((ended) => resolve((work) => void work.then(ended, ended)));
      });
      void this.#limiter.schedule({ priority, weight }, job);
    });
  }
}
