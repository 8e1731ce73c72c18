import { asRefusal } from './errors.ts';
import type { Target } from './invocation.ts';
import { isThenable } from './schema.ts';

/** A guard that wants to be asked before the callee starts, and those outside it. */
export interface Dispatch {
  readonly ask: () => void | PromiseLike<void>;
  readonly guard: string;
  readonly outer: Dispatch | undefined;
}

/** Asks them, the outermost first. A promise where one of them needs time. What they throw is a refusal of the guard. */
export function dispatched(dispatch: Dispatch, target: Target): Promise<void> | undefined {
  const before = dispatch.outer === undefined ? undefined : dispatched(dispatch.outer, target);
  return before === undefined ? asked(dispatch, target) : before.then(() => asked(dispatch, target));
}

function asked({ ask, guard }: Dispatch, target: Target): Promise<void> | undefined {
  try {
    const answer = ask();
    return isThenable(answer) ? later(answer, guard, target) : undefined;
  } catch (error) {
    throw asRefusal(error, guard, target);
  }
}

async function later(answer: PromiseLike<void>, guard: string, target: Target): Promise<void> {
  try {
    await answer;
  } catch (error) {
    throw asRefusal(error, guard, target);
  }
}
