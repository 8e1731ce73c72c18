import {
  type ApiKeyRecord,
  type Audit,
  authenticate,
  authorize,
  type Capability,
  type Credentials,
  capability,
  circuitBreaker,
  concurrency,
  grant,
  type Invocation,
  monitor,
  type Principal,
  type PromptFilterOptions,
  pipeline,
  promptFilter,
  rateLimit,
  redact,
  sizeLimit,
  timeout,
} from 'crewguard';
import { secrets } from 'crewguard/detectors';
import { constraints, createAuthority, type ToolConstraints } from 'crewguard/tokens';
import { z } from 'zod';
import { kickoff, type Model, type Role } from './crew.ts';
import { type Attempt, type Tool, type Tools, tracked } from './ledger.ts';
import { EDITOR, FOLDER, MOST_TOPIC_CHARACTERS, WIKI } from './task.ts';
import { Address, Letter, Path, Query, toolsOf } from './tools.ts';
import type { World } from './world.ts';

export interface GuardedOptions {
  readonly world: World;
  readonly model: Model;
  readonly ledger: Attempt[];
  readonly audit: Audit;
  readonly apiKeys: readonly ApiKeyRecord[];
  /** `watching`: the prompt filter puts on record what it would have done, and does nothing. */
  readonly filter: 'on' | 'watching';
}

/** What each member needs for its part, and nothing else. The crew as a whole holds what its members need together. */
const NEEDS: Readonly<Record<Role, ToolConstraints>> = {
  researcher: {
    'web.search': { query: constraints.any() },
    'files.read': { path: constraints.pathUnder(FOLDER) },
    'http.fetch': { url: constraints.url({ hosts: [WIKI] }) },
  },
  writer: {},
  publisher: {
    'mail.send': { to: constraints.oneOf([EDITOR]), subject: constraints.any(), text: constraints.any() },
  },
};

/** The same crew behind crewguard. */
export function guardedCrew({ world, model, ledger, audit, apiKeys, filter }: GuardedOptions) {
  const authority = createAuthority();
  const filtered = (options: PromptFilterOptions) =>
    filter === 'on' ? promptFilter(options) : monitor(promptFilter(options));

  const tools = pipeline<{ capability: Capability }>({ audit })
    .use(redact({ detectors: [secrets()] })) // a research crew may read addresses; keys it may not
    .use(filtered({ on: 'result', preset: 'strict' })) // pages of strangers: a sentence too many costs little
    .use(capability({ authority }))
    .use(rateLimit({ limit: 60, windowMs: 3_600_000, key: ({ parent, target }) => `${parent?.id} ${target}` }))
    .use(concurrency({ limit: 8, maxQueue: 32 }))
    .use(circuitBreaker())
    .use(timeout({ ms: 10_000 }));
  const { search, read, fetch, send } = toolsOf(world);
  const readOnly = { sideEffects: false };
  const guardedSearch = tools.wrap('tool:web.search', Query, search, readOnly);
  const guardedRead = tools.wrap('tool:files.read', Path, read, readOnly);
  const guardedFetch = tools.wrap('tool:http.fetch', Address, (input, call) => fetch(input, call.signal));
  const guardedSend = tools.wrap('tool:mail.send', Letter, send);
  const toolsWithin = (call: Invocation<{ capability: Capability }>): Tools =>
    new Map<string, Tool>([
      ['web.search', guardedSearch.fromModel(call)],
      ['files.read', guardedRead.fromModel(call)],
      ['http.fetch', guardedFetch.fromModel(call)],
      ['mail.send', guardedSend.fromModel(call)],
    ]);

  const member = (role: Role) =>
    pipeline<{ principal: Principal }>({ audit })
      .use(grant({ authority, for: () => ({ tools: NEEDS[role] }) }))
      .wrap(`agent:${role}`, z.string(), (task, call) => {
        const use = tracked(ledger, role, toolsWithin(call), call.signal);
        return model.play({ role, task, use, signal: call.signal });
      });
  const [researcher, writer, publisher] = [member('researcher'), member('writer'), member('publisher')];

  return pipeline<{ credentials: Credentials }>({ audit })
    .use(authenticate({ apiKeys }))
    .use(authorize({ analyst: ['agent:research-crew'] }))
    .use(rateLimit({ limit: 20, windowMs: 60_000 }))
    .use(sizeLimit({ maxBytes: 4_096 }))
    .use(filtered({ on: 'input' }))
    .use(grant({ authority, for: () => ({ tools: { ...NEEDS.researcher, ...NEEDS.publisher }, ttlMs: 900_000 }) }))
    .use(concurrency({ limit: 2 }))
    .use(circuitBreaker())
    .use(timeout({ ms: 900_000 }))
    .wrap('agent:research-crew', z.object({ topic: z.string().min(1).max(MOST_TOPIC_CHARACTERS) }), (brief, call) =>
      kickoff(brief, {
        researcher: researcher.within(call),
        writer: writer.within(call),
        publisher: publisher.within(call),
      }),
    );
}
