import { checkOptions, choiceOption, integerOption, optionError } from '../options.ts';
import type { Tool, ToolDeclarations, Tools } from './declaration.ts';
import { bareName, readDeclarations } from './declaration.ts';
import { chooses, handsOver, requestsIn } from './request.ts';
import { bestFor, MANY, profilesOf, usesIn } from './request-fit.ts';
import { classOf, type SinkClass } from './sink-kind.ts';
import { type Possible, possibleTools } from './wider-scope.ts';

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
  /**
   * Tools that the words may mean, though they do not say so plainly. Their sinks take less: what a record holds is not believed
   * because it stands there. Default: none.
   */
  readonly possible?: Readonly<Record<string, ToolScope>>;
  /** Whether the user leaves it to a document what is to be done. */
  readonly delegated: boolean;
}

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
  const wider = possibleTools(
    words,
    profiles.map(({ tool }) => tool),
  ).filter(({ tool }) => !needed.has(tool));
  return Object.freeze({
    tools: Object.freeze(Object.fromEntries(scopes)),
    possible: Object.freeze(
      Object.fromEntries(wider.map((possible) => [possible.tool.name, scopeOfPossible(possible)])),
    ),
    delegated: handsOver(words),
  });
}

/** What decides must be the user's own word or trusted, or stand in a record that the user named. */
function scopeOfPossible({ tool, uses, answers, free }: Possible): ToolScope {
  const sinks = [...tool.sinks].map(([sink, kind]) => {
    const sort = classOf(kind);
    if (sort === 'text' || (sort === 'object' && free && tool.effect !== 'delete')) return [sink, RECORDS] as const;
    return [sink, sort === 'object' || ((answers || free) && sort === 'identity') ? NAMED : OWN] as const;
  });
  return Object.freeze({ uses, sinks: Object.freeze(Object.fromEntries(sinks)) });
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
  const tools = narrowTools(ceiling.tools, proposed.tools);
  const either = narrowTools({ ...ceiling.possible, ...ceiling.tools }, { ...proposed.possible, ...proposed.tools });
  const possible = Object.entries(either).filter(([name]) => !Object.hasOwn(tools, name));
  return Object.freeze({
    tools,
    ...(possible.length === 0 ? {} : { possible: Object.freeze(Object.fromEntries(possible)) }),
    delegated: ceiling.delegated && proposed.delegated,
  });
}

function narrowTools(ceiling: TaskScope['tools'], proposed: TaskScope['tools']): TaskScope['tools'] {
  const tools = Object.entries(proposed).flatMap(([target, { uses, sinks }]) => {
    const name = bareName(target);
    const above = Object.hasOwn(ceiling, name) ? ceiling[name] : undefined;
    if (above === undefined || !(Number.isInteger(uses) && uses > 0)) return [];
    const both = Object.entries(above.sinks).map(([sink, sources]) => {
      const asked = Object.hasOwn(sinks, sink) ? sinks[sink] : undefined;
      return [sink, asked === undefined ? sources : sources.filter((source) => asked.includes(source))] as const;
    });
    return [[name, Object.freeze({ uses: Math.min(uses, above.uses), sinks: Object.fromEntries(both) })] as const];
  });
  return Object.freeze(Object.fromEntries(tools));
}

/**
 * Checks a scope that code of the application or a model made.
 *
 * @throws `ERR_OPTION_INVALID` for one of another form
 */
export function checkScope(scope: unknown): TaskScope {
  checkOptions('scope', scope, ['tools', 'possible', 'delegated']);
  const { tools, possible, delegated }: Partial<TaskScope> = { ...(scope as object) };
  if (typeof tools !== 'object' || tools === null || typeof delegated !== 'boolean') {
    throw optionError('scope', 'must be { tools: { name: { uses, sinks } }, delegated: true or false }.');
  }
  return Object.freeze({
    tools: checkTools(tools),
    ...(possible === undefined ? {} : { possible: checkTools(possible) }),
    delegated,
  });
}

function checkTools(tools: TaskScope['tools']): TaskScope['tools'] {
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
  return Object.freeze(Object.fromEntries(checked));
}

const ALL: readonly SinkSource[] = ['prompt', 'trusted', 'anchored', 'structured', 'any', 'granted'];
