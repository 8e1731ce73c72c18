import { isGuardError } from '../../errors.ts';
import { defineGuard, type Guard, type Next, type Result } from '../../guard.ts';
import type { Principal } from '../../identity/principal.ts';
import type { Invocation } from '../../invocation.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { isThenable } from '../../schema.ts';
import type { Authority, Capability } from '../../tokens/capability/capability.ts';
import type { ToolConstraints } from '../../tokens/capability/terms.ts';

/** What a run may use. */
export interface Grant {
  readonly tools: ToolConstraints;
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
    call.whenAnswered(() => authority.revoke(capability)); // also when the work goes on after that
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
  checkOptions('grant "for"', given, ['tools', 'ttlMs']);
  const { tools, ttlMs } = given;
  const inherited = call.ctx as { readonly capability?: unknown; readonly principal: Principal };
  if (!('capability' in inherited)) {
    const principal = inherited.principal?.id;
    return authority.mint({ principal, tools, ...(ttlMs === undefined ? {} : { ttlMs }) });
  }
  const parent = inherited.capability as Capability; // attenuate() refuses what is not genuine
  if (ttlMs === undefined) return authority.attenuate(parent, { tools });
  try {
    return authority.attenuate(parent, { tools, ttlMs });
  } catch (error) {
    if (!(isGuardError(error) && error.code === 'ERR_CAPABILITY_WIDENED')) throw error;
    // Too much is refused again; what was only to last longer than its parent ends with it.
    return authority.attenuate(parent, { tools });
  }
}

function checkAuthority(where: string, authority: unknown): void {
  if (typeof (authority as Authority | undefined)?.mint === 'function') return;
  throw optionError(where, '"authority" must be made by createAuthority().');
}
