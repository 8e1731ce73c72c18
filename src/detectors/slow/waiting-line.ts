/** How long work that was given up keeps its place, in milliseconds: what heeds its signal ends within it. */
const GRACE_MS = 1000;
/** The same once much work has outlived its grace and none of it has ended. */
const LONG_GRACE_MS = 600_000;

/**
 * Lets so many run at once; the others wait in order of arrival, and leave when they are given up. Work that is given up and
 * does not end gives its place back a second later, so that what hangs does not stop all that comes after it for good. Of such
 * work there are at most ten times as many as places in ten minutes.
 */
export class WaitingLine {
  readonly #places: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;
  /** Work that has given its place back and still runs. */
  #outlived = 0;

  constructor(places: number) {
    this.#places = places;
  }

  /** @throws the reason of the signal, for one that is aborted while it waits */
  async run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    await this.#place(signal);
    let timer: NodeJS.Timeout | undefined;
    let outlived = false;
    const givenUp = (): void => {
      const grace = this.#outlived < this.#places * 10 ? GRACE_MS : LONG_GRACE_MS;
      timer = setTimeout(() => {
        outlived = true;
        this.#outlived += 1;
        this.#leave();
      }, grace);
      timer.unref();
    };
    if (signal.aborted) givenUp();
    else signal.addEventListener('abort', givenUp, { once: true });
    try {
      return await work();
    } finally {
      signal.removeEventListener('abort', givenUp);
      clearTimeout(timer);
      if (outlived) this.#outlived -= 1;
      else this.#leave();
    }
  }

  #leave(): void {
    this.#running -= 1;
    const [next] = this.#waiting;
    next?.();
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
