import { isGuardError } from '../../errors.ts';
import { defineGuard, type Guard, type Next, type Result } from '../../guard.ts';
import type { Principal } from '../../identity/principal.ts';
import type { Invocation } from '../../invocation.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { isThenable } from '../../schema.ts';
import type { Authority, Capability } from '../../tokens/capability/capability.ts';
import type { CapabilityBounds, ToolConstraints } from '../../tokens/capability/terms.ts';

/** What a run may use, and what it may hand on. `agent` is the target of the call where it is not said. */
export interface Grant extends CapabilityBounds {
  readonly tools: ToolConstraints;
  /** What runs within this one may be given. Default: `tools`; `{}`: nothing. */
  readonly delegates?: ToolConstraints;
  /** How many runs deep it can be handed on. Default 8, within another run one less than that. */
  readonly maxDepth?: number;
  /** Milliseconds, 1 to 86,400,000. Default 300,000, and never longer than what the run is part of. */
  readonly ttlMs?: number;
}

export interface GrantOptions {
  readonly authority: Authority;
  /** What this call needs, from the call itself: who is behind it, its target, its input. */
  readonly for: (call: Invocation<{ principal: Principal }>) => Grant | PromiseLike<Grant>;
}

/**
 * Gives a run the tools it needs, and nothing else: needs `principal`, adds `capability`. Put it behind the guards that read
 * the input, so that what `for` reads has been checked.
 *
 * A run within a run never gets more than the outer one holds: where the call has a capability already, that one is narrowed,
 * and asking for more is an error, never a silent cut. The capability ends with the call.
 *
 * @throws `ERR_CAPABILITY_WIDENED` when a nested run asks for more than its parent holds; `ERR_CAPABILITY` or
 * `ERR_CAPABILITY_EXPIRED` when what it inherited is not genuine, of another authority, or over. At construction
 * `ERR_OPTION_INVALID`.
 */
export function grant(options: GrantOptions): Guard<{ principal: Principal }, { capability: Capability }> {
  checkOptions('grant', options, ['authority', 'for']);
  const { authority, for: grantFor } = options;
  checkAuthority('grant', authority);
  functionOption('grant', 'for', grantFor, '(call) => ({ tools, ttlMs })');

  const proceed = (call: Invocation<{ principal: Principal }>, next: Next, given: Grant) => {
    const capability = capabilityFor(authority, call, given);
    call.whenAnswered(() => end(authority, capability)); // also when the work goes on after that
    return next({ ctx: { capability } });
  };
  return defineGuard<{ principal: Principal }, { capability: Capability }>('grant', (call, next) => {
    const given = grantFor(call);
    return isThenable(given)
      ? Promise.resolve(given).then(
          (settled): Promise<Result<{ capability: Capability }>> => proceed(call, next, settled),
        )
      : proceed(call, next, given);
  });
}

function capabilityFor(authority: Authority, call: Invocation<{ principal: Principal }>, given: Grant): Capability {
  checkOptions('grant "for"', given, MEMBERS);
  const { ttlMs, ...rest } = given;
  const terms = { agent: call.target, ...rest };
  const inherited = call.ctx as { readonly capability?: unknown; readonly principal: Principal };
  if (!('capability' in inherited)) {
    const principal = inherited.principal?.id;
    return authority.mint({ ...terms, principal, ...(ttlMs === undefined ? {} : { ttlMs }) });
  }
  const parent = inherited.capability as Capability; // attenuate() refuses what is not genuine
  if (ttlMs === undefined) return authority.attenuate(parent, terms);
  try {
    return authority.attenuate(parent, { ...terms, ttlMs });
  } catch (error) {
    if (!(isGuardError(error) && error.code === 'ERR_CAPABILITY_WIDENED')) throw error;
    // Too much is refused again; what was only to last longer than its parent ends with it.
    return authority.attenuate(parent, terms);
  }
}

const MEMBERS = [
  'tools',
  'delegates',
  'ttlMs',
  'maxDepth',
  'agent',
  'notBeforeMs',
  'uses',
  'toolUses',
  'budget',
  'audience',
  'approvals',
  'sideEffects',
];

/** Whatever a remote store makes of it: in this process it has ended. */
function end(authority: Authority, capability: Capability): void {
  const told = authority.revoke(capability);
  if (isThenable(told)) told.then(undefined, () => {});
}

function checkAuthority(where: string, authority: unknown): void {
  if (typeof (authority as Authority | undefined)?.mint === 'function') return;
  throw optionError(where, '"authority" must be made by createAuthority().');
}
