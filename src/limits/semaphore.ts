import pLimit from 'p-limit';

interface Waiter {
  readonly join: () => void;
}

/**
 * Slots with a first-come queue. A free slot is taken without waiting a tick. The queue is a p-limit turnstile: it lets one
 * waiter at a time stand at the head, and keeps the asynchronous context of each. A waiter that is aborted leaves at once.
 */
export class Semaphore {
  #free: number;
  readonly #capacity: number;
  readonly #turnstile = pLimit(1);
  readonly #waiters = new Set<Waiter>();
  #head: Waiter | undefined;
  #wakeHead: () => void = () => {};

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#free = capacity;
  }

  /** Calls in the queue, without those that have left it. */
  get waiting(): number {
    return this.#waiters.size;
  }

  get idle(): boolean {
    return this.#free === this.#capacity && this.#waiters.size === 0;
  }

  /** Takes a slot if one is free and nobody waits for it. */
  tryAcquire(): boolean {
    if (this.#free === 0 || this.#waiters.size > 0) return false;
    this.#free--;
    return true;
  }

  /** Waits for a slot. Rejects with the reason of the signal as soon as it aborts, and then holds no place any more. */
  acquire(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiters.delete(waiter);
        this.#sweep();
        this.#wakeHead();
        reject(signal.reason);
      };
      const waiter: Waiter = {
        join: () => {
          void this.#turnstile(async () => {
            this.#head = waiter;
            while (this.#free === 0 && this.#waiters.has(waiter)) await this.#woken();
            this.#head = undefined;
            if (!this.#waiters.delete(waiter)) return;
            this.#free--;
            signal.removeEventListener('abort', leave);
            resolve();
          });
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiters.add(waiter);
      waiter.join();
    });
  }

  release(): void {
    this.#free++;
    this.#wakeHead();
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wakeHead = resolve;
    });
  }

  /** p-limit cannot take one entry out. When most entries belong to callers who left, the queue is made anew from the others. */
  #sweep(): void {
    if (this.#turnstile.pendingCount <= 2 * this.#waiters.size + 64) return;
    this.#turnstile.clearQueue();
    for (const waiter of this.#waiters) {
      if (waiter !== this.#head) waiter.join();
    }
  }
}
