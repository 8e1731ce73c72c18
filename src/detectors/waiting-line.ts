/** Lets so many run at once; the others wait in order of arrival, and leave when they are given up. */
export class WaitingLine {
  readonly #places: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor(places: number) {
    this.#places = places;
  }

  /** @throws the reason of the signal, for one that is aborted while it waits */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#place(signal);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      const [next] = this.#waiting;
      next?.();
    }
  }

  #place(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        this.#waiting.delete(enter);
        signal.removeEventListener('abort', leave);
        this.#running += 1;
        resolve();
      };
      const leave = (): void => {
        this.#waiting.delete(enter);
        reject(signal.reason);
      };
      if (signal.aborted) leave();
      else if (this.#running < this.#places) enter();
      else {
        this.#waiting.add(enter);
        signal.addEventListener('abort', leave, { once: true });
      }
    });
  }
}
