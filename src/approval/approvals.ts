import { randomBytes } from 'node:crypto';
import type { GuardErrorCode } from '../error-codes.ts';
import { GuardError, isGuardError } from '../errors.ts';
import { restart } from '../restart.ts';
import { snapshot } from '../snapshot.ts';
import { checkedAnswer } from './answer.ts';
import { type ApprovalsOptions, checkedOptions } from './approvals-options.ts';
import { digestOf } from './digest.ts';
import { isSameParty, principalOf } from './parties.ts';
import { covers, shownReasons } from './reasons.ts';
import type { ApprovalAnswer, ApprovalReason, ApprovalRequest } from './request.ts';
import type { StoredApproval } from './store.ts';
import { summaryOf } from './summary.ts';
import { timelyStore } from './timely-store.ts';
import { turns } from './turns.ts';
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

/** Asks people about calls, and remembers what they said. */
export interface Approvals {
  /**
   * Resolves when this very call is approved. An approval is bound to principal, target and arguments, expires, serves one
   * call, and holds for the reasons that were shown: a guard with another reason asks again, with all of them. Asked again
   * within one call for the same reasons it resolves at once; asked for a call that waits already, it asks nobody twice.
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
  readonly request: ApprovalRequest;
  readonly by: string;
}

/** By how much the clocks of two processes with one store may differ. A clock that was set back further finds no approvals. */
const MAX_SKEW_MS = 60_000;

/**
 * Approvals by a person or a second party, for `approval()` and all guards that can ask for one.
 *
 * @throws `ERR_OPTION_INVALID` for options that are unknown or out of bounds
 */
export function createApprovals(options: ApprovalsOptions): Approvals {
  const checked = checkedOptions(options);
  const { channel, ttlMs, wait, pollMs, secondParty, maxWaiting, describe, clock } = checked;
  const store = timelyStore(checked.store, checked.storeTimeoutMs);
  const waiting = new Waiting(store, pollMs);
  const inTurn = turns();
  /** What has been approved, by call: several guards may ask about one. */
  const approved = new Map<string, ApprovalRequest>();

  return Object.freeze({
    async require({ call, reasons }: { readonly call: ApprovalCall; readonly reasons: readonly ApprovalReason[] }) {
      const passed = approved.get(call.id);
      const request = requestFor(call, passed === undefined ? reasons : [...passed.reasons, ...reasons]);
      if (passed?.digest === request.digest && covers(passed, request)) return;
      const { guard } = reasons[0] ?? { guard: 'approval' };
      try {
        const { request: held, by } = await decide(request, call.signal);
        const { id, digest, editedFrom } = held;
        call.observe({
          guard,
          event: 'approved',
          details: { approval: id, by, digest, ...(editedFrom === undefined ? {} : { editedFrom }) },
        });
        approved.set(call.id, held);
      } catch (error) {
        if (call.signal.aborted && error === call.signal.reason) throw error;
        throw isGuardError(error) && error.code.startsWith('ERR_APPROVAL_') ? error : unavailable(request, error);
      }
      call.whenAnswered(() => approved.delete(call.id));
    },

    async answer(id: string, given: ApprovalAnswer): Promise<void> {
      const stored = await store.get(id);
      if (stored === undefined) throw invalid('there is no such request');
      if (!(await accept(stored.request, given))) throw invalid('the request was answered before');
    },

    async pending(): Promise<readonly ApprovalRequest[]> {
      const now = clock();
      const kept = await store.pending();
      for (const { id, expiresAt } of kept) if (expiresAt <= now) await store.remove(id);
      return kept.filter(isLive);
    },
  });

  function requestFor(call: ApprovalCall, reasons: readonly ApprovalReason[]): ApprovalRequest {
    const principal = principalOf(call.ctx);
    const createdAt = clock();
    return snapshot({
      id: newId(),
      target: call.target,
      principal,
      runId: call.runId,
      reasons: shownReasons(reasons),
      ...contentOf({ principal, target: call.target }, snapshot(call.input)),
      createdAt,
      expiresAt: createdAt + ttlMs,
    });
  }

  async function decide(request: ApprovalRequest, signal: AbortSignal): Promise<Approved> {
    if (secondParty && request.principal === undefined) {
      throw refusal('ERR_APPROVAL_UNAVAILABLE', request, 'needs a second party, and nobody knows who the first one is');
    }
    const earlier = await inTurn(request.digest, () => earlierOrAnnounced(request));
    if (earlier !== undefined) return decideBy(earlier, request, signal);
    let answer: ApprovalAnswer | undefined;
    try {
      const said = await waiting.ask(channel, request, signal, request.expiresAt - clock());
      answer = await answerOf(request); // answer() may have been faster than the channel
      if (answer === undefined && said !== 'later' && isLive(request)) {
        answer = (await accept(request, said)) ? said : await answerOf(request);
      }
    } catch (error) {
      await store.remove(request.id);
      throw signal.aborted && error === signal.reason ? error : unavailable(request, error);
    } finally {
      waiting.asked(request.id);
    }
    return use(request, answer ?? (wait ? await answered(request, signal) : undefined), request, signal);
  }

  /** An earlier request, its answer awaited where that is wanted. When it is gone, its call gave up: then this one asks. */
  async function decideBy(
    { request, answer }: StoredApproval,
    own: ApprovalRequest,
    signal: AbortSignal,
  ): Promise<Approved> {
    const told = answer ?? (waiting.asks(request.id) ? await answered(request, signal) : undefined);
    if (told !== undefined) return use(request, told, own, signal);
    const kept = await store.get(request.id);
    if (kept === undefined && isLive(request)) return decide(own, signal);
    return use(request, kept?.answer ?? (wait ? await answered(request, signal) : undefined), own, signal);
  }

  /** One approval serves one call: where another one was faster, this one asks for itself. */
  async function use(
    request: ApprovalRequest,
    answer: ApprovalAnswer | undefined,
    own: ApprovalRequest,
    signal: AbortSignal,
  ): Promise<Approved> {
    const held = await settle(request, answer);
    if (held !== undefined) return held;
    if ((await store.get(request.id))?.claimed === false)
      throw refusal('ERR_APPROVAL_REQUIRED', request, 'could not be used');
    const createdAt = clock();
    return decide(snapshot({ ...own, id: newId(), createdAt, expiresAt: createdAt + ttlMs }), signal);
  }

  function answered(request: ApprovalRequest, signal: AbortSignal): Promise<ApprovalAnswer | undefined> {
    return waiting.answered(request.id, signal, request.expiresAt - clock());
  }

  async function answerOf({ id }: ApprovalRequest): Promise<ApprovalAnswer | undefined> {
    return (await store.get(id))?.answer;
  }

  /** A request that decides this call already, or undefined once a new one is kept and about to be asked. */
  async function earlierOrAnnounced(request: ApprovalRequest): Promise<StoredApproval | undefined> {
    const earlier = await newest(request);
    if (earlier !== undefined) return earlier;
    const { principal } = request;
    const others = (await store.pending()).filter((other) => other.principal === principal && isLive(other));
    if (others.length >= maxWaiting) {
      throw refusal('ERR_APPROVAL_UNAVAILABLE', request, `is one too many: ${others.length} wait for an answer`);
    }
    await store.add(request);
    waiting.announce(request.id);
    return undefined;
  }

  /**
   * The last request for these arguments that still counts: not expired, its approval not used, and made for the same reasons.
   * A refusal counts whatever it was asked for.
   */
  async function newest(asked: ApprovalRequest): Promise<StoredApproval | undefined> {
    const now = clock();
    const found = (await store.find(asked.digest)).filter(({ request }) => request.digest === asked.digest);
    for (const { request } of found) if (request.expiresAt <= now) await store.remove(request.id);
    const denied = ({ answer }: StoredApproval): boolean => answer?.decision === 'deny';
    return found
      .filter((kept) => !kept.claimed && isLive(kept.request) && (denied(kept) || covers(kept.request, asked)))
      .sort((a, b) => b.request.createdAt - a.request.createdAt || Number(denied(b)) - Number(denied(a)))[0];
  }

  /** Undefined where another call has used the approval. */
  async function settle(request: ApprovalRequest, given: ApprovalAnswer | undefined): Promise<Approved | undefined> {
    if (given === undefined) {
      if (!isLive(request)) throw refusal('ERR_APPROVAL_EXPIRED', request, 'ran out before it was answered');
      throw refusal('ERR_APPROVAL_REQUIRED', request, 'waits for an answer');
    }
    const answer = checkedAnswer(given); // a store of one's own may hold anything
    if (answer.decision === 'deny')
      throw refusal('ERR_APPROVAL_DENIED', request, `was refused by ${JSON.stringify(answer.by)}`);
    if (!isLive(request)) throw refusal('ERR_APPROVAL_EXPIRED', request, 'ran out before it was used');
    if ((await store.claim(request.id)) !== true) return undefined;
    // Expired requests are removed, claims with them: only a claim made before that is the first one.
    if (!isLive(request)) throw refusal('ERR_APPROVAL_EXPIRED', request, 'ran out before it was used');
    if (answer.decision === 'edit')
      throw restart(refusal('ERR_APPROVAL_EDITED', request, 'came back with other arguments'), answer.input);
    return { request, by: answer.by };
  }

  /** Keeps an answer. False where there is one already. */
  async function accept(request: ApprovalRequest, given: ApprovalAnswer): Promise<boolean> {
    const answer = checkedAnswer(given);
    if (secondParty && (request.principal === undefined || isSameParty(answer.by, request.principal))) {
      throw invalid('who is behind the run may not answer it');
    }
    if (!isLive(request)) throw invalid('the request has expired');
    const changed =
      answer.decision === 'edit'
        ? snapshot({
            ...request,
            ...contentOf(request, answer.input),
            id: newId(),
            editedFrom: request.id,
          })
        : undefined;
    if ((await store.answer(request.id, answer)) !== true) return false;
    if (changed !== undefined) {
      await store.add(changed);
      await store.answer(changed.id, { decision: 'approve', by: answer.by });
    }
    waiting.tell(request.id, answer);
    return true;
  }

  /** A clock that gives no number, or was set back, finds nothing to count. */
  function isLive({ createdAt, expiresAt }: ApprovalRequest): boolean {
    const now = clock();
    return now < expiresAt && now >= createdAt - MAX_SKEW_MS;
  }

  function contentOf({ principal, target }: Pick<ApprovalRequest, 'principal' | 'target'>, input: unknown) {
    return { input, digest: digestOf(principal, target, input), summary: summaryOf(target, input, describe) };
  }
}

const newId = (): string => randomBytes(16).toString('hex');

const invalid = (problem: string): GuardError => new GuardError('ERR_INPUT_INVALID', `approvals.answer: ${problem}.`);

const about = ({ id, target }: ApprovalRequest): string => `The approval ${id} of ${target}`;

const refusal = (code: GuardErrorCode, request: ApprovalRequest, what: string): GuardError =>
  new GuardError(code, `${about(request)} ${what}.`);

const unavailable = (request: ApprovalRequest, cause: unknown): GuardError =>
  new GuardError('ERR_APPROVAL_UNAVAILABLE', `${about(request)} could not be asked for.`, { cause });
