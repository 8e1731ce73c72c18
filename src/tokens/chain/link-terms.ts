import { isGuardError } from '../../errors.ts';
import type { LinkTerms } from '../capability/link.ts';
import { readAudience, readName, readTargets, readTools, readToolUses } from '../capability/terms.ts';
import type { ConstraintRegistry } from '../constraints/registry.ts';
import { ChainError } from './chain-error.ts';
import type { ReadLink } from './codec.ts';
import { Origin } from './origin.ts';
import type { PublicKey } from './public-key.ts';

/** How seconds since 1970 become times on the clock of the authority, in milliseconds. */
export type ToClock = (seconds: number) => number;

/** What a link is read with. */
export interface LinkContext {
  /** The format it came in, and its token. */
  readonly format: string;
  readonly token: string;
  /** Whether its constraints were made by a reader of ours, which nobody else can reach. */
  readonly owned: boolean;
  /** The key that has signed it: revoking that key, or the one it was given to, ends it. */
  readonly signer: PublicKey;
  readonly toClock: ToClock;
  readonly registry: ConstraintRegistry;
}

/** What a link says, checked as strictly as the options of `mint()`. */
export function linkTerms(link: ReadLink, index: number, context: LinkContext): LinkTerms {
  try {
    return Object.freeze(read(link, context));
  } catch (error) {
    if (!isGuardError(error)) throw error;
    const unknown = error.message.includes('is not registered');
    throw new ChainError(unknown ? 'CONSTRAINT_UNKNOWN' : 'CLAIM_MALFORMED', error.message.replace(/\.$/, ''), index);
  }
}

const WHERE = 'chain';
const NO_USES: ReadonlyMap<string, number> = new Map();
const NO_TARGETS: ReadonlySet<string> = new Set();

function read(link: ReadLink, { format, token, signer, toClock, registry, owned }: LinkContext): LinkTerms {
  const scope = { registry, owned };
  const { agent, notBefore, delegates, audience, toolUses, approvals } = link;
  const tools = readTools(WHERE, 'tools', link.tools, scope);
  return {
    id: readName(WHERE, 'id', link.id),
    principal: readName(WHERE, 'principal', link.principal),
    agent: agent === undefined ? undefined : readName(WHERE, 'agent', agent),
    tools,
    delegates: delegates === undefined ? tools : readTools(WHERE, 'delegates', delegates, scope),
    notBefore: notBefore === undefined ? -Infinity : toClock(notBefore),
    expiresAt: toClock(link.expiresAt),
    depthLeft: link.maxDepth - link.depth,
    uses: link.uses,
    toolUses: toolUses === undefined ? NO_USES : readToolUses(WHERE, toolUses),
    budget: link.budget,
    audience: audience === undefined ? undefined : readAudience(WHERE, audience),
    approvals: approvals === undefined ? NO_TARGETS : readTargets(WHERE, 'approvals', approvals),
    sideEffects: link.sideEffects ?? true,
    keys: [signer.kid, link.holder.kid],
    origin: new Origin(format, token, link),
  };
}
