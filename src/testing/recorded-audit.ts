import type { Audit, AuditEvent } from '../audit/event.ts';

export interface RecordedAudit {
  /** For `pipeline({ audit })`. */
  readonly audit: Audit;
  readonly events: readonly AuditEvent[];
  /** One line for each event: its type, its verdict, the guard and the code, such as `decision deny capability ERR_CAPABILITY`. */
  lines(): readonly string[];
}

/** An audit that keeps its events in an array. */
export function recordedAudit(): RecordedAudit {
  const events: AuditEvent[] = [];
  return {
    events,
    audit: (event) => {
      events.push(event);
    },
    lines: () => events.map(line),
  };
}

const line = (event: AuditEvent): string => {
  const verdict = event.type === 'decision' ? event.decision : event.type === 'outcome' ? event.outcome : event.event;
  return [event.type, verdict, event.guard, event.code].filter((part) => part !== undefined).join(' ');
};
