/**
 * `npm run demo`: a research crew over poisoned documents, once bare, once guarded by crewguard, and once more with a prompt
 * filter that only watches, to show what holds when detection fails. `--help` lists the options.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AuditRecord, createAudit, jsonLinesSink } from 'crewguard';
import { attacksIn } from './attacks.ts';
import { chatModel } from './chat-model.ts';
import { loadDocuments } from './documents.ts';
import { worstCaseModel } from './model.ts';
import { DemoError, HELP, type Options, readOptions } from './options.ts';
import { printTable, scoreOf } from './report.ts';
import { bareRun, guardedRun, type Run } from './runs.ts';
import { plain } from './table.ts';

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(HELP);
  else process.exitCode = await demo(options);
} catch (error) {
  if (!(error instanceof DemoError)) throw error;
  console.error(`demo: ${error.message}`);
  process.exitCode = 2;
}

async function demo({ documents: folder, topic, model: name }: Options): Promise<number> {
  const model = name === undefined ? worstCaseModel : chatModel(name);
  const documents = await loadDocuments(folder);
  const log = join(mkdtempSync(join(tmpdir(), 'crewguard-demo-')), 'audit.jsonl');
  const file = jsonLinesSink(log);
  const decisions = { allow: 0, deny: 0 };
  const write = (record: AuditRecord): void => {
    if (record.decision !== undefined) decisions[record.decision] += 1;
    file.write(record);
  };
  const audit = createAudit({ sink: { write } });

  console.log(`A research crew reads ${documents.length} documents and reports on "${plain(topic)}".`);
  console.log(
    name === undefined
      ? "Its model is a worst case: it obeys every instruction it reads, the attacker's too."
      : `Its model is ${plain(name)}.`,
  );
  const run = { documents, model, topic, audit };
  const runs: readonly Run[] = [
    await bareRun(run),
    await guardedRun('guarded', 'on', run),
    await guardedRun('filter watching', 'watching', run),
  ];
  file.close();

  const attacks = attacksIn(runs, documents);
  const { NO_COLOR: noColour = '' } = process.env;
  const colour = process.stdout.isTTY && noColour === '';
  printTable(runs, attacks, colour);
  const { total, succeeded } = scoreOf(runs, attacks);
  const [bare = 0, guarded = 0, watching = 0] = succeeded;
  console.log(`
"filter watching" is the guarded crew with a prompt filter that only takes notes. What a filter
misses, capabilities and limits still bound: an agent may be fooled; what it can do then is bounded,
and on record.

Attacks that succeeded: bare ${bare} of ${total}, guarded ${guarded} of ${total}.
${reports(runs)}
Audit log: ${decisions.allow} calls allowed, ${decisions.deny} refused, each with its reason:
${log}`);
  return guarded + watching === 0 ? 0 : 1;
}

function reports([bare, guarded]: readonly Run[]): string {
  const written = [bare, guarded].map((run) => run?.report === true);
  if (written.every(Boolean)) return 'The report was written and mailed in both runs.';
  return `The report was written and mailed ${written[0] ? 'only in the bare run' : written[1] ? 'only in the guarded run' : 'in neither run'}.`;
}
