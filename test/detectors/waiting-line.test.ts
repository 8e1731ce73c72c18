import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { WaitingLine } from '../../src/detectors/waiting-line.ts';
import { deferred, failure } from '../recording.ts';

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
