import type { Audit } from './audit/event.ts';
import { type Bounds, boundsOption, DEFAULT_BOUNDS } from './bounds.ts';
import type { CallKind } from './call.ts';
import { callable, outside } from './callable.ts';
import { type AnyGuard, enter, type Stage } from './compose.ts';
import { drain } from './drain.ts';
import { allowed, execute, onRecord } from './execute.ts';
import { Frame } from './frame.ts';
import type { Change, Guard, Next, Result } from './guard.ts';
import { type Invocation, TARGET_PATTERN, type Target } from './invocation.ts';
import { checkOptions, functionOption, optionError } from './options.ts';
import { enterUnparsed, parseAgain, parseInput } from './parse.ts';
import { type InferIn, type InferOut, isThenable, type Schema } from './schema.ts';
import { GuardedStream } from './stream.ts';

export interface PipelineOptions {
  /** Takes every decision and outcome of the calls. `createAudit()` makes one; default: nothing is recorded. */
  readonly audit?: Audit;
  /** How large an input may be before it is parsed. Defaults: 4 MiB, 64 levels, 50,000 leaves. */
  readonly inputBounds?: Partial<Bounds>;
}

export interface WrapOptions {
  /**
   * False for callees that change nothing outside, such as a search: decision and outcome then are one record, and a call
   * that cannot be recorded goes on. Default true: the decision is on record before the callee starts, or it does not start.
   */
  readonly sideEffects?: boolean;
}

export interface CallOptions {
  /** Aborts the call: it is rejected at once with the reason of this signal, and `call.signal` is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/** What the callee sees: raw credentials stay with the guards. */
export type CalleeInvocation<Ctx extends object> = Invocation<Omit<Ctx, 'credentials'>>;

type Arguments<In, Base> = {} extends Base
  ? [input: In, base?: Base, options?: CallOptions]
  : [input: In, base: Base, options?: CallOptions];

/** A guarded function: called from outside with the context it needs, or within another call. */
export interface Wrapped<Base extends object, In, Out> {
  (...args: Arguments<In, Base>): Out;
  readonly target: Target;
  /** The same for input of unknown form, such as the body of a request: the schema decides. */
  fromUnknown(...args: Arguments<unknown, Base>): Out;
  /** Binds to the call that makes this one: context, abort signal and run are inherited, and checked by the compiler. */
  within(parent: Invocation<Base>): (input: In, options?: CallOptions) => Out;
  /** The same for arguments that a model wrote: whatever they are, the schema decides. */
  fromModel(parent: Invocation<Base>): (input: unknown, options?: CallOptions) => Out;
}

/** The compile-time half of "context only grows": a guard may not add a key that is there. */
type Fresh<Ctx> = { readonly [Key in keyof Ctx]?: never };

/**
 * An immutable list of guards; the first listed is the outermost. `Base` is what a caller must bring, `Adds` what the guards
 * add to it. A pipeline is itself a guard.
 */
export interface Pipeline<Base extends object, Adds extends object> extends Guard<Base, Adds> {
  /**
   * A new pipeline with one more guard, nearest to the callee. Does not compile where the guard needs what is not there.
   *
   * @throws `ERR_OPTION_INVALID` for what is no guard, and for a pipeline with an `audit` that this one has not, or with
   * narrower `inputBounds`: they would be lost without a word
   */
  use<More extends object & Fresh<Base & Adds>>(guard: Guard<Base & Adds, More>): Pipeline<Base, Adds & More>;
  /**
   * Guards a function. The input schema runs after the leading guards that do not read the input, and again at once when a
   * guard replaces the input, so that the guards behind it judge what runs.
   *
   * @throws `ERR_OPTION_INVALID` at once for a target, schema or function that is none
   */
  wrap<S extends Schema, Out>(
    target: Target,
    input: S,
    run: (input: InferOut<S>, call: CalleeInvocation<Base & Adds>) => Out | Promise<Out>,
    options?: WrapOptions,
  ): Wrapped<Base, InferIn<S>, Promise<Out>>;
  /** Guards a function that yields chunks. Nothing starts before the first chunk is read; stopping early aborts the callee. */
  stream<S extends Schema, Chunk>(
    target: Target,
    input: S,
    run: (input: InferOut<S>, call: CalleeInvocation<Base & Adds>) => AsyncIterable<Chunk>,
    options?: WrapOptions,
  ): Wrapped<Base, InferIn<S>, AsyncIterableIterator<Chunk, undefined>>;
}

/** What a pipeline is made of, for what has to look into one. */
interface Contents {
  readonly guards: readonly AnyGuard[];
  readonly audit: Audit | undefined;
  readonly bounds: Bounds;
}
const contents = new WeakMap<object, Contents>();

/** A pipeline as the guards it is made of; any other guard as itself. */
export const guardsOf = (guard: AnyGuard): readonly AnyGuard[] => contents.get(guard)?.guards ?? [guard];

/**
 * An empty pipeline. `Base` names the context that callers must bring: `pipeline<{ credentials: Credentials }>({ audit })`.
 *
 * @throws `ERR_OPTION_INVALID` for unknown options and bounds out of range
 */
export function pipeline<Base extends object = {}>(options: PipelineOptions = {}): Pipeline<Base, {}> {
  checkOptions('pipeline', options, ['audit', 'inputBounds']);
  if (options.audit !== undefined) functionOption('pipeline', 'audit', options.audit, 'such as createAudit()');
  const bounds = boundsOption('pipeline inputBounds', options.inputBounds ?? {});
  return build([], options.audit, bounds) as unknown as Pipeline<Base, {}>;
}

type Run = (input: never, call: never) => unknown;

function build(guards: readonly AnyGuard[], audit: Audit | undefined, bounds: Bounds): Pipeline<object, object> {
  const prepare = (target: Target, schema: Schema, run: Run, streaming: boolean, options: WrapOptions = {}) => {
    const where = streaming ? 'stream' : 'wrap';
    checkWrapped(where, target, schema, run, options);
    const kind: CallKind = {
      target,
      streaming,
      sideEffects: options.sideEffects ?? true,
      audit,
      parseAgain: (input, previous) => parseAgain(schema, bounds, target, input, previous),
    };
    return { kind, chain: compile(guards, schema, bounds, run) };
  };
  const self = {
    name: 'pipeline',
    handle: (call: Invocation<object>, next: Next) => nested(guards, call, next),
    use: (guard: AnyGuard) => build([...guards, ...checkedGuards(guard, audit, bounds)], audit, bounds),
    wrap: (target: Target, schema: Schema, run: Run, options?: WrapOptions) => {
      const { kind, chain } = prepare(target, schema, run, false, options);
      return callable(kind, (frame, signals) => execute(frame, chain, signals));
    },
    stream: (target: Target, schema: Schema, run: Run, options?: WrapOptions) => {
      const { kind, chain } = prepare(target, schema, run, true, options);
      return callable(
        kind,
        (frame, signals) => new GuardedStream(frame.call, (reader) => execute(frame, chain, [...signals, reader])),
      );
    },
  };
  contents.set(self, { guards, audit, bounds });
  return Object.freeze(self) as unknown as Pipeline<object, object>;
}

/** The smallest chain that does the job: unparsed guards, the schema, the other guards, the callee. */
function compile(guards: readonly AnyGuard[], schema: Schema, bounds: Bounds, run: Run): Stage {
  const parsing = guards.findIndex((guard) => (guard.reads ?? 'input') === 'input');
  const leading = parsing === -1 ? guards.length : parsing;
  const inner = guards.slice(leading).reduceRight<Stage>((rest, guard) => enter(guard, rest), terminal(run));
  const parse = parseInput(schema, bounds, inner);
  return guards.slice(0, leading).reduceRight<Stage>((rest, guard) => enterUnparsed(guard, rest), parse);
}

/** The end of the chain: what runs is what was validated and put on record. */
const terminal =
  (run: Run): Stage =>
  async (frame) => {
    const { call } = frame;
    const asked = frame.dispatch();
    if (asked !== undefined) await asked;
    if (call.kind.audit !== undefined && call.kind.sideEffects) {
      const recorded = onRecord(call, allowed(call));
      if (recorded !== undefined) {
        await recorded;
        const again = frame.dispatch();
        if (again !== undefined) await again;
      }
    }
    const { stop } = frame;
    if (stop !== undefined) throw stop.reason;
    call.checkParent();
    const callee = frame.forCallee();
    call.workStarts();
    if (call.kind.streaming) {
      await drain(opened(callee, run), frame);
      return { value: undefined };
    }
    try {
      return { value: await run(callee.input as never, callee as never) };
    } catch (error) {
      throw call.workFails(error, frame.stop);
    } finally {
      call.workSettles();
    }
  };

function opened(callee: Frame, run: Run): AsyncIterable<unknown> {
  try {
    const source = run(callee.input as never, callee as never);
    if (!isThenable(source)) return source as AsyncIterable<unknown>;
    source.then(undefined, () => {}); // its failure has nobody else to hear it
    throw new TypeError(
      `${callee.target} gave a promise to stream(): pass an async function* instead of an async function`,
    );
  } catch (error) {
    const failure = callee.call.workFails(error, callee.stop);
    callee.call.workSettles();
    throw failure;
  }
}

/** A pipeline that stands as a guard where it could not be taken apart, such as inside a guard of the user's own. */
function nested(guards: readonly AnyGuard[], call: Invocation<object>, next: Next): ReturnType<AnyGuard['handle']> {
  if (!Frame.isFrame(call)) return Promise.reject(outside('A pipeline was used as a guard outside a call.'));
  const start = call.gathering();
  const through = guards.reduceRight<Stage>(
    (rest, guard) => enter(guard, rest),
    (frame) => (next as (change: Change<object>) => Promise<Result>)(frame.changesSince(start)),
  );
  return through(start);
}

function checkedGuards(guard: AnyGuard, audit: Audit | undefined, bounds: Bounds): readonly AnyGuard[] {
  if (typeof guard === 'function')
    throw optionError('use', `expected a guard, got a function. Call the factory: use(timeout({ ms: 1000 })).`);
  if (typeof guard?.handle !== 'function' || typeof guard.name !== 'string') {
    throw optionError('use', 'expected a guard with a name and a handle function. defineGuard() makes one.');
  }
  const inner = contents.get(guard);
  if (inner?.audit !== undefined && inner.audit !== audit) throw lost('audit');
  if (inner !== undefined && !isAsStrict(bounds, inner.bounds)) throw lost('inputBounds');
  return guardsOf(guard);
}

/** The outer pipeline writes the record and measures the input: what the inner one was given must not be dropped unsaid. */
const lost = (option: 'audit' | 'inputBounds'): Error =>
  optionError(
    'use',
    `a pipeline within another one has no "${option}" of its own. Give the outer one the same: pipeline({ ${option} }).`,
  );

const BOUNDS = ['maxBytes', 'maxDepth', 'maxLeaves'] as const;

const isAsStrict = (outer: Bounds, inner: Bounds): boolean =>
  BOUNDS.every((bound) => inner[bound] === DEFAULT_BOUNDS[bound] || outer[bound] <= inner[bound]);

function checkWrapped(where: string, target: string, schema: Schema, run: unknown, options: WrapOptions): void {
  if (typeof target !== 'string' || !TARGET_PATTERN.test(target)) {
    throw optionError(
      where,
      `"target" must be agent:name or tool:name, with a name of 1 to 121 letters, digits and ._:/- characters.`,
    );
  }
  if (typeof schema?.['~standard']?.validate !== 'function') {
    throw optionError(
      `${where} ${target}`,
      'the second argument must be a Standard Schema, such as z.object({ ... }); unchecked() says that none is wanted.',
    );
  }
  functionOption(`${where} ${target}`, 'run', run, '(input, call) => result');
  checkOptions(`${where} ${target}`, options, ['sideEffects']);
  if (typeof (options.sideEffects ?? true) !== 'boolean') {
    throw optionError(`${where} ${target}`, '"sideEffects" must be true or false.');
  }
}
