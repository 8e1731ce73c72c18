import * as types from 'node:util/types';
import { errorCodes, type GuardErrorCode, type GuardErrorKind } from './error-codes.ts';

const BRAND = Symbol.for('crewguard.error');

export interface GuardErrorOptions {
  /** The original failure. It is for operators: it never shows in `forModel()` or `toJSON()`. */
  readonly cause?: unknown;
  /** Milliseconds after which a retry can succeed, 0 or more. Only for codes of the kind `limited`. */
  readonly retryAfterMs?: number;
  /** Replaces the public sentence of the code. It is shown to models and strangers: never put input or policy in it. */
  readonly forModel?: string;
}

/** The JSON form of a refusal: safe for a model or an HTTP body. */
export interface PublicRefusal {
  /** Why. */
  readonly code: GuardErrorCode;
  /** What to do about it. */
  readonly kind: GuardErrorKind;
  /** The sentence of `forModel()`. */
  readonly message: string;
  /** What was called. */
  readonly target?: string;
  /** Milliseconds after which a retry can succeed, where that is known. */
  readonly retryAfterMs?: number;
}

/**
 * Every refusal of crewguard. `kind` says what the caller should do, `code` says why, `message` is for the operator's log
 * and may hold details; `forModel()` and `toJSON()` are safe to show to a model or to the public.
 */
export class GuardError extends Error {
  /** Why the call was refused: one of a closed set. */
  readonly code: GuardErrorCode;
  /** What the caller should do: stop, fix the input, retry later, or call an operator. */
  readonly kind: GuardErrorKind;
  /** The HTTP status that fits the code, which web frameworks read from errors: 400 to 504. */
  readonly status: number;
  /** Milliseconds after which a retry can succeed, where that is known. */
  readonly retryAfterMs: number | undefined;
  /** Name of the guard that refused. Set by the pipeline. */
  readonly guard: string | undefined;
  /** The target that was called. Set by the pipeline. */
  readonly target: string | undefined;
  readonly #forModel: string;

  constructor(code: GuardErrorCode, message: string, options: GuardErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    const { kind, status, public: sentence } = errorCodes[code];
    this.name = NAMES[kind];
    this.code = code;
    this.kind = kind;
    this.status = status;
    this.retryAfterMs = options.retryAfterMs;
    this.guard = undefined;
    this.target = undefined;
    this.#forModel = options.forModel ?? sentence;
  }

  static {
    Object.defineProperty(GuardError.prototype, BRAND, { value: true });
  }

  /**
   * One sentence that may be shown to the model and to the public: the code, the target, when to retry, and for
   * `ERR_INPUT_INVALID` the names of top-level fields. No values of the input, and nothing of the policy.
   */
  forModel(): string {
    const wait = this.retryAfterMs === undefined ? '' : ` Retry after ${Math.ceil(this.retryAfterMs)} ms.`;
    return `${this.code}${this.target === undefined ? '' : ` (${this.target})`}: ${this.#forModel}${wait}`;
  }

  /** The public form, so that `JSON.stringify(error)` never leaks the operator's message, the cause or the stack. */
  toJSON(): PublicRefusal {
    return {
      code: this.code,
      kind: this.kind,
      message: this.forModel(),
      ...(this.target === undefined ? {} : { target: this.target }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    };
  }
}

const NAMES: Readonly<Record<GuardErrorKind, string>> = {
  denied: 'DeniedError',
  invalid: 'InvalidError',
  limited: 'LimitedError',
  fault: 'FaultError',
};

/**
 * Whether a caught value is a refusal of crewguard, also when it comes from another copy of the package. What only claims to
 * be one is not: the fields that a handler reads next must be plain data of a known code.
 */
export function isGuardError(value: unknown): value is GuardError {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  try {
    const claim = value as { readonly [BRAND]?: unknown };
    return (
      claim[BRAND] === true && Object.hasOwn(errorCodes, String(own(value, 'code'))) && own(value, 'guard') !== GETTER
    );
  } catch {
    return false;
  }
}

const GETTER = Symbol('getter');

/** A field that is the object's own and no getter. */
function own(value: object, name: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(value, name);
  if (descriptor === undefined) return undefined;
  return 'value' in descriptor ? descriptor.value : GETTER;
}

/**
 * A refusal for guards of your own: `throw deny('lower your voice')`. The message goes to the operator; the model reads
 * the sentence of `ERR_DENIED`, or `options.forModel`. Make one for each refusal: it remembers the target it refused.
 */
export const deny = (message: string, options: Pick<GuardErrorOptions, 'cause' | 'forModel'> = {}): GuardError =>
  new GuardError('ERR_DENIED', message, options);

/** Says which guard refused which target, once: the first guard that let the error out keeps the blame. */
export function attribute(error: GuardError, guard: string, target: string): void {
  if (error.guard !== undefined || Object.isFrozen(error)) return;
  Object.assign(error, { guard, target });
}

/** The refusal that a guard's exception stands for: its own, or `ERR_GUARD_FAULT` when it is not one, since a guard that breaks denies. */
export function asRefusal(error: unknown, guard: string, target: string): GuardError {
  const refusal = isGuardError(error)
    ? error
    : new GuardError('ERR_GUARD_FAULT', `Guard "${guard}" failed: ${messageOf(error)}`, { cause: error });
  attribute(refusal, guard, target);
  return refusal;
}

/** The message of whatever was thrown, without trusting it. */
function messageOf(error: unknown): string {
  try {
    return String((error as { readonly message?: unknown } | null | undefined)?.message ?? error);
  } catch {
    return 'an exception that cannot be read';
  }
}
