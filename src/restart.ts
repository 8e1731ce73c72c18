import type { GuardError } from './errors.ts';

const inputs = new WeakMap<object, { readonly input: unknown }>();

/**
 * Makes of a refusal one after which the call is judged again from the start, as a call of its own, with another input. Not
 * for streams, and at most three times in a row: there the refusal stands.
 */
export function restart(refusal: GuardError, input: unknown): GuardError {
  inputs.set(refusal, { input });
  return refusal;
}

/** What a call is to be judged again with, if so. */
export const restartOf = (error: unknown): { readonly input: unknown } | undefined =>
  typeof error === 'object' && error !== null ? inputs.get(error) : undefined;
