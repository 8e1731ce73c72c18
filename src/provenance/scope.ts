import { checkOptions, choiceOption, integerOption, optionError } from '../options.ts';
import { deedsOf, fitOfVerb, isLight, isPlainRequest, otherNames, verbOf } from './actions.ts';
import type { Tool, ToolDeclarations, Tools } from './declaration.ts';
import { bareName, readDeclarations } from './declaration.ts';
import { chooses, handsOver, PARTICLES, type Request, requestsIn } from './request.ts';
import { classOf, type SinkClass } from './sink-kind.ts';
import type { Task } from './task.ts';
import { carries, parts, stem } from './words.ts';

/** What a task needs of one tool with side effects. */
export interface ToolScope {
  /** Calls, 1 or more. */
  readonly uses: number;
  /** Sinks which the task itself fills: names of arguments, each with where its values may come from. */
  readonly sinks: Readonly<Record<string, readonly SinkSource[]>>;
}

/**
 * `prompt`: the user's words. `trusted`: trusted results. `anchored`: fields of records that the user named. `structured`: fields of
 * any record. `any`: also what no result says. `granted`: the capability lists the values, wherever else one stands.
 */
export type SinkSource = 'prompt' | 'trusted' | 'anchored' | 'structured' | 'any' | 'granted';

/** What a task needs. Tools without side effects are not listed: they stay open. */
export interface TaskScope {
  /** By name, without `tool:`. */
  readonly tools: Readonly<Record<string, ToolScope>>;
  /** Whether the user leaves it to a document what is to be done. */
  readonly delegated: boolean;
}

/** Uses where the user speaks of many. */
const MANY = 20;
/** A tool belongs to a request when it fits nearly as well as the best. */
const NEARLY = 0.85;
/** A nearer verb counts more than what else fits, down to this share of the best. */
const LEAST = 0.75;

/**
 * Derives from the user's words alone which tools with side effects a task needs, how often, and what their sinks may hold. The
 * same words and declarations always give the same scope: no model, no clock, no result of a tool. English; for other languages
 * the scope is empty, so that every side effect is asked about. It only narrows: give what `narrowScope()` leaves of the ceiling.
 *
 * @param words at most 100,000 characters are read
 * @throws `ERR_OPTION_INVALID` for declarations that are not valid
 */
export function scopeFromTask(words: string, declarations: ToolDeclarations): TaskScope {
  return deriveScope(words, readDeclarations('scopeFromTask', declarations));
}

export function deriveScope(words: string, tools: Tools): TaskScope {
  const profiles = profilesOf(tools);
  const needed = new Map<Tool, Need>();
  const verbs = new Set(profiles.flatMap(({ deeds }) => deeds.map(([verb]) => verb)));
  for (const request of requestsIn(words, verbs)) {
    for (const profile of bestFor(request, profiles)) {
      const { uses, free } = needed.get(profile.tool) ?? { uses: 0, free: false };
      needed.set(profile.tool, {
        uses: Math.min(
          MANY,
          request.again ? Math.max(uses, usesIn(request, profile)) : uses + usesIn(request, profile),
        ),
        free: free || chooses(request.words),
      });
    }
  }
  const scopes = [...needed].map(([tool, need]) => [tool.name, scopeOf(tool, need)] as const);
  return Object.freeze({ tools: Object.freeze(Object.fromEntries(scopes)), delegated: handsOver(words) });
}

/** How often a task needs a tool, and whether it leaves the choice to the records. */
interface Need {
  readonly uses: number;
  readonly free: boolean;
}

function scopeOf(tool: Tool, { uses, free }: Need): ToolScope {
  const sinks = [...tool.sinks].map(([sink, kind]) => [sink, sourcesOf(classOf(kind), free)] as const);
  return Object.freeze({ uses, sinks: Object.freeze(Object.fromEntries(sinks)) });
}

/**
 * Where a sink may take its value from where nobody says more. Identities come from records only where the user named the record, or
 * left the choice to the records: whoever writes to the user stands in one.
 */
export function sourcesOf(sink: SinkClass, free = false): readonly SinkSource[] {
  if (sink === 'secret' || sink === 'command') return OWN;
  return sink === 'identity' && !free ? NAMED : RECORDS;
}

const OWN: readonly SinkSource[] = Object.freeze(['prompt', 'trusted']);
const NAMED: readonly SinkSource[] = Object.freeze(['prompt', 'trusted', 'anchored']);
const RECORDS: readonly SinkSource[] = Object.freeze(['prompt', 'trusted', 'anchored', 'structured']);

/**
 * What two scopes both allow: for what a model or a role proposes. The first is the ceiling; nothing of the second that is not
 * in it comes through, and fewer uses and sources win.
 */
export function narrowScope(ceiling: TaskScope, proposed: TaskScope): TaskScope {
  const tools = Object.entries(proposed.tools).flatMap(([target, { uses, sinks }]) => {
    const name = bareName(target);
    const above = Object.hasOwn(ceiling.tools, name) ? ceiling.tools[name] : undefined;
    if (above === undefined || !(Number.isInteger(uses) && uses > 0)) return [];
    const both = Object.entries(above.sinks).map(([sink, sources]) => {
      const asked = Object.hasOwn(sinks, sink) ? sinks[sink] : undefined;
      return [sink, asked === undefined ? sources : sources.filter((source) => asked.includes(source))] as const;
    });
    return [[name, Object.freeze({ uses: Math.min(uses, above.uses), sinks: Object.fromEntries(both) })] as const];
  });
  return Object.freeze({
    tools: Object.freeze(Object.fromEntries(tools)),
    delegated: ceiling.delegated && proposed.delegated,
  });
}

/**
 * Checks a scope that code of the application or a model made.
 *
 * @throws `ERR_OPTION_INVALID` for one of another form
 */
export function checkScope(scope: unknown): TaskScope {
  checkOptions('scope', scope, ['tools', 'delegated']);
  const { tools, delegated }: Partial<TaskScope> = { ...(scope as object) };
  if (typeof tools !== 'object' || tools === null || typeof delegated !== 'boolean') {
    throw optionError('scope', 'must be { tools: { name: { uses, sinks } }, delegated: true or false }.');
  }
  const checked = Object.entries(tools).map(([target, given]) => {
    const where = `scope: ${target}`;
    checkOptions(where, given, ['uses', 'sinks']);
    const uses = integerOption(where, 'uses', given.uses, { min: 1, max: 1_000_000 });
    const sinks = Object.entries({ ...given.sinks }).map(([sink, sources]) => {
      if (!Array.isArray(sources))
        throw optionError(where, `"sinks" must map arguments to lists of ${ALL.join(', ')}.`);
      return [sink, Object.freeze(sources.map((source) => choiceOption(where, sink, source, ALL)))] as const;
    });
    return [bareName(target), Object.freeze({ uses, sinks: Object.freeze(Object.fromEntries(sinks)) })] as const;
  });
  return Object.freeze({ tools: Object.freeze(Object.fromEntries(checked)), delegated });
}

const ALL: readonly SinkSource[] = ['prompt', 'trusted', 'anchored', 'structured', 'any', 'granted'];

/** What is compared with a request. */
interface Profile {
  readonly tool: Tool;
  readonly verb: string;
  readonly deeds: readonly (readonly [verb: string, weight: number])[];
  readonly things: readonly string[];
  readonly others: ReadonlySet<string>;
  /** Stems of its descriptions, of the beginning of the first, and of the names of its arguments. */
  readonly told: ReadonlySet<string>;
  readonly says: ReadonlySet<string>;
  readonly takes: ReadonlySet<string>;
  readonly kinds: readonly string[];
}

const known = new WeakMap<Tools, readonly Profile[]>();

/** Made once for each set of declarations. */
function profilesOf(tools: Tools): readonly Profile[] {
  const made = known.get(tools) ?? [...tools.values()].filter(({ sideEffect }) => sideEffect).map(profileOf);
  known.set(tools, made);
  return made;
}

function profileOf(tool: Tool): Profile {
  const named = parts(tool.name);
  const first = verbOf(named) ?? tool.name;
  const particle = named[named.indexOf(first) + 1] ?? '';
  const verb = PARTICLES.has(particle) ? `${first}-${particle}` : first;
  const nouns = named.filter((part) => part !== first && carries(part));
  const told = [tool.description, ...tool.properties.map(({ description }) => description)].flatMap(parts);
  return {
    tool,
    verb,
    deeds: deedsOf(verb, nouns),
    things: nouns.map(stem),
    others: new Set(named.flatMap((part) => [...otherNames(part), ...otherNames(stem(part))]).map(stem)),
    told: new Set(told.filter(carries).map(stem)),
    says: new Set(parts(tool.description).slice(0, OPENING).map(stem)),
    takes: new Set(
      tool.properties
        .flatMap(({ name }) => parts(name))
        .filter(carries)
        .map(stem),
    ),
    kinds: [...tool.sinks.values()],
  };
}

/** Whether a task speaks of what a tool is about: of the things in its name, by whatever word. */
export function isOnTopic({ stems }: Pick<Task, 'stems'>, tool: Tool): boolean {
  const { things, others } = profileOf(tool);
  return things.length === 0 || [...things, ...others].some((thing) => stems.has(thing));
}

/** Below it, a verb that fits stands beside nothing that does. */
const ENOUGH = 1.1;

/** The tools that a request means: those whose verb is nearest to its own, and of these those that fit nearly as well as the best. */
function bestFor(request: Request, profiles: readonly Profile[]): readonly Profile[] {
  const fits = profiles
    .map((profile) => {
      const verbs = profile.deeds.map(([deed, weight]) => weight * fitOfVerb(request.verb, deed, profile.tool.effect));
      const said = profile.says.has(stem(request.verb)) ? SAID : 0;
      const verb = Math.max(said, ...verbs);
      return {
        profile,
        verb,
        fit: verb === 0 ? 0 : fitOf(request, profile, verb, verb > Math.max(said, verbs[0] ?? 0)),
      };
    })
    .filter(({ verb }) => verb > 0);
  const enough = fits.filter(({ fit }) => fit >= ENOUGH);
  if (enough.length === 0)
    return isLight(request.verb)
      ? []
      : fits.filter(({ verb, profile }) => verb >= KNOWN && !isLight(profile.verb)).map(({ profile }) => profile);
  const best = Math.max(0, ...enough.map(({ fit }) => fit));
  const near = enough.filter(({ fit }) => fit >= best * LEAST);
  const verb = Math.max(0, ...near.map((candidate) => candidate.verb));
  const same = near.filter((candidate) => candidate.verb === verb);
  const top = Math.max(0, ...same.map(({ fit }) => fit));
  return same.filter(({ fit }) => fit >= top * NEARLY).map(({ profile }) => profile);
}

/** `made`: the request names what the tool makes, so that it speaks of its thing as well. */
function fitOf(request: Request, profile: Profile, verb: number, made: boolean): number {
  const near = new Set(request.near);
  let object = made ? 0.8 : 0;
  for (const thing of profile.things) object += near.has(thing) ? 1 : request.sentence.has(thing) ? 0.4 : 0;
  const other = [...profile.others].filter((name) => near.has(name)).length;
  object += Math.min(0.8, other * 0.6);
  const taken = [...profile.takes].filter((word) => near.has(word) && !profile.things.includes(word)).length;
  object += Math.min(1, taken * 0.6);
  const told = [...profile.told].filter((word) => near.has(word) && !profile.things.includes(word)).length;
  object += Math.min(0.5, told * 0.2);
  if (request.identities.length > 0 && profile.kinds.some((kind) => classOf(kind) === 'identity')) object += 0.5;
  const elsewhere = [...profile.others].some((name) => request.sentence.has(name));
  if (object === 0 && profile.tool.effect === 'money' && request.words.some((word) => /\d/.test(word))) object = 0.8;
  if (isPlainRequest(request.verb, profile.tool.effect)) object += 0.8;
  if (profile.things.length === 0) object += 0.4;
  if (object === 0 && elsewhere) object = 0.3;
  const fit = object === 0 ? 0 : verb + Math.min(object, 3) * 0.7;
  return request.verb === profile.verb && isTelling(profile.verb) ? Math.max(ENOUGH, fit) : fit;
}

/** A verb that few things are done with says enough by itself. */
const isTelling = (verb: string): boolean =>
  !/^(?:send|create|add|make|set|get|update|change|delete|remove|post|write|move|put|open|close|run|start|stop|mark|share|book|order|save)$/.test(
    verb,
  );

/** How well a verb fits that the description begins with, and from when on a verb is the tool's own or another word for it. */
const SAID = 0.6;
const KNOWN = 0.7;
/** Words at the beginning of a description that say what a tool does. */
const OPENING = 8;

const NUMBERS = 'two three four five six seven eight nine ten'.split(' ');

/** How often a request asks for a tool: once, unless it speaks of more. */
function usesIn(request: Request, { things, kinds }: Profile): number {
  const { words, identities } = request;
  if (
    words.some((word) =>
      /^(?:each|every|all|both|everyone|everybody|any|several|multiple|those|them|these)$/.test(word),
    )
  )
    return MANY;
  const number = words.findIndex((word) => NUMBERS.includes(word));
  if (number !== -1) return NUMBERS.indexOf(words[number] ?? '') + 2;
  const plural = words.some((word) => word.endsWith('s') && things.includes(stem(word)) && stem(word) !== word);
  const named = kinds.some((kind) => classOf(kind) === 'identity') ? identities.length : 0;
  const joined = words.filter((word) => word === 'and' || word === ',').length; // `write to Ann and Bo`
  return Math.min(MANY, Math.max(1 + Math.min(joined, 5), named, plural ? 10 : 1));
}
