import { integerOption, optionError } from '../../options.ts';
import { targetOf } from './target.ts';
import { type ArgumentConstraints, readTerms, type ToolTerms } from './tool-grant.ts';

/**
 * Targets and what their arguments may be. Keys are full targets (`tool:web.search`, `agent:writer`) or bare names, which
 * mean tools. Names match exactly: there are no patterns. At most 64 targets with 32 arguments each.
 */
export type ToolConstraints = { readonly [target: string]: ArgumentConstraints };

export interface MintOptions {
  /** Who the capability is for, 1 to 256 characters: the id of the principal. */
  readonly principal: string;
  readonly tools: ToolConstraints;
  /** Milliseconds until it expires, 1 to 86,400,000 (24 h). Default 300,000 (5 min). */
  readonly ttlMs?: number;
  /** How many times it can be narrowed, one after the other, 0 to 16. Default 8. */
  readonly maxDepth?: number;
}

export interface AttenuateOptions {
  /** What the new capability holds: narrower constraints, or a list of targets to pass on as the parent holds them. */
  readonly tools: ToolConstraints | readonly string[];
  /** Milliseconds until it expires, not later than its parent. Default: when its parent does. */
  readonly ttlMs?: number;
  /** How many times it can be narrowed further. Default and most: one less than its parent. */
  readonly maxDepth?: number;
}

const MAX_TOOLS = 64;
export const DEFAULT_TTL_MS = 5 * 60_000;
const MAX_TTL_MS = 24 * 60 * 60_000;
const MAX_DEPTH = 16;
export const DEFAULT_DEPTH = 8;

export const readTtl = (where: string, ttlMs: unknown): number =>
  integerOption(where, 'ttlMs', ttlMs, { min: 1, max: MAX_TTL_MS, fix: 'Mint again for a longer task.' });

export const readDepth = (where: string, maxDepth: unknown): number =>
  integerOption(where, 'maxDepth', maxDepth, { min: 0, max: MAX_DEPTH });

/** Checks a map of tools. The keys of the result are full targets. */
export function readTools(where: string, tools: unknown): ReadonlyMap<string, ToolTerms> {
  if (typeof tools !== 'object' || tools === null || Array.isArray(tools)) {
    throw optionError(where, '"tools" must be a map such as { "web.search": { q: constraints.length({ max: 80 }) } }.');
  }
  return collect(where, Object.keys(tools), (name, target) =>
    readTerms(`${where}: ${target}`, (tools as Readonly<Record<string, unknown>>)[name]),
  );
}

/** Checks names and collects what belongs to each, by full target. */
export function collect<T>(
  where: string,
  names: readonly unknown[],
  read: (name: string, target: string) => T,
): ReadonlyMap<string, T> {
  if (names.length > MAX_TOOLS) {
    throw optionError(where, `at most ${MAX_TOOLS} tools, got ${names.length}. Grant what the task needs.`);
  }
  const found = new Map<string, T>();
  for (const name of names) {
    if (typeof name !== 'string') throw optionError(where, 'names of tools must be strings.');
    const target = targetOf(where, name);
    if (found.has(target)) throw optionError(where, `${target} is named twice. Keep one of the two.`);
    found.set(target, read(name, target));
  }
  return found;
}
