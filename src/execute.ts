import type { AuditEvent, DecisionEvent, OutcomeEvent } from './audit/event.ts';
import type { Call } from './call.ts';
import type { Stage } from './compose.ts';
import type { GuardErrorCode } from './error-codes.ts';
import { asRefusal, attribute, GuardError, isGuardError } from './errors.ts';
import type { Frame } from './frame.ts';
import type { Result } from './guard.ts';
import { takeRestart } from './restart.ts';

/**
 * Runs a compiled chain for one call and answers its caller: with the result, the refusal, the callee's own error, or, as soon
 * as the caller gives up, with the caller's own reason. Puts the end of the call on record.
 */
export function execute(frame: Frame, chain: Stage, signals: readonly AbortSignal[]): Promise<unknown> {
  const { call } = frame;
  for (const signal of signals) if (signal.aborted) call.abort(signal.reason);
  if (call.refusal !== undefined)
    return answer(frame, chain, signals, Promise.reject(asRefusal(call.refusal, 'pipeline', frame.target)));
  if (call.aborted) return answer(frame, chain, signals, Promise.reject(call.reason));
  return answer(frame, chain, signals, signals.length === 0 ? chain(frame) : untilAborted(frame, chain, signals));
}

/**
 * The caller's abort answers at once, also when a guard or the callee ignores it; what the work holds stays held until it
 * settles. Listens to each signal and lets go of it: on Node 22, AbortSignal.any() keeps 300 bytes a call on a signal that lives on.
 */
function untilAborted(frame: Frame, chain: Stage, signals: readonly AbortSignal[]): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = ({ target }: Event) => {
      const { reason } = target as AbortSignal;
      frame.call.abort(reason);
      reject(reason);
    };
    for (const signal of signals) signal.addEventListener('abort', giveUp, { once: true });
    frame.call.whenAnswered(() => {
      for (const signal of signals) signal.removeEventListener('abort', giveUp);
    });
    chain(frame).then(resolve, reject);
  });
}

async function answer(
  frame: Frame,
  chain: Stage,
  signals: readonly AbortSignal[],
  pending: Promise<Result>,
): Promise<unknown> {
  const { call } = frame;
  let value: unknown;
  try {
    value = (await pending).value;
  } catch (error) {
    const event = call.kind.audit === undefined ? undefined : failureEvent(call, error);
    call.answer(error);
    if (event !== undefined) await recordedAnyway(call, event);
    const again = takeRestart(error);
    if (again !== undefined && call.mayRestart) return execute(frame.again(again.input), chain, signals);
    throw error;
  }
  call.answer(undefined);
  if (call.kind.audit !== undefined) {
    const recorded = onRecord(call, outcome(call, 'ok', undefined));
    if (recorded !== undefined) await recorded;
  }
  return value;
}

/** Hands an event to the audit. Where it cannot be recorded, the call is refused with `ERR_AUDIT`: thrown, or later. */
export function onRecord(call: Call, event: AuditEvent): Promise<void> | undefined {
  try {
    const recorded = call.record(event);
    return recorded === undefined
      ? undefined
      : Promise.resolve(recorded).catch((error: unknown) => unrecorded(call, error));
  } catch (error) {
    return unrecorded(call, error);
  }
}

/** The call has failed already: the caller gets that failure, whatever comes of the record. */
async function recordedAnyway(call: Call, event: AuditEvent): Promise<void> {
  try {
    await onRecord(call, event);
  } catch {
    // the audit counts its own failures
  }
}

function unrecorded(call: Call, error: unknown): never {
  const { target } = call.kind;
  const known = isGuardError(error) && error.code === 'ERR_AUDIT';
  const refusal = known ? error : new GuardError('ERR_AUDIT', `The audit of ${target} failed.`, { cause: error });
  attribute(refusal, 'audit', target);
  throw refusal;
}

/** That the guards let a call through, before it starts. A callee that changes nothing outside leaves it to the outcome. */
export const allowed = (call: Call): DecisionEvent => ({
  type: 'decision',
  decision: 'allow',
  callId: call.id,
  runId: call.runId,
  target: call.kind.target,
  latencyMs: latency(call),
});

const latency = (call: Call): number => performance.now() - call.startedAt;

/** How a call ended. `blame` is what a failure says of itself. */
const outcome = (call: Call, kind: OutcomeEvent['outcome'], blame: Blame | undefined): OutcomeEvent => ({
  type: 'outcome',
  decision: call.started && !call.kind.sideEffects ? 'allow' : undefined,
  outcome: kind,
  callId: call.id,
  runId: call.runId,
  target: call.kind.target,
  guard: blame?.guard,
  code: blame?.code,
  error: blame?.error,
  latencyMs: latency(call),
  stillRunning: call.working,
  chunks: call.kind.streaming ? call.chunks : undefined,
});

interface Blame {
  readonly error: unknown;
  readonly code?: GuardErrorCode;
  readonly guard?: string;
}

function failureEvent(call: Call, error: unknown): AuditEvent {
  const kind = failureKind(call, error);
  const blame: Blame = isGuardError(error)
    ? { error, code: error.code, ...(error.guard === undefined ? {} : { guard: error.guard }) }
    : { error };
  if (call.started || kind !== 'denied') return outcome(call, kind, blame);
  return { ...allowed(call), decision: 'deny', ...blame };
}

function failureKind(call: Call, error: unknown): OutcomeEvent['outcome'] {
  if (call.calleeFailure !== undefined && call.calleeFailure.error === error) return 'error';
  if (!isGuardError(error) || (call.aborted && call.reason === error)) return 'aborted'; // only a reason to stop leaves the guards unwrapped
  return error.code === 'ERR_TIMEOUT' && call.started ? 'timeout' : 'denied';
}
