import type { CapabilityState } from './capability.ts';
import type { LinkTerms } from './link.ts';
import type { Widening, WideningDetail } from './refusal.ts';
import { widening } from './tool-grant.ts';

/**
 * The first thing about a link that is not proven to be less than what the one above it holds, or undefined. An early
 * error, and no more: every link is judged on every call, also one that a mistake here would let through.
 */
export function wideningOf(parent: CapabilityState, link: LinkTerms): Widening | undefined {
  if (parent.depthLeft < 1) {
    return widens('DEPTH_EXCEEDED', 'the parent cannot be narrowed any further: its maxDepth is used up');
  }
  if (link.depthLeft >= parent.depthLeft) return widens('DEPTH_WIDENED', '"maxDepth" must be below that of the parent');
  if (link.principal !== parent.principal) return widens('PRINCIPAL_CHANGED', 'the principal is that of the parent');
  return timeWidening(parent, link) ?? toolWidening(parent, link) ?? limitWidening(parent, link);
}

const widens = (detail: WideningDetail, problem: string): Widening => ({ detail, problem });

function timeWidening(parent: CapabilityState, link: LinkTerms): Widening | undefined {
  // Written as "not within", so that a time that is not a number is refused.
  if (!(link.expiresAt <= parent.expiresAt)) {
    return widens(
      'EXPIRY_WIDENED',
      `"ttlMs" outlives the parent by ${Math.ceil(link.expiresAt - parent.expiresAt)} ms. Leave it out to end with the parent`,
    );
  }
  if (!(link.notBefore >= parent.notBefore)) {
    return widens(
      'NOT_BEFORE_WIDENED',
      '"notBeforeMs" begins before the parent. Leave it out to begin with the parent',
    );
  }
  return undefined;
}

function toolWidening(parent: CapabilityState, link: LinkTerms): Widening | undefined {
  const maps = link.delegates === link.tools ? [link.tools] : [link.tools, link.delegates];
  for (const map of maps) {
    for (const [target, terms] of map) {
      const above = parent.delegates.get(target);
      if (above === undefined) return widens('TOOL_WIDENED', missing(target, parent));
      const problem = widening(terms, above.terms);
      if (problem !== undefined) return widens('CONSTRAINT_WIDENED', `${target} ${problem}`);
    }
  }
  return undefined;
}

/** Why a target cannot be handed on. */
export const missing = (target: string, parent: CapabilityState): string =>
  parent.tools.has(target)
    ? `${target} may be used by the parent, and not handed on: it is not in its "delegates"`
    : `${target} is not held by the parent`;

function limitWidening(parent: CapabilityState, link: LinkTerms): Widening | undefined {
  for (const above of parent.links) {
    if (exceeds(link.uses, above.uses)) return widens('LIMIT_WIDENED', '"uses" is more than the parent was given');
    if (exceeds(link.budget, above.budget))
      return widens('LIMIT_WIDENED', '"budget" is more than the parent was given');
    for (const [target, uses] of link.toolUses) {
      if (exceeds(uses, above.toolUses.get(target))) {
        return widens('LIMIT_WIDENED', `"toolUses" of ${target} is more than the parent was given`);
      }
    }
  }
  if (link.sideEffects && !parent.sideEffects) {
    return widens('SIDE_EFFECTS_WIDENED', '"sideEffects" are not held by the parent');
  }
  for (const place of link.audience ?? []) {
    if (parent.audience !== undefined && !parent.audience.has(place)) {
      return widens('AUDIENCE_WIDENED', '"audience" names a place that is not in the audience of the parent');
    }
  }
  for (const target of parent.approvals) {
    const held = link.tools.has(target) || link.delegates.has(target);
    if (held && !link.approvals.has(target)) {
      return widens('GATE_REMOVED', `"approvals" leaves out ${target}, which the parent may not call without one`);
    }
  }
  return undefined;
}

const exceeds = (own: number | undefined, above: number | undefined): boolean =>
  own !== undefined && above !== undefined && !(own <= above);
