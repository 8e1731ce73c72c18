import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import { checkOptions, optionError } from '../../options.ts';
import { type Authority, authorityOf, type Capability } from '../../tokens/capability/capability.ts';
import type { RefusedCheck } from '../../tokens/capability/refusal.ts';

export interface CapabilityOptions {
  /** Accept capabilities of this authority only. Default: of any authority in this process. */
  readonly authority?: Authority;
}

/**
 * Lets a call through when the run's capability grants its target with these arguments, and passes on the frozen copy that
 * was judged: what happens to the original afterwards reaches nobody. Needs `capability`, adds nothing. Put it
 * before the limits, so that nothing is spent on calls that are not granted.
 *
 * Every link from which the capability was narrowed is judged, not the last one alone. Arguments are closed: what is not
 * named in the grant is refused. An input that is no object is one argument named `input`, and undefined is no arguments.
 *
 * @throws `ERR_CAPABILITY`, `ERR_CAPABILITY_EXPIRED`; `ERR_INPUT_INVALID` or `ERR_INPUT_TOO_LARGE` for an input that is not
 * plain data or out of bounds. At construction `ERR_OPTION_INVALID`.
 */
export function capability(options: CapabilityOptions = {}): Guard<{ capability: Capability }> {
  checkOptions('capability', options, ['authority']);
  const { authority } = options;
  if (authority !== undefined && typeof authority?.check !== 'function') {
    throw optionError('capability', '"authority" must be made by createAuthority(), or absent.');
  }
  return defineGuard<{ capability: Capability }>('capability', (call, next) => {
    const held: unknown = call.ctx.capability;
    // Asked of the handle itself, never by a method on it: anybody can make an object with a check() of its own.
    const judge = authority ?? authorityOf(held);
    if (judge === undefined) {
      throw new GuardError('ERR_CAPABILITY', `capability: the call to ${call.target} holds no genuine capability.`);
    }
    const verdict = judge.check(held as Capability, call.target, call.input, { sideEffects: call.sideEffects });
    if (!verdict.ok) throw refusal(verdict);
    return next({ input: verdict.args, sealInput: true });
  });
}

function refusal({ code, reason, tool, argument, constraint }: RefusedCheck): GuardError {
  const where = argument === undefined ? '' : ` (argument ${JSON.stringify(argument.slice(0, 64))})`;
  const kind = constraint === undefined ? '' : ` [${constraint}]`;
  return new GuardError(code, `capability: ${tool}${where}${kind}: ${reason}.`);
}
