import { integerOption, optionError } from '../../options.ts';
import type { Scope } from '../constraints/compile.ts';
import { targetOf } from './target.ts';
import { type ArgumentConstraints, readTerms, type ToolTerms } from './tool-grant.ts';

/**
 * Targets and what their arguments may be. Keys are full targets (`tool:web.search`, `agent:writer`) or bare names, which
 * mean tools. Names match exactly: there are no patterns. At most 64 targets with 32 arguments each.
 */
export type ToolConstraints = { readonly [target: string]: ArgumentConstraints };

/** What a capability is bounded by besides its tools. Each can only be made smaller when it is narrowed. */
export interface CapabilityBounds {
  /** Who holds it, 1 to 256 characters, such as `agent:summariser`: for the record, and to revoke all that it holds. */
  readonly agent?: string;
  /** Milliseconds until it begins to hold, 0 to 86,400,000. Default 0. */
  readonly notBeforeMs?: number;
  /** Calls in all, its own and those of all that is narrowed from it: 1 or more. Default: no limit. */
  readonly uses?: number;
  /** Calls of one target, counted alike: 1 or more. At most 64 targets, all of them in `tools` or `delegates`. */
  readonly toolUses?: { readonly [target: string]: number };
  /** What calls may cost in all, in whole smallest units such as micro-dollars, counted alike: 0 or more. Default: no limit. */
  readonly budget?: number;
  /** Where it may be used: names that `capability({ audience })` gives itself, 1 to 16 of them. Default: anywhere. */
  readonly audience?: readonly string[];
  /** Targets each call of which a person must approve. Default: none. */
  readonly approvals?: readonly string[];
  /** False: only targets that are wrapped with `sideEffects: false`. Default: any. */
  readonly sideEffects?: boolean;
}

export interface MintOptions extends CapabilityBounds {
  /** Who the capability is for, 1 to 256 characters: the id of the principal. */
  readonly principal: string;
  readonly tools: ToolConstraints;
  /**
   * What may be handed on by narrowing: "may use" and "may delegate" are two maps. Default: `tools`. `{}`: nothing. A target
   * that is here and not in `tools` can be handed on and not used.
   */
  readonly delegates?: ToolConstraints;
  /** Milliseconds until it expires, 1 to 86,400,000 (24 h). Default 300,000 (5 min). */
  readonly ttlMs?: number;
  /** How many times it can be narrowed, one after the other, 0 to 16. Default 8. */
  readonly maxDepth?: number;
}

/** What is left out is as the parent has it, apart from `delegates`, which is `tools` again. */
export interface AttenuateOptions extends CapabilityBounds {
  /** What the new capability holds: narrower constraints, or a list of targets as the parent may hand them on. */
  readonly tools: ToolConstraints | readonly string[];
  /** What it may hand on, in the same forms. Default: its `tools`. */
  readonly delegates?: ToolConstraints | readonly string[];
  /** Milliseconds until it expires, not later than its parent. Default: when its parent does. */
  readonly ttlMs?: number;
  /** How many times it can be narrowed further. Default and most: one less than its parent. */
  readonly maxDepth?: number;
}

const MAX_TOOLS = 64;
export const DEFAULT_TTL_MS = 5 * 60_000;
export const MAX_TTL_MS = 24 * 60 * 60_000;
const MAX_DEPTH = 16;
export const DEFAULT_DEPTH = 8;
const MAX_AUDIENCE = 16;
const MAX_NAME = 256;

export const readTtl = (where: string, ttlMs: unknown): number =>
  integerOption(where, 'ttlMs', ttlMs, { min: 1, max: MAX_TTL_MS, fix: 'Mint again for a longer task.' });

export const readDepth = (where: string, maxDepth: unknown): number =>
  integerOption(where, 'maxDepth', maxDepth, { min: 0, max: MAX_DEPTH });

export const readDelay = (where: string, notBeforeMs: unknown): number =>
  integerOption(where, 'notBeforeMs', notBeforeMs, { min: 0, max: MAX_TTL_MS });

/** A name of a principal, an agent or an audience. */
export function readName(where: string, option: string, name: unknown, meaning = ''): string {
  if (typeof name === 'string' && name !== '' && name.length <= MAX_NAME && name.isWellFormed()) return name;
  throw optionError(where, `"${option}" must be a text of 1 to ${MAX_NAME} characters${meaning}.`);
}

export const readCount = (where: string, option: string, count: unknown): number =>
  integerOption(where, option, count, { min: 1, max: Number.MAX_SAFE_INTEGER });

export const readBudget = (where: string, budget: unknown): number =>
  integerOption(where, 'budget', budget, {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    fix: 'Count in the smallest unit, such as micro-dollars.',
  });

export function readAudience(where: string, audience: unknown): ReadonlySet<string> {
  if (!Array.isArray(audience) || audience.length === 0 || audience.length > MAX_AUDIENCE) {
    throw optionError(where, `"audience" must be a list of 1 to ${MAX_AUDIENCE} names. Leave it out for anywhere.`);
  }
  return new Set(audience.map((name: unknown) => readName(where, 'audience', name)));
}

export function readSideEffects(where: string, sideEffects: unknown): boolean {
  if (typeof sideEffects === 'boolean') return sideEffects;
  throw optionError(where, '"sideEffects" must be true or false.');
}

/** Checks a map of tools. The keys of the result are full targets. */
export function readTools(where: string, option: string, tools: unknown, scope: Scope): ReadonlyMap<string, ToolTerms> {
  if (typeof tools !== 'object' || tools === null || Array.isArray(tools)) {
    throw optionError(
      where,
      `"${option}" must be a map such as { "web.search": { q: constraints.length({ max: 80 }) } }.`,
    );
  }
  return collect(where, option, Object.keys(tools), (name, target) =>
    readTerms(`${where}: ${target}`, (tools as Readonly<Record<string, unknown>>)[name], scope),
  );
}

export function readToolUses(where: string, toolUses: unknown): ReadonlyMap<string, number> {
  if (typeof toolUses !== 'object' || toolUses === null || Array.isArray(toolUses)) {
    throw optionError(where, '"toolUses" must be a map such as { "mail.send": 1 }.');
  }
  return collect(where, 'toolUses', Object.keys(toolUses), (name, target) =>
    readCount(where, `toolUses" of "${target}`, (toolUses as Readonly<Record<string, unknown>>)[name]),
  );
}

/** A list of targets. */
export function readTargets(where: string, option: string, names: unknown): ReadonlySet<string> {
  if (!Array.isArray(names)) throw optionError(where, `"${option}" must be a list of targets such as ["mail.send"].`);
  return new Set(collect(where, option, names, () => true).keys());
}

/** Checks names and collects what belongs to each, by full target. */
export function collect<T>(
  where: string,
  option: string,
  names: readonly unknown[],
  read: (name: string, target: string) => T,
): ReadonlyMap<string, T> {
  if (names.length > MAX_TOOLS) {
    throw optionError(
      where,
      `"${option}": at most ${MAX_TOOLS} tools, got ${names.length}. Grant what the task needs.`,
    );
  }
  const found = new Map<string, T>();
  for (const name of names) {
    if (typeof name !== 'string') throw optionError(where, `"${option}": names of tools must be strings.`);
    const target = targetOf(where, name);
    if (found.has(target)) throw optionError(where, `"${option}": ${target} is named twice. Keep one of the two.`);
    found.set(target, read(name, target));
  }
  return found;
}
