import { asRefusal } from './errors.ts';
import type { Target } from './invocation.ts';
import { isThenable } from './schema.ts';

/** A guard that wants to be asked before the callee starts, and those outside it. */
export interface Dispatch {
  readonly ask: () => void | PromiseLike<void>;
  readonly guard: string;
  readonly outer: Dispatch | undefined;
}

/**
 * Asks them, the outermost first. A promise where one of them needs time. What they throw is a refusal of the guard.
 */
export function dispatched({ ask, guard, outer }: Dispatch, target: Target): Promise<void> | undefined {
  const blame = (error: unknown): never => {
    throw asRefusal(error, guard, target);
  };
  const own = (): Promise<void> | undefined => {
    try {
      const answer = ask();
      return isThenable(answer) ? Promise.resolve(answer).then(undefined, blame) : undefined;
    } catch (error) {
      return blame(error);
    }
  };
  const before = outer === undefined ? undefined : dispatched(outer, target);
  return before === undefined ? own() : before.then(own);
}
