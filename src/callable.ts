import { Call, type CallKind, endedRun } from './call.ts';
import { GuardError } from './errors.ts';
import { Frame } from './frame.ts';
import type { Invocation } from './invocation.ts';

/** The refusal of a call that belongs to no call. */
export const outside = (message: string) => new GuardError('ERR_NO_INVOCATION', message);

/** The function that callers get: it starts a call from outside, or within another one. */
export function callable<Out>(kind: CallKind, start: (frame: Frame, signals: readonly AbortSignal[]) => Out) {
  const begin = (
    parent: Frame | undefined,
    input: unknown,
    base: unknown,
    options: unknown,
    refusal?: GuardError,
  ): Out => {
    const call = new Call(kind, parent, input);
    const given = readable(parent === undefined ? base : parent.ctx, options, parent !== undefined);
    call.refusal = refusal ?? given.refusal;
    const frame = Frame.first(call, given.base, parent !== undefined);
    return start(frame, distinct(parent?.signal, given.signal));
  };
  const fromOutside = (input: unknown, base?: object, options?: object): Out => begin(undefined, input, base, options);
  const within =
    (parent: Invocation) =>
    (input: unknown, options?: object): Out => {
      if (!Frame.isFrame(parent))
        return begin(
          undefined,
          input,
          {},
          options,
          outside(
            `${kind.target} was not called within a guarded call: pass within() the call, or place the scope of ambient() last.`,
          ),
        );
      const known = parent.forCallee();
      return begin(known, input, known.ctx, options, known.call.answered ? endedRun(kind.target) : undefined);
    };
  return Object.freeze(
    Object.assign(fromOutside, {
      target: kind.target,
      fromUnknown: fromOutside,
      within,
      fromModel: within,
    }),
  );
}

interface Given {
  readonly base: object;
  readonly signal?: AbortSignal | undefined;
  readonly refusal?: GuardError;
}

/** What a caller brings, read once: a getter or a Proxy in it must not make a guarded function throw. */
function readable(base: unknown, options: unknown, inherited: boolean): Given {
  try {
    const { signal } = (options ?? {}) as { readonly signal?: unknown };
    const context = typeof base !== 'object' || base === null ? {} : inherited ? base : { ...base };
    if (signal === undefined) return { base: context };
    if (signal instanceof AbortSignal && typeof signal.aborted === 'boolean') return { base: context, signal };
    return { base: {}, refusal: new GuardError('ERR_INPUT_INVALID', 'The option "signal" must be an AbortSignal.') };
  } catch (cause) {
    return {
      base: {},
      refusal: new GuardError('ERR_INPUT_INVALID', 'The context or the options cannot be read.', { cause }),
    };
  }
}

const NONE: readonly AbortSignal[] = Object.freeze([]);

function distinct(parent: AbortSignal | undefined, own: AbortSignal | undefined): readonly AbortSignal[] {
  if (parent === undefined) return own === undefined ? NONE : [own];
  return own === undefined || own === parent ? [parent] : [parent, own];
}
