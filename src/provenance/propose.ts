import type { ToolDeclarations } from './declaration.ts';
import { readDeclarations } from './declaration.ts';
import { checkScope, deriveScope, narrowScope, type TaskScope } from './scope.ts';

/** What a model is asked. */
export interface ScopeQuestion {
  /** The user's own words. */
  readonly words: string;
  /** Names of the tools with side effects that the ceiling holds. */
  readonly tools: readonly string[];
  /** Aborted when the answer is not wanted any more. */
  readonly signal: AbortSignal;
}

export interface ProposeOptions {
  /** The most that may come of it: what the role may ever do. */
  readonly ceiling: TaskScope;
  /** Asks a model. It sees nothing that the run has read. Its answer is checked: a `TaskScope`, in any object. */
  readonly propose: (question: ScopeQuestion) => unknown;
  /** Milliseconds until the answer is not waited for any more, 1 to 60,000. Default 5,000. */
  readonly timeoutMs?: number;
}

/**
 * A scope that a model proposes, for `taint({ scope })`. It only narrows: nothing of it that the ceiling does not hold comes through.
 * Where the model fails, is too slow or answers in another form, the scope is the one of `scopeFromTask()`, within the ceiling.
 *
 * @throws `ERR_OPTION_INVALID` for a ceiling or declarations that are not valid
 */
export async function scopeFromModel(
  words: string,
  declarations: ToolDeclarations,
  options: ProposeOptions,
): Promise<TaskScope> {
  const tools = readDeclarations('scopeFromModel', declarations);
  const ceiling = checkScope(options.ceiling);
  const { propose, timeoutMs = 5_000 } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const question = { words, tools: Object.keys(ceiling.tools), signal };
    const answer = await Promise.race([propose(question), aborted(signal)]);
    return narrowScope(ceiling, checkScope(answer));
  } catch {
    return narrowScope(ceiling, deriveScope(words, tools));
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
