import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/limits/pacer.ts';
import { deferred, failure, settle } from '../recording.ts';

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
    gate.resolve();
    await Promise.all(waiting);
    expect(log).toEqual(['first', 'high', 'low']);
  });

  it('goes on when the work of a job fails', async () => {
    const pacer = new Pacer({ maxConcurrent: 1, minTimeMs: 0, quota: undefined });
    for (let round = 0; round < 2; round++) {
      const started = await pacer.wait(signal, 5, 1);
      started(Promise.reject(new Error('x')));
    }
    expect(pacer.isFull(1, 5, 1)).toBe(false);
  });

  it('gives the turns of callers who left to those who come, and keeps no others', async () => {
    const pacer = new Pacer({ maxConcurrent: 1, minTimeMs: 0, quota: undefined });
    const gate = deferred();
    (await pacer.wait(signal, 5, 1))(gate.promise);
    for (let index = 0; index < 1000; index++) {
      const controller = new AbortController();
      const waiting = failure(pacer.wait(controller.signal, 5, 1));
      expect(pacer.isFull(1, 5, 1)).toBe(true);
      controller.abort('gone');
      expect(await waiting).toBe('gone');
      expect(pacer.isFull(1, 5, 1)).toBe(false);
      expect(pacer.isFull(1, 9, 1)).toBe(false); // one turn that was left behind does not shut others out
    }
    while (pacer.queued < 1) await settle();
    expect(pacer.queued).toBe(1);
    const patient = pacer.wait(signal, 5, 1);
    gate.resolve();
    (await patient)(Promise.resolve());
    expect(await failure(pacer.wait(AbortSignal.abort('before'), 5, 1))).toBe('before');
  });
});
