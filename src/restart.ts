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

/**
 * What the call that was refused with this is to be judged again with, if so. It is told once: the refusal may pass on to the
 * caller's own call, which was made with another input and is not meant.
 */
export function takeRestart(error: unknown): { readonly input: unknown } | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const again = inputs.get(error);
  inputs.delete(error);
  return again;
}
