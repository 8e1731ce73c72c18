import type { ApprovalReason, ApprovalRequest } from './request.ts';
import { visibleText } from './visible.ts';

const MAX_REASONS = 16;

/** Reasons as a person is shown them: each once, on one line, and no more than can be read. */
export function shownReasons(reasons: readonly ApprovalReason[]): readonly ApprovalReason[] {
  const shown = new Map<string, ApprovalReason>();
  for (const given of reasons) {
    const reason = { guard: visibleText(given.guard), text: visibleText(given.text) };
    shown.set(keyOf(reason), reason);
  }
  if (shown.size <= MAX_REASONS) return [...shown.values()];
  const first = [...shown.values()].slice(0, MAX_REASONS - 1);
  return [...first, { guard: 'approval', text: `And ${shown.size - first.length} more reasons.` }];
}

/** Whether who approved the one was shown every reason for the other. Who wrote the arguments needs no reasons. */
export function covers(approved: ApprovalRequest, asked: ApprovalRequest): boolean {
  if (approved.editedFrom !== undefined) return true;
  const shown = new Set(approved.reasons.map(keyOf));
  return asked.reasons.every((reason) => shown.has(keyOf(reason)));
}

const keyOf = ({ guard, text }: ApprovalReason): string => `${guard}\n${text}`;
