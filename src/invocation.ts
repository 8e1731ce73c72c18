import type { Observation } from './audit/event.ts';

/** What is called. One label is capability resource, breaker key, limit key and audit subject. */
export type Target = `agent:${string}` | `tool:${string}`;

/** A name of 1 to 121 letters, digits and `._:/-` behind `agent:` or `tool:`: targets are written to logs and metrics. */
export const TARGET_PATTERN = /^(?:agent|tool):[A-Za-z0-9][A-Za-z0-9._:/-]{0,120}$/;

/**
 * One guarded call, as guards and the callee see it. It belongs to one call only: once that call has been answered,
 * nothing can be called within it any more.
 */
export interface Invocation<out Ctx extends object = {}> {
  /** Unique for this call. */
  readonly id: string;
  /** The id of the outermost call that this one belongs to; of one that is judged again from the start, that of its first attempt. */
  readonly runId: string;
  /** What is called. */
  readonly target: Target;
  /**
   * The parsed input. Before it is parsed, at the head of a pipeline, guards with `reads: 'nothing'` see undefined, those with
   * `'raw-input'` what the caller gave.
   */
  readonly input: unknown;
  /** What is known about the call. Guards add keys, and never replace one. */
  readonly ctx: Readonly<Ctx>;
  /** Aborted by the caller, by a timeout, or by the reader of a stream that stops early. Pass it on to everything that can wait. */
  readonly signal: AbortSignal;
  /** Whether the callee yields chunks. */
  readonly streaming: boolean;
  /** False where `wrap` was told that the callee changes nothing outside. Decides what a failing audit sink means. */
  readonly sideEffects: boolean;
  /** The call within which this one was made. */
  readonly parent: Invocation | undefined;
  /** Registers what to stop waiting for once the caller has its answer, whatever that is. Runs once; an exception in it is ignored. */
  whenAnswered(listener: () => void): void;
  /**
   * Registers what to give back once the work itself has ended: after the callee has settled, also when a timeout answered
   * the caller earlier, or at the end of a call that never reached its callee. Runs once; an exception in it is ignored.
   */
  whenSettled(release: () => void): void;
  /** Puts something a guard saw on record, without refusing. Never throws. */
  observe(observation: Observation): void;
}

/** The same call with the frozen copy that was judged in the place of its input, which whoever made the call may change at any time. */
export const withInput = <Ctx extends object>(call: Invocation<Ctx>, input: unknown): Invocation<Ctx> => ({
  id: call.id,
  runId: call.runId,
  target: call.target,
  input,
  ctx: call.ctx,
  get signal() {
    return call.signal;
  },
  streaming: call.streaming,
  sideEffects: call.sideEffects,
  parent: call.parent,
  whenAnswered: (listener) => call.whenAnswered(listener),
  whenSettled: (release) => call.whenSettled(release),
  observe: (observation) => call.observe(observation),
});
