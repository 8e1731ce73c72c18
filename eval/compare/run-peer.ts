import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { progress, UsageError } from '../command.ts';

const program = fileURLToPath(new URL('../peers/scanners.ts', import.meta.url));

export interface Verdict {
  readonly flagged: boolean;
  /** The peer threw. */
  readonly failed: boolean;
}

export interface Answer {
  /** One for each text, in their order. */
  readonly verdicts: readonly Verdict[];
  /** Time of all processor cores, worker threads of the peer included. */
  readonly cpuMicroseconds: number;
}

const AT_ONCE = 200;

/** What a peer says of some texts. It runs in a process of its own, which is ended afterwards. */
export async function runPeer(name: string, texts: readonly string[]): Promise<Answer> {
  const child = fork(program, [name], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  try {
    await answerOf(child, name);
    const verdicts: Verdict[] = [];
    let cpuMicroseconds = 0;
    for (let from = 0; from < texts.length; from += AT_ONCE) {
      const coming = answerOf(child, name);
      child.send(texts.slice(from, from + AT_ONCE));
      const answer = await coming;
      if (!isAnswer(answer)) throw new UsageError(`The peer "${name}" gave no verdicts.`);
      verdicts.push(...answer.verdicts);
      cpuMicroseconds += answer.cpuMicroseconds;
      progress(`${name}: ${verdicts.length} of ${texts.length} texts`);
    }
    return { verdicts, cpuMicroseconds };
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

/** The program is our own: the shape is looked at so that a mistake in it is not read as a peer that flags nothing. */
const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'verdicts' in value && 'cpuMicroseconds' in value;
