import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { progress, UsageError } from '../command.ts';

const program = fileURLToPath(new URL('../peers/scanners.ts', import.meta.url));

export interface Verdict {
  readonly flagged: boolean;
  readonly failed: boolean;
  readonly microseconds: number;
}

const AT_ONCE = 200;

/** What a peer says of each text, in their order. It runs in a process of its own, which is ended afterwards. */
export async function runPeer(name: string, texts: readonly string[]): Promise<Verdict[]> {
  const child = fork(program, [name], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  try {
    await answerOf(child, name);
    const verdicts: Verdict[] = [];
    for (let from = 0; from < texts.length; from += AT_ONCE) {
      const answer = answerOf(child, name);
      child.send(texts.slice(from, from + AT_ONCE));
      const given = await answer;
      if (!isVerdicts(given)) throw new UsageError(`The peer "${name}" gave no verdicts.`);
      verdicts.push(...given);
      progress(`${name}: ${verdicts.length} of ${texts.length} texts`);
    }
    return verdicts;
  } finally {
    progress('');
    child.kill('SIGKILL');
  }
}

async function answerOf(child: ChildProcess, name: string): Promise<unknown> {
  const ended = new AbortController();
  try {
    const [answer]: unknown[] = await Promise.race([
      once(child, 'message', { signal: ended.signal }),
      once(child, 'exit', { signal: ended.signal }).then(() => {
        throw new UsageError(`The peer "${name}" ended before it answered.`);
      }),
    ]);
    return answer;
  } finally {
    ended.abort();
  }
}

function isVerdicts(value: unknown): value is readonly Verdict[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'object' && entry !== null);
}
