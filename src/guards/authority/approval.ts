import type { Approvals } from '../../approval/approvals.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import { type Invocation, withInput } from '../../invocation.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';

export interface ApprovalOptions {
  readonly approvals: Approvals;
  /**
   * Which calls need a person: true, or a sentence that tells them why. False lets the call pass unasked. Default: all of
   * them. It sees the frozen copy of the input that will run. An approval holds for the sentence that was shown: say the same
   * of the same call, and no time of day. The sentence is shown on one line, escaped.
   */
  readonly when?: (call: Invocation) => boolean | string;
}

/**
 * Holds or refuses a call until a person has approved it with these arguments, and passes on the frozen copy that they were
 * shown. Needs nothing, adds nothing. Put it behind `capability()` and all that may change the input, so that nobody is asked
 * about a call that is refused anyway, and before `timeout()` and the limits, so that waiting for a person uses none of them.
 *
 * Who approved, and which request, is on record as the observation `approved`.
 *
 * Arguments that the person changed are judged again from the start, as a call of its own. One refusal refuses one call: what
 * runs beside it goes on.
 *
 * @throws `ERR_APPROVAL_REQUIRED` where the answer is to come later, `ERR_APPROVAL_DENIED`, `ERR_APPROVAL_EXPIRED`,
 * `ERR_APPROVAL_EDITED`, `ERR_APPROVAL_UNAVAILABLE`; `ERR_INPUT_INVALID` or `ERR_INPUT_TOO_LARGE` for an input that is not plain
 * data or out of bounds. At construction `ERR_OPTION_INVALID`.
 */
export function approval(options: ApprovalOptions): Guard {
  checkOptions('approval', options, ['approvals', 'when']);
  const { approvals, when = () => true } = options;
  if (typeof approvals?.require !== 'function') {
    throw optionError('approval', '"approvals" must be made by createApprovals().');
  }
  functionOption('approval', 'when', when, '(call) => true, false or a sentence');
  return defineGuard('approval', async (call, next) => {
    const input = snapshot(call.input); // asked or not: what was judged is what runs
    const why = when(withInput(call, input));
    if (why === false) return next({ input, sealInput: true });
    const text = typeof why === 'string' && why !== '' ? why : 'Calls of this tool need an approval.';
    await approvals.require({ call: withInput(call, input), reasons: [{ guard: 'approval', text }] });
    return next({ input, sealInput: true });
  });
}
