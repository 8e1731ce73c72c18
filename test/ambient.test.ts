import { describe, expect, it } from 'vitest';
import { ambient } from '../src/ambient.ts';
import { pipeline } from '../src/pipeline.ts';
import { unchecked } from '../src/schema.ts';
import { failure, settle } from './recording.ts';

interface User {
  readonly user: string;
}
const text = unchecked<string>();
const current = ambient<User>();
const tool = pipeline<User>().wrap('tool:t', text, async (input, call) => {
  await settle();
  return `${input} for ${call.ctx.user}`;
});
const search = current.bind(tool);
const agents = pipeline<User>().use(current.scope);

describe('ambient', () => {
  it('finds the call that a tool belongs to, for each of many at once', async () => {
    const agent = agents.wrap('agent:a', text, async (input) => {
      await settle();
      return search(input);
    });
    const users = Array.from({ length: 20 }, (_, index) => `user${index}`);
    const results = await Promise.all(users.map((user) => agent('hits', { user })));
    expect(results).toEqual(users.map((user) => `hits for ${user}`));
  });

  it('refuses outside a call, and after it has ended', async () => {
    expect(await failure(search('x'))).toMatchObject({ code: 'ERR_NO_INVOCATION', target: 'tool:t' });
    let late: Promise<unknown> = Promise.resolve();
    await agents.wrap('agent:a', text, () => {
      late = settle().then(() => failure(search('x')));
    })('x', { user: 'u' });
    expect(await late).toMatchObject({ code: 'ERR_INVOCATION_ENDED' });
  });

  it('works in streams and for streams', async () => {
    const words = current.bind(
      pipeline<User>().stream('tool:words', text, async function* (input, call) {
        yield input;
        yield call.ctx.user;
      }),
    );
    const agent = agents.stream('agent:a', text, async function* (input) {
      yield* words(input);
    });
    const chunks: string[] = [];
    for await (const chunk of agent('hello', { user: 'u' })) chunks.push(chunk);
    expect(chunks).toEqual(['hello', 'u']);
  });

  it('passes the options of a call on', async () => {
    const agent = agents.wrap('agent:a', text, (input) =>
      failure(search(input, { signal: AbortSignal.abort('stop') })),
    );
    expect(await agent('x', { user: 'u' })).toBe('stop');
  });
});
