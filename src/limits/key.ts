import { hash } from 'node:crypto';
import type { Invocation } from '../invocation.ts';

/** Tells whose share of a limit a call takes. It sees the context, and no input where the guard stands before the parsing. */
export type KeyFunction<Needs extends object> = (call: Invocation<Needs>) => string;

const MAX_LENGTH = 128;

/** A key of bounded size: what is longer is hashed. What is no text is refused, since all of it would share one limit. */
export function boundedKey(key: unknown): string {
  if (typeof key !== 'string' || key === '') throw new TypeError(`a limit key must be a text that is not empty, got ${typeof key}`);
  return key.length <= MAX_LENGTH ? key : hash('sha256', key);
}
