import { MAX_TIMER_MS } from '../options.ts';
import { checkedAnswer } from './answer.ts';
import type { ApprovalAnswer, ApprovalChannel, ApprovalRequest } from './request.ts';
import type { ApprovalStore } from './store.ts';

type Tell = (answer: ApprovalAnswer | 'later') => void;

/** Calls that are held for an answer: from the channel, from `answer()` in this process, or from another one by the store. */
export class Waiting {
  readonly #store: ApprovalStore;
  readonly #pollMs: number;
  readonly #listeners = new Map<string, Set<Tell>>();
  readonly #asking = new Set<string>();

  constructor(store: ApprovalStore, pollMs: number) {
    this.#store = store;
    this.#pollMs = pollMs;
  }

  tell(id: string, answer: ApprovalAnswer | 'later'): void {
    for (const listener of this.#listeners.get(id) ?? []) listener(answer);
  }

  /** Says that `ask()` follows, so that a call with the same arguments waits for it from now on, until `asked()`. */
  announce(id: string): void {
    this.#asking.add(id);
  }

  /** What came of it is kept by now, or there is no such request any more: who waited here may look. */
  asked(id: string): void {
    this.#asking.delete(id);
    this.tell(id, 'later');
  }

  /** Whether a channel of this process is asking somebody just now. */
  asks(id: string): boolean {
    return this.#asking.has(id);
  }

  /** Asks by the channel. `'later'` also when nobody answered within `ms`. Rejects as the channel does, or with the reason of the signal. */
  async ask(
    channel: ApprovalChannel,
    request: ApprovalRequest,
    signal: AbortSignal,
    ms: number,
  ): Promise<ApprovalAnswer | 'later'> {
    const unwanted = new AbortController();
    try {
      signal.throwIfAborted(); // nobody is asked for nothing
      const asked = (async () => {
        const answer = await channel(request, unwanted.signal);
        return answer === 'later' ? answer : checkedAnswer(answer);
      })();
      return (await this.#first(request.id, signal, ms, asked)) ?? 'later';
    } finally {
      unwanted.abort();
    }
  }

  /** The answer to a request that was sent, or undefined when there is none within `ms`. */
  async answered(id: string, signal: AbortSignal, ms: number): Promise<ApprovalAnswer | undefined> {
    const done = new AbortController();
    try {
      const answer = await this.#first(id, signal, ms, this.#polled(id, done.signal));
      return answer === 'later' ? undefined : answer;
    } finally {
      done.abort();
    }
  }

  async #polled(id: string, done: AbortSignal): Promise<ApprovalAnswer | 'later'> {
    while (!done.aborted) {
      const stored = await this.#store.get(id);
      if (stored === undefined) return 'later';
      if (stored.answer !== undefined) return stored.answer;
      await pause(this.#pollMs, done);
    }
    return 'later';
  }

  #first(
    id: string,
    signal: AbortSignal,
    ms: number,
    pending: Promise<ApprovalAnswer | 'later'>,
  ): Promise<ApprovalAnswer | 'later' | undefined> {
    return new Promise((resolve, reject) => {
      const listeners = this.#listeners.get(id) ?? new Set();
      this.#listeners.set(id, listeners);
      const timer = setTimeout(() => end(() => resolve(undefined)), Math.min(Math.max(ms, 0), MAX_TIMER_MS));
      const giveUp = () => end(() => reject(signal.reason));
      const told: Tell = (answer) => end(() => resolve(answer));
      let over = false;
      const end = (settle: () => void) => {
        if (over) return; // whoever waits for the same by now has listeners of their own
        over = true;
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        listeners.delete(told);
        if (listeners.size === 0) this.#listeners.delete(id);
        settle();
      };
      signal.addEventListener('abort', giveUp, { once: true });
      listeners.add(told);
      if (signal.aborted) giveUp();
      pending.then(
        (answer) => end(() => resolve(answer)),
        (error: unknown) => end(() => reject(error)),
      );
    });
  }
}

/** Ends early when the signal is aborted. */
const pause = (ms: number, done: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (done.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      done.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    done.addEventListener('abort', end, { once: true });
  });
