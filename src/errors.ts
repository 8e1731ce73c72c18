import { types } from 'node:util';

/** What the caller should do about a refusal: stop, fix the input, retry later, or call an operator. */
export type GuardErrorKind = 'denied' | 'invalid' | 'limited' | 'fault';

interface CodeEntry {
  readonly kind: GuardErrorKind;
  /** The HTTP status that fits, for servers. https://www.rfc-editor.org/rfc/rfc9110#name-status-codes */
  readonly status: number;
  /** Said to the model and the public. Never names matched text or allowed values. */
  readonly public: string;
  /** Said in the generated table of docs/errors.md. */
  readonly means: string;
}

/** The closed set of codes. Adding one is a minor release, removing or renaming one is a major release. */
export const errorCodes = {
  ERR_DENIED: {
    kind: 'denied',
    status: 403,
    public: 'This call is not allowed. Do not repeat it.',
    means: 'A guard of your own refused with deny().',
  },
  ERR_UNAUTHENTICATED: {
    kind: 'denied',
    status: 401,
    public: 'Valid credentials are required.',
    means: 'No credentials, unknown ones, expired ones: one answer for all of them.',
  },
  ERR_FORBIDDEN: {
    kind: 'denied',
    status: 403,
    public: 'This caller may not use this target.',
    means: 'No role of the principal grants the target.',
  },
  ERR_CAPABILITY: {
    kind: 'denied',
    status: 403,
    public: 'This run holds no capability for this call. Do not repeat it with other arguments.',
    means: 'The capability does not grant the tool, or an argument lies outside its constraints.',
  },
  ERR_CAPABILITY_EXPIRED: {
    kind: 'denied',
    status: 403,
    public: 'The capability of this run has expired.',
    means: 'The capability, or one that it was narrowed from, is past its expiry or was revoked.',
  },
  ERR_CAPABILITY_WIDENED: {
    kind: 'denied',
    status: 403,
    public: 'A capability can only be narrowed.',
    means: 'attenuate() asked for more than its parent holds, or for something that is not proven to be less.',
  },
  ERR_PROMPT_INJECTION: {
    kind: 'denied',
    status: 403,
    public: 'The content was refused: it tries to give instructions that are not its own to give.',
    means: 'promptFilter() found an attempt to take over the model, in an input or in a result.',
  },
  ERR_NO_INVOCATION: {
    kind: 'denied',
    status: 403,
    public: 'This tool can only be used inside a guarded run.',
    means: 'An ambient tool was called outside a guarded call, or within() was given something else than a call.',
  },
  ERR_INVOCATION_ENDED: {
    kind: 'denied',
    status: 403,
    public: 'The run that this call belongs to has ended.',
    means: 'A tool was called within a call that had already been answered: authority ends with the call.',
  },
  ERR_INPUT_INVALID: {
    kind: 'invalid',
    status: 400,
    public: 'The input does not have the required form.',
    means: 'The input fails its schema, or is not plain data.',
  },
  ERR_INPUT_TOO_LARGE: {
    kind: 'invalid',
    status: 413,
    public: 'The input is too large.',
    means: 'The input has more bytes, depth or leaves than allowed.',
  },
  ERR_RATE_LIMIT: {
    kind: 'limited',
    status: 429,
    public: 'Too many calls. Wait before trying again.',
    means: 'rateLimit() has no quota left for this key, or no room left for a new key.',
  },
  ERR_CONCURRENCY: {
    kind: 'limited',
    status: 503,
    public: 'Too many calls at once. Wait before trying again.',
    means: 'concurrency() or pace() has all slots taken and its queue is full.',
  },
  ERR_CIRCUIT_OPEN: {
    kind: 'limited',
    status: 503,
    public: 'This target is failing and is not called for now. Wait before trying again.',
    means: 'circuitBreaker() is open, or half-open with its probe under way.',
  },
  ERR_TIMEOUT: {
    kind: 'limited',
    status: 504,
    public: 'This call took too long and was ended.',
    means: 'timeout() ended the wait and aborted call.signal. The work itself may still be running.',
  },
  ERR_GUARD_FAULT: {
    kind: 'fault',
    status: 500,
    public: 'A guard could not decide, so the call was refused.',
    means: 'A guard threw something that is not a refusal. The original is in cause.',
  },
  ERR_NEXT_REUSED: {
    kind: 'fault',
    status: 500,
    public: 'A guard could not decide, so the call was refused.',
    means: 'A guard called next() twice.',
  },
  ERR_NEXT_MISSING: {
    kind: 'fault',
    status: 500,
    public: 'A guard could not decide, so the call was refused.',
    means: 'A guard returned without calling next().',
  },
  ERR_NEXT_FLOATING: {
    kind: 'fault',
    status: 500,
    public: 'A guard could not decide, so the call was refused.',
    means: 'A guard returned before next() had settled, or called it after it had returned.',
  },
  ERR_CONTEXT_COLLISION: {
    kind: 'fault',
    status: 500,
    public: 'A guard could not decide, so the call was refused.',
    means: 'A guard tried to replace a key of the context.',
  },
  ERR_INPUT_SEALED: {
    kind: 'fault',
    status: 500,
    public: 'A guard could not decide, so the call was refused.',
    means: 'A guard tried to replace an input that a guard before it had judged and sealed, as capability() does.',
  },
  ERR_CALLEE_FAULT: {
    kind: 'fault',
    status: 500,
    public: 'The call failed.',
    means: 'The callee threw a value that is not an object (undefined, a string). The value is in cause.',
  },
  ERR_OUTPUT_INVALID: {
    kind: 'fault',
    status: 500,
    public: 'The result does not have the promised form and was withheld.',
    means: 'The result fails the schema or the bounds of output().',
  },
  ERR_AUDIT: {
    kind: 'fault',
    status: 500,
    public: 'The call could not be put on record, so it was refused.',
    means: 'The audit sink failed or was too slow, and the policy for this target is deny.',
  },
  ERR_OPTION_INVALID: {
    kind: 'fault',
    status: 500,
    public: 'The guard is not set up correctly.',
    means: 'An option is missing, unknown or out of range. Thrown at construction; the message names the fix.',
  },
} as const satisfies Record<`ERR_${string}`, CodeEntry>;

export type GuardErrorCode = keyof typeof errorCodes;

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
  readonly code: GuardErrorCode;
  readonly kind: GuardErrorKind;
  readonly message: string;
  readonly target?: string;
  readonly retryAfterMs?: number;
}

/**
 * Every refusal of crewguard. `kind` says what the caller should do, `code` says why, `message` is for the operator's log
 * and may hold details; `forModel()` and `toJSON()` are safe to show to a model or to the public.
 */
export class GuardError extends Error {
  readonly code: GuardErrorCode;
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
  return descriptor !== undefined && 'value' in descriptor
    ? descriptor.value
    : descriptor === undefined
      ? undefined
      : GETTER;
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
