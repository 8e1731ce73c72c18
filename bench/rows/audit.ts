import { type AuditEvent, createAudit, defineGuard, type Invocation, pinoSink, pipeline } from 'crewguard';
import type { Row } from '../measure.ts';
import { Input, input, logger, search } from '../work.ts';

/** What one record costs, from the event to the line that has been written. */
export async function auditRow(): Promise<Row> {
  const calls: Invocation[] = [];
  const keep = defineGuard('keep', (call, next) => {
    calls.push(call);
    return next();
  });
  await pipeline().use(keep).wrap('tool:search', Input, search)(input);
  const [call] = calls;
  if (call === undefined) throw new Error('The guard has not run.');
  const audit = createAudit({ sink: pinoSink({ logger }) });
  const event: AuditEvent = {
    type: 'decision',
    decision: 'allow',
    callId: call.id,
    runId: call.runId,
    target: call.target,
    latencyMs: 0.01,
  };
  return {
    name: 'audit-record',
    unit: 'us',
    what: 'one decision: digest, redaction, number, one line through pino',
    operation: () => audit(event, call),
  };
}
