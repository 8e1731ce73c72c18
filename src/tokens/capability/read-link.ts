import { randomUUID } from 'node:crypto';
import { checkOptions, optionError } from '../../options.ts';
import type { ConstraintRegistry } from '../constraints/registry.ts';
import type { CapabilityState } from './capability.ts';
import type { LinkTerms } from './link.ts';
import { missing } from './narrowing.ts';
import { widened } from './refusal.ts';
import {
  type AttenuateOptions,
  collect,
  DEFAULT_DEPTH,
  DEFAULT_TTL_MS,
  type MintOptions,
  readAudience,
  readBudget,
  readCount,
  readDelay,
  readDepth,
  readName,
  readSideEffects,
  readTargets,
  readTools,
  readToolUses,
  readTtl,
} from './terms.ts';
import type { ToolTerms } from './tool-grant.ts';

const BOUNDS = ['agent', 'notBeforeMs', 'uses', 'toolUses', 'budget', 'audience', 'approvals', 'sideEffects'] as const;
const COMMON = ['tools', 'delegates', 'ttlMs', 'maxDepth', ...BOUNDS];

/** What links are read with: the time of the authority, and its custom constraints. */
export interface Reading {
  readonly where: string;
  readonly now: number;
  readonly registry: ConstraintRegistry;
}

/** The first link of a chain. */
export function readRoot({ where, now, registry }: Reading, given: MintOptions): LinkTerms {
  checkOptions(where, given, ['principal', ...COMMON]);
  const { principal, agent, notBeforeMs, ttlMs = DEFAULT_TTL_MS, maxDepth = DEFAULT_DEPTH, approvals } = given;
  const tools = readTools(where, 'tools', given.tools, { registry });
  const delegates =
    given.delegates === undefined ? tools : readTools(where, 'delegates', given.delegates, { registry });
  return checkedLink(where, now, {
    id: randomUUID(),
    principal: readName(where, 'principal', principal, ', the id of the principal'),
    agent: agent === undefined ? undefined : readName(where, 'agent', agent),
    tools,
    delegates,
    notBefore: notBeforeMs === undefined ? -Infinity : now + readDelay(where, notBeforeMs),
    expiresAt: now + readTtl(where, ttlMs),
    depthLeft: readDepth(where, maxDepth),
    approvals: approvals === undefined ? NO_TARGETS : readTargets(where, 'approvals', approvals),
    sideEffects: given.sideEffects === undefined ? true : readSideEffects(where, given.sideEffects),
    ...limits(where, given),
  });
}

/** A link below another: what is left out is as the one above has it. Whether it is narrower is for `wideningOf`. */
export function readBelow(reading: Reading, given: AttenuateOptions, parent: CapabilityState): LinkTerms {
  const { where, now } = reading;
  checkOptions(where, given, COMMON);
  const { agent, notBeforeMs, ttlMs, maxDepth, approvals } = given;
  const tools = toolsBelow(reading, 'tools', given.tools, parent);
  const delegates = given.delegates === undefined ? tools : toolsBelow(reading, 'delegates', given.delegates, parent);
  return checkedLink(where, now, {
    id: randomUUID(),
    principal: parent.principal,
    agent: agent === undefined ? parent.agent : readName(where, 'agent', agent),
    tools,
    delegates,
    notBefore: notBeforeMs === undefined ? parent.notBefore : now + readDelay(where, notBeforeMs),
    expiresAt: ttlMs === undefined ? parent.expiresAt : now + readTtl(where, ttlMs),
    depthLeft: maxDepth === undefined ? parent.depthLeft - 1 : readDepth(where, maxDepth),
    approvals: approvals === undefined ? parent.approvals : readTargets(where, 'approvals', approvals),
    sideEffects: given.sideEffects === undefined ? parent.sideEffects : readSideEffects(where, given.sideEffects),
    ...limits(where, given),
  });
}

const NO_TARGETS: ReadonlySet<string> = new Set();
const NO_USES: ReadonlyMap<string, number> = new Map();

function limits(
  where: string,
  { uses, toolUses, budget, audience }: AttenuateOptions | MintOptions,
): Pick<LinkTerms, 'uses' | 'toolUses' | 'budget' | 'audience'> {
  return {
    uses: uses === undefined ? undefined : readCount(where, 'uses', uses),
    toolUses: toolUses === undefined ? NO_USES : readToolUses(where, toolUses),
    budget: budget === undefined ? undefined : readBudget(where, budget),
    audience: audience === undefined ? undefined : readAudience(where, audience),
  };
}

/** Refuses what would have no effect: it was meant to have one. */
function checkedLink(where: string, now: number, link: LinkTerms): LinkTerms {
  for (const target of link.toolUses.keys()) {
    if (!link.tools.has(target) && !link.delegates.has(target)) {
      throw optionError(where, `"toolUses": ${target} is not in "tools". Name what is granted.`);
    }
  }
  if (link.notBefore > now && link.notBefore >= link.expiresAt) {
    throw optionError(where, '"notBeforeMs" is not before the end: it would never hold. Give less, or a longer life.');
  }
  return Object.freeze(link);
}

/** A list stands for the terms of the parent. */
function toolsBelow(
  { where, registry }: Reading,
  option: string,
  tools: unknown,
  parent: CapabilityState,
): ReadonlyMap<string, ToolTerms> {
  if (!Array.isArray(tools)) return readTools(where, option, tools, { registry });
  return collect(where, option, tools, (_name, target) => {
    const grant = parent.delegates.get(target);
    if (grant === undefined) throw widened({ problem: missing(target, parent) });
    return grant.terms;
  });
}
