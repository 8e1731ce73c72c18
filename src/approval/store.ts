import { integerOption } from '../options.ts';
import type { ApprovalAnswer, ApprovalRequest } from './request.ts';

type MaybePromise<T> = T | PromiseLike<T>;

/** A request and what has come of it. */
export interface StoredApproval {
  readonly request: ApprovalRequest;
  readonly answer: ApprovalAnswer | undefined;
  /** Its approval was used. */
  readonly claimed: boolean;
}

/**
 * Where requests for approval are kept. `answer` and `claim` are true for exactly one caller, however many ask at once, in
 * however many processes. A throw or a rejection refuses the call with `ERR_APPROVAL_UNAVAILABLE`.
 */
export interface ApprovalStore {
  add(request: ApprovalRequest): MaybePromise<void>;
  get(id: string): MaybePromise<StoredApproval | undefined>;
  /** All that were made for this digest and are not forgotten yet, in any order. */
  find(digest: string): MaybePromise<readonly StoredApproval[]>;
  /** All that have no answer yet, expired ones among them. */
  pending(): MaybePromise<readonly ApprovalRequest[]>;
  /** False where there is no such request, or it was answered already. */
  answer(id: string, answer: ApprovalAnswer): MaybePromise<boolean>;
  /** True once for each request. */
  claim(id: string): MaybePromise<boolean>;
  /** Forgets a request. It may forget expired ones by itself. */
  remove(id: string): MaybePromise<void>;
}

export interface MemoryApprovalStoreOptions {
  /** Requests kept at once, 1 to 1,000,000. Default 10,000. When none of them has expired, new ones are refused. */
  readonly maxRequests?: number;
}

interface Entry {
  readonly request: ApprovalRequest;
  answer: ApprovalAnswer | undefined;
  claimed: boolean;
}

/** Keeps requests in this process: they are gone when it ends. `fileApprovalStore` keeps them. */
export function memoryApprovalStore({ maxRequests = 10_000 }: MemoryApprovalStoreOptions = {}): ApprovalStore {
  integerOption('memoryApprovalStore', 'maxRequests', maxRequests, { min: 1, max: 1_000_000 });
  const entries = new Map<string, Entry>();
  const byDigest = new Map<string, Set<Entry>>();
  const forget = (id: string): void => {
    const entry = entries.get(id);
    if (entry === undefined) return;
    const { digest } = entry.request;
    entries.delete(id);
    const same = byDigest.get(digest);
    same?.delete(entry);
    if (same?.size === 0) byDigest.delete(digest);
  };
  return Object.freeze({
    add(request: ApprovalRequest): void {
      for (const [id, kept] of entries) {
        // The oldest end first, unless callers differ in how long they wait: those are found when it is full.
        if (kept.request.expiresAt <= request.createdAt) forget(id);
        else if (entries.size < maxRequests) break;
      }
      if (entries.size >= maxRequests) throw new Error(`${maxRequests} requests for approval are kept already`);
      if (entries.has(request.id)) throw new Error('The id of an approval was taken already.');
      const entry: Entry = { request, answer: undefined, claimed: false };
      entries.set(request.id, entry);
      const same = byDigest.get(request.digest) ?? new Set();
      byDigest.set(request.digest, same.add(entry));
    },
    get: (id: string) => copyOf(entries.get(id)),
    find: (digest: string) => [...(byDigest.get(digest) ?? [])].map((entry) => ({ ...entry })),
    pending: () => [...entries.values()].filter(({ answer }) => answer === undefined).map(({ request }) => request),
    answer(id: string, answer: ApprovalAnswer): boolean {
      const entry = entries.get(id);
      if (entry === undefined || entry.answer !== undefined) return false;
      entry.answer = answer;
      return true;
    },
    claim(id: string): boolean {
      const entry = entries.get(id);
      if (entry === undefined || entry.claimed) return false;
      entry.claimed = true;
      return true;
    },
    remove: forget,
  });
}

const copyOf = (entry: Entry | undefined): StoredApproval | undefined =>
  entry === undefined ? undefined : { ...entry };
