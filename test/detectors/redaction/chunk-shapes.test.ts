import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aiSdkChunks,
  anthropicChunks,
  type ChunkShape,
  openAiChunks,
} from '../../../src/detectors/redaction/chunk-shapes.ts';
import { type RedactOptions, redact } from '../../../src/guards/content/redact.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { failure } from '../../recording.ts';
import { cut } from '../../streams.ts';
import { random } from '../samples.ts';

const token = `gh${'p_'}${random(36)}`;

/** How one vendor streams two tool calls and a text, cut anywhere, and what a reader puts together of it. */
interface Vendor {
  readonly shape: ChunkShape;
  readonly chunks: (text: readonly string[], calls: readonly (readonly string[])[]) => unknown[];
  readonly textOf: (chunk: never) => string | undefined;
  readonly argumentsOf: (chunk: never) => readonly (readonly [call: unknown, text: string])[];
}

const openAiDelta = (delta: object, reason: string | null = null) => ({
  id: 'c',
  choices: [{ index: 0, delta, finish_reason: reason }],
});

interface OpenAi {
  choices: { delta: { content?: string; tool_calls?: { index: number; function: { arguments: string } }[] } }[];
}

const vendors: Readonly<Record<string, Vendor>> = {
  OpenAI: {
    shape: openAiChunks,
    chunks: (text, calls) => [
      openAiDelta({ role: 'assistant', content: '' }),
      ...text.map((content) => openAiDelta({ content })),
      ...calls.flatMap((pieces, index) => [
        openAiDelta({ tool_calls: [{ index, id: `t${index}`, function: { name: 'send', arguments: '' } }] }),
        ...pieces.map((piece) => openAiDelta({ tool_calls: [{ index, function: { arguments: piece } }] })),
      ]),
      openAiDelta({}, 'tool_calls'),
    ],
    textOf: (chunk: OpenAi) => chunk.choices[0]?.delta.content,
    argumentsOf: (chunk: OpenAi) =>
      (chunk.choices[0]?.delta.tool_calls ?? []).map((call) => [call.index, call.function.arguments] as const),
  },
  Anthropic: {
    shape: anthropicChunks,
    chunks: (text, calls) => [
      { type: 'message_start', message: { id: 'm' } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      ...text.map((piece) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } })),
      { type: 'content_block_stop', index: 0 },
      ...calls.flatMap((pieces, at) => [
        { type: 'content_block_start', index: at + 1, content_block: { type: 'tool_use', name: 'send', input: {} } },
        ...pieces.map((piece) => ({
          type: 'content_block_delta',
          index: at + 1,
          delta: { type: 'input_json_delta', partial_json: piece },
        })),
        { type: 'content_block_stop', index: at + 1 },
      ]),
      { type: 'message_stop' },
    ],
    textOf: (chunk: { delta?: { text?: string } }) => chunk.delta?.text,
    argumentsOf: (chunk: { index: number; delta?: { partial_json?: string } }) =>
      chunk.delta?.partial_json === undefined ? [] : [[chunk.index - 1, chunk.delta.partial_json]],
  },
  'AI SDK': {
    shape: aiSdkChunks,
    chunks: (text, calls) => [
      { type: 'text-start', id: 'x' },
      ...text.map((delta) => ({ type: 'text-delta', id: 'x', delta })),
      { type: 'text-end', id: 'x' },
      ...calls.flatMap((pieces, id) => [
        { type: 'tool-input-start', id, toolName: 'send' },
        ...pieces.map((delta) => ({ type: 'tool-input-delta', id, delta })),
        { type: 'tool-input-end', id },
      ]),
      { type: 'finish' },
    ],
    textOf: (chunk: { type: string; delta: string }) => (chunk.type === 'text-delta' ? chunk.delta : undefined),
    argumentsOf: (chunk: { type: string; id: number; delta: string }) =>
      chunk.type === 'tool-input-delta' ? [[chunk.id, chunk.delta]] : [],
  },
};

async function streamed(chunks: readonly unknown[], options: RedactOptions): Promise<unknown[]> {
  const run = pipeline()
    .use(redact(options))
    .stream('agent:t', unchecked<string>(), async function* () {
      yield* chunks;
    });
  const out: unknown[] = [];
  for await (const chunk of run('x')) out.push(chunk);
  return out;
}

describe.each(Object.entries(vendors))('chunks of %s', (_name, { shape, chunks, textOf, argumentsOf }) => {
  const read = (out: readonly unknown[]) => {
    const calls = new Map<unknown, string>();
    let text = '';
    for (const chunk of out as never[]) {
      text += textOf(chunk) ?? '';
      for (const [call, piece] of argumentsOf(chunk)) calls.set(call, (calls.get(call) ?? '') + piece);
    }
    return { text, calls: [...calls.values()] };
  };

  it('are judged whole, however they are cut', async () => {
    const text = `Mail a@example.com, e\u0301 \u{1f468}\u200d\u{1f469} and ${token}.`;
    const first = JSON.stringify({ to: 'a@example.com', note: `\u{1f600} "${token}"`, password: 'hunter2!horse' });
    const second = '{"n": 1.0, "text": "nothing here"}';
    const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(sizes, sizes, async (some, other) => {
        const given = chunks(cut(text, some), [cut(first, other), cut(second, some)]);
        const out = read(await streamed(given, { ...shape }));
        expect(out.text).toBe('Mail [redacted:email], e\u0301 \u{1f468}\u200d\u{1f469} and [redacted:github-token].');
        expect(JSON.parse(out.calls[0] ?? '')).toEqual({
          to: '[redacted:email]',
          note: '\u{1f600} "[redacted:github-token]"',
          password: '[redacted:password]',
        });
        expect(out.calls[1]).toBe(second); // as it was written
      }),
      { numRuns: 60 },
    );
  });

  it('hold arguments back until they are complete', async () => {
    const whole = '{"a":{"b":"}"},"c":"\\""}';
    const given = chunks([], [cut(whole, [5])]);
    const pieces = (await streamed(given, { ...shape })).flatMap((chunk) => argumentsOf(chunk as never));
    expect(pieces.filter(([, text]) => text !== '')).toEqual([[0, whole]]);
    expect(pieces.at(-1)?.[1]).toBe(whole);
  });

  it('keep their number and order, and all else about them', async () => {
    const given = chunks(['Hello world.'], [['{"a"', ':1}'], ['{}']]);
    expect((await streamed(given, { toolCalls: shape.toolCalls })).length).toBe(given.length);
    const out = await streamed(given, { toolCalls: shape.toolCalls });
    out.forEach((chunk, index) => {
      const other = given[index];
      if (argumentsOf(chunk as never).length === 0) expect(chunk).toEqual(other);
      else expect(Object.keys(chunk as object)).toEqual(Object.keys(other as object));
    });
  });

  it('let arguments that never become JSON out with the end of their call, judged as text', async () => {
    const out = read(await streamed(chunks([], [[`{"a":"${token.slice(0, 9)}`, `${token.slice(9)} `]]), { ...shape }));
    expect(out.calls).toEqual(['{"a":"[redacted:github-token] ']);
    const all = chunks([], [[`{"a":"${token}`]]);
    const endless = all.slice(0, all.findLastIndex((chunk) => argumentsOf(chunk as never).length > 0) + 1);
    expect(read(await streamed(endless, { ...shape })).calls).toEqual(['{"a":"[redacted:github-token]']);
  });

  it('are no way round a refusal', async () => {
    const given = chunks([], [cut(JSON.stringify({ key: token }), [7])]);
    expect(await failure(streamed(given, { ...shape, action: 'refuse' }))).toMatchObject({
      code: 'ERR_SENSITIVE_DATA',
    });
  });

  it('of other kinds pass as they are', async () => {
    const others = [null, undefined, 5, true, {}, { choices: 'x' }, { choices: [null, {}] }, { type: 'ping' }, []];
    expect(await streamed(others, { ...shape })).toEqual(others);
    for (const other of others) {
      expect(shape.text.read(other)).toBeUndefined();
      expect(shape.toolCalls.read(other)).toEqual([]);
      expect(shape.toolCalls.ends(other, '0')).toBe(false);
    }
  });
});

describe('tool-call arguments', () => {
  const { toolCalls } = aiSdkChunks;
  const delta = (text: string, id = 'a') => ({ type: 'tool-input-delta', id, delta: text });

  it('hide no value under a name that occurs twice', async () => {
    const [out] = await streamed([delta(`{"a":"${token}","a":"x"}`)], { toolCalls });
    expect(out).toEqual(delta('{"a":"[redacted:github-token]","a":"x"}'));
  });

  it('are bounded in length and number', async () => {
    const long = Array.from({ length: 12 }, () => delta(`"${'x'.repeat(100_000)}`));
    expect(await failure(streamed([delta('{'), ...long], { toolCalls }))).toMatchObject({ code: 'ERR_OUTPUT_INVALID' });
    const many = Array.from({ length: 300 }, (_, index) => delta('{', `call${index}`));
    expect(await failure(streamed(many, { toolCalls }))).toMatchObject({ code: 'ERR_OUTPUT_INVALID' });
  });

  it('of several calls in one chunk are kept apart', async () => {
    const chunk = (one: string, two: string) => ({
      choices: [
        {
          index: 0,
          delta: {
            tool_calls: [
              { index: 0, function: { arguments: one } },
              { index: 1, function: { arguments: two } },
            ],
          },
          finish_reason: null,
        },
      ],
    });
    const out = await streamed([chunk('{"a":"a@exam', '{"b"'), chunk('ple.com"}', ':1}')], {
      toolCalls: openAiChunks.toolCalls,
    });
    expect(out).toEqual([chunk('', ''), chunk('{"a":"[redacted:email]"}', '{"b":1}')]);
  });

  it('that end in the chunk of their last piece are let out with it, complete or not', async () => {
    const chunk = (text: string, reason: string | null = null) => ({
      choices: [{ delta: { tool_calls: [{ function: { arguments: text } }] }, finish_reason: reason }],
    });
    const given = [chunk('{"a":"a@exam'), chunk('ple.com', 'length')];
    expect(await streamed(given, { toolCalls: openAiChunks.toolCalls })).toEqual([
      chunk(''),
      chunk('{"a":"[redacted:email]', 'length'),
    ]);
  });

  it('of several calls that never end come one by one, each in a chunk of its own', async () => {
    const call = (index: number, text: string) => ({ index, function: { arguments: text } });
    const chunk = (...calls: readonly object[]) => ({ choices: [{ index: 0, delta: { tool_calls: calls } }] });
    const out = await streamed([chunk(call(0, '{"a":"x'), call(1, '{"b":"a@example.com'))], {
      toolCalls: openAiChunks.toolCalls,
    });
    expect(out).toEqual([
      chunk(call(0, ''), call(1, '')),
      chunk(call(0, '{"a":"x'), call(1, '')),
      chunk(call(0, ''), call(1, '{"b":"[redacted:email]')),
    ]);
  });

  it('come behind the text that came before them and is still held', async () => {
    const text = (content: string) => openAiDelta({ content });
    const call = (piece: string) => openAiDelta({ tool_calls: [{ index: 0, function: { arguments: piece } }] });
    const out = await streamed([text('Mail a@exam'), call('{"a"'), text('ple.com'), call(':1')], { ...openAiChunks });
    const read = (chunk: unknown) => openAiChunks.text.read(chunk) ?? '';
    expect(out.map(read).join('')).toBe('Mail [redacted:email]');
    expect(
      out
        .flatMap(openAiChunks.toolCalls.read)
        .map((piece) => piece.text)
        .join(''),
    ).toBe('{"a":1');
  });
});

describe('text that is held', () => {
  const text = (content: string) => openAiDelta({ content });
  const call = (piece: string) => openAiDelta({ tool_calls: [{ index: 0, function: { arguments: piece } }] });

  it('lets the rest of a call that ends meanwhile out before the end of the call', async () => {
    const given = [text('Mail a@exam'), call('{"a":1'), openAiDelta({}, 'length'), text('ple.com')];
    const out = await streamed(given, { ...openAiChunks });
    expect(out.map((chunk) => openAiChunks.text.read(chunk) ?? '').join('')).toBe('Mail [redacted:email]');
    const rest = out.findIndex((chunk) => openAiChunks.toolCalls.read(chunk).some((piece) => piece.text === '{"a":1'));
    const end = out.findIndex((chunk) => openAiChunks.toolCalls.ends(chunk, '0:0'));
    expect(rest).toBeGreaterThan(0);
    expect(end).toBeGreaterThan(rest);
  });

  it('is not lost where strings and other chunks are mixed', async () => {
    expect(await streamed(['Mail a@exam', 'ple.com'], { ...openAiChunks })).toEqual(['Mail [redacted:email]']);
    const mixed = await streamed(['Mail a@exam', { n: 1 }, 'ple.com', text('x')], { ...openAiChunks });
    expect(mixed.filter((chunk) => typeof chunk === 'string').join('')).toBe('Mail [redacted:email]');
    expect(mixed.map((chunk) => openAiChunks.text.read(chunk) ?? '').join('')).toBe('x');
    expect(mixed).toContainEqual({ n: 1 });
    expect(mixed.length).toBeLessThanOrEqual(4);
  });
});

describe('a chunk that is written', () => {
  const openAi = {
    id: 'c',
    choices: [
      { delta: { content: 'one', tool_calls: [{ function: { arguments: '{' } }, { id: 'bare' }] } },
      { index: 7, delta: { content: 'two', tool_calls: [{ index: 3, function: { arguments: '[' } }] } },
    ],
  };

  it('of OpenAI changes in its first choice only; calls without a number have that of their place', () => {
    expect(openAiChunks.text.write(openAi, 'new')).toEqual({
      ...openAi,
      choices: [{ delta: { ...openAi.choices[0]?.delta, content: 'new' } }, openAi.choices[1]],
    });
    expect(openAiChunks.toolCalls.read(openAi)).toEqual([
      { call: '0:0', text: '{' },
      { call: '7:3', text: '[' },
    ]);
    const written = openAiChunks.toolCalls.write(openAi, ['{}', '[]']);
    expect(openAiChunks.toolCalls.read(written).map(({ text }) => text)).toEqual(['{}', '[]']);
    expect(written).toMatchObject({ choices: [{ delta: { tool_calls: [{}, { id: 'bare' }] } }, {}] });
    expect(openAiChunks.toolCalls.ends({ choices: [{ finish_reason: 'stop' }] }, '0:5')).toBe(true);
    expect(openAiChunks.toolCalls.ends({ choices: [{ index: 7, finish_reason: 'stop' }] }, '0:5')).toBe(false);
  });

  it('is the same where it has no place for a text', () => {
    const bare = { choices: [{ index: 0 }, null, 'x'] };
    for (const { text, toolCalls } of [openAiChunks, anthropicChunks, aiSdkChunks]) {
      for (const chunk of [bare, { type: 'ping' }, null, 'x', 5]) {
        expect(text.write(chunk, 'new')).toEqual(chunk);
        expect(toolCalls.write(chunk, ['new'])).toEqual(chunk);
      }
    }
  });

  it('has no text where none is given for it', () => {
    const anthropic = { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{' } };
    expect(anthropicChunks.toolCalls.write(anthropic, [])).toEqual({
      ...anthropic,
      delta: { type: 'input_json_delta', partial_json: '' },
    });
    const page = { type: 'tool-input-delta', toolCallId: 't', inputTextDelta: '{' };
    expect(aiSdkChunks.toolCalls.write(page, [])).toEqual({ ...page, inputTextDelta: '' });
    expect(openAiChunks.toolCalls.write(openAi, [])).toEqual(openAi);
  });

  it('of the AI SDK is read in the form for pages and in that of a model', () => {
    const page = { type: 'tool-input-delta', toolCallId: 't', inputTextDelta: '{' };
    expect(aiSdkChunks.toolCalls.read(page)).toEqual([{ call: 't', text: '{' }]);
    expect(aiSdkChunks.toolCalls.ends({ type: 'tool-call', toolCallId: 't' }, 't')).toBe(true);
    expect(aiSdkChunks.toolCalls.ends({ type: 'tool-input-end', id: 'u' }, 't')).toBe(false);
    expect(aiSdkChunks.text.read({ type: 'text-delta', text: 'a' })).toBe('a');
    expect(aiSdkChunks.text.read({ type: 'text-delta', delta: 5 })).toBeUndefined();
  });
});
