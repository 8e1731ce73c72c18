import { AsyncLocalStorage } from 'node:async_hooks';
import { defineGuard, type Guard } from './guard.ts';
import type { Invocation } from './invocation.ts';
import type { CallOptions, Wrapped } from './pipeline.ts';

/** Carries the current call to tools that a framework builds at module scope, where no `call` can be passed. */
export interface Ambient<Ctx extends object> {
  /** Remembers the call for everything behind it. Place it last, nearest to the callee, so that all limits are in it. */
  readonly scope: Guard<Ctx>;
  /**
   * A function that finds the current call by itself. Outside one, it refuses.
   *
   * @throws `ERR_NO_INVOCATION`
   */
  bind<Base extends object, In, Out>(
    wrapped: Ctx extends Base ? Wrapped<Base, In, Out> : never,
  ): (input: In, options?: CallOptions) => Out;
}

/**
 * The ambient form of `within`: each guarded call is captured when it is entered (`AsyncLocalStorage`), and never guessed.
 * Prefer `tool.within(call)`, which the compiler checks: a framework that runs work from a queue of its own may lose the
 * context, and then the tool refuses.
 */
export function ambient<Ctx extends object = {}>(): Ambient<Ctx> {
  const storage = new AsyncLocalStorage<Invocation<Ctx>>();
  return Object.freeze({
    scope: defineGuard<Ctx, {}>('ambient', (call, next) => storage.run(call, () => next()), { reads: 'nothing' }),
    bind: <Base extends object, In, Out>(wrapped: Wrapped<Base, In, Out>) => {
      return (input: In, options?: CallOptions): Out =>
        wrapped.within(storage.getStore() as Invocation<never>)(input, options); // within() refuses where there is none
    },
  }) as Ambient<Ctx>;
}
