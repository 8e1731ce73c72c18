/** Why a call needs a person. */
export interface ApprovalReason {
  /** Name of the guard that asks. */
  readonly guard: string;
  /** One sentence for the person. Written by the guard or the operator: never text from the input. */
  readonly text: string;
}

/** A call that waits for a person, as they are shown it and as it is kept. Plain data. */
export interface ApprovalRequest {
  /** 128 random bits, as hex. */
  readonly id: string;
  readonly target: string;
  /** Id of the principal behind the call, where one is known. */
  readonly principal: string | undefined;
  /** The outermost call that it belongs to. */
  readonly runId: string;
  /** The frozen copy of the arguments: what is approved is what runs. */
  readonly input: unknown;
  /** SHA-256 over principal, target and arguments. An approval holds for this digest and no other. */
  readonly digest: string;
  /** An approval holds for these reasons and no others: at most 16, each on one line, escaped as the summary is. */
  readonly reasons: readonly ApprovalReason[];
  /** Id of the request that a person answered with these arguments. They count as approved, whatever guards ask about them. */
  readonly editedFrom?: string;
  /** What will happen, in the operator's words, with every value quoted and escaped. Plain text, several lines. */
  readonly summary: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970. After it, nothing is approved by an answer to this request. */
  readonly expiresAt: number;
}

export type ApprovalAnswer =
  | { readonly decision: 'approve' | 'deny'; readonly by: string }
  /** Other arguments: the call is judged again from the start with them, and they count as approved by who gave them. */
  | { readonly decision: 'edit'; readonly by: string; readonly input: unknown };

/**
 * How a person is asked. It answers, or says `'later'` when the answer will come by `approvals.answer()`. A throw or a
 * rejection means that nobody could be asked. The signal is aborted when the answer is not wanted any more.
 */
export type ApprovalChannel = (
  request: ApprovalRequest,
  signal: AbortSignal,
) => ApprovalAnswer | 'later' | PromiseLike<ApprovalAnswer | 'later'>;
