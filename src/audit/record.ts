import { errorCodes, type GuardErrorCode } from '../error-codes.ts';
import type { Json } from './bounded.ts';
import type { AuditEvent } from './event.ts';

/**
 * One line of the audit log. Names are stable within `v`; a field that does not apply is undefined and absent from the JSON.
 * It holds no credential or token, and argument values only with `includeInput: 'redacted'`; `error` holds what a guard or the
 * callee said, redacted; the JSON is at most `MAX_RECORD_BYTES` long.
 *
 * | field | in | holds |
 * |---|---|---|
 * | `v` | all | 1: the version of this table |
 * | `id` | all | unique: 32 random hex digits of this audit, `-`, and `seq` |
 * | `time` | all | wall clock, ISO 8601 in UTC with milliseconds |
 * | `seq` | all | 1, 2, 3 ... within one audit, in the order of the events. A gap is a record that was lost |
 * | `type` | all | `decision` for a refusal, and before a callee with side effects starts; `outcome` when the call is answered; `observation` for what a guard saw |
 * | `call_id` `run_id` `parent_call_id` | all | this call, the outermost call it belongs to, the call that made it |
 * | `target` `side_effects` | all | what was called, and whether it changes anything outside |
 * | `decision` | decision | `allow` or `deny`; also in the outcome of a call without side effects, which has no record of its own for it |
 * | `outcome` | outcome | `ok`, `error`, `denied`, `timeout` or `aborted` |
 * | `event` | observation | the guard's word for it, such as `flagged`; of a monitored guard `would-deny`, or `would-have-` and its word |
 * | `reason_code` | all | the `ERR_*` code of a refusal or of a monitored one |
 * | `severity` | all | `info`; `warn` for refusals, timeouts and what would have been refused; `error` for faults and failed callees |
 * | `guard` | all | the guard that refused or saw it |
 * | `error` | all | the operator's message of a refusal, a failure, or what a monitored guard would have refused with, with up to 3 causes, redacted, at most 2048 characters |
 * | `latency_ms` | decision, outcome | since the call was made, rounded to a microsecond |
 * | `still_running` `chunks` | outcome | the callee had not settled when the caller was answered; chunks handed to the reader |
 * | `actor` | all | who is behind the call, as `authenticate()` established it. Not redacted: it is what the log is for |
 * | `capability` | all | the capability of the run: its ids, holders, expiry and what is left of it, never its bytes; `[not genuine]` where no authority made it |
 * | `input` | with `decision` | names and digest of the arguments, or what `includeInput` says |
 * | `details` | observation | counts and labels of the guard, redacted, at most 8 KB |
 * | `host` `pid` `lib_version` | all | where the record was made |
 */
export interface AuditRecord {
  readonly v: 1;
  readonly id: string;
  readonly time: string;
  readonly seq: number;
  readonly type: AuditEvent['type'];
  readonly call_id: string;
  readonly run_id: string;
  readonly parent_call_id: string | undefined;
  readonly target: string;
  readonly side_effects: boolean;
  readonly decision: 'allow' | 'deny' | undefined;
  readonly outcome: 'ok' | 'error' | 'denied' | 'timeout' | 'aborted' | undefined;
  readonly event: string | undefined;
  readonly reason_code: string | undefined;
  readonly severity: Severity;
  readonly guard: string | undefined;
  readonly error: string | undefined;
  readonly latency_ms: number | undefined;
  readonly still_running: boolean | undefined;
  readonly chunks: number | undefined;
  readonly actor: AuditActor | undefined;
  readonly capability: AuditCapability | undefined;
  readonly input: AuditInput | undefined;
  readonly details: Json | undefined;
  readonly host: string;
  readonly pid: number;
  readonly lib_version: string;
}

/** `info`; `warn` for refusals and what deserves a look; `error` for faults and failed callees. */
export type Severity = 'info' | 'warn' | 'error';

/** Who is behind a call, as `authenticate()` established it. */
export interface AuditActor {
  readonly id: string;
  readonly roles: readonly string[];
  readonly tenant: string | undefined;
}

export interface AuditCapability {
  readonly id: string;
  /** For whom it was minted. */
  readonly principal: string | undefined;
  /** Who holds it. */
  readonly agent: string | undefined;
  /** How often it was narrowed. */
  readonly depth: number | undefined;
  /** ISO 8601 in UTC. */
  readonly expires: string | undefined;
  /** Ids from the root to the capability itself. */
  readonly lineage: readonly string[] | undefined;
  /** Who holds each of them; empty where that was not said. */
  readonly agents: readonly string[] | undefined;
  /** Targets each call of which a person must approve. */
  readonly approvals: readonly string[] | undefined;
  /** Calls left after this one was counted, by the links with a limit. */
  readonly uses_left: number | undefined;
  /** Units of the budget left. */
  readonly budget_left: number | undefined;
}

export interface AuditInput {
  /** Names of the arguments, redacted, at most 32. */
  readonly argument_names: readonly string[];
  /** SHA-256, as hex, of the canonical JSON (RFC 8785) of the input. */
  readonly sha256: string | undefined;
  /** Length of that JSON in UTF-8 bytes. */
  readonly bytes: number | undefined;
  /** Why there is no digest: the input is larger than 256 KB as JSON, or holds something that JSON does not. */
  readonly omitted: 'too-large' | 'not-plain-data' | undefined;
  /** The values, redacted and cut. Only with `includeInput: 'redacted'`. */
  readonly redacted: Json | undefined;
}

/** Upper bound for the JSON of one record, in UTF-8 bytes; the usual record has 600. It is the sum of the bounds of the fields. */
export const MAX_RECORD_BYTES = 32 * 1024;

/** Words for what deserves a look without being a refusal. */
const NOTABLE: ReadonlySet<string> = new Set(['flagged', 'stripped', 'settled-late']);

/** A guard may be JavaScript, so its word may be no text. */
const isNotable = (word: unknown): boolean =>
  typeof word === 'string' && (word.startsWith('would-') || NOTABLE.has(word));

/** How loud a record is. */
export function severityOf(event: AuditEvent): Severity {
  if (event.code !== undefined && isFault(event.code)) return 'error';
  if (event.type === 'decision') return event.decision === 'allow' ? 'info' : 'warn';
  if (event.type === 'observation') return event.code !== undefined || isNotable(event.event) ? 'warn' : 'info';
  if (event.outcome === 'error') return 'error';
  return event.outcome === 'ok' || event.outcome === 'aborted' ? 'info' : 'warn';
}

// A guard of the user's may put any word there, such as `constructor`.
const isFault = (code: GuardErrorCode): boolean => Object.hasOwn(errorCodes, code) && errorCodes[code].kind === 'fault';
