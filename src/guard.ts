import type { Invocation } from './invocation.ts';
import { checkOptions, choiceOption, functionOption, optionError } from './options.ts';

declare const added: unique symbol;

/** What `next()` resolves to. `Adds` is a phantom: the context keys that the guard added for those behind it. */
export interface Result<out Adds extends object = {}> {
  /** The result as it left the guards behind this one; undefined for a stream, whose chunks pass through `map`. */
  readonly value: unknown;
  readonly [added]?: Adds;
}

/** A `map` returns this to let nothing out for now; what it kept leaves through `flush`. */
export const WITHHELD: unique symbol = Symbol('crewguard.withheld');

/** All that a guard can change about a call, besides refusing it. */
export interface Change<Adds extends object> {
  /** Keys to add to the context. A key that this call already has is refused with `ERR_CONTEXT_COLLISION`. */
  readonly ctx?: Adds;
  /** Replaces the input. The schema runs again at once, so that the guards behind see what the callee will get. */
  readonly input?: unknown;
  /** Lets no guard behind this one replace the input: what was judged is what runs. */
  readonly sealInput?: true;
  /** Aborts everything behind this guard, in addition to what aborts it already. */
  readonly signal?: AbortSignal;
  /**
   * Asked right before the callee starts, however long the call has waited behind this guard: what it throws refuses the call.
   * A record that was waited for has it asked again, so it must give the same answer while nothing has changed.
   */
  readonly dispatch?: () => void | PromiseLike<void>;
  /** Sees the plain result once, or every chunk of a stream. What it returns is passed outwards. */
  readonly map?: (chunk: unknown) => unknown;
  /** Called when a stream has ended, for what `map` has withheld. Not called for a plain result. */
  readonly flush?: () => readonly unknown[] | PromiseLike<readonly unknown[]>;
}

/** Goes on to the next guard and at last the callee. Exactly once, and always awaited or returned. */
export interface Next {
  /** Adds to the context what stands in `change.ctx`. */
  <Adds extends object>(change: Change<Adds> & { readonly ctx: Adds }): Promise<Result<Adds>>;
  /** Adds nothing: a guard that declares to add something must say it. */
  (change?: Change<{}> & { readonly ctx?: undefined }): Promise<Result<{}>>;
}

/**
 * What of the input a guard reads. Guards at the head of a pipeline that do not read the parsed input run before it is
 * parsed, so that strangers cannot make us parse.
 */
export type Reads = 'nothing' | 'raw-input' | 'input';

/**
 * Middleware around an invocation. `handle` is a property and not a method, so that a guard whose needs are unmet does
 * not compile.
 */
export interface Guard<in Needs extends object = {}, out Adds extends object = {}> {
  /** Lower-case words joined by `-`. It appears in errors and audit records. */
  readonly name: string;
  /** Default: `'input'`. */
  readonly reads?: Reads;
  /** Refuses by throwing, or goes on with `next()` and returns what it gives. */
  readonly handle: (call: Invocation<Needs>, next: Next) => Promise<Result<Adds>>;
}

export interface DefineGuardOptions {
  /** Default: `'input'`. */
  readonly reads?: Reads;
}

const NAME = /^[a-z][a-z0-9-]{0,63}$/;

/**
 * A guard of your own. Throw `deny(...)` to refuse; anything else that is thrown denies too, as `ERR_GUARD_FAULT`.
 * What it needs is written on the type of `call`, what it adds is inferred from `next({ ctx })`.
 *
 * @param name lower-case words joined by `-`, at most 64 characters: it appears in errors and audit records
 * @throws `ERR_OPTION_INVALID` for another name or a handler that is not a function
 */
export function defineGuard<Needs extends object = {}, Adds extends object = {}>(
  name: string,
  handle: (call: Invocation<Needs>, next: Next) => Promise<Result<Adds>>,
  options: DefineGuardOptions = {},
): Guard<Needs, Adds> {
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw optionError(
      'defineGuard',
      `"name" must be lower-case words joined by "-", at most 64 characters, got ${JSON.stringify(name)}.`,
    );
  }
  functionOption(`defineGuard "${name}"`, 'handle', handle, '(call, next) => next()');
  checkOptions(`defineGuard "${name}"`, options, ['reads']);
  const reads = choiceOption(`defineGuard "${name}"`, 'reads', options.reads ?? 'input', [
    'nothing',
    'raw-input',
    'input',
  ]);
  return Object.freeze({ name, reads, handle });
}
