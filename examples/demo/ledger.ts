import { isGuardError } from 'crewguard';
import type { Role, UseTool } from './crew.ts';

/** One call of a tool that a model asked for, and what came of it. */
export interface Attempt {
  readonly agent: Role;
  readonly tool: string;
  readonly args: unknown;
  readonly because: string | undefined;
  readonly outcome: 'done' | 'refused' | 'failed';
  /** The result, or why there is none: what the model was told. */
  readonly answer: string;
  readonly refusal?: Refusal;
}

export interface Refusal {
  readonly code: string;
  readonly guard: string;
}

export type Tool = (args: unknown) => unknown;
export type Tools = ReadonlyMap<string, Tool>;

/** Lets a model use tools by name, and writes down every attempt. A refusal is an answer too: the run goes on. */
export function tracked(ledger: Attempt[], agent: Role, tools: Tools, signal: AbortSignal): UseTool {
  return async ({ tool, args, because }) => {
    const note = (outcome: Attempt['outcome'], answer: string, refusal?: Refusal): string => {
      ledger.push({ agent, tool, args, because, outcome, answer, ...(refusal === undefined ? {} : { refusal }) });
      return answer;
    };
    const run = tools.get(tool);
    if (run === undefined) return note('failed', `There is no tool ${tool}.`);
    try {
      const result = await run(args);
      return note('done', typeof result === 'string' ? result : JSON.stringify(result));
    } catch (error) {
      signal.throwIfAborted();
      if (isGuardError(error)) return note('refused', error.forModel(), refusalOf(error));
      return note('failed', error instanceof Error ? error.message : 'The tool failed.');
    }
  };
}

export const refusalOf = (error: { readonly code: string; readonly guard: string | undefined }): Refusal => ({
  code: error.code,
  guard: error.guard ?? 'unknown',
});
