import { AsyncLocalStorage } from 'node:async_hooks';
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Semaphore } from '../../src/limits/semaphore.ts';
import { failure, settle } from '../recording.ts';

const open = new AbortController().signal;

describe('Semaphore', () => {
  it('gives slots at once while there are some, then in order of arrival', async () => {
    const semaphore = new Semaphore(1);
    expect(semaphore.tryAcquire()).toBe(true);
    expect(semaphore.tryAcquire()).toBe(false);
    const order: number[] = [];
    const waiters = [1, 2, 3].map((name) => semaphore.acquire(open).then(() => order.push(name)));
    expect(semaphore.waiting).toBe(3);
    for (let turn = 0; turn < 3; turn++) {
      semaphore.release();
      expect(semaphore.tryAcquire()).toBe(false); // nobody overtakes those who wait
      await settle();
    }
    await Promise.all(waiters);
    expect(order).toEqual([1, 2, 3]);
    semaphore.release();
    expect(semaphore.idle).toBe(true);
  });

  it('lets a waiter that is aborted leave at once, wherever it stands', async () => {
    const semaphore = new Semaphore(1);
    semaphore.tryAcquire();
    const controllers = [0, 1, 2].map(() => new AbortController());
    const waiters = controllers.map(({ signal }) => semaphore.acquire(signal));
    await settle();
    controllers[0]?.abort('head');
    controllers[2]?.abort('tail');
    expect(semaphore.waiting).toBe(1);
    expect(await failure(waiters[0] ?? Promise.resolve())).toBe('head');
    expect(await failure(waiters[2] ?? Promise.resolve())).toBe('tail');
    semaphore.release();
    await waiters[1];
    expect(controllers.map(({ signal }) => getEventListeners(signal, 'abort').length)).toEqual([0, 0, 0]);
    expect(await failure(semaphore.acquire(AbortSignal.abort('before')))).toBe('before');
  });

  it('does not keep what left: a flood of aborted waiters is swept out', async () => {
    const semaphore = new Semaphore(1);
    semaphore.tryAcquire();
    const patient = [semaphore.acquire(open), semaphore.acquire(open)];
    for (let index = 0; index < 500; index++) {
      const controller = new AbortController();
      const waiter = failure(semaphore.acquire(controller.signal));
      controller.abort('gone');
      expect(await waiter).toBe('gone');
    }
    patient.push(semaphore.acquire(open));
    expect(semaphore.waiting).toBe(3);
    for (const waiter of patient) {
      semaphore.release();
      await waiter;
    }
    expect(semaphore.waiting).toBe(0);
  });

  it('keeps the asynchronous context of each waiter', async () => {
    const storage = new AsyncLocalStorage<string>();
    const semaphore = new Semaphore(1);
    semaphore.tryAcquire();
    const seen = ['alice', 'bob'].map((name) =>
      storage.run(name, async () => {
        await semaphore.acquire(open);
        semaphore.release();
        return storage.getStore();
      }),
    );
    semaphore.release();
    expect(await Promise.all(seen)).toEqual(['alice', 'bob']);
  });

  it('never gives more slots than it has, loses none, and serves all who stay', async () => {
    const scripts = fc.record({
      capacity: fc.integer({ min: 1, max: 4 }),
      steps: fc.array(fc.constantFrom('enter', 'leave', 'abort', 'turn'), { maxLength: 60, size: 'max' }),
    });
    await fc.assert(
      fc.asyncProperty(scripts, async ({ capacity, steps }) => {
        const semaphore = new Semaphore(capacity);
        const queued: AbortController[] = [];
        let running = 0;
        const entered = (): void => {
          running++;
          expect(running).toBeLessThanOrEqual(capacity);
        };
        for (const step of steps) {
          if (step === 'enter' && semaphore.tryAcquire()) entered();
          else if (step === 'enter') {
            const controller = new AbortController();
            queued.push(controller);
            semaphore.acquire(controller.signal).then(entered, () => {});
          } else if (step === 'leave' && running > 0) {
            running--;
            semaphore.release();
          } else if (step === 'abort') queued.shift()?.abort();
          else await settle();
        }
        await settle();
        while (running > 0) {
          running--;
          semaphore.release();
          await settle();
        }
        expect(semaphore.idle).toBe(true);
      }),
    );
  });
});
