import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { concealRestored } from '../detectors/redaction/token-vault.ts';
import { isGuardError } from '../errors.ts';
import type { Invocation } from '../invocation.ts';
import { boundedCopy } from './bounded.ts';
import { actorOf, capabilityOf, createInputDescriber, type IncludeInput } from './describe-call.ts';
import { errorText } from './error-text.ts';
import type { AuditEvent } from './event.ts';
import { type AuditRecord, severityOf } from './record.ts';
import { createTextCleaner, identifier, type TextCleaner } from './text.ts';
import { LIBRARY_VERSION } from './version.ts';

const MAX_ID = 128;
const MAX_WORD = 64;

export interface RecorderOptions {
  readonly includeInput: IncludeInput;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly redactText: (text: string) => string;
}

/** Makes a numbered record of an event. Nothing that callers or callees put into the event can make it throw; `now` can. */
export function createRecorder({
  includeInput,
  now,
  redactText,
}: RecorderOptions): (event: AuditEvent, call: Invocation) => AuditRecord {
  const clean = createTextCleaner(redactText);
  const describeInput = createInputDescriber(includeInput, clean);
  const iso = isoText();
  const trail = randomBytes(16).toString('hex');
  const host = identifier(hostname(), MAX_ID);
  const { pid } = process;
  let issued = 0;

  return (event, call) => {
    const seq = ++issued;
    const at = now();
    const decided = event.type === 'decision' ? event : undefined;
    const ended = event.type === 'outcome' ? event : undefined;
    const seen = event.type === 'observation' ? event : undefined;
    const answer = decided ?? ended;
    const { parent } = call;
    const callId = identifier(event.callId, MAX_ID);
    return {
      v: 1,
      id: `${trail}-${seq}`,
      time: iso(at),
      seq,
      type: event.type,
      call_id: callId,
      run_id: event.runId === event.callId ? callId : identifier(event.runId, MAX_ID),
      parent_call_id: parent === undefined ? undefined : identifier(parent.id, MAX_ID),
      target: identifier(event.target, MAX_ID),
      side_effects: call.sideEffects,
      decision: answer?.decision,
      outcome: ended?.outcome,
      event: word(seen?.event, clean),
      reason_code: word(event.code ?? codeOf(answer?.error), clean),
      severity: severityOf(event),
      guard: word(event.guard, clean),
      error: event.error === undefined ? undefined : errorText(event.error, clean),
      latency_ms: answer === undefined ? undefined : Math.round(answer.latencyMs * 1000) / 1000,
      still_running: ended?.stillRunning,
      chunks: ended?.chunks,
      actor: actorOf(call),
      capability: capabilityOf(call, at),
      input: answer?.decision === undefined ? undefined : describeInput(concealRestored(call.input, event.runId)),
      details: seen?.details === undefined ? undefined : boundedCopy(seen.details, clean),
      host,
      pid,
      lib_version: LIBRARY_VERSION,
    };
  };
}

/** Words of guards: they may be a user's guard's, so they are treated as any text. */
const word = (text: unknown, clean: TextCleaner): string | undefined =>
  typeof text === 'string' ? clean(text, MAX_WORD) : undefined;

const codeOf = (error: unknown): string | undefined => (isGuardError(error) ? error.code : undefined);

/** Many records fall into one millisecond, and writing a date costs more than comparing a number. */
function isoText(): (at: number) => string {
  let last = Number.NaN;
  let text = '';
  return (at) => {
    if (at !== last) {
      text = new Date(at).toISOString();
      last = at;
    }
    return text;
  };
}
