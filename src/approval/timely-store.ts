import { isLater, within } from '../tokens/store/within.ts';
import type { ApprovalAnswer, ApprovalRequest } from './request.ts';
import type { ApprovalStore } from './store.ts';

/** The same store, which fails where it does not answer within `ms`: a call must not hang on a disk that does. */
export function timelyStore(store: ApprovalStore, ms: number): ApprovalStore {
  const timely = <T>(answer: T | PromiseLike<T>): T | Promise<T> => (isLater(answer) ? within(answer, ms) : answer);
  return {
    add: (request: ApprovalRequest) => timely(store.add(request)),
    get: (id: string) => timely(store.get(id)),
    find: (digest: string) => timely(store.find(digest)),
    pending: () => timely(store.pending()),
    answer: (id: string, answer: ApprovalAnswer) => timely(store.answer(id, answer)),
    claim: (id: string) => timely(store.claim(id)),
    remove: (id: string) => timely(store.remove(id)),
  };
}
