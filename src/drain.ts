import type { Call } from './call.ts';
import type { Frame } from './frame.ts';
import { WITHHELD } from './guard.ts';
import { isThenable } from './schema.ts';
import { nextTurn } from './turn.ts';

/**
 * Takes the chunks of a callee out through the guards, one at a time: the callee makes the next chunk when the last one
 * was taken. Settles at once when the call is aborted; the work counts as running until the source has really ended.
 */
export async function drain(source: AsyncIterable<unknown>, frame: Frame): Promise<void> {
  const { call, signal } = frame;
  const reader = new Source(source, frame);
  const interruption = new Interruption(signal);
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await interruption.race(reader.next());
      if (done === true) break;
      await interruption.race(forward(frame, value));
    }
    for (const rest of await interruption.race(frame.flush())) await interruption.race(deliver(call, rest));
  } finally {
    interruption.end();
    await reader.close();
  }
}

const forward = async (frame: Frame, chunk: unknown): Promise<void> => deliver(frame.call, await frame.pass(chunk));

const deliver = async (call: Call, chunk: unknown): Promise<void> => {
  if (chunk === WITHHELD) return;
  await call.deliver(chunk);
  call.chunks++;
};

/** Reads the callee's iterator, and keeps the call informed of when its work has ended. */
class Source {
  readonly #frame: Frame;
  readonly #iterator: AsyncIterator<unknown>;
  #pending: Promise<unknown> | undefined;
  #ended = false;

  constructor(source: AsyncIterable<unknown>, frame: Frame) {
    this.#frame = frame;
    try {
      this.#iterator = source[Symbol.asyncIterator]();
    } catch (error) {
      throw this.#fails(error);
    }
  }

  next(): Promise<IteratorResult<unknown>> {
    const pending = this.#step();
    this.#pending = pending;
    return pending;
  }

  async #step(): Promise<IteratorResult<unknown>> {
    try {
      const { done, value } = await this.#iterator.next();
      if (done === true) this.#end();
      else if (isThenable(value)) return { done: false, value: await this.#resolved(value) };
      return { done: done === true, value };
    } catch (error) {
      throw this.#fails(error);
    } finally {
      this.#pending = undefined;
    }
  }

  /** A chunk that is a promise is waited for, as async generators do: no map may see one. If it rejects, the source is closed. */
  async #resolved(chunk: PromiseLike<unknown>): Promise<unknown> {
    try {
      return await chunk;
    } catch (error) {
      try {
        await this.#iterator.return?.();
      } catch {
        // the failure of the chunk is what the reader gets
      }
      throw error;
    }
  }

  #fails(error: unknown): unknown {
    const failure = this.#frame.call.workFails(error, this.#frame.stop);
    this.#end();
    return failure;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#frame.call.workSettles();
  }

  /**
   * Lets the callee clean up. Waits one turn of the event loop for it, so that a reader who breaks out finds everything
   * freed; a callee that takes longer, or ignores the abort, is not waited for, and keeps its slot until it is done.
   */
  async close(): Promise<void> {
    if (this.#ended) return;
    await Promise.race([this.#cleanUp(), nextTurn()]);
  }

  async #cleanUp(): Promise<void> {
    try {
      await this.#pending;
      if (!this.#ended) await this.#iterator.return?.();
    } catch {
      // The reader has gone: a failing clean-up has nobody left to tell.
    }
    this.#end();
  }
}

/** One listener for a whole stream: rejects whatever step is under way when the call is aborted. */
class Interruption {
  readonly #signal: AbortSignal;
  #reject: (reason: unknown) => void = () => {};

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#interrupt, { once: true });
  }

  readonly #interrupt = (): void => this.#reject(this.#signal.reason);

  race<T>(step: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.#signal.aborted) reject(this.#signal.reason); // it came between two steps
      step.then(resolve, reject);
    });
  }

  end(): void {
    this.#signal.removeEventListener('abort', this.#interrupt);
  }
}
