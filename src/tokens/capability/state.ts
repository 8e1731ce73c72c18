import type { Authority, CapabilityState } from './capability.ts';
import { countersOfLink } from './counters.ts';
import { createLifeline, type LinkTerms } from './link.ts';
import { unseen } from './revocations.ts';
import { grantOf, mergeTerms, type ToolGrant, type ToolTerms } from './tool-grant.ts';

/** The state of a first link. */
export function rootState(authority: Authority, link: LinkTerms, now: number): CapabilityState {
  const tools = grants(link.tools);
  return {
    authority,
    links: [link],
    lifelines: [createLifeline()],
    counters: listed(countersOfLink([link], now)),
    countedCalls: new Map(),
    revocationKeys: revocationKeys(link),
    standing: unseen(),
    id: link.id,
    principal: link.principal,
    agent: link.agent,
    tools,
    delegates: link.delegates === link.tools ? tools : grants(link.delegates),
    notBefore: link.notBefore,
    expiresAt: link.expiresAt,
    depthLeft: link.depthLeft,
    audience: link.audience,
    approvals: link.approvals,
    sideEffects: link.sideEffects,
  };
}

/** The state of a link below another. Its tools and what it may hand on come out of what the one above may hand on. */
export function stateBelow(parent: CapabilityState, link: LinkTerms, now: number): CapabilityState {
  const links = [...parent.links, link];
  const tools = merged(parent.delegates, link.tools);
  return {
    authority: parent.authority,
    links,
    lifelines: [...parent.lifelines, createLifeline()],
    counters: [...parent.counters, ...listed(countersOfLink(links, now))],
    countedCalls: new Map(),
    revocationKeys: [...new Set([...parent.revocationKeys, ...revocationKeys(link)])],
    standing: unseen(),
    id: link.id,
    principal: parent.principal,
    agent: link.agent,
    tools,
    delegates: link.delegates === link.tools ? tools : merged(parent.delegates, link.delegates),
    notBefore: Math.max(parent.notBefore, link.notBefore),
    expiresAt: Math.min(parent.expiresAt, link.expiresAt),
    depthLeft: Math.min(parent.depthLeft - 1, link.depthLeft),
    audience: common(parent.audience, link.audience),
    approvals: new Set([...parent.approvals, ...link.approvals]),
    sideEffects: parent.sideEffects && link.sideEffects,
  };
}

const listed = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

/** The names by which a link can be revoked. */
const revocationKeys = ({ id, principal, agent, keys = [] }: LinkTerms): readonly string[] => [
  `id:${id}`,
  `principal:${principal}`,
  ...listed(agent).map((name) => `agent:${name}`),
  ...keys.map((key) => `key:${key}`),
];

const grants = (terms: ReadonlyMap<string, ToolTerms>): ReadonlyMap<string, ToolGrant> =>
  new Map([...terms].map(([target, own]) => [target, grantOf(own)]));

function merged(
  above: ReadonlyMap<string, ToolGrant>,
  terms: ReadonlyMap<string, ToolTerms>,
): ReadonlyMap<string, ToolGrant> {
  const map = new Map<string, ToolGrant>();
  for (const [target, own] of terms) {
    const grant = above.get(target);
    if (grant !== undefined) map.set(target, grant.terms === own ? grant : mergeTerms(grant, own));
  }
  return map;
}

const common = (
  above: ReadonlySet<string> | undefined,
  own: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined =>
  above === undefined || own === undefined ? (own ?? above) : new Set([...own].filter((place) => above.has(place)));
