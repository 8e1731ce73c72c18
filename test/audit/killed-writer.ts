// Run by crash.test.ts as a process of its own: writes records, then dies without a chance to say goodbye.
import { createAudit } from '../../src/audit/create-audit.ts';
import { jsonLinesSink } from '../../src/audit/json-lines-sink.ts';
import { pinoSink } from '../../src/audit/pino-sink.ts';
import { decision, fakeCall } from './fake-call.ts';

const [kind, count, end, path] = process.argv.slice(2);
const sink =
  kind === 'json-lines' && path !== undefined
    ? jsonLinesSink(path)
    : pinoSink(path === undefined ? {} : { destination: path });
const audit = createAudit({ sink });
const call = fakeCall();
for (let index = 0; index < Number(count); index++) void audit(decision(), call);
if (end === 'SIGKILL') process.kill(process.pid, 'SIGKILL');
if (end === 'abort') process.abort();
if (end === 'throw') throw new Error('uncaught');
process.exit(0);
