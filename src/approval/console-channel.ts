import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { checkOptions, optionError } from '../options.ts';
import type { ApprovalAnswer, ApprovalChannel, ApprovalRequest } from './request.ts';

export interface ConsoleChannelOptions {
  /** Who sits at the terminal, for the record. Default `'console'`. */
  readonly by?: string;
  /** Default: standard input, which must be a terminal. */
  readonly input?: Readable;
  /** Default: standard error, so that the output of a program stays its own. */
  readonly output?: Writable;
}

/**
 * Asks at the terminal, one request after the other. Only `y` or `yes` approves: everything else, and the end of the
 * input, refuses. Where standard input is not a terminal nobody can be asked, and the call is refused.
 *
 * @throws `ERR_OPTION_INVALID` for unknown options
 */
export function consoleChannel(options: ConsoleChannelOptions = {}): ApprovalChannel {
  checkOptions('consoleChannel', options, ['by', 'input', 'output']);
  const { by = 'console', input, output = process.stderr } = options;
  if (typeof by !== 'string' || by === '') throw optionError('consoleChannel', '"by" must say who sits there.');
  let last: Promise<unknown> = Promise.resolve();

  return (request, signal) => {
    const answer = last.then(() => {
      signal.throwIfAborted();
      if (input === undefined && !process.stdin.isTTY) throw new Error('Standard input is not a terminal.');
      return ask(request, signal, { by, input: input ?? process.stdin, output });
    });
    last = answer.catch(() => {});
    return answer;
  };
}

async function ask(
  request: ApprovalRequest,
  signal: AbortSignal,
  { by, input, output }: Required<ConsoleChannelOptions>,
): Promise<ApprovalAnswer> {
  const terminal = createInterface({ input, output });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    output.write(`\n${textOf(request)}\n`);
    const answer = await Promise.race([terminal.question('Approve? [y/N] ', { signal }), ended]);
    return { decision: /^\s*y(?:es)?\s*$/i.test(answer) ? 'approve' : 'deny', by };
  } finally {
    terminal.close();
  }
}

const textOf = ({ principal, summary, reasons }: ApprovalRequest): string =>
  [
    `Approval wanted${principal === undefined ? '' : ` for ${JSON.stringify(principal)}`}`,
    summary,
    ...reasons.map(({ guard, text }) => `Why: ${text} (${guard})`),
  ].join('\n');
