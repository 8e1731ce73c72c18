import type { AuditEvent, OutcomeEvent } from './audit/event.ts';
import type { Call } from './call.ts';
import type { Stage } from './compose.ts';
import { asRefusal, attribute, GuardError, isGuardError } from './errors.ts';
import type { Frame } from './frame.ts';
import type { Result } from './guard.ts';

/**
 * Runs a compiled chain for one call and answers its caller: with the result, the refusal, the callee's own error, or, as soon
 * as the caller gives up, with the caller's own reason. Puts the end of the call on record.
 */
export function execute(frame: Frame, chain: Stage, signal: AbortSignal | undefined): Promise<unknown> {
  const { call } = frame;
  if (signal?.aborted) call.abort(signal.reason);
  if (call.refusal !== undefined)
    return answer(call, Promise.reject(asRefusal(call.refusal, 'pipeline', frame.target)));
  if (call.aborted) return answer(call, Promise.reject(call.reason));
  return answer(call, signal === undefined ? chain(frame) : untilAborted(frame, chain, signal));
}

/** The caller's abort answers at once, also when the callee ignores it; what the work holds stays held until it settles. */
function untilAborted(frame: Frame, chain: Stage, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      frame.call.abort(signal.reason);
      reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    const stay = () => signal.removeEventListener('abort', giveUp);
    chain(frame).then(
      (result) => {
        stay();
        resolve(result);
      },
      (error: unknown) => {
        stay();
        reject(error);
      },
    );
  });
}

async function answer(call: Call, pending: Promise<Result>): Promise<unknown> {
  let value: unknown;
  try {
    value = (await pending).value;
  } catch (error) {
    const event = call.kind.audit === undefined ? undefined : failureEvent(call, error);
    call.answer(error);
    if (event !== undefined) await onRecord(call, event).catch(() => {}); // it has failed already
    throw error;
  }
  call.answer(undefined);
  if (call.kind.audit !== undefined) await onRecord(call, { ...outcome(call), outcome: 'ok' });
  return value;
}

/** Hands an event to the audit. Where it cannot be recorded, the call is refused with `ERR_AUDIT`. */
export async function onRecord(call: Call, event: AuditEvent): Promise<void> {
  try {
    const recorded = call.record(event);
    if (recorded !== undefined) await recorded;
  } catch (error) {
    const refusal =
      isGuardError(error) && error.code === 'ERR_AUDIT'
        ? error
        : new GuardError('ERR_AUDIT', `The audit of ${call.kind.target} failed.`, { cause: error });
    attribute(refusal, 'audit', call.kind.target);
    throw refusal;
  }
}

export const latency = (call: Call): number => performance.now() - call.startedAt;

const outcome = (call: Call) => ({
  type: 'outcome' as const,
  ...call.about(),
  latencyMs: latency(call),
  stillRunning: call.working,
  ...(call.kind.streaming ? { chunks: call.chunks } : {}),
});

function failureEvent(call: Call, error: unknown): AuditEvent {
  const blamed = isGuardError(error)
    ? { code: error.code, ...(error.guard === undefined ? {} : { guard: error.guard }) }
    : {};
  const kind = failureKind(call, error);
  if (!call.started && kind === 'denied') {
    return { type: 'decision', decision: 'deny', ...call.about(), ...blamed, error, latencyMs: latency(call) };
  }
  return { ...outcome(call), ...blamed, outcome: kind, error };
}

function failureKind(call: Call, error: unknown): OutcomeEvent['outcome'] {
  if (call.calleeFailure !== undefined && call.calleeFailure.error === error) return 'error';
  if (!isGuardError(error) || (call.aborted && call.reason === error)) return 'aborted'; // only a reason to stop leaves the guards unwrapped
  return error.code === 'ERR_TIMEOUT' && call.started ? 'timeout' : 'denied';
}
