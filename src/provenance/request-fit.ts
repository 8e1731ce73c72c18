import {
  deedsOf,
  fitOfLight,
  fitOfVerb,
  isLight,
  isPlainRequest,
  otherNames,
  verbOf,
  verbOfDescription,
} from './actions.ts';
import type { Tool, Tools } from './declaration.ts';
import { PARTICLES, type Request } from './request.ts';
import { classOf } from './sink-kind.ts';
import type { Task } from './task.ts';
import { carries, parts, stem } from './words.ts';

/** Uses where the user speaks of many. */
export const MANY = 20;
/** A tool belongs to a request when it fits nearly as well as the best. */
const NEARLY = 0.85;
/** A nearer verb counts more than what else fits, down to this share of the best. */
const LEAST = 0.75;

/** A tool, as it is compared with a request. */
export interface Profile {
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
export function profilesOf(tools: Tools): readonly Profile[] {
  const made = known.get(tools) ?? [...tools.values()].filter(({ sideEffect }) => sideEffect).map(profileOf);
  known.set(tools, made);
  return made;
}

function profileOf(tool: Tool): Profile {
  const named = parts(tool.name);
  const first = verbOf(named) ?? tool.name;
  const particle = named[named.indexOf(first) + 1] ?? '';
  const verb = PARTICLES.has(particle) ? `${first}-${particle}` : first;
  const opening = verbOfDescription(parts(tool.description)[0] ?? '');
  const nouns = named.filter((part) => part !== first && carries(part));
  const told = [tool.description, ...tool.properties.map(({ description }) => description)].flatMap(parts);
  return {
    tool,
    verb,
    deeds: opening === undefined ? deedsOf(verb, nouns) : [...deedsOf(verb, nouns), [opening, SAID]],
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
export function bestFor(request: Request, profiles: readonly Profile[]): readonly Profile[] {
  const fits = profiles
    .map((profile) => {
      const verbs = profile.deeds.map(([deed, weight]) => weight * fitOfVerb(request.verb, deed, profile.tool.effect));
      const said = profile.says.has(stem(request.verb)) ? SAID : 0;
      const light = profile.things.some((thing) => request.near.slice(0, CLOSE).includes(thing))
        ? fitOfLight(request.verb, profile.verb, profile.tool.effect)
        : 0;
      const verb = Math.max(said, light, ...verbs);
      return {
        profile,
        verb,
        fit: verb === 0 ? 0 : fitOf(request, profile, verb, verb > Math.max(said, light, verbs[0] ?? 0)),
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
/** Stems behind a verb that says little, among which its thing must stand. */
const CLOSE = 5;
/** Words at the beginning of a description that say what a tool does. */
const OPENING = 8;

const NUMBERS = 'two three four five six seven eight nine ten'.split(' ');

/** How often a request asks for a tool: once, unless it speaks of more. */
export function usesIn(request: Request, { things, kinds }: Pick<Profile, 'things' | 'kinds'>): number {
  const { words, identities } = request;
  if (
    words.some((word) =>
      /^(?:each|every|all|both|everyone|everybody|everything|any|several|multiple|those|them|these)$/.test(word),
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
