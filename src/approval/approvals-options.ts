import type { Clock } from '../clock.ts';
import { checkOptions, functionOption, integerOption, optionError } from '../options.ts';
import type { ApprovalChannel } from './request.ts';
import { type ApprovalStore, memoryApprovalStore } from './store.ts';
import { type ApprovalTexts, checkTexts } from './summary.ts';

export interface ApprovalsOptions {
  /** How a person is asked: `consoleChannel()`, `webhookChannel()`, or a function of your own. */
  readonly channel: ApprovalChannel;
  /** Where requests are kept. Default: in this process. `fileApprovalStore()` outlives a restart. */
  readonly store?: ApprovalStore;
  /** Milliseconds after which a store that has not answered counts as failed, and the call is refused: 1 to 60,000. Default 10,000. */
  readonly storeTimeoutMs?: number;
  /** Milliseconds for which a request can be answered and its approval used, 1 to 604,800,000 (7 days). Default 600,000. */
  readonly ttlMs?: number;
  /**
   * Where the channel says `'later'`: true holds the call until the answer or the end of the request; false refuses it at
   * once with `ERR_APPROVAL_REQUIRED`, and the same call passes after the approval. Default false.
   */
  readonly wait?: boolean;
  /** Milliseconds between two looks into the store while a call is held, 1 to 60,000. Default 1,000. */
  readonly pollMs?: number;
  /**
   * A principal may not approve calls of their own runs: `by` must be somebody else, also when case and width of letters are
   * left aside. A call without a principal is then refused. Default false.
   */
  readonly secondParty?: boolean;
  /**
   * Requests of one principal that wait for an answer at once, 1 to 10,000. What comes beyond is refused unasked, so that a
   * hijacked run can neither tire people out nor fill the store. Requests without a principal count together. Default 100.
   */
  readonly maxWaiting?: number;
  /** What each tool does, in the operator's words. */
  readonly describe?: ApprovalTexts;
  /** Time of day in milliseconds since 1970. Default `Date.now`: requests outlive the process. */
  readonly clock?: Clock;
}

const MAX_TTL_MS = 7 * 24 * 60 * 60_000;
const STEPS = ['add', 'get', 'find', 'pending', 'answer', 'claim', 'remove'] as const;
const OPTIONS = [
  'channel',
  'store',
  'storeTimeoutMs',
  'ttlMs',
  'wait',
  'pollMs',
  'secondParty',
  'maxWaiting',
  'describe',
  'clock',
];

/** The options with their defaults. @throws `ERR_OPTION_INVALID` */
export function checkedOptions(options: ApprovalsOptions): Required<ApprovalsOptions> {
  const where = 'createApprovals';
  checkOptions(where, options, OPTIONS);
  const { channel, store = memoryApprovalStore(), describe = {}, clock = Date.now, storeTimeoutMs = 10_000 } = options;
  const { ttlMs = 600_000, wait = false, pollMs = 1_000, secondParty = false, maxWaiting = 100 } = options;
  functionOption(where, 'channel', channel, "(request, signal) => answer, or 'later'");
  functionOption(where, 'clock', clock, '() => milliseconds since 1970, such as Date.now');
  integerOption(where, 'ttlMs', ttlMs, { min: 1, max: MAX_TTL_MS });
  integerOption(where, 'storeTimeoutMs', storeTimeoutMs, { min: 1, max: 60_000 });
  for (const name of STEPS) functionOption(where, `store" with "${name}`, store?.[name], 'as ApprovalStore has it');
  integerOption(where, 'pollMs', pollMs, { min: 1, max: 60_000 });
  integerOption(where, 'maxWaiting', maxWaiting, { min: 1, max: 10_000 });
  for (const [name, value] of Object.entries({ wait, secondParty })) {
    if (typeof value !== 'boolean') throw optionError(where, `"${name}" must be true or false.`);
  }
  checkTexts(where, describe);
  return { channel, store, storeTimeoutMs, ttlMs, wait, pollMs, secondParty, maxWaiting, describe, clock };
}
