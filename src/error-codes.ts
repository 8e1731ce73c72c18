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
    means:
      'The capability does not grant the tool, or an argument lies outside its constraints; it does not hold yet, or not here, or not for side effects.',
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
  ERR_CAPABILITY_EXHAUSTED: {
    kind: 'denied',
    status: 403,
    public: 'The capability of this run has been used up for this call. Do not repeat it.',
    means:
      'The uses or the budget of the capability, or of one that it was narrowed from, are spent, or the operation was counted before.',
  },
  ERR_STORE_UNAVAILABLE: {
    kind: 'limited',
    status: 503,
    public: 'Whether this call is allowed cannot be told at the moment, so it was refused. Wait before trying again.',
    means: 'The store of counts and revocations failed, took too long, is full, or is out of date.',
  },
  ERR_APPROVAL_REQUIRED: {
    kind: 'denied',
    status: 403,
    public: 'A person must approve this call first. Do not repeat it before that.',
    means:
      'A person must approve the call: the request was sent and is not answered yet, or no approvals are set up where one is needed.',
  },
  ERR_APPROVAL_DENIED: {
    kind: 'denied',
    status: 403,
    public: 'A person refused this call. Do not repeat it.',
    means: 'Who was asked to approve the call refused it. The same call is refused unasked until that request expires.',
  },
  ERR_APPROVAL_EXPIRED: {
    kind: 'denied',
    status: 403,
    public: 'Nobody approved this call in time.',
    means: 'The request for approval ran out before it was answered.',
  },
  ERR_APPROVAL_EDITED: {
    kind: 'denied',
    status: 403,
    public: 'A person changed the arguments of this call. Call again with what they gave.',
    means:
      'Who was asked changed the arguments. The call is judged again from the start with them, as a call of its own; this code is the end of the first.',
  },
  ERR_TAINTED: {
    kind: 'denied',
    status: 403,
    public: 'This call was refused because of what this run has read. Do not repeat it.',
    means:
      'taint() refused: the run has read untrusted text, and the call lies outside its task or takes a decisive value from that text.',
  },
  ERR_CHAIN_REFUSED: {
    kind: 'denied',
    status: 401,
    public: 'The capability that came with this call is not accepted.',
    means:
      'A chain of tokens is malformed, untrusted, wider than one of its links or not for here. `detail` names the check.',
  },
  ERR_CHAIN_PROOF: {
    kind: 'denied',
    status: 401,
    public: 'The capability that came with this call is not accepted.',
    means: 'A chain came without a proof of possession that is its own, new and in time. `detail` names the check.',
  },
  ERR_PROMPT_INJECTION: {
    kind: 'denied',
    status: 403,
    public: 'The content was refused: it tries to give instructions that are not its own to give.',
    means: 'promptFilter() found an attempt to take over the model, in an input or in a result.',
  },
  ERR_LEAK: {
    kind: 'denied',
    status: 403,
    public: 'The result was withheld: it would have given away what must stay inside. Do not ask for it again.',
    means: 'leakCheck() found a canary, the system prompt or a known secret in a result.',
  },
  ERR_SENSITIVE_DATA: {
    kind: 'denied',
    status: 403,
    public: 'The result was withheld: it holds data that may not leave.',
    means: "redact() found something in a result for which its action is 'refuse'.",
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
  ERR_TOKEN_UNKNOWN: {
    kind: 'invalid',
    status: 400,
    public:
      'The input names a placeholder that stands for nothing here. Use only placeholders of this run, where they belong.',
    means: 'restoreTokens() was given a placeholder of another run, or one whose rule its field does not name.',
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
    means:
      'A guard, or the input schema, threw something that is not a refusal (the original is in cause), or a schema changes what it has already parsed.',
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
    means:
      'The result fails the schema or the bounds of output(), or promptFilter(), redact(), leakCheck() or truncate() cannot walk it.',
  },
  ERR_APPROVAL_UNAVAILABLE: {
    kind: 'fault',
    status: 503,
    public: 'Nobody could be asked to approve this call.',
    means: 'The channel or the store of createApprovals() failed, or has no room left.',
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

/** Why a call was refused. docs/errors.md lists them. */
export type GuardErrorCode = keyof typeof errorCodes;
