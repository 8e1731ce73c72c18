import { MessageChannel, Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from '../../../src/tokens/index.ts';
import type { Question, Task } from './counting-worker.ts';

const THREADS = 4;
const CALLS = 800;
const LIMIT = 200;

interface Counted {
  readonly ran: number;
  readonly refused: number;
}

/** Runs the threads against one store in this thread, and adds up what they were granted. */
async function counted(kind: Task['kind']): Promise<Counted> {
  const store = memoryTokenStore();
  const counters = new Map<unknown, unknown>();
  const answerTo = ({ method, args: [first, second] }: Question): unknown => {
    switch (method) {
      case 'reserve':
        return store.reserve(first as Parameters<typeof store.reserve>[0]);
      case 'commit':
        return store.commit(String(first));
      case 'refund':
        return store.refund(String(first));
      case 'get':
        return counters.get(first) ?? 0;
      case 'set':
        return void counters.set(first, second);
    }
  };
  const threads = Array.from({ length: THREADS }, () => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', (question: Question) => {
      port1.postMessage({ number: question.number, answer: answerTo(question) });
    });
    const task: Task = { port: port2, calls: CALLS, limit: LIMIT, kind };
    const worker = new Worker(new URL('counting-worker.ts', import.meta.url), {
      workerData: task,
      transferList: [port2],
      execArgv: [],
    });
    return new Promise<Counted>((resolve, reject) => {
      worker.on('message', resolve).on('error', reject);
    });
  });
  const results = await Promise.all(threads);
  return results.reduce((sum, { ran, refused }) => ({ ran: sum.ran + ran, refused: sum.refused + refused }));
}

describe('four threads with 800 calls each on a capability of 200 uses', () => {
  it('run exactly 200', { timeout: 60_000 }, async () => {
    expect(await counted('atomic')).toEqual({ ran: LIMIT, refused: THREADS * CALLS - LIMIT });
  });

  it('run more where the store reads the counter and then writes it', { timeout: 60_000 }, async () => {
    const { ran } = await counted('naive');
    expect(ran).toBeGreaterThan(LIMIT);
  });
});
