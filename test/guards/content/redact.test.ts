import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { type RedactOptions, redact } from '../../../src/guards/content/redact.ts';
import { monitor } from '../../../src/monitor.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { random } from '../../detectors/samples.ts';
import { failure, recording } from '../../recording.ts';
import { cut } from '../../streams.ts';

const token = `gh${'p_'}${random(36)}`;

function result(value: unknown, options?: RedactOptions) {
  const { audit, events } = recording();
  const run = pipeline({ audit })
    .use(redact(options))
    .wrap('tool:read', unchecked<string>(), () => value);
  return { answer: run('x'), events };
}

async function collect(chunks: AsyncIterable<unknown>): Promise<unknown[]> {
  const out: unknown[] = [];
  for await (const chunk of chunks) out.push(chunk);
  return out;
}

async function streamed(chunks: readonly unknown[], options?: RedactOptions) {
  const { audit, events } = recording();
  const run = pipeline({ audit })
    .use(redact(options))
    .stream('agent:chat', unchecked<string>(), async function* () {
      yield* chunks;
    });
  return { out: await collect(run('x')), events };
}

describe('redact', () => {
  it('redacts strings wherever they lie in a result, and says what it found', async () => {
    const { answer, events } = result({ text: `use ${token}`, list: [{ mail: 'a@example.com' }, token], count: 3 });
    expect(await answer).toEqual({
      text: 'use [redacted:github-token]',
      list: [{ mail: '[redacted:email]' }, '[redacted:github-token]'],
      count: 3,
    });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'observation',
        guard: 'redact',
        event: 'redacted',
        details: { 'github-token': 2, email: 1 },
      }),
    );
    expect(JSON.stringify(events)).not.toContain(token.slice(8));
  });

  it('reads a value together with the key that announces it', async () => {
    const value = {
      db: { password: 'hunter2!horse', user: 'hunter2!horse' },
      apiKey: random(24),
      tokens: 512,
      key: 'value',
      passwordHint: 'the usual',
    };
    expect(await result(value).answer).toEqual({
      ...value,
      db: { password: '[redacted:password]', user: 'hunter2!horse' },
      apiKey: '[redacted:generic-secret]',
    });
    expect(await result({ password: `two\nlines ${token}` }).answer).toEqual({
      password: 'two\nlines [redacted:github-token]',
    });
    const cut = `${'-'.repeat(5)}BEGIN PRIVATE KEY${'-'.repeat(5)} ${random(64)}`;
    expect(await result({ key: cut }).answer).toEqual({ key: '[redacted:private-key]' });
    expect(await result({ [`${token}key`.slice(0, 60)]: 'a@example.com' }).answer).toEqual({
      [`${token}key`]: '[redacted:email]',
    });
    expect(await result({ token }).answer).toEqual({ token: '[redacted:github-token]' });
  });

  it('leaves a clean result the same object, and says nothing', async () => {
    const value = { text: 'nothing here', when: new Date(0), bytes: Buffer.from(token) };
    const { answer, events } = result(value);
    expect(await answer).toBe(value);
    expect(events.filter(({ type }) => type === 'observation')).toEqual([]);
  });

  it('takes detectors, a mask and known values of your own', async () => {
    const options: RedactOptions = {
      detectors: [secrets()],
      knownSecrets: ['our own value'],
      mask: (rule) => `<${rule}>`,
    };
    const { answer } = result(
      `${token} a@example.com our own value ${Buffer.from('our own value').toString('hex')}`,
      options,
    );
    expect(await answer).toBe('<github-token> a@example.com <known-secret> <known-secret>');
    expect(await result('x our own value y', { detectors: [], knownSecrets: ['our own value'] }).answer).toBe(
      'x [redacted:known-secret] y',
    );
  });

  it.each([
    [
      'a cycle',
      () => {
        const cycle: { self?: unknown } = {};
        cycle.self = cycle;
        return cycle;
      },
    ],
    [
      'too deep a nesting',
      () => {
        let deep: unknown = 'x';
        for (let level = 0; level < 20_000; level += 1) deep = [deep];
        return deep;
      },
    ],
    [
      'a getter that throws',
      () => ({
        get text(): string {
          throw new Error('no');
        },
      }),
    ],
  ])('withholds %s', async (_, make) => {
    expect(await failure(result(make()).answer)).toMatchObject({ code: 'ERR_OUTPUT_INVALID', guard: 'redact' });
  });

  it('lets an error of a detector or a mask deny', async () => {
    const broken = {
      name: 'broken',
      scan: () => {
        throw new Error('no');
      },
    };
    expect(await failure(result('x', { detectors: [broken] }).answer)).toMatchObject({ code: 'ERR_GUARD_FAULT' });
    expect(
      await failure(
        result(token, {
          mask: () => {
            throw new Error('no');
          },
        }).answer,
      ),
    ).toMatchObject({ code: 'ERR_GUARD_FAULT' });
  });

  it('leaves errors of the callee alone', async () => {
    const error = new Error(`bad ${token}`);
    const run = pipeline()
      .use(redact())
      .wrap('tool:read', unchecked<string>(), () => {
        throw error;
      });
    expect(await failure(run('x'))).toBe(error);
  });

  it('finds a secret that a stream cuts in pieces, however it does', async () => {
    const text = `first ${token} and a@example.com, then ${token} last`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 }), async (sizes) => {
        const { out, events } = await streamed(cut(text, sizes));
        expect(out.join('')).toBe(
          'first [redacted:github-token] and [redacted:email], then [redacted:github-token] last',
        );
        expect(events).toContainEqual(
          expect.objectContaining({ event: 'redacted', details: { 'github-token': 2, email: 1 } }),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('lets text out before the stream has ended', async () => {
    const { out } = await streamed(['some ordinary words '.repeat(20), 'the end']);
    expect(out.length).toBeGreaterThan(1);
    expect(out.join('')).toBe(`${'some ordinary words '.repeat(20)}the end`);
  });

  it('says what it found when the reader stops early or the callee fails', async () => {
    const { audit, events } = recording();
    const run = pipeline({ audit })
      .use(redact())
      .stream('agent:chat', unchecked<string>(), async function* () {
        yield `${token} ${'word '.repeat(50)}`;
        throw new Error('late');
      });
    await expect(collect(run('x'))).rejects.toThrow('late');
    expect(events).toContainEqual(expect.objectContaining({ event: 'redacted', details: { 'github-token': 1 } }));
  });

  it('redacts other chunks one by one', async () => {
    const { out } = await streamed([{ mail: 'a@example.com' }, 5, { half: token.slice(0, 20) }]);
    expect(out).toEqual([{ mail: '[redacted:email]' }, 5, { half: token.slice(0, 20) }]);
  });

  it('joins the text of chunks that carry pieces of it', async () => {
    const isPart = (chunk: unknown): chunk is { delta: string } =>
      typeof chunk === 'object' && chunk !== null && 'delta' in chunk;
    const options: RedactOptions = {
      text: {
        read: (chunk) => (isPart(chunk) ? chunk.delta : undefined),
        write: (chunk, delta) => ({ ...(isPart(chunk) ? chunk : {}), delta }),
      },
    };
    const chunks = [
      { delta: `use ${token.slice(0, 15)}`, id: 1, from: 'a@example.com' },
      { type: 'ping', mail: 'b@example.com' },
      { delta: `${token.slice(15)} ok`, id: 2 },
    ];
    const { out } = await streamed(chunks, options);
    expect(out.slice(0, 3)).toEqual([
      expect.objectContaining({ id: 1, from: '[redacted:email]' }),
      { type: 'ping', mail: '[redacted:email]' },
      expect.objectContaining({ id: 2 }),
    ]);
    expect(out.map((chunk) => (isPart(chunk) ? chunk.delta : '')).join('')).toBe('use [redacted:github-token] ok');
    expect((await streamed([{ delta: '' }], options)).out).toEqual([{ delta: '' }]);
  });

  describe('with chunks between the pieces of a text', () => {
    type Chunk = { readonly delta?: string; readonly type?: string };
    const text = {
      read: (chunk: unknown) => (chunk as Chunk).delta,
      write: (chunk: unknown, delta: string) => ({ ...(chunk as Chunk), delta }),
    };
    const shown = async (...chunks: Chunk[]) =>
      (await streamed(chunks, { text })).out.map((chunk) => (chunk as Chunk).type ?? (chunk as Chunk).delta);

    it('lets all text out before those at its end', async () => {
      const out = await shown({ delta: 'Hello wor' }, { delta: 'ld' }, { type: 'text-end' }, { type: 'finish' });
      expect(out.slice(-2)).toEqual(['text-end', 'finish']);
      expect(out.slice(0, -2).join('')).toBe('Hello world');
    });

    it('lets those through at once that have no held text before them', async () => {
      expect(await shown({ type: 'start' }, { type: 'ping' })).toEqual(['start', 'ping']);
    });

    it('keeps the order of all, and a secret that is cut in two by them', async () => {
      const pings = Array.from({ length: 3 }, (_, index) => ({ type: `ping${index}` }));
      const out = await shown(
        { type: 'start' },
        { delta: `use ${token.slice(0, 9)}` },
        ...pings,
        { delta: `${token.slice(9)} and ` },
        { type: 'finish' },
      );
      expect(out.filter((entry) => /^(?:start|ping|finish)/.test(String(entry)))).toEqual([
        'start',
        'ping0',
        'ping1',
        'ping2',
        'finish',
      ]);
      expect(out.at(-1)).toBe('finish');
      expect(out.join('')).not.toContain(token.slice(9));
    });

    it('lets no more than 32 wait', async () => {
      const pings = Array.from({ length: 40 }, (_, index) => ({ type: `ping${index}` }));
      const out = await shown({ delta: 'Hello' }, ...pings);
      expect(out.filter((entry) => String(entry).startsWith('ping'))).toEqual(pings.map(({ type }) => type));
      expect(out.indexOf('Hello')).toBe(9);
    });
  });

  it('changes nothing under monitor', async () => {
    const run = pipeline()
      .use(monitor(redact()))
      .wrap('tool:read', unchecked<string>(), () => token);
    expect(await run('x')).toBe(token);
  });

  it('checks its options', () => {
    expect(() => redact({ detectors: [] })).toThrow(/nothing to look for/);
    // @ts-expect-error the factory, not the detector
    expect(() => redact({ detectors: [secrets] })).toThrow(/redact: "detectors"\[0\]/);
    expect(() => redact({ knownSecrets: ['short'] })).toThrow(/value 0 must be/);
    // @ts-expect-error no write
    expect(() => redact({ text: { read: () => '' } })).toThrow(/"write" must be a function/);
    // @ts-expect-error misspelt
    expect(() => redact({ detector: secrets() })).toThrow(/unknown option "detector"/);
  });
});
