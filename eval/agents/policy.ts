import type { Tools } from '../../src/provenance/declaration.ts';
import { chooses, requestsIn } from '../../src/provenance/request.ts';
import { deriveScope, sourcesOf, type TaskScope } from '../../src/provenance/scope.ts';
import { classOf } from '../../src/provenance/sink-kind.ts';
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
  scopeOf: (task, tools, token) =>
    token === undefined ? deriveScope(task.prompt, tools) : scopeFromToken(token, leavesChoice(task.prompt)),
};

/** The application's tools without its counts, for models that try again: calls outside are asked about. */
export const unbudgeted: Policy = {
  name: 'unbudgeted',
  outOfScope: 'approve',
  scopeOf: (task, tools, token) => {
    const { tools: scopes, delegated } = scoped.scopeOf(task, tools, token);
    const free = Object.entries(scopes).map(([tool, scope]) => [tool, { ...scope, uses: 1_000 }] as const);
    return { tools: Object.fromEntries(free), delegated };
  },
};

const leavesChoice = (prompt: string): boolean => requestsIn(prompt).some(({ words }) => chooses(words));

/**
 * The application's own scope. Fields of records count where the user named the record, or left the choice to the records; for ids
 * they always do. A delegation to no tool allows a value that nothing says; any other needs a person.
 */
export function scopeFromToken(
  { sideEffectTools, budgets, sinkArgs, sinkSources, delegations }: TaskToken,
  free: boolean,
): TaskScope {
  const tools = sideEffectTools.map((tool) => {
    const sinks = Object.entries(sinkArgs[tool] ?? {}).map(([sink, kind]) => {
      const known = sinkSources.includes('structured') ? [...sinkSources, 'anchored'] : sinkSources;
      const sources = sourcesOf(classOf(kind), free).filter((source) => known.includes(source));
      const open = delegations.some(
        ({ tool: to, arg, fromTools }) => to === tool && arg === sink && fromTools.includes('*none*'),
      );
      return [sink, open ? [...sources, 'any' as const] : sources] as const;
    });
    return [tool, { uses: budgets[tool] ?? 1, sinks: Object.fromEntries(sinks) }] as const;
  });
  return { tools: Object.fromEntries(tools), delegated: false };
}
