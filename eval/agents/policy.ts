import type { Tools } from '../../src/provenance/declaration.ts';
import { deriveScope, type SinkSource, type TaskScope } from '../../src/provenance/scope.ts';
import type { TaskToken, UserTask } from './rows.ts';

/** How the scope of a task is known. */
export interface Policy {
  readonly name: string;
  readonly outOfScope: 'approve' | 'deny';
  readonly scopeOf: (task: UserTask, tools: Tools, token: TaskToken | undefined) => TaskScope;
}

export const promptOnly: Policy = {
  name: 'prompt-only',
  outOfScope: 'approve',
  scopeOf: (task, tools) => deriveScope(task.prompt, tools),
};

export const scoped: Policy = {
  name: 'scoped',
  outOfScope: 'deny',
  scopeOf: (task, tools, token) => (token === undefined ? deriveScope(task.prompt, tools) : scopeFromToken(token)),
};

/** The application's own scope. A delegation to no tool allows a value that nothing says; any other needs a person. */
export function scopeFromToken({ sideEffectTools, budgets, sinkArgs, sinkSources, delegations }: TaskToken): TaskScope {
  const known: readonly SinkSource[] = ['prompt', 'trusted', 'structured'];
  const sources = known.filter((source) => sinkSources.includes(source));
  const tools = sideEffectTools.map((tool) => {
    const sinks = Object.keys(sinkArgs[tool] ?? {}).map((sink) => {
      const free = delegations.some(
        ({ tool: to, arg, fromTools }) => to === tool && arg === sink && fromTools.includes('*none*'),
      );
      return [sink, free ? [...sources, 'any' as const] : sources] as const;
    });
    return [tool, { uses: budgets[tool] ?? 1, sinks: Object.fromEntries(sinks) }] as const;
  });
  return { tools: Object.fromEntries(tools), delegated: false };
}
