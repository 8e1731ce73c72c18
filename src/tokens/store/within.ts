import type { MaybePromise } from './token-store.ts';

/** Whether an answer comes later. */
export const isLater = <T>(answer: MaybePromise<T>): answer is PromiseLike<T> =>
  typeof answer === 'object' && answer !== null && 'then' in answer && typeof answer.then === 'function';

/** The same answer, or a rejection after so many milliseconds. Leaves no timer behind. */
export function within<T>(answer: PromiseLike<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The store did not answer within ${ms} ms.`)), ms);
    answer.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
