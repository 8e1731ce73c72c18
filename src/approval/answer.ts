import { GuardError } from '../errors.ts';
import { snapshot } from '../snapshot.ts';
import type { ApprovalAnswer } from './request.ts';

/** UTF-16 units of the name of who answers. */
export const MAX_PARTY = 256;

/** A frozen copy of an answer. @throws `ERR_INPUT_INVALID` for anything that is not exactly an answer */
export function checkedAnswer(given: unknown): ApprovalAnswer {
  const answer = snapshot(given) as Partial<ApprovalAnswer> | null | undefined;
  const { decision, by } = answer ?? {};
  const known = decision === 'approve' || decision === 'deny' || decision === 'edit';
  if (!known) throw invalid(`"decision" must be 'approve', 'deny' or 'edit'`);
  if (typeof by !== 'string' || by === '' || by.length > MAX_PARTY) {
    throw invalid(`"by" must say who answered, 1 to ${MAX_PARTY} characters`);
  }
  if ((decision === 'edit') !== Object.hasOwn(answer as object, 'input')) {
    throw invalid(`"input" belongs to the decision 'edit', and only there`);
  }
  return answer as ApprovalAnswer;
}

const invalid = (problem: string): GuardError =>
  new GuardError('ERR_INPUT_INVALID', `An answer to an approval: ${problem}.`);
