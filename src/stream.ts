import { AsyncLocalStorage } from 'node:async_hooks';
import type { Call } from './call.ts';
import { nextTurn } from './turn.ts';

/**
 * What the reader of a guarded stream holds. Nothing starts before the first chunk is asked for. The callee is one chunk
 * ahead at most. Stopping early aborts the call and waits for its guards.
 */
export class GuardedStream<T> implements AsyncIterableIterator<T, undefined> {
  readonly #call: Call;
  readonly #start: (reader: AbortSignal) => Promise<unknown>;
  readonly #reader = new AbortController();
  readonly #inContext = AsyncLocalStorage.snapshot(); // of who made the call, not of who happens to read the first chunk
  #finished: Promise<unknown> | undefined;
  #slot: { readonly chunk: T; readonly taken: () => void } | undefined;
  #wake: () => void = () => {};
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param start runs the guards and the callee, handing chunks to `call.deliver`; settles when the call has been answered */
  constructor(call: Call, start: (reader: AbortSignal) => Promise<unknown>) {
    this.#call = call;
    this.#start = start;
    call.deliver = (chunk) => this.#put(chunk as T);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const turn = this.#turn.then(() => this.#take());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async return(): Promise<IteratorResult<T, undefined>> {
    await this.#stop();
    return DONE;
  }

  async throw(error: unknown): Promise<IteratorResult<T, undefined>> {
    await this.#stop();
    throw error;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
  }

  #put(chunk: T): Promise<void> {
    if (this.#ended) return Promise.resolve();
    return new Promise((taken) => {
      this.#slot = { chunk, taken };
      this.#wake();
    });
  }

  async #take(): Promise<IteratorResult<T, undefined>> {
    if (this.#finished === undefined && !this.#ended) this.#begin();
    for (;;) {
      const slot = this.#slot;
      if (slot !== undefined) {
        this.#slot = undefined;
        slot.taken();
        return { done: false, value: slot.chunk };
      }
      if (this.#failure !== undefined) {
        const { error } = this.#failure;
        this.#failure = undefined;
        throw error;
      }
      if (this.#ended) return DONE;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #begin(): void {
    this.#finished = this.#inContext(this.#start, this.#reader.signal).then(
      () => this.#end(),
      (error: unknown) => {
        if (!this.#ended) this.#failure = { error };
        this.#end();
      },
    );
  }

  #end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** A callee that heeds its signal ends within a turn, and the reader finds everything freed. Nothing else is waited for. */
  async #stop(): Promise<void> {
    this.#end();
    const reason = new DOMException('The reader of the stream stopped before its end.', 'AbortError');
    this.#call.abort(reason);
    this.#slot?.taken();
    this.#slot = undefined;
    await Promise.race([this.#finished, nextTurn()]);
    this.#reader.abort(reason);
    await this.#finished;
  }
}

const DONE: IteratorReturnResult<undefined> = Object.freeze({ done: true, value: undefined });
