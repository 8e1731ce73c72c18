import { type Brief, kickoff, type Model, type Role } from './crew.ts';
import { type Attempt, type Tool, tracked } from './ledger.ts';
import { Address, Letter, Path, Query, toolsOf } from './tools.ts';
import type { World } from './world.ts';

/** The crew as most are built: plain functions, and a model that may call all of them. */
export function bareCrew(world: World, model: Model, ledger: Attempt[]): (brief: Brief) => Promise<string> {
  const { search, read, fetch, send } = toolsOf(world);
  return (brief) => {
    const { signal } = new AbortController();
    const tools = new Map<string, Tool>([
      ['web.search', (args: unknown) => search(Query.parse(args))],
      ['files.read', (args: unknown) => read(Path.parse(args))],
      ['http.fetch', (args: unknown) => fetch(Address.parse(args), signal)],
      ['mail.send', (args: unknown) => send(Letter.parse(args))],
    ]);
    const member = (role: Role) => (task: string) =>
      model.play({ role, task, use: tracked(ledger, role, tools, signal), signal });
    return kickoff(brief, {
      researcher: member('researcher'),
      writer: member('writer'),
      publisher: member('publisher'),
    });
  };
}
