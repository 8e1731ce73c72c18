import { getEventListeners } from 'node:events';
import { afterEach, expect, it, vi } from 'vitest';
import { WaitingLine } from '../../../src/detectors/slow/waiting-line.ts';
import { deferred, failure } from '../../recording.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('starts nothing for who has given up, and goes on with the next', async () => {
  const line = new WaitingLine(1);
  const { signal } = new AbortController();
  const work = deferred<string>();
  const running = line.run(() => work.promise, signal);
  const controller = new AbortController();
  const started: string[] = [];
  const start = (name: string) => async () => {
    started.push(name);
    return name;
  };
  const leaves = failure(line.run(start('leaves'), controller.signal));
  const stays = line.run(start('stays'), signal);
  controller.abort(new Error('enough'));
  expect(await leaves).toMatchObject({ message: 'enough' });
  expect(await failure(line.run(start('late'), controller.signal))).toMatchObject({ message: 'enough' });
  work.resolve('done');
  expect(await running).toBe('done');
  expect(await stays).toBe('stays');
  expect(started).toEqual(['stays']);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('gives its place back when the work fails', async () => {
  const line = new WaitingLine(1);
  const { signal } = new AbortController();
  expect(await failure(line.run(() => Promise.reject(new Error('down')), signal))).toMatchObject({ message: 'down' });
  expect(await line.run(async () => 'up', signal)).toBe('up');
});

it('gives the place of work that hangs to the next, a second after it was given up', async () => {
  vi.useFakeTimers();
  const line = new WaitingLine(1);
  const never = () => new Promise<string>(() => {});
  const controller = new AbortController();
  void line.run(never, controller.signal);
  const next = line.run(async () => 'next', new AbortController().signal);
  await vi.advanceTimersByTimeAsync(60_000);
  controller.abort();
  let done = false;
  void next.then(() => {
    done = true;
  });
  await vi.advanceTimersByTimeAsync(999);
  expect(done).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await next).toBe('next');
});

it('counts a place once, whether work ends in its grace or long behind it', async () => {
  vi.useFakeTimers();
  const line = new WaitingLine(1);
  for (const wait of [500, 5000]) {
    const controller = new AbortController();
    const work = deferred<string>();
    const running = line.run(() => work.promise, controller.signal);
    controller.abort();
    await vi.advanceTimersByTimeAsync(wait);
    work.resolve('late');
    expect(await running).toBe('late');
  }
  const held = deferred<string>();
  const first = line.run(() => held.promise, new AbortController().signal);
  let started = false;
  const second = line.run(async () => {
    started = true;
  }, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(started).toBe(false);
  held.resolve('done');
  await Promise.all([first, second]);
});

it('bounds how much work outlives its grace', async () => {
  vi.useFakeTimers();
  const line = new WaitingLine(1);
  let asked = 0;
  const hang = () => {
    asked += 1;
    return new Promise<string>(() => {});
  };
  for (let call = 0; call < 30; call += 1) {
    const controller = new AbortController();
    line.run(hang, controller.signal).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(50);
    controller.abort();
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(asked).toBe(11);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(await line.run(async () => 'up', new AbortController().signal)).toBe('up');
});
