import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import { checkOptions, optionError } from '../options.ts';
import { MAX_PARTY } from './answer.ts';
import type { ApprovalAnswer, ApprovalChannel, ApprovalRequest } from './request.ts';
import { visibleText } from './visible.ts';

export interface ConsoleChannelOptions {
  /** Who sits at the terminal, for the record: 1 to 256 characters. Default `'console'`. */
  readonly by?: string;
  /** Default: standard input, which must be a terminal. */
  readonly input?: Readable;
  /** Default: standard error, so that the output of a program stays its own. */
  readonly output?: Writable;
}

/** Milliseconds in which what was typed before a question is taken from the terminal, and dropped. */
const TYPED_AHEAD_MS = 20;

/** The last question at each input: two at once would both take the one answer, whichever channels they come from. */
const queues = new WeakMap<Readable, Promise<unknown>>();

/**
 * Asks at the terminal, one request after the other, also where several channels share it. Only `y` or `yes` approves:
 * everything else, and the end of the input, refuses. What was typed before the question is dropped. Where standard input is
 * not a terminal nobody can be asked, and the call is refused.
 *
 * @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds
 */
export function consoleChannel(options: ConsoleChannelOptions = {}): ApprovalChannel {
  const where = 'consoleChannel';
  checkOptions(where, options, ['by', 'input', 'output']);
  const { by = 'console', input: given, output = process.stderr } = options;
  if (typeof by !== 'string' || by === '' || by.length > MAX_PARTY)
    throw optionError(where, `"by" must say who sits there, 1 to ${MAX_PARTY} characters.`);

  return (request, signal) => {
    const input = given ?? process.stdin;
    const answer = (queues.get(input) ?? Promise.resolve()).then(() => {
      signal.throwIfAborted();
      if (given === undefined && !process.stdin.isTTY) throw new Error('Standard input is not a terminal.');
      return ask(request, signal, { by, input, output });
    });
    queues.set(
      input,
      answer.catch(() => {}),
    );
    return answer;
  };
}

async function ask(
  request: ApprovalRequest,
  signal: AbortSignal,
  { by, input, output }: Required<ConsoleChannelOptions>,
): Promise<ApprovalAnswer> {
  await dropTypedAhead(input);
  signal.throwIfAborted();
  const terminal = createInterface({ input, output });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  try {
    output.write(`\n${textOf(request)}\n`);
    if (input.readableEnded || input.destroyed) return { decision: 'deny', by };
    const answer = await Promise.race([terminal.question('Approve? [y/N] ', { signal }), ended]);
    return { decision: /^\s*y(?:es)?\s*$/i.test(answer) ? 'approve' : 'deny', by };
  } finally {
    terminal.close();
  }
}

/** An answer that was given before the question is none. Raw mode gives away half a line, too. */
async function dropTypedAhead(input: Readable): Promise<void> {
  const terminal =
    'isTTY' in input && input.isTTY === true && 'setRawMode' in input ? (input as typeof process.stdin) : undefined;
  const drop = (): void => {};
  terminal?.setRawMode(true);
  input.on('data', drop);
  await new Promise((resolve) => setTimeout(resolve, TYPED_AHEAD_MS));
  input.off('data', drop);
  input.pause();
  terminal?.setRawMode(false);
}

const textOf = ({ principal, summary, reasons }: ApprovalRequest): string =>
  [
    `Approval wanted${principal === undefined ? '' : ` for ${visibleText(JSON.stringify(principal))}`}`,
    summary,
    ...reasons.map(({ guard, text }) => `Why: ${text} (${guard})`),
  ].join('\n');
