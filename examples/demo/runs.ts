import { type Audit, createApiKey, isGuardError } from 'crewguard';
import { bareCrew } from './bare.ts';
import type { Model } from './crew.ts';
import type { Document } from './documents.ts';
import { guardedCrew } from './guarded.ts';
import { type Attempt, type Refusal, refusalOf } from './ledger.ts';
import { EDITOR } from './task.ts';
import { type Mail, openWorld, type World } from './world.ts';

/** What one run did, and what came of it in its world. */
export interface Run {
  readonly name: string;
  readonly attempts: readonly Attempt[];
  /** Whether any member of the crew was asked to do anything. */
  readonly started: boolean;
  /** Whether the report reached the editor, or why the whole run was refused. */
  readonly report: boolean | Refusal;
  readonly mails: readonly Mail[];
  readonly requests: readonly string[];
  /** Secrets of the world. */
  readonly secrets: readonly string[];
  /** Who came to the door, and whether they got in. */
  readonly door: ReadonlyMap<string, 'let in' | Refusal>;
}

export interface RunOptions {
  readonly documents: readonly Document[];
  readonly model: Model;
  readonly topic: string;
  readonly audit: Audit;
}

const analyst = createApiKey({ principal: { id: 'ann', roles: ['analyst'] } });
const guest = createApiKey({ principal: { id: 'gus', roles: ['guest'] } });
const apiKeys = [analyst.record, guest.record];
const ann = { credentials: { apiKey: analyst.key } };

/** Callers at the door of the crew, and what they bring, as it comes over the wire. */
const callers = [
  { who: 'a stranger without a key', body: '{"topic":"bees"}', base: { credentials: {} } },
  { who: 'a guest whose role may not run it', body: '{"topic":"bees"}', base: { credentials: { apiKey: guest.key } } },
  { who: 'a brief of 1 MB', body: JSON.stringify({ topic: 'bees '.repeat(200_000) }), base: ann },
  { who: 'a brief of the wrong form', body: '{"topic":42}', base: ann },
] as const;

/** Who only knocks shall cost nothing: this crew has nobody in it. */
const nobody: Model = { play: () => Promise.resolve('') };

export async function bareRun({ documents, model, topic }: RunOptions): Promise<Run> {
  const world = await openWorld(documents);
  const knock = bareCrew(world, nobody, []);
  return observed('bare', world, model, {
    knock: (body) => knock(JSON.parse(body)),
    crew: (ledger, watched) => bareCrew(world, watched, ledger)({ topic }),
  });
}

export async function guardedRun(name: string, filter: 'on' | 'watching', options: RunOptions): Promise<Run> {
  const { documents, model, topic, audit } = options;
  const world = await openWorld(documents);
  const build = (played: Model, ledger: Attempt[]) =>
    guardedCrew({ world, model: played, ledger, audit, apiKeys, filter });
  const knock = build(nobody, []);
  return observed(name, world, model, {
    knock: (body, base) => knock(JSON.parse(body), base),
    crew: (ledger, watched) => build(watched, ledger)({ topic }, ann),
  });
}

interface Doing {
  knock(body: string, base: (typeof callers)[number]['base']): Promise<unknown>;
  crew(ledger: Attempt[], watched: Model): Promise<unknown>;
}

async function observed(name: string, world: World, model: Model, { knock, crew }: Doing): Promise<Run> {
  try {
    const door = new Map<string, 'let in' | Refusal>();
    for (const { who, body, base } of callers) door.set(who, (await refusalFrom(knock(body, base))) ?? 'let in');
    const attempts: Attempt[] = [];
    let started = false;
    const watched: Model = {
      play(part) {
        started = true;
        return model.play(part);
      },
    };
    const refused = await refusalFrom(crew(attempts, watched));
    const { secrets, outbox: mails, network } = world;
    const mailed = mails.some(({ to, text }) => to === EDITOR && text.trim().length > 40);
    return { name, attempts, started, report: refused ?? mailed, mails, requests: network.requests, secrets, door };
  } finally {
    await world.close();
  }
}

/** Why a call was refused, or undefined when it was not. What is no refusal is a failure of the demo. */
async function refusalFrom(call: Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (isGuardError(error)) return refusalOf(error);
    throw error;
  }
}
