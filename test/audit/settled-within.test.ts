import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settledWithin } from '../../src/audit/settled-within.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('settledWithin', () => {
  it('follows the promise, and leaves no timer either way', async () => {
    await expect(settledWithin(Promise.resolve(1), 10, true)).resolves.toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
    await expect(settledWithin(Promise.reject(new Error('no')), 10, true)).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up after its time', async () => {
    const waited = expect(settledWithin(new Promise(() => {}), 10, true)).rejects.toThrow('No answer within 10 ms.');
    await vi.advanceTimersByTimeAsync(10);
    await waited;
  });

  it.each([true, false])('keeps the process only when told so: %s', async (holdProcess) => {
    const timers = vi.spyOn(globalThis, 'setTimeout');
    let settle = (): void => {};
    const work = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const waited = settledWithin(work, 10, holdProcess);
    const timer = timers.mock.results[0]?.value as NodeJS.Timeout | undefined;
    expect(timer?.hasRef()).toBe(holdProcess);
    settle();
    await waited;
  });
});
