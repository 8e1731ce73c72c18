import { describe, expect, it } from 'vitest';
import { defineGuard, type Guard } from '../src/guard.ts';
import type { Invocation } from '../src/invocation.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { failure } from './recording.ts';

const text = unchecked<string>();
/** A pipeline that a guard of the user calls as one guard. */
const called = (...guards: readonly Guard[]) => {
  let inner = pipeline();
  for (const guard of guards) inner = inner.use(guard);
  return defineGuard('when', (call: Invocation, next) => inner.handle(call, next));
};
const louder = defineGuard('louder', (call, next) => next({ input: `${String(call.input)}!` }));
const seals = defineGuard('seals', (call, next) => next({ input: call.input, sealInput: true }));

describe('a pipeline that is called as a guard', () => {
  it('hands on the input that its guards put in place', async () => {
    const run = pipeline()
      .use(called(louder, louder))
      .use(louder)
      .wrap('tool:t', text, (input) => input);
    expect(await run('x')).toBe('x!!!');
  });

  it('hands on that the input was judged, so that no guard behind it may replace it', async () => {
    const run = pipeline()
      .use(called(seals))
      .use(louder)
      .wrap('tool:t', text, (input) => input);
    expect(await failure(run('x'))).toMatchObject({ code: 'ERR_INPUT_SEALED', guard: 'louder' });
    const other = pipeline()
      .use(called(louder, seals))
      .wrap('tool:t', text, (input) => input);
    expect(await other('x')).toBe('x!');
  });

  it('hands on a signal of its guards', async () => {
    const own = new AbortController();
    const stops = defineGuard('stops', (_call, next) => next({ signal: own.signal }));
    const run = pipeline()
      .use(called(stops))
      .wrap('tool:t', text, (_input, call) => {
        own.abort(new Error('enough'));
        const { signal } = call; // made when it is first asked for
        return [signal.aborted, (signal.reason as Error).message];
      });
    expect(await run('x')).toEqual([true, 'enough']);
  });

  it('leaves the input, the signal and the results alone where its guards do', async () => {
    const passes = defineGuard('passes', (_call, next) => next());
    const value = { list: [1] };
    const run = pipeline()
      .use(called(passes))
      .use(louder)
      .wrap('tool:t', text, (input, call) => (input === 'x!' && !call.signal.aborted ? value : undefined));
    expect(await run('x')).toBe(value);
  });
});

describe('the end of a stream', () => {
  it('brings what a guard still holds, which has no map of its own', async () => {
    const adds = (name: string) => defineGuard(name, (_call, next) => next({ flush: () => [name] }));
    const marks = defineGuard('marks', (_call, next) => next({ map: (chunk) => `<${String(chunk)}>` }));
    const run = pipeline()
      .use(marks)
      .use(called(adds('inner')))
      .use(adds('last'))
      .stream('agent:a', text, async function* (input) {
        yield input;
      });
    const chunks: unknown[] = [];
    for await (const chunk of run('x')) chunks.push(chunk);
    expect(chunks).toEqual(['<x>', '<last>', '<inner>']);
  });
});
