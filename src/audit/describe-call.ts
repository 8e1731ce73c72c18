import * as types from 'node:util/types';
import type { Invocation } from '../invocation.ts';
import {
  authorityOf,
  type Capability,
  type CapabilityDescription,
  remainingOfHandle,
} from '../tokens/capability/capability.ts';
import { boundedCopy } from './bounded.ts';
import { type Digest, digest, MAX_VALUES } from './digest.ts';
import { madeOnce, sameList } from './key-lists.ts';
import type { AuditActor, AuditCapability, AuditInput } from './record.ts';
import { identifier, type TextCleaner } from './text.ts';

const MAX_NAME = 64;
const MAX_ID = 128;
const MAX_LIST = 16;
const MAX_ARGUMENTS = 32;

/** `digest`: names of the arguments and SHA-256. `redacted`: the values too, redacted and cut. `none`: nothing. */
export type IncludeInput = 'digest' | 'redacted' | 'none';

/** Who is behind a call: what `authenticate()` put into the context, nothing else of it. */
export function actorOf(call: Invocation): AuditActor | undefined {
  const principal = contextKey(call, 'principal');
  if (typeof principal !== 'object' || principal === null) return undefined;
  try {
    const { id, roles, tenant } = principal as {
      readonly id?: unknown;
      readonly roles?: unknown;
      readonly tenant?: unknown;
    };
    return {
      id: typeof id === 'string' ? identifier(id, MAX_ID) : UNREADABLE,
      roles: strings(roles, MAX_NAME) ?? [],
      tenant: typeof tenant === 'string' ? identifier(tenant, MAX_ID) : undefined,
    };
  } catch {
    return { id: UNREADABLE, roles: [], tenant: undefined };
  }
}

/** Descriptions that were made, by capability, without what is left: a run makes many calls with one. */
const described = new WeakMap<object, AuditCapability>();

/** Which capability the call holds: ids and bounds. Its handle gives away no bytes of a token, and none are asked for. */
export function capabilityOf(call: Invocation, now: number): AuditCapability | undefined {
  const capability = contextKey(call, 'capability');
  if (capability === undefined) return undefined;
  const known = typeof capability === 'object' && capability !== null ? described.get(capability) : undefined;
  if (known !== undefined) return withRemaining(known, capability);
  try {
    const description = authorityOf(capability)?.describe(capability as Capability);
    if (description === undefined) return nothingBut('[not genuine]'); // no authority has made it
    const made = ofCapability(description, now);
    described.set(capability as Capability, made);
    return withRemaining(made, capability);
  } catch {
    return nothingBut(UNREADABLE);
  }
}

const ofCapability = (description: CapabilityDescription, now: number): AuditCapability => {
  const { id, principal, agent, lineage, agents, approvals, expiresInMs } = description;
  return Object.freeze({
    id: identifier(id, MAX_ID),
    principal: identifier(principal, MAX_ID),
    agent: agent === undefined ? undefined : identifier(agent, MAX_ID),
    depth: lineage.length - 1,
    expires: new Date(now + expiresInMs).toISOString(),
    lineage: strings(lineage, MAX_ID),
    agents: agents.some((name) => name !== undefined)
      ? strings(
          agents.map((name) => name ?? ''),
          MAX_ID,
        )
      : undefined,
    approvals: approvals.length === 0 ? undefined : strings(approvals, MAX_ID),
    uses_left: undefined,
    budget_left: undefined,
  });
};

/** What is left changes with every call. Most capabilities have no limit, and are said as they are. */
function withRemaining(made: AuditCapability, capability: unknown): AuditCapability {
  const remaining = remainingOfHandle(capability);
  if (remaining === undefined) return made;
  return { ...made, uses_left: remaining.usesLeft, budget_left: remaining.budgetLeft };
}

/** Says about the inputs of calls what may be said. */
export function createInputDescriber(
  include: IncludeInput,
  clean: TextCleaner,
): (input: unknown) => AuditInput | undefined {
  const shown = madeOnce((names) => argumentNames(names, clean));
  return (input) => {
    if (include === 'none' || input === undefined) return undefined;
    const names = namesOf(input);
    // Listing the keys of a million costs 0.3 s: it is done once, and nothing more is asked of such an input.
    const tooMany = names.length > MAX_VALUES;
    const keys = tooMany ? names : sameList(names);
    const { sha256, bytes, omitted } = tooMany ? TOO_LARGE : digest(input, keys);
    const redacted = include === 'redacted' && !tooMany ? boundedCopy(input, clean, 'values') : undefined;
    return { argument_names: [...shown(keys)], sha256, bytes, omitted, redacted };
  };
}

const TOO_LARGE: Digest = { omitted: 'too-large' };
const UNREADABLE = '[unreadable]';
const nothingBut = (id: string): AuditCapability => ({
  id,
  principal: undefined,
  agent: undefined,
  depth: undefined,
  expires: undefined,
  lineage: undefined,
  agents: undefined,
  approvals: undefined,
  uses_left: undefined,
  budget_left: undefined,
});

function contextKey(call: Invocation, key: 'principal' | 'capability'): unknown {
  try {
    return (call.ctx as { readonly [name: string]: unknown })[key];
  } catch {
    return undefined;
  }
}

function strings(list: unknown, limit: number): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const kept = list
    .slice(0, MAX_LIST)
    .map((entry: unknown) => (typeof entry === 'string' ? identifier(entry, limit) : UNREADABLE));
  return list.length > MAX_LIST ? [...kept, `[${list.length - MAX_LIST} more]`] : kept;
}

function namesOf(input: unknown): readonly string[] {
  const named = typeof input === 'object' && input !== null && !Array.isArray(input) && !types.isProxy(input);
  return named ? Object.keys(input) : [];
}

function argumentNames(names: readonly string[], clean: TextCleaner): readonly string[] {
  const kept = names.slice(0, MAX_ARGUMENTS).map((name) => clean(name, MAX_NAME));
  if (names.length > MAX_ARGUMENTS) kept.push(`[${names.length - MAX_ARGUMENTS} more]`);
  return kept;
}
