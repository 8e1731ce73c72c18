import { randomBytes } from 'node:crypto';
import type { Audit, AuditEvent, Observation } from './audit/event.ts';
import { attribute, GuardError } from './errors.ts';
import type { Invocation, Target } from './invocation.ts';
import { once } from './once.ts';

const PROCESS = once(() => randomBytes(8).toString('hex'));
let issued = 0;

const MAX_RESTARTS = 3;

const UNREAD = (): Promise<void> => Promise.resolve();

/** What is fixed about a wrapped function. */
export interface CallKind {
  /** Checks an input that a guard has put in the place of the parsed one. Throws or rejects with the refusal. */
  readonly parseAgain: (input: unknown, previous: unknown) => unknown;
  readonly target: Target;
  readonly streaming: boolean;
  readonly sideEffects: boolean;
  readonly audit: Audit | undefined;
}

/** The state of one call, shared by all its frames: its signal, whether its work runs, and what waits for the end of it. */
export class Call {
  readonly kind: CallKind;
  /** The frame within which this call was made. */
  readonly parentFrame: (Invocation & { readonly call: Call }) | undefined;
  readonly parent: Call | undefined;
  readonly rawInput: unknown;
  readonly startedAt: number;
  started = false;
  answered = false;
  aborted = false;
  reason: unknown = undefined;
  /** Why this call may not even start: it was made within something that is not a call, or has ended. */
  refusal: GuardError | undefined = undefined;
  /** How often the call was judged again from the start, with other arguments. */
  restarts = 0;
  /** The run of the first attempt, where this one is another: both stand in one run on record. */
  run: string | undefined = undefined;
  /** Chunks handed to the reader of a stream. */
  chunks = 0;
  /** Takes a chunk to the reader of a stream; resolves when it was taken. */
  deliver: (chunk: unknown) => Promise<void> = UNREAD;
  calleeFailure: { readonly error: unknown } | undefined = undefined;
  /** The frame in which most is known about the call by now. */
  latest: Invocation | undefined = undefined;
  #working = false;
  #id: string | undefined;
  #controller: AbortController | undefined;
  #releases: (() => void)[] | undefined;
  #listeners: (() => void)[] | undefined;

  constructor(kind: CallKind, parentFrame: (Invocation & { readonly call: Call }) | undefined, rawInput: unknown) {
    this.kind = kind;
    this.parentFrame = parentFrame;
    this.parent = parentFrame?.call;
    this.rawInput = rawInput;
    this.startedAt = kind.audit === undefined ? 0 : performance.now();
  }

  get id(): string {
    this.#id ??= `${PROCESS()}-${(++issued).toString(36)}`;
    return this.#id;
  }

  get runId(): string {
    return this.parentFrame?.runId ?? this.run ?? this.id;
  }

  /** Made when somebody asks: most calls are never aborted, and most callees never look. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.aborted) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  /** Of a stream, chunks may have left already, and what has run must not run twice. */
  get mayRestart(): boolean {
    return !this.kind.streaming && !this.started && this.restarts < MAX_RESTARTS;
  }

  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    this.#controller?.abort(reason);
  }

  get working(): boolean {
    return this.#working;
  }

  /** Authority ends with the call that passed it on, also for a call within it that was still waiting. */
  checkParent(): void {
    if (this.parent?.answered) throw endedRun(this.kind.target);
  }

  workStarts(): void {
    this.started = true;
    this.#working = true;
  }

  /**
   * The callee's error as callers get it: the same object. A bare value is wrapped, so that every failure has a code, unless
   * it is the reason for which the callee was told to stop.
   */
  workFails(error: unknown, stop: { readonly reason: unknown } | undefined): unknown {
    const bare = (typeof error !== 'object' || error === null) && typeof error !== 'function';
    const failure = bare && (stop === undefined || stop.reason !== error) ? this.#bare(error) : error;
    this.calleeFailure = { error: failure };
    return failure;
  }

  #bare(error: unknown): GuardError {
    const { target } = this.kind;
    const failure = new GuardError(
      'ERR_CALLEE_FAULT',
      `${target} threw ${error === null ? 'null' : typeof error} instead of an Error.`,
      {
        cause: error,
      },
    );
    attribute(failure, 'callee', target);
    return failure;
  }

  workSettles(): void {
    this.#working = false;
    if (!this.answered) return;
    this.#release();
    this.observe({ guard: 'callee', event: 'settled-late' });
  }

  /** The caller has its answer. Work that still runs is told to stop, and keeps what it holds until it does; nothing starts any more. */
  answer(reason: unknown): void {
    if (this.answered) return;
    this.answered = true;
    if (this.#listeners !== undefined) runAll(this.#listeners);
    if (this.#working || !this.started) this.abort(reason); // a guard may still be on its way to the callee
    if (!this.#working) this.#release();
  }

  whenAnswered(listener: () => void): void {
    if (this.answered) {
      attempt(listener);
      return;
    }
    this.#listeners ??= [];
    this.#listeners.push(listener);
  }

  whenSettled(release: () => void): void {
    if (this.answered && !this.#working) {
      attempt(release);
      return;
    }
    this.#releases ??= [];
    this.#releases.push(release);
  }

  #release(): void {
    const releases = this.#releases;
    if (releases === undefined) return;
    this.#releases = undefined;
    runAll(releases);
  }

  /** Hands an event to the audit, together with what is known of the call by now. */
  record(event: AuditEvent): ReturnType<Audit> {
    const { audit } = this.kind;
    return audit === undefined || this.latest === undefined ? undefined : audit(event, this.latest);
  }

  observe({ guard, event, code, error, details }: Observation): void {
    if (this.kind.audit === undefined) return;
    try {
      const { id: callId, runId } = this;
      const recorded = this.record({
        type: 'observation',
        callId,
        runId,
        target: this.kind.target,
        guard,
        event,
        ...(code === undefined ? {} : { code }),
        ...(error === undefined ? {} : { error }),
        ...(details === undefined ? {} : { details }),
      });
      recorded?.then(undefined, () => {});
    } catch {
      // An observation is not a verdict: a sink that fails must not change the answer.
    }
  }
}

export function endedRun(target: Target): GuardError {
  const error = new GuardError(
    'ERR_INVOCATION_ENDED',
    `${target} was called within a call that had already been answered.`,
  );
  attribute(error, 'pipeline', target);
  return error;
}

const runAll = (callbacks: readonly (() => void)[]): void => {
  for (const callback of callbacks) attempt(callback);
};

const attempt = (callback: () => void): void => {
  try {
    callback();
  } catch {
    // What one guard fails to give back must not keep another from giving back.
  }
};
