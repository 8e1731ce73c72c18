import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { GuardErrorCode } from '../error-codes.ts';
import { GuardError, isGuardError } from '../errors.ts';
import { checkOptions, functionOption, integerOption, optionError } from '../options.ts';
import { restart } from '../restart.ts';
import { snapshot } from '../snapshot.ts';
import { checkedAnswer } from './answer.ts';
import { digestOf } from './digest.ts';
import type { ApprovalAnswer, ApprovalChannel, ApprovalReason, ApprovalRequest } from './request.ts';
import { type ApprovalStore, memoryApprovalStore, type StoredApproval } from './store.ts';
import { type ApprovalTexts, checkTexts, summaryOf } from './summary.ts';
import { Waiting } from './waiting.ts';

/** The part of an invocation that an approval is about. */
export interface ApprovalCall {
  readonly id: string;
  readonly runId: string;
  readonly target: string;
  readonly input: unknown;
  readonly ctx: object;
  readonly signal: AbortSignal;
  whenAnswered(listener: () => void): void;
  observe(observation: {
    readonly guard: string;
    readonly event: string;
    readonly details: Readonly<Record<string, unknown>>;
  }): void;
}

export interface ApprovalsOptions {
  /** How a person is asked: `consoleChannel()`, `webhookChannel()`, or a function of your own. */
  readonly channel: ApprovalChannel;
  /** Where requests are kept. Default: in this process. `fileApprovalStore()` outlives a restart. */
  readonly store?: ApprovalStore;
  /** Milliseconds for which a request can be answered and its approval used, 1 to 604,800,000 (7 days). Default 600,000. */
  readonly ttlMs?: number;
  /**
   * Where the channel says `'later'`: true holds the call until the answer or the end of the request; false refuses it at
   * once with `ERR_APPROVAL_REQUIRED`, and the same call passes after the approval. Default false.
   */
  readonly wait?: boolean;
  /** Milliseconds between two looks into the store while a call is held, 1 to 60,000. Default 1,000. */
  readonly pollMs?: number;
  /** A principal may not approve calls of their own runs: `by` must be somebody else. Default false. */
  readonly secondParty?: boolean;
  /** What each tool does, in the operator's words. */
  readonly describe?: ApprovalTexts;
  /** Time of day in milliseconds since 1970. Default `Date.now`: requests outlive the process. */
  readonly clock?: Clock;
}

/** Asks people about calls, and remembers what they said. */
export interface Approvals {
  /**
   * Resolves when this very call is approved. An approval is bound to principal, target and arguments, expires, and serves
   * one call. Asked again within one call it resolves at once; asked for a call that waits already, it asks nobody twice.
   *
   * @throws `ERR_APPROVAL_REQUIRED`, `ERR_APPROVAL_DENIED`, `ERR_APPROVAL_EXPIRED`, `ERR_APPROVAL_UNAVAILABLE`;
   * `ERR_APPROVAL_EDITED`, which carries what the call is judged again with; the reason of the call's signal
   */
  require(asked: { readonly call: ApprovalCall; readonly reasons: readonly ApprovalReason[] }): Promise<void>;
  /**
   * Gives the answer to a request, from any process that shares the store.
   *
   * @throws `ERR_INPUT_INVALID` for an unknown request, one that was answered or has expired, an answer of another form, and
   * an answer by the principal of the run where `secondParty` is set
   */
  answer(id: string, answer: ApprovalAnswer): Promise<void>;
  /** What waits for an answer. To resume after a restart, call the tool again with the target and input of a request. */
  pending(): Promise<readonly ApprovalRequest[]>;
}

/** Which request approved a call, and who did. */
interface Approved {
  readonly id: string;
  readonly by: string;
}

const MAX_TTL_MS = 7 * 24 * 60 * 60_000;

/**
 * Approvals by a person or a second party, for `approval()` and all guards that can ask for one.
 *
 * @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds
 */
export function createApprovals(options: ApprovalsOptions): Approvals {
  const where = 'createApprovals';
  checkOptions(where, options, ['channel', 'store', 'ttlMs', 'wait', 'pollMs', 'secondParty', 'describe', 'clock']);
  const { channel, store = memoryApprovalStore(), describe = {}, clock = Date.now } = options;
  const { ttlMs = 600_000, wait = false, pollMs = 1_000, secondParty = false } = options;
  functionOption(where, 'channel', channel, "(request, signal) => answer, or 'later'");
  functionOption(where, 'clock', clock, '() => milliseconds since 1970, such as Date.now');
  integerOption(where, 'ttlMs', ttlMs, { min: 1, max: MAX_TTL_MS });
  integerOption(where, 'pollMs', pollMs, { min: 1, max: 60_000 });
  for (const [name, value] of Object.entries({ wait, secondParty })) {
    if (typeof value !== 'boolean') throw optionError(where, `"${name}" must be true or false.`);
  }
  checkTexts(where, describe);
  const waiting = new Waiting(store, pollMs);
  /** What has been approved, by call: several guards may ask about one. */
  const approved = new Map<string, string>();

  return Object.freeze({
    async require({ call, reasons }: { readonly call: ApprovalCall; readonly reasons: readonly ApprovalReason[] }) {
      const request = requestFor(call, reasons);
      if (approved.get(call.id) === request.digest) return;
      const { guard } = reasons[0] ?? { guard: 'approval' };
      try {
        const { id, by } = await decide(request, call.signal);
        call.observe({ guard, event: 'approved', details: { approval: id, by, digest: request.digest } });
      } catch (error) {
        if (call.signal.aborted && error === call.signal.reason) throw error;
        throw isGuardError(error) ? error : unavailable(request, error);
      }
      approved.set(call.id, request.digest);
      call.whenAnswered(() => approved.delete(call.id));
    },

    async answer(id: string, given: ApprovalAnswer): Promise<void> {
      const stored = await store.get(id);
      if (stored === undefined) throw invalid('there is no such request');
      await accept(stored.request, given);
    },

    async pending(): Promise<readonly ApprovalRequest[]> {
      const now = clock();
      const waiting = await store.pending();
      for (const { id, expiresAt } of waiting) if (expiresAt <= now) await store.remove(id);
      return waiting.filter(({ expiresAt }) => now < expiresAt);
    },
  });

  function requestFor(call: ApprovalCall, reasons: readonly ApprovalReason[]): ApprovalRequest {
    const { principal } = call.ctx as { readonly principal?: { readonly id?: unknown } };
    const who = typeof principal?.id === 'string' ? principal.id : undefined;
    const createdAt = clock();
    return snapshot({
      id: randomBytes(16).toString('hex'),
      target: call.target,
      principal: who,
      runId: call.runId,
      reasons: reasons.map(({ guard, text }) => ({ guard, text })),
      ...contentOf({ principal: who, target: call.target }, snapshot(call.input)),
      createdAt,
      expiresAt: createdAt + ttlMs,
    });
  }

  async function decide(request: ApprovalRequest, signal: AbortSignal): Promise<Approved> {
    const earlier = await newest(request.digest);
    if (earlier !== undefined) return settle(earlier.request, earlier.answer, signal);
    await store.add(request);
    let answer: ApprovalAnswer | 'later';
    try {
      const said = await waiting.ask(channel, request, signal, request.expiresAt - clock());
      const kept = (await store.get(request.id))?.answer; // answer() may have been faster than the channel
      if (kept === undefined && said !== 'later') await accept(request, said);
      answer = kept ?? said;
    } catch (error) {
      await store.remove(request.id);
      throw signal.aborted && error === signal.reason ? error : unavailable(request, error);
    }
    return settle(request, answer === 'later' ? undefined : answer, signal);
  }

  /** The last request for these arguments that still counts: not expired, and its approval not used. */
  async function newest(digest: string): Promise<StoredApproval | undefined> {
    const now = clock();
    const found = await store.find(digest);
    for (const { request } of found) if (request.expiresAt <= now) await store.remove(request.id);
    return found
      .filter(({ request, claimed }) => !claimed && now < request.expiresAt)
      .sort((left, right) => right.request.createdAt - left.request.createdAt)[0];
  }

  async function settle(
    request: ApprovalRequest,
    given: ApprovalAnswer | undefined,
    signal: AbortSignal,
  ): Promise<Approved> {
    let answer = given;
    if (answer === undefined && (wait || waiting.asks(request.id)))
      answer = await waiting.answered(request.id, signal, request.expiresAt - clock());
    if (answer === undefined) {
      if (clock() >= request.expiresAt)
        throw refusal('ERR_APPROVAL_EXPIRED', request, 'ran out before it was answered');
      throw refusal('ERR_APPROVAL_REQUIRED', request, 'waits for an answer');
    }
    if (answer.decision === 'deny')
      throw refusal('ERR_APPROVAL_DENIED', request, `was refused by ${JSON.stringify(answer.by)}`);
    if (clock() >= request.expiresAt) throw refusal('ERR_APPROVAL_EXPIRED', request, 'ran out before it was used');
    if (!(await store.claim(request.id))) throw refusal('ERR_APPROVAL_REQUIRED', request, 'was used by another call');
    // Expired requests are removed, claims with them: only a claim made before that is the first one.
    if (clock() >= request.expiresAt) throw refusal('ERR_APPROVAL_EXPIRED', request, 'ran out before it was used');
    if (answer.decision === 'edit')
      throw restart(refusal('ERR_APPROVAL_EDITED', request, 'came back with other arguments'), answer.input);
    return { id: request.id, by: answer.by };
  }

  async function accept(request: ApprovalRequest, given: ApprovalAnswer): Promise<void> {
    const answer = checkedAnswer(given);
    if (secondParty && request.principal !== undefined && answer.by === request.principal) {
      throw invalid('who is behind the run may not answer it');
    }
    if (clock() >= request.expiresAt) throw invalid('the request has expired');
    if (!(await store.answer(request.id, answer))) throw invalid('the request was answered before');
    if (answer.decision === 'edit') {
      const changed = { ...request, ...contentOf(request, answer.input), id: randomBytes(16).toString('hex') };
      await store.add(snapshot(changed));
      await store.answer(changed.id, { decision: 'approve', by: answer.by });
    }
    waiting.tell(request.id, answer);
  }

  function contentOf({ principal, target }: Pick<ApprovalRequest, 'principal' | 'target'>, input: unknown) {
    return { input, digest: digestOf(principal, target, input), summary: summaryOf(target, input, describe) };
  }
}

const invalid = (problem: string): GuardError => new GuardError('ERR_INPUT_INVALID', `approvals.answer: ${problem}.`);

const about = ({ id, target }: ApprovalRequest): string => `The approval ${id} of ${target}`;

const refusal = (code: GuardErrorCode, request: ApprovalRequest, what: string): GuardError =>
  new GuardError(code, `${about(request)} ${what}.`);

const unavailable = (request: ApprovalRequest, cause: unknown): GuardError =>
  new GuardError('ERR_APPROVAL_UNAVAILABLE', `${about(request)} could not be asked for.`, { cause });
