/**
 * `npm run demo`: a research crew over poisoned documents, once bare, once guarded by crewguard, and once more with a prompt
 * filter that only watches, to show what holds when detection fails. `--help` lists the options.
 */
import { join } from 'node:path';
import { type AuditRecord, createAudit, jsonLinesSink } from 'crewguard';
import { attacksIn } from './attacks.ts';
import { chatModel } from './chat-model.ts';
import { loadDocuments } from './documents.ts';
import { worstCaseModel } from './model.ts';
import { DemoError, HELP, type Options, readOptions } from './options.ts';
import { printTable, scoreOf } from './report.ts';
import { bareRun, guardedRun, type Run } from './runs.ts';
import { screenOf, wrapped } from './screen.ts';
import { keepFolder, removeFoldersAtEnd, temporaryFolder } from './temporary.ts';
import { verdictOf } from './verdict.ts';

removeFoldersAtEnd();
const WATCHING = [
  '"filter watching" is the guarded crew with a prompt filter that only takes notes.',
  'What a filter misses, capabilities and limits still bound:',
  'an agent may be fooled; what it can do then is bounded, and on record.',
].join(' ');

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
  const screen = screenOf(process.env, process.stdout);
  const say = (text: string): void => console.log(wrapped(text, screen.width).join('\n'));
  const folderOfLog = temporaryFolder('crewguard-demo-');
  const log = join(folderOfLog, 'audit.jsonl');
  const file = jsonLinesSink(log);
  const decisions = { allow: 0, deny: 0 };
  const write = (record: AuditRecord): void => {
    if (record.decision !== undefined) decisions[record.decision] += 1;
    file.write(record);
  };
  const audit = createAudit({ sink: { write } });

  say(`A research crew reads ${documents.length} documents and reports on "${topic}".`);
  say(
    name === undefined
      ? "Its model is a worst case: it obeys every instruction it reads, the attacker's too."
      : `Its model is ${name}.`,
  );
  const run = { documents, model, topic, audit };
  const runs: readonly Run[] = [
    await bareRun(run),
    await guardedRun('guarded', 'on', run),
    await guardedRun('filter watching', 'watching', run),
  ];
  file.close();
  keepFolder(folderOfLog);

  const attacks = attacksIn(runs, documents);
  const score = scoreOf(runs, attacks);
  printTable(runs, attacks, screen);
  console.log();
  say(WATCHING);
  console.log();
  const verdict = verdictOf(runs, score);
  for (const sentence of verdict.sentences) say(sentence);
  console.log();
  say(`Audit log: ${decisions.allow} calls allowed, ${decisions.deny} refused, each with its reason:`);
  console.log(log);
  return verdict.held ? 0 : 1;
}
