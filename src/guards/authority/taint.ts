import type { Approvals } from '../../approval/approvals.ts';
import { type Clock, clockOption } from '../../clock.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { findingsOf } from '../../filter/run-findings.ts';
import { defineGuard, type Guard, type Next, type Result } from '../../guard.ts';
import { type Invocation, withInput } from '../../invocation.ts';
import { checkOptions, choiceOption, optionError } from '../../options.ts';
import {
  bareName,
  readDeclarations,
  type Tool,
  type ToolDeclarations,
  type Tools,
  undeclared,
} from '../../provenance/declaration.ts';
import { type RunProvenance, runOf } from '../../provenance/handle.ts';
import { judgeCall, type TaintReason, type TaintVerdict } from '../../provenance/judge.ts';
import type { Run, TaintMark } from '../../provenance/run.ts';
import { checkScope, deriveScope, type TaskScope } from '../../provenance/scope.ts';
import { isThenable } from '../../schema.ts';
import { snapshot } from '../../snapshot.ts';

export interface TaintOptions {
  /** What each tool does, what of its arguments decides, and who writes what it returns. A tool that is not named is believed nothing but the `sideEffects` of its `wrap`. */
  readonly tools: ToolDeclarations;
  /**
   * Which tools with side effects the task needs. Default `task`: derived from the user's words by `scopeFromTask()`; a call outside it is
   * asked about. A function gives the application's own scope; a call outside that is refused.
   */
  readonly scope?: 'task' | ((call: Invocation) => TaskScope | PromiseLike<TaskScope>);
  /**
   * What becomes of reads that were declared sensitive, once the run is tainted. `on-topic`: what the user's words do not speak of is
   * asked about. Default `open`: models read more than a task needs, and nothing leaves by reading.
   */
  readonly sensitiveReads?: 'open' | 'on-topic';
  /** Who is asked. Without it, a call that a person must approve is refused with `ERR_APPROVAL_REQUIRED`. */
  readonly approvals?: Approvals;
  /** Milliseconds, for since when a run is tainted. Default: monotonic. */
  readonly clock?: Clock;
}

/**
 * Judges what a tool is called with by where the values come from: the user's own words, trusted results, fields of a record that
 * the user named, or text that strangers wrote. Once a run has read such text, calls with side effects must lie in the scope of its
 * task, and what decides who, where and which must not come from that text alone.
 *
 * Needs `provenance`, adds nothing. For tools; put it behind `capability()`, outside `promptFilter()`: it reads results as the
 * model gets them, and what the filter found in them makes it refuse what it would else ask about. The callee gets the frozen
 * copy that was judged.
 *
 * On record as `tainted` (a result brought the first foreign text) and `questioned` (why, without values).
 *
 * @throws `ERR_TAINTED`, `ERR_APPROVAL_REQUIRED` and what `approvals` throw; `ERR_INPUT_INVALID` or `ERR_INPUT_TOO_LARGE` for an
 *   input that is not plain data. At construction `ERR_OPTION_INVALID`.
 */
export function taint(options: TaintOptions): Guard<{ provenance: RunProvenance }> {
  checkOptions('taint', options, ['tools', 'scope', 'sensitiveReads', 'approvals', 'clock']);
  const tools = readDeclarations('taint', options.tools);
  const { scope = 'task', sensitiveReads = 'open', approvals } = options;
  choiceOption('taint', 'sensitiveReads', sensitiveReads, ['open', 'on-topic']);
  if (typeof scope !== 'function') choiceOption('taint', 'scope', scope, ['task']);
  if (approvals !== undefined && typeof approvals?.require !== 'function') {
    throw optionError('taint', '"approvals" must be made by createApprovals(), or absent.');
  }
  const clock = clockOption('taint', options.clock);
  const scopes = new Scopes(tools, scope);

  return defineGuard<{ provenance: RunProvenance }>('taint', async (call, next) => {
    const run = runOf(call.ctx.provenance);
    if (run === undefined) {
      throw new GuardError('ERR_TAINTED', `taint: the call to ${call.target} belongs to no run with provenance().`);
    }
    const name = bareName(call.target);
    const tool = tools.get(name) ?? undeclared(name, call.sideEffects);
    const input = snapshot(call.input);
    const gated = sensitiveReads === 'on-topic' && tool.sensitiveRead;
    if (!tool.sideEffect && !gated && !tool.follows && tool.whenTainted === 'allow')
      return through(call, next, { run, tool, input, clock });

    const given = scopes.of(run, call);
    const granted = isThenable(given) ? await given : given;
    if (filterFound(call)) run.markHostile();
    const verdict = judgeCall(run, name, input, {
      tools,
      scope: granted,
      outOfScope: scope === 'task' ? 'approve' : 'deny',
      sensitiveReads,
    });
    run.used(tool.name); // before anything is waited for, so that two calls at once do not share one use
    try {
      await settle(call, input, verdict, approvals);
      return await through(call, next, { run, tool, input, clock });
    } catch (error) {
      run.used(tool.name, -1);
      throw error;
    }
  });
}

/** The scope of each run, found once. */
class Scopes {
  readonly #tools: Tools;
  readonly #given: NonNullable<TaintOptions['scope']>;
  readonly #known = new WeakMap<Run, TaskScope | Promise<TaskScope>>();

  constructor(tools: Tools, given: NonNullable<TaintOptions['scope']>) {
    this.#tools = tools;
    this.#given = given;
  }

  of(run: Run, call: Invocation): TaskScope | Promise<TaskScope> {
    const known = this.#known.get(run);
    if (known !== undefined) return known;
    const found = this.#find(run, call);
    this.#known.set(run, found);
    return found;
  }

  #find(run: Run, call: Invocation): TaskScope | Promise<TaskScope> {
    if (this.#given === 'task') return deriveScope(run.words, this.#tools);
    const given = this.#given(call);
    return isThenable(given) ? Promise.resolve(given).then(checkScope) : checkScope(given);
  }
}

const filterFound = (call: Invocation): boolean =>
  findingsOf(call).some(({ side, target }) => side === 'result' && target.startsWith('tool:'));

async function settle(
  call: Invocation,
  input: unknown,
  verdict: TaintVerdict,
  approvals: Approvals | undefined,
): Promise<void> {
  const { decision, reasons } = verdict;
  if (decision === 'allow') return;
  call.observe({ guard: 'taint', event: 'questioned', details: { decision, reasons } });
  if (decision === 'deny') throw new GuardError('ERR_TAINTED', `taint: ${call.target} ${saying(reasons)}.`);
  if (approvals === undefined) {
    throw new GuardError(
      'ERR_APPROVAL_REQUIRED',
      `taint: ${call.target} needs a person: ${saying(reasons)}. Set "approvals".`,
    );
  }
  await approvals.require({
    call: withInput(call, input),
    reasons: reasons.map((why) => ({ guard: 'taint', text: sentenceOf(why) })),
  });
}

const SENTENCES: Readonly<Record<TaintReason['code'], string>> = {
  tainted: 'The run has read text that anybody may have written.',
  'tainted-by-instructions': 'What the run has read tries to give instructions.',
  'out-of-scope': 'The task does not ask for this tool.',
  'off-topic-read': 'The task does not speak of these private data.',
  'over-uses': 'The task asks for fewer calls of this tool.',
  'sink-untrusted': 'A value comes only from text that anybody may have written.',
  'sink-unanchored': 'A value comes from a record that the user did not name.',
  'sink-unseen': 'A value stands neither in the task nor in anything that the run has read.',
  'sink-spelled': 'A value is also spelled out in text that anybody may have written.',
  'content-link-untrusted': 'The content leads to where only untrusted text points.',
  'content-private': 'It holds private data of which the task does not speak.',
  'too-much': 'There are more values than can be looked at.',
};

function sentenceOf({ code, argument, tool }: TaintReason): string {
  const where = argument === undefined ? '' : ` Argument: ${JSON.stringify(argument.slice(0, 64))}.`;
  return `${SENTENCES[code]}${where}${tool === undefined ? '' : ` Read by: ${JSON.stringify(tool.slice(0, 128))}.`}`;
}

const saying = (reasons: readonly TaintReason[]): string =>
  [
    ...new Set(
      reasons.map(({ code, argument }) =>
        argument === undefined ? code : `${code} (${JSON.stringify(argument.slice(0, 64))})`,
      ),
    ),
  ]
    .slice(0, 8)
    .join(', ');

interface Passage {
  readonly run: Run;
  readonly tool: Tool;
  readonly input: unknown;
  readonly clock: Clock;
}

/** Goes on, and writes down what comes back: the result, or what an error of the callee says, which a model reads as well. */
async function through(call: Invocation, next: Next, passage: Passage): Promise<Result<{}>> {
  try {
    return await passed(call, next, passage);
  } catch (error) {
    const { run, tool, input, clock } = passage;
    if (error instanceof Error && !isGuardError(error)) {
      const writer: Tool = tool.trust === 'trusted' ? tool : undeclared(tool.name);
      run.receive(writer, input, error.message, { tool: tool.name, callId: call.id, since: clock() });
    }
    throw error;
  }
}

function passed(call: Invocation, next: Next, { run, tool, input, clock }: Passage): Promise<Result<{}>> {
  const receive = (value: unknown): unknown => {
    const clean = run.marks.length === 0;
    const mark: TaintMark = { tool: tool.name, callId: call.id, since: clock() };
    run.receive(tool, input, value, mark);
    if (clean && run.marks.length > 0) call.observe({ guard: 'taint', event: 'tainted', details: { ...mark } });
    return value;
  };
  if (!call.streaming) return next({ input, sealInput: true, map: receive });
  const chunks: string[] = [];
  const gather = (chunk: unknown): unknown => {
    if (typeof chunk === 'string') chunks.push(chunk); // a value may be cut between two chunks
    return receive(chunk);
  };
  return next({
    input,
    sealInput: true,
    map: gather,
    flush: () => {
      if (chunks.length > 1) receive(chunks.join(''));
      return [];
    },
  });
}

export type { TaintReason };
