import { pipeline, provenance, type RunProvenance, type ToolDeclarations, taint, unchecked } from 'crewguard';
import type { Row } from '../measure.ts';
import { prose } from '../prose.ts';

const tools: ToolDeclarations = {
  mails: { sideEffect: false, resultTrust: 'structured', untrustedResultFields: ['subject', 'body'] },
  page: { sideEffect: false },
  mail: { description: 'Sends a mail.', effect: 'send', sinkArgs: { to: 'email' }, resultTrust: 'trusted' },
};
const words = "Answer the mail 'Subject 7' and send a copy of it to bo@example.org.";

/** What reading a large result costs, together with the first call that is judged after it. */
export function provenanceRows(): Row[] {
  const body = prose(900);
  const mails = Array.from({ length: 100 }, (_, id) => ({
    id,
    from: `p${id}@example.org`,
    to: ['me@example.org'],
    subject: `Subject ${id}`,
    body,
  }));
  return [
    {
      name: 'taint-guard',
      unit: 'us',
      what: 'provenance() and taint() around one call that reads nothing',
      operation: run('page', 'ok'),
    },
    {
      name: 'taint-records-100kb',
      unit: 'us',
      budget: 5_000,
      what: '100 records of 1 KB, and a call that is judged',
      operation: run('mails', mails),
    },
    {
      name: 'taint-page-100kb',
      unit: 'us',
      budget: 5_000,
      what: 'a page of 100 KB, and a call that is judged',
      operation: run('page', prose(100 * 1024)),
    },
  ];
}

function run(tool: string, result: unknown): () => Promise<unknown> {
  const any = unchecked<unknown>();
  const guarded = pipeline<{ provenance: RunProvenance }>().use(taint({ tools }));
  const read = guarded.wrap(`tool:${tool}`, any, async () => result);
  const mail = guarded.wrap('tool:mail', any, async () => 'sent');
  const agent = pipeline()
    .use(provenance({ words: () => words }))
    .wrap('agent:writer', any, async (_input, call) => {
      await read.within(call)({});
      return mail.within(call)({ to: ['bo@example.org'], subject: 'Hello', body: 'As promised.' });
    });
  return () => agent({});
}
