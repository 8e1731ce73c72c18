import type { Audit, AuditEvent } from '../src/audit/event.ts';

/** An audit that keeps what it is given, and one line for each event. */
export function recording() {
  const events: AuditEvent[] = [];
  const audit: Audit = (event) => {
    events.push(event);
  };
  const lines = () =>
    events.map((event) => {
      const verdict =
        event.type === 'decision' ? event.decision : event.type === 'outcome' ? event.outcome : event.event;
      return [event.type, verdict, event.guard, event.code].filter((part) => part !== undefined).join(' ');
    });
  return { audit, events, lines };
}

/** What a promise rejects with. */
export const failure = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('expected a rejection');
};

/** A promise that is settled by hand. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

/** A clock that is moved by hand. */
export function manualClock(start = 0) {
  let now = start;
  const clock = () => now;
  return Object.assign(clock, {
    advance(ms: number) {
      now += ms;
    },
    set(ms: number) {
      now = ms;
    },
  });
}

/** Lets everything that is due, microtasks and one turn of the event loop, happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
