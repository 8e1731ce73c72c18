import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/limits/pacer.ts';
import { deferred, settle } from '../recording.ts';

const { signal } = new AbortController();

describe('Pacer', () => {
  it('starts the most urgent waiting job first, one at a time', async () => {
    const pacer = new Pacer({ maxConcurrent: 1, minTimeMs: 0, quota: undefined });
    const log: string[] = [];
    const gate = deferred();
    const job = async (name: string, priority: number) => {
      const started = await pacer.wait(signal, priority, 1);
      log.push(name);
      started(name === 'first' ? gate.promise : Promise.resolve());
    };
    const first = job('first', 5);
    await first;
    const waiting = [job('low', 9), job('high', 0)];
    while (pacer.queued < 2) await settle();
    expect(pacer.waiting).toBe(2);
    gate.resolve();
    await Promise.all(waiting);
    expect(log).toEqual(['first', 'high', 'low']);
    expect(pacer.waiting).toBe(0);
  });

  it('goes on when the work of a job fails', async () => {
    const pacer = new Pacer({ maxConcurrent: 1, minTimeMs: 0, quota: undefined });
    for (let round = 0; round < 2; round++) {
      const started = await pacer.wait(signal, 5, 1);
      started(Promise.reject(new Error('x')));
    }
    expect(pacer.waiting).toBe(0);
  });
});
