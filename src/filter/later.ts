import { isThenable } from '../schema.ts';

/** A value now, or a promise of it where a slow detector is asked: what needs none stays synchronous. */
export type Later<T> = T | PromiseLike<T>;

export const after = <T, U>(value: Later<T>, then: (value: T) => Later<U>): Later<U> =>
  isThenable(value) ? value.then(then) : then(value);

/** All values, as a promise only where one of them is. */
export function allOf<T>(values: readonly Later<T>[]): Later<readonly T[]> {
  const now: T[] = [];
  for (const value of values) {
    if (isThenable(value)) return Promise.all(values);
    now.push(value);
  }
  return now;
}
