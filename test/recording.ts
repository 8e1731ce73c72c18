export { manualClock, recordedAudit as recording } from '../src/testing/index.ts';

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

/** Lets everything that is due, microtasks and one turn of the event loop, happen. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
