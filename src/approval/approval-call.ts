import type { ApprovalCall } from './approvals.ts';

/** The call with the copy that is shown, so that a change to the original in the meantime reaches nobody. */
export const approvalCall = (call: ApprovalCall, input: unknown): ApprovalCall => ({
  id: call.id,
  runId: call.runId,
  target: call.target,
  ctx: call.ctx,
  signal: call.signal,
  input,
  whenAnswered: (listener) => call.whenAnswered(listener),
  observe: (observation) => call.observe(observation),
});
