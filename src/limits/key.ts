import { hash } from 'node:crypto';

const MAX_LENGTH = 128;

/** A key of bounded size: what is longer is hashed, to a form that no shorter key can have. What is no text is refused, since all of it would share one limit. */
export function boundedKey(key: unknown): string {
  if (typeof key !== 'string' || key === '')
    throw new TypeError(`a limit key must be a text that is not empty, got ${typeof key}`);
  return key.length <= MAX_LENGTH ? key : `sha512:${hash('sha512', key)}`;
}
