import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MOST_TOPIC_CHARACTERS } from './task.ts';

/** What the person at the terminal can put right: shown as one line, with exit code 2. */
export class DemoError extends Error {}

export interface Options {
  readonly documents: string;
  readonly topic: string;
  /** Name of a real model; undefined: the worst-case model of the demo. */
  readonly model: string | undefined;
  readonly help: boolean;
}

export const HELP = `Usage: npm run demo -- [options]

Runs a research crew over a folder of documents, some of them poisoned: once
bare, once guarded by crewguard, and once guarded with a filter that only
watches. Offline: every host name leads to a server that the demo starts on
127.0.0.1.

  --documents DIR   your own .md, .txt and .html files
                    instead of the ones that come with the demo
  --topic TEXT      what the crew reports on, in 1 to ${MOST_TOPIC_CHARACTERS} characters
                    (default: urban beekeeping)
  --model NAME      a real model behind a chat-completions endpoint
                    instead of the worst-case model;
                    needs OPENAI_API_KEY and OPENAI_BASE_URL
  --help            this text

The output is as wide as the terminal, or as COLUMNS says: 60 to 100 columns.

Exit code: 0 when the guards held and the crew did its honest work behind them,
1 when an attack got through, or a guarded run was refused or did not do the
honest work, 2 when the demo could not run.`;

const OWN_DOCUMENTS = fileURLToPath(new URL('documents', import.meta.url));

export function readOptions(args: readonly string[]): Options {
  const { documents, topic, model, help } = parse(args);
  for (const [name, value] of Object.entries({ documents, model })) {
    if (value?.trim() === '') throw new DemoError(`--${name} must not be empty.`);
  }
  if (topic !== undefined && (topic.trim() === '' || topic.length > MOST_TOPIC_CHARACTERS)) {
    throw new DemoError(`--topic takes 1 to ${MOST_TOPIC_CHARACTERS} characters.`);
  }
  // npm runs scripts in the folder of the package and keeps the folder of the user in INIT_CWD.
  const { INIT_CWD: here = process.cwd() } = process.env;
  return {
    documents: documents === undefined ? OWN_DOCUMENTS : isAbsolute(documents) ? documents : resolve(here, documents),
    topic: topic ?? 'urban beekeeping',
    model,
    help: help ?? false,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: { documents: text, topic: text, model: text, help: { type: 'boolean', short: 'h' } },
    }).values;
  } catch (error) {
    const [sentence = 'The options cannot be read'] = error instanceof Error ? error.message.split(/[\n.] ?/) : [];
    throw new DemoError(`${sentence}. See --help.`);
  }
}
