import type { Observation } from './audit/event.ts';
import { Call } from './call.ts';
import { type Dispatch, dispatched } from './dispatch.ts';
import { asRefusal, GuardError } from './errors.ts';
import { type Change, WITHHELD } from './guard.ts';
import type { Invocation, Target } from './invocation.ts';

/** The context key that never reaches a callee or a call within it: raw credentials are for guards only. */
const CREDENTIALS = 'credentials';

/** Takes a chunk outwards through the maps of all guards, and at the end of a stream what they withheld. */
interface Outlet {
  readonly pass: (chunk: unknown) => unknown;
  readonly flush: () => Promise<readonly unknown[]>;
}

/** An abort signal that a guard added, and those added before it. */
interface Abort {
  readonly own: AbortSignal;
  readonly outer: Abort | undefined;
  combined: AbortSignal | undefined;
}

/** A call as one guard, or the callee, sees it. Guards that change nothing share one frame. */
export class Frame implements Invocation {
  readonly #input: unknown;
  readonly #ctx: Readonly<object>;
  readonly #call: Call;
  readonly #own: readonly string[]; // a child may shadow what it inherits, never what it has
  readonly #abort: Abort | undefined;
  readonly #outlet: Outlet | undefined;
  readonly #dispatch: Dispatch | undefined;
  readonly #sealed: boolean;
  readonly #monitored: boolean;

  private constructor(
    call: Call,
    input: unknown,
    ctx: Readonly<object>,
    own: readonly string[],
    abort: Abort | undefined,
    outlet: Outlet | undefined,
    dispatch: Dispatch | undefined = undefined,
    sealed = false,
    monitored = false,
  ) {
    this.#call = call;
    this.#input = input;
    this.#ctx = ctx;
    this.#own = own;
    this.#abort = abort;
    this.#outlet = outlet;
    this.#dispatch = dispatch;
    this.#sealed = sealed;
    this.#monitored = monitored;
    call.latest = this;
  }

  /** The first frame of a call. What it inherits from a parent is not its own, so a guard of its own may shadow it. */
  static first(call: Call, ctx: object, inherited: boolean): Frame {
    const outlet = call.kind.streaming ? DIRECT : undefined;
    if (inherited) return new Frame(call, undefined, ctx, NOTHING, undefined, outlet);
    const own = Object.keys(ctx);
    return new Frame(call, undefined, own.length === 0 ? EMPTY : Object.freeze(ctx), own, undefined, outlet);
  }

  /** The first frame of a call that is judged again from the start with another input. */
  again(input: unknown): Frame {
    const { kind, parentFrame, restarts } = this.#call;
    const call = new Call(kind, parentFrame, input);
    call.restarts = restarts + 1;
    call.run = this.runId;
    return Frame.first(call, this.#ctx, parentFrame !== undefined);
  }

  static isFrame(value: unknown): value is Frame {
    return typeof value === 'object' && value !== null && #call in value;
  }

  get input(): unknown {
    return this.#input;
  }
  get ctx(): Readonly<object> {
    return this.#ctx;
  }
  get call(): Call {
    return this.#call;
  }
  get id(): string {
    return this.#call.id;
  }
  get runId(): string {
    return this.#call.runId;
  }
  get target(): Target {
    return this.#call.kind.target;
  }
  get streaming(): boolean {
    return this.#call.kind.streaming;
  }
  get sideEffects(): boolean {
    return this.#call.kind.sideEffects;
  }
  get parent(): Invocation | undefined {
    return this.#call.parentFrame;
  }

  get signal(): AbortSignal {
    return this.#abort === undefined ? this.#call.signal : this.#combine(this.#abort);
  }

  #combine(abort: Abort): AbortSignal {
    if (abort.combined !== undefined) return abort.combined;
    const outer = abort.outer === undefined ? this.#call.signal : this.#combine(abort.outer);
    const both = new AbortController();
    for (const source of [outer, abort.own]) {
      if (source.aborted) both.abort(source.reason);
      const follow = () => both.abort(source.reason);
      source.addEventListener('abort', follow, { once: true });
      this.#call.whenSettled(() => source.removeEventListener('abort', follow)); // a guard may bring a signal that outlives the call
    }
    abort.combined = both.signal;
    return both.signal;
  }

  /** Why nothing more may be started, if so. Cheaper than `signal`, which has to be made. */
  get stop(): { readonly reason: unknown } | undefined {
    if (this.#call.aborted) return this.#call;
    for (let abort = this.#abort; abort !== undefined; abort = abort.outer) {
      if (abort.own.aborted) return abort.own;
    }
    return undefined;
  }

  whenAnswered(listener: () => void): void {
    this.#call.whenAnswered(listener);
  }

  whenSettled(release: () => void): void {
    this.#call.whenSettled(release);
  }

  observe(observation: Observation): void {
    const { event } = observation;
    this.#call.observe(this.#monitored ? { ...observation, event: `would-have-${event}` } : observation);
  }

  /** The frame behind a guard that called `next(change)`. */
  derive(change: Change<object>, guard: string): Frame {
    const added = change.ctx === undefined ? NOTHING : Object.keys(change.ctx);
    for (const key of added) {
      if (this.#own.includes(key)) {
        throw new GuardError(
          'ERR_CONTEXT_COLLISION',
          `Guard "${guard}" may not replace ctx.${key}: the context only grows.`,
        );
      }
    }
    const input = 'input' in change ? change.input : this.input;
    if (this.#sealed && input !== this.input) {
      throw new GuardError(
        'ERR_INPUT_SEALED',
        `Guard "${guard}" may not replace an input that has been judged. Place it before.`,
      );
    }
    return new Frame(
      this.#call,
      input,
      added.length === 0 ? this.ctx : Object.freeze({ ...this.ctx, ...change.ctx }),
      added.length === 0 ? this.#own : [...this.#own, ...added],
      change.signal === undefined ? this.#abort : { own: change.signal, outer: this.#abort, combined: undefined },
      this.#outlet === undefined || (change.map ?? change.flush) === undefined
        ? this.#outlet
        : mapped(this.#outlet, change, (error) => asRefusal(error, guard, this.target)),
      change.dispatch === undefined ? this.#dispatch : { ask: change.dispatch, guard, outer: this.#dispatch },
      this.#sealed || change.sealInput === true,
    );
  }

  withInput(input: unknown): Frame {
    return input === this.input
      ? this
      : new Frame(this.#call, input, this.ctx, this.#own, this.#abort, this.#outlet, this.#dispatch, this.#sealed);
  }

  /** For a guard that is only monitored: what it observes did not happen, and the record says so. */
  monitored(): Frame {
    const { ctx, input } = this;
    return new Frame(this.#call, input, ctx, this.#own, this.#abort, this.#outlet, this.#dispatch, this.#sealed, true);
  }

  /** For a pipeline that stands as one guard inside another: its maps and what it asks are gathered here, and handed to `next()` as one. */
  gathering(): Frame {
    return new Frame(this.#call, this.input, this.ctx, this.#own, this.#abort, DIRECT, undefined, this.#sealed);
  }

  /** Everything that the guards since `start` changed, as one change. */
  changesSince(start: Frame): Change<object> {
    const added = this.#own.slice(start.#own.length);
    const { pass, flush } = this.#through;
    return {
      ctx: Object.fromEntries(Object.entries(this.ctx).filter(([key]) => added.includes(key))),
      ...(this.input === start.input ? {} : { input: this.input }),
      ...(this.#sealed ? { sealInput: true } : {}),
      ...(this.#abort === undefined || this.#abort === start.#abort ? {} : { signal: this.#combine(this.#abort) }),
      ...(this.#dispatch === undefined ? {} : { dispatch: () => this.dispatch() }),
      map: pass,
      flush,
    };
  }

  /** The frame as the callee gets it, and calls made within it. */
  forCallee(): Frame {
    if (!Object.hasOwn(this.ctx, CREDENTIALS)) return this;
    const { [CREDENTIALS]: _, ...ctx } = this.ctx as Record<string, unknown>;
    return new Frame(this.#call, this.input, Object.freeze(ctx), this.#own, this.#abort, this.#outlet);
  }

  /** Asks the guards that want to be asked before the callee starts, the outermost first. A promise where one needs time. */
  dispatch(): Promise<void> | undefined {
    return this.#dispatch === undefined ? undefined : dispatched(this.#dispatch, this.target);
  }

  /** Whether results pass through an outlet, and are not mapped on their way back through the guards. */
  get gathers(): boolean {
    return this.#outlet !== undefined;
  }

  get #through(): Outlet {
    return this.#outlet ?? DIRECT;
  }

  pass(chunk: unknown): unknown {
    return this.#through.pass(chunk);
  }

  flush(): Promise<readonly unknown[]> {
    return this.#through.flush();
  }
}

const EMPTY = Object.freeze({});
const NOTHING: readonly string[] = Object.freeze([]);
const DIRECT: Outlet = Object.freeze({ pass: (chunk: unknown) => chunk, flush: async () => [] });

/** A guard's map stands before those of the guards outside it; what it withheld leaves before what they withheld. */
function mapped(outer: Outlet, { map, flush }: Change<object>, blame: (error: unknown) => unknown): Outlet {
  const changed = async (chunk: unknown, change: NonNullable<typeof map>): Promise<unknown> => {
    const out = await attempt(() => change(chunk), blame);
    return out === WITHHELD ? WITHHELD : outer.pass(out);
  };
  return {
    pass: map === undefined ? outer.pass : (chunk) => changed(chunk, map),
    flush: async () => {
      const rest: unknown[] = [];
      for (const chunk of await attempt(async () => flushed(await flush?.()), blame)) {
        const out = await outer.pass(await attempt(() => chunk, blame)); // no map may see a promise
        if (out !== WITHHELD) rest.push(out);
      }
      rest.push(...(await outer.flush()));
      return rest;
    },
  };
}

function flushed(chunks: unknown): readonly unknown[] {
  if (chunks === undefined || Array.isArray(chunks)) return chunks ?? NOTHING;
  throw new TypeError('flush() must return a list of chunks');
}

async function attempt<T>(step: () => T | PromiseLike<T>, blame: (error: unknown) => unknown): Promise<T> {
  try {
    return await step();
  } catch (error) {
    throw blame(error);
  }
}
