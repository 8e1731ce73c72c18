import { createRequire } from 'node:module';
import type Bottleneck from 'bottleneck';

export interface PacerOptions {
  readonly maxConcurrent: number | undefined;
  readonly minTimeMs: number;
  readonly quota: { readonly calls: number; readonly windowMs: number } | undefined;
}

/** Told when the work of a job ends, so that its slot is free. */
export type Started = (work: Promise<void>) => void;

/** Waiting callers of one priority and weight, and the turns in bottleneck's queue that none of them needs. */
interface Lane {
  readonly waiters: Set<(started: Started) => void>;
  spare: number;
}

/**
 * A bottleneck queue behind fences: loaded when first used, and never given names that users made (`__proto__` as an id ends
 * the process). bottleneck cannot take a job out, so its jobs are turns that belong to nobody: each serves the caller who
 * waits longest in its lane, and a turn that a caller left behind is taken over by the next one who comes.
 */
export class Pacer {
  readonly #limiter: Bottleneck;
  readonly #lanes = new Map<string, Lane>();
  #turns = 0;
  #waiting = 0;

  constructor({ maxConcurrent, minTimeMs, quota }: PacerOptions) {
    const Limiter: typeof Bottleneck = createRequire(import.meta.url)('bottleneck');
    this.#limiter = new Limiter({
      minTime: minTimeMs,
      ...(maxConcurrent === undefined ? {} : { maxConcurrent }),
      ...(quota === undefined
        ? {}
        : { reservoir: quota.calls, reservoirRefreshAmount: quota.calls, reservoirRefreshInterval: quota.windowMs }),
    });
  }

  /** Turns that bottleneck has put in order; those just handed over are not among them yet. */
  get queued(): number {
    return this.#limiter.queued();
  }

  /**
   * Whether one more caller would be too many: as many wait as may, or, with turns of other lanes that were left behind,
   * bottleneck's queue is twice as long.
   */
  isFull(maxQueue: number, priority: number, weight: number): boolean {
    if (this.#waiting >= maxQueue) return true;
    return this.#turns >= 2 * maxQueue && (this.#lanes.get(nameOf(priority, weight))?.spare ?? 0) === 0;
  }

  /** Waits for a turn. Rejects with the reason of the signal as soon as it aborts. @returns what to tell when the work ends */
  wait(signal: AbortSignal, priority: number, weight: number): Promise<Started> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const lane = this.#lane(nameOf(priority, weight));
    return new Promise((resolve, reject) => {
      const enter = (started: Started) => {
        this.#waiting--;
        signal.removeEventListener('abort', leave);
        resolve(started);
      };
      const leave = () => {
        this.#waiting--;
        lane.waiters.delete(enter);
        lane.spare++;
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      lane.waiters.add(enter);
      this.#waiting++;
      if (lane.spare > 0) lane.spare--;
      else this.#schedule(lane, priority, weight);
    });
  }

  #lane(name: string): Lane {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const made: Lane = { waiters: new Set(), spare: 0 };
    this.#lanes.set(name, made);
    return made;
  }

  #schedule(lane: Lane, priority: number, weight: number): void {
    this.#turns++;
    void this.#limiter.schedule({ priority, weight }, async () => {
      this.#turns--;
      const [enter] = lane.waiters;
      if (enter === undefined) lane.spare--;
      else {
        lane.waiters.delete(enter);
        await new Promise<void>((ended) => enter((work) => void work.then(ended, ended)));
      }
      this.#forget(nameOf(priority, weight), lane);
    });
  }

  #forget(name: string, lane: Lane): void {
    if (lane.waiters.size === 0 && lane.spare === 0 && this.#lanes.get(name) === lane) this.#lanes.delete(name);
  }
}

const nameOf = (priority: number, weight: number): string => `${priority} ${weight}`;
