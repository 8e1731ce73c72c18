import type { GuardErrorCode } from '../error-codes.ts';
import type { Invocation, Target } from '../invocation.ts';

/** What a guard saw, without refusing: it is recorded and the call goes on. */
export interface Observation {
  /** Name of the guard that saw it. */
  readonly guard: string;
  /** A short fixed word such as `flagged`, `redacted`, `would-deny`, `settled-late`. Never text from the input. */
  readonly event: string;
  readonly code?: GuardErrorCode;
  /** What a monitored guard would have refused with, for its operator message. */
  readonly error?: unknown;
  /** Counts and labels, never the matched text. Cut to the bounds of the recorder. */
  readonly details?: Readonly<Record<string, unknown>>;
}

interface AboutCall {
  /** The call, as `call.id`. */
  readonly callId: string;
  /** The outermost call that it belongs to. */
  readonly runId: string;
  /** What was called. */
  readonly target: Target;
}

/** The answer of the guards, recorded before a callee with side effects starts, and for every refusal. */
export interface DecisionEvent extends AboutCall {
  readonly type: 'decision';
  readonly decision: 'allow' | 'deny';
  /** The guard that refused. */
  readonly guard?: string;
  readonly code?: GuardErrorCode;
  /** The refusal itself, for its operator message. */
  readonly error?: unknown;
  /** Milliseconds since the call was made. */
  readonly latencyMs: number;
}

/** How a call that was let through ended. */
export interface OutcomeEvent extends AboutCall {
  readonly type: 'outcome';
  /** The guards let it through. Where the callee changes nothing outside, this one event tells both. */
  readonly decision?: 'allow' | undefined;
  /** `denied`: a guard withheld the result. `error`: the callee failed. `aborted`: the caller gave up. */
  readonly outcome: 'ok' | 'error' | 'denied' | 'timeout' | 'aborted';
  readonly guard?: string | undefined;
  readonly code?: GuardErrorCode | undefined;
  readonly error?: unknown;
  readonly latencyMs: number;
  /** The callee had not settled when the caller was answered. An observation `settled-late` follows when it does. */
  readonly stillRunning: boolean;
  /** Chunks handed to the reader, for streams. */
  readonly chunks?: number | undefined;
}

export interface ObservationEvent extends AboutCall, Observation {
  readonly type: 'observation';
}

export type AuditEvent = DecisionEvent | OutcomeEvent | ObservationEvent;

/**
 * Takes one event of one call. The pipeline waits for a returned promise before it starts the callee, and before it
 * answers; a throw or a rejection denies the call with `ERR_AUDIT`. A promise that never settles holds
 * the answer for ever: `createAudit()` bounds both.
 */
export type Audit = (event: AuditEvent, call: Invocation) => void | PromiseLike<void>;
