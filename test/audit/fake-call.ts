import type { AuditEvent, DecisionEvent, ObservationEvent, OutcomeEvent } from '../../src/audit/event.ts';
import type { Invocation } from '../../src/invocation.ts';

/** An invocation that is nothing but its fields. */
export function fakeCall(fields: Partial<Invocation> = {}): Invocation {
  return {
    id: 'call-2',
    runId: 'call-1',
    target: 'tool:mail.send',
    input: { to: 'someone', subject: 'hello' },
    ctx: {},
    signal: new AbortController().signal,
    streaming: false,
    sideEffects: true,
    parent: undefined,
    whenAnswered: () => {},
    whenSettled: () => {},
    observe: () => {},
    ...fields,
  };
}

const about = { callId: 'call-2', runId: 'call-1', target: 'tool:mail.send' } as const;

export const decision = (fields: Partial<DecisionEvent> = {}): AuditEvent => ({
  type: 'decision',
  decision: 'allow',
  latencyMs: 1,
  ...about,
  ...fields,
});

export const outcome = (fields: Partial<OutcomeEvent> = {}): AuditEvent => ({
  type: 'outcome',
  outcome: 'ok',
  latencyMs: 2,
  stillRunning: false,
  ...about,
  ...fields,
});

export const observation = (fields: Partial<ObservationEvent> = {}): AuditEvent => ({
  type: 'observation',
  guard: 'prompt-filter',
  event: 'flagged',
  ...about,
  ...fields,
});

/** Something shaped like a key, made here so that no scanner takes this file for a leak. */
export const fakeKey = (length = 40): string =>
  `sk${'-'}${'a1B2c3D4e5'.repeat(Math.ceil(length / 10)).slice(0, length)}`;

/** Knows only whole keys of at least 30 characters, as detectors do. */
export const redactKeys = (text: string): string => text.replace(/sk-[A-Za-z0-9]{30,}/g, '[redacted]');
