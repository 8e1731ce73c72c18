import { hash } from 'node:crypto';
import { GuardError } from '../errors.ts';
import { snapshot } from '../snapshot.ts';
import { createAuthority } from '../tokens/capability/authority.ts';
import type { AuthorizeOptions } from '../tokens/capability/capability.ts';
import type { RefusedCheck } from '../tokens/capability/refusal.ts';
import type { MintOptions } from '../tokens/capability/terms.ts';

/** What a role may do by an agent, as `grant()` takes it. */
export type PolicyGrant = Omit<MintOptions, 'principal'>;

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
  /** Whether the tool changes anything outside. Default true, as where it is wrapped. */
  readonly sideEffects?: boolean;
  /** The name that `capability({ audience })` gives itself there. */
  readonly audience?: string;
  /** What `capability({ cost })` says of the call. */
  readonly cost?: number;
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
  /**
   * What would happen to a call and why, by the same code that judges calls: the first call of a run, of which nothing has been
   * counted yet.
   */
  readonly explain: (question: PolicyQuestion) => PolicyAnswer;
}

export function createPolicy(text: string, tools: readonly string[], ceilings: readonly RoleCeiling[]): Policy {
  const frozen = snapshot(ceilings, { maxNodes: 1_000_000, maxDepth: 128, maxText: 16_777_216 });
  const ceilingFor = (roles: unknown, agent: string): RoleCeiling | undefined =>
    Array.isArray(roles) // a text would be searched for the name of a role
      ? frozen.find((ceiling) => ceiling.agent === agent && roles.includes(ceiling.role))
      : undefined;

  return Object.freeze({
    id: hash('sha256', text, 'hex'),
    tools: Object.freeze([...tools]),
    ceilings: frozen,

    grantFor({ target, ctx }: PolicyCall): PolicyGrant {
      const ceiling = ceilingFor(ctx.principal.roles, target);
      if (ceiling === undefined)
        throw new GuardError('ERR_FORBIDDEN', `policy: no role of the caller names ${target}.`);
      return ceiling.grant;
    },

    explain({ roles, agent, tool, arguments: given, ...circumstances }: PolicyQuestion): PolicyAnswer {
      const caller = agent.startsWith('agent:') ? agent : `agent:${agent}`;
      const ceiling = ceilingFor(roles, caller);
      if (ceiling === undefined) return { decision: 'deny', reason: `no role of the caller names ${caller}` };
      const { role, grant } = ceiling;
      const refusal = refusalOf(role, grant, tool, given, circumstances);
      if (refusal === undefined) return { decision: 'allow', reason: 'the role may', role };
      if (refusal.detail !== 'APPROVAL_REQUIRED') return denied(role, refusal);
      // Nobody would be asked about what is refused after that.
      const after = refusalOf(role, grant, tool, given, { ...circumstances, approved: true });
      return after === undefined ? { decision: 'approve', reason: refusal.reason, role } : denied(role, after);
    },
  });
}

/** Why a first call with a fresh capability is refused, or undefined where it is not. */
function refusalOf(
  role: string,
  grant: PolicyGrant,
  tool: string,
  given: unknown,
  options: AuthorizeOptions,
): RefusedCheck | undefined {
  const authority = createAuthority();
  const answer = authority.authorize(authority.mint({ principal: role, ...grant }), tool, given, options);
  if ('then' in answer) throw new TypeError('The store in memory answers at once.');
  return answer.ok ? undefined : answer;
}

const denied = (role: string, { reason, argument, constraint }: RefusedCheck): PolicyAnswer => ({
  decision: 'deny',
  reason,
  role,
  ...(argument === undefined ? {} : { argument }),
  ...(constraint === undefined ? {} : { constraint }),
});
