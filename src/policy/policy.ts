import { hash } from 'node:crypto';
import { GuardError } from '../errors.ts';
import { createAuthority } from '../tokens/capability/authority.ts';
import type { RefusedCheck } from '../tokens/capability/refusal.ts';
import type { MintOptions } from '../tokens/capability/terms.ts';

/** What a role may do by an agent, as `grant()` takes it. */
export type PolicyGrant = Omit<MintOptions, 'principal' | 'maxDepth'>;

/** One entry of a policy. */
export interface RoleCeiling {
  readonly role: string;
  /** A full target. */
  readonly agent: string;
  readonly grant: PolicyGrant;
}

/** A call to be explained. */
export interface PolicyQuestion {
  /** The roles of who is behind it. */
  readonly roles: readonly string[];
  /** The agent that would make the call. */
  readonly agent: string;
  readonly tool: string;
  readonly arguments?: unknown;
}

/** What would happen to a call, and why. */
export interface PolicyAnswer {
  readonly decision: 'allow' | 'approve' | 'deny';
  /** For the operator. Names the argument and the type of its constraint, never allowed values. */
  readonly reason: string;
  /** The role that decides: the first of the file that the caller has and that names the agent. */
  readonly role?: string;
  readonly argument?: string;
  readonly constraint?: RefusedCheck['constraint'];
}

/** The part of a call that a policy reads. */
export interface PolicyCall {
  readonly target: string;
  readonly ctx: { readonly principal: { readonly roles: readonly string[] } };
}

/** A policy that was checked. It never changes: a reload makes a new one. */
export interface Policy {
  /** SHA-256 of the text it was read from, as hex: for records. */
  readonly id: string;
  readonly tools: readonly string[];
  readonly ceilings: readonly RoleCeiling[];
  /**
   * For `grant({ authority, for: policy.grantFor })`: what the caller's role may do by this agent, and no more. Where several
   * roles fit, the first of the file decides alone: two ceilings are never added up.
   *
   * @throws `ERR_FORBIDDEN` where no role of the caller names the agent
   */
  readonly grantFor: (call: PolicyCall) => PolicyGrant;
  /** What would happen to a call and why, by the same code that judges calls. */
  readonly explain: (question: PolicyQuestion) => PolicyAnswer;
}

export function createPolicy(text: string, tools: readonly string[], ceilings: readonly RoleCeiling[]): Policy {
  const ceilingFor = (roles: readonly string[], agent: string): RoleCeiling | undefined =>
    ceilings.find((ceiling) => ceiling.agent === agent && roles.includes(ceiling.role));

  return Object.freeze({
    id: hash('sha256', text, 'hex'),
    tools: Object.freeze([...tools]),
    ceilings: Object.freeze([...ceilings]),

    grantFor({ target, ctx }: PolicyCall): PolicyGrant {
      const ceiling = ceilingFor(ctx.principal.roles, target);
      if (ceiling === undefined)
        throw new GuardError('ERR_FORBIDDEN', `policy: no role of the caller names ${target}.`);
      return ceiling.grant;
    },

    explain({ roles, agent, tool, arguments: given }: PolicyQuestion): PolicyAnswer {
      const caller = agent.includes(':') ? agent : `agent:${agent}`;
      const ceiling = ceilingFor(roles, caller);
      if (ceiling === undefined) return { decision: 'deny', reason: `no role of the caller names ${caller}` };
      const { role, grant } = ceiling;
      const authority = createAuthority();
      const verdict = authority.check(authority.mint({ principal: role, ...grant }), tool, given);
      if (verdict.ok) return { decision: 'allow', reason: 'the role may', role };
      const { detail, reason, argument, constraint } = verdict;
      return {
        decision: detail === 'APPROVAL_REQUIRED' ? 'approve' : 'deny',
        reason,
        role,
        ...(argument === undefined ? {} : { argument }),
        ...(constraint === undefined ? {} : { constraint }),
      };
    },
  });
}
