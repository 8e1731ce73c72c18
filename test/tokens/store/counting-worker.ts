/** One of several threads that use the same capability as often as they can. The store is the main thread's. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { adoptedState, handleOf } from '../../../src/tokens/capability/adopt.ts';
import { stateOf } from '../../../src/tokens/capability/capability.ts';
import { createLifeline } from '../../../src/tokens/capability/link.ts';
import {
  constraints,
  createAuthority,
  type ReserveAnswer,
  type ReserveRequest,
  type TokenStore,
} from '../../../src/tokens/index.ts';

/** What a thread is told. */
export interface Task {
  readonly port: MessagePort;
  readonly calls: number;
  readonly limit: number;
  /** `naive`: reads the counter, and then writes it, as no store may. */
  readonly kind: 'atomic' | 'naive';
}

/** What a thread asks the main thread: a method of its store, or of a map for the naive one. */
export interface Question {
  readonly number: number;
  readonly method: 'reserve' | 'commit' | 'refund' | 'get' | 'set';
  readonly args: readonly unknown[];
}

const { port, calls, limit, kind } = workerData as Task;

const waiting = new Map<number, (answer: unknown) => void>();
port.on('message', ({ number, answer }: { readonly number: number; readonly answer: unknown }) => {
  waiting.get(number)?.(answer);
  waiting.delete(number);
});
let asked = 0;
const ask = <T>(method: Question['method'], ...args: unknown[]): Promise<T> =>
  new Promise((resolve) => {
    const number = ++asked;
    waiting.set(number, resolve as (answer: unknown) => void);
    port.postMessage({ number, method, args } satisfies Question);
  });

async function readThenWrite({ entries }: ReserveRequest): Promise<ReserveAnswer> {
  const [entry] = entries;
  if (entry === undefined) throw new Error('nothing to count');
  const count = await ask<number>('get', entry.key);
  if (count + 1 > entry.limit) return { outcome: 'exhausted', key: entry.key };
  await ask('set', entry.key, count + 1);
  return { outcome: 'reserved', counts: [count + 1] };
}

const store: TokenStore = {
  reserve: (request) => (kind === 'naive' ? readThenWrite(request) : ask('reserve', request)),
  commit: (id) => (kind === 'naive' ? true : ask('commit', id)),
  refund: (id) => (kind === 'naive' ? undefined : ask('refund', id)),
  settle: () => {},
  burn: () => true,
  revoke: () => {},
  revoked: () => false,
  version: () => 0,
};

const authority = createAuthority({ store, storeTimeoutMs: 60_000 });
const own = stateOf(
  authority.mint({ principal: 'alice', tools: { work: constraints.any() }, uses: limit, ttlMs: 600_000 }),
)?.links[0];
if (own === undefined) throw new Error('no link');
// The same link in every thread, as if it had come over a wire.
const state = adoptedState(authority, [{ ...own, id: 'shared' }]);
if ('problem' in state) throw new Error(state.problem);
const capability = handleOf(state, state, createLifeline());

let ran = 0;
const attempts = Array.from({ length: calls }, async (_, index) => {
  const answer = await authority.authorize(capability, 'work', { index });
  if (!answer.ok) return answer.detail;
  await answer.run(() => {
    ran += 1;
  });
  return 'ran';
});
const outcomes = await Promise.all(attempts);
port.close();
parentPort?.postMessage({ ran, refused: outcomes.filter((outcome) => outcome === 'USES_EXHAUSTED').length });
