import { describe, expect, it } from 'vitest';
import { createCanary } from '../../../src/detectors/leaks/canary.ts';
import {
  aiSdkChunks,
  anthropicChunks,
  type ChunkShape,
  openAiChunks,
} from '../../../src/detectors/redaction/chunk-shapes.ts';
import type { Guard } from '../../../src/guard.ts';
import { leakCheck } from '../../../src/guards/content/leak-check.ts';
import { redact } from '../../../src/guards/content/redact.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { failure } from '../../recording.ts';
import { random } from '../samples.ts';

const canary = createCanary();
const token = `gh${'p_'}${random(36)}`;

async function streamed(chunks: readonly unknown[], guard: Guard): Promise<unknown[]> {
  const run = pipeline()
    .use(guard)
    .stream('agent:t', unchecked<string>(), async function* () {
      yield* chunks;
    });
  const out: unknown[] = [];
  for await (const chunk of run('x')) out.push(chunk);
  return out;
}

/** The texts of a stream, by name. */
function joined(shape: ChunkShape, chunks: readonly unknown[]): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const { name, text } of chunks.flatMap(shape.texts.read)) texts[name] = (texts[name] ?? '') + text;
  return texts;
}

const openAi = (delta: object, index = 0) => ({ choices: [{ index, delta }] });
const block = (delta: object, index = 0) => ({ type: 'content_block_delta', index, delta });
const part = (type: string, delta: string, id = '1') => ({ type, id, delta });

/** One text, a piece in each chunk, in each place where vendors put text. */
const places: Readonly<Record<string, readonly [ChunkShape, (piece: string) => unknown]>> = {
  'an answer of OpenAI': [openAiChunks, (content) => openAi({ content })],
  'a second answer of OpenAI': [openAiChunks, (content) => ({ choices: [{ index: 1, delta: { content } }] })],
  'a second answer in one chunk': [
    openAiChunks,
    (content) => ({
      choices: [
        { index: 0, delta: {} },
        { index: 1, delta: { content } },
      ],
    }),
  ],
  'reasoning of OpenAI': [openAiChunks, (piece) => openAi({ reasoning_content: piece })],
  'reasoning of a router': [openAiChunks, (piece) => openAi({ reasoning: piece, content: '' })],
  'details of reasoning': [openAiChunks, (text) => openAi({ reasoning_details: [{ type: 'reasoning.text', text }] })],
  'a refusal': [openAiChunks, (refusal) => openAi({ refusal })],
  'an old function call': [openAiChunks, (piece) => openAi({ function_call: { arguments: piece } })],
  'a list of parts': [openAiChunks, (text) => openAi({ content: [{ type: 'text', text }] })],
  'a completion': [openAiChunks, (text) => ({ choices: [{ index: 0, text }] })],
  'text of Anthropic': [anthropicChunks, (text) => block({ type: 'text_delta', text })],
  'thinking of Anthropic': [anthropicChunks, (thinking) => block({ type: 'thinking_delta', thinking })],
  'text of the AI SDK': [aiSdkChunks, (piece) => part('text-delta', piece)],
  'reasoning of the AI SDK': [aiSdkChunks, (piece) => part('reasoning-delta', piece)],
};

describe('texts of chunks', () => {
  it.each(Object.entries(places))('are joined: %s', async (_name, [shape, chunk]) => {
    const pieces = (text: string) => [...text].map(chunk);
    expect(await failure(streamed(pieces(canary.value), leakCheck({ canaries: [canary], ...shape })))).toMatchObject({
      code: 'ERR_LEAK',
    });
    const out = await streamed(pieces(`Well, ${token} it is.`), redact({ ...shape }));
    expect(Object.values(joined(shape, out)).join('')).toBe('Well, [redacted:github-token] it is.');
    const harmless = pieces('Two books about bees.');
    expect(joined(shape, await streamed(harmless, redact({ ...shape })))).toEqual(joined(shape, harmless));
  });

  it.each([
    ['OpenAI', openAiChunks, (text: string, which: number) => openAi({ content: text }, which)],
    ['Anthropic', anthropicChunks, (text: string, which: number) => block({ type: 'text_delta', text }, which)],
    ['AI SDK', aiSdkChunks, (text: string, which: number) => part('text-delta', text, String(which))],
  ] as const)('of two answers are kept apart, and none gets words of the other: %s', async (_name, shape, chunk) => {
    const half = canary.value.length / 2;
    const leak = [chunk(canary.value.slice(0, half), 0), chunk(' hello there ', 1), chunk(canary.value.slice(half), 0)];
    expect(await failure(streamed(leak, leakCheck({ canaries: [canary], ...shape })))).toMatchObject({
      code: 'ERR_LEAK',
    });
    const words = ['one a@exam', 'two gh', 'ple.com three', 'p and four'];
    const given = words.map((text, at) => chunk(text, at % 2));
    const out = joined(shape, await streamed(given, redact({ ...shape })));
    expect(Object.values(out)).toEqual(['one [redacted:email] three', 'two ghp and four']);
    const split = [chunk('a@exam', 0), chunk('ple.com', 1)]; // no address: two texts
    expect(joined(shape, await streamed(split, redact({ ...shape })))).toEqual(joined(shape, split));
  });

  it('begin with their block', async () => {
    const start = {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'text', text: canary.value.slice(0, 9) },
    };
    const given = [start, block({ type: 'text_delta', text: canary.value.slice(9) })];
    expect(await failure(streamed(given, leakCheck({ canaries: [canary], ...anthropicChunks })))).toMatchObject({
      code: 'ERR_LEAK',
    });
  });

  it('leave whole before the chunk that ends them', async () => {
    const sdk = [
      { type: 'reasoning-start', id: 'r' },
      part('reasoning-delta', 'so it is bob', 'r'),
      { type: 'reasoning-end', id: 'r' },
      { type: 'text-start', id: 't' },
      part('text-delta', 'Hello there', 't'),
      { type: 'text-end', id: 't' },
      { type: 'finish' },
    ];
    const anthropic = [
      block({ type: 'thinking_delta', thinking: 'so it is bob' }),
      { type: 'content_block_stop', index: 0 },
      block({ type: 'text_delta', text: 'Hello there' }, 1),
      { type: 'content_block_stop', index: 1 },
      { type: 'message_stop' },
    ];
    for (const [shape, given] of [
      [aiSdkChunks, sdk],
      [anthropicChunks, anthropic],
    ] as const) {
      const out = await streamed(given, redact({ ...shape }));
      const [first, second] = Object.values(joined(shape, out));
      expect([first, second]).toEqual(['so it is bob', 'Hello there']);
      const isText = (chunk: unknown) => shape.texts.read(chunk).length > 0;
      expect(out.filter((chunk) => !isText(chunk))).toEqual(given.filter((chunk) => !isText(chunk)));
      for (const name of Object.keys(joined(shape, given))) {
        const last = out.findLastIndex((chunk) => shape.texts.read(chunk).some((piece) => piece.name === name));
        expect(out.findIndex((chunk) => shape.texts.ends(chunk, name))).toBeGreaterThan(last);
      }
    }
  });

  it('end with the chunk that has their last piece', async () => {
    const texts = {
      read: (chunk: unknown) => [{ name: 'a', text: (chunk as { t: string }).t }],
      write: (chunk: unknown, [t = '']: readonly string[]) => ({ ...(chunk as object), t }),
      ends: (chunk: unknown) => (chunk as { done?: boolean }).done === true,
    };
    const given = [{ t: 'Mail a@exam' }, { t: 'ple.com', done: true }, { t: 'More' }];
    const out = (await streamed(given, redact({ texts }))) as { t: string; done?: boolean }[];
    const end = out.findIndex(({ done }) => done === true);
    expect(
      out
        .slice(0, end + 1)
        .map(({ t }) => t)
        .join(''),
    ).toBe('Mail [redacted:email]');
    expect(
      out
        .slice(end + 1)
        .map(({ t }) => t)
        .join(''),
    ).toBe('More');
  });

  it('are bounded in number, and the option is checked', async () => {
    const many = Array.from({ length: 300 }, (_, index) => openAi({ content: 'a' }, index));
    expect(await failure(streamed(many, redact({ ...openAiChunks })))).toMatchObject({ code: 'ERR_OUTPUT_INVALID' });
    // @ts-expect-error no reader
    expect(() => redact({ texts: { write: () => 1, ends: () => false } })).toThrow(/"read"/);
    // @ts-expect-error misspelt
    expect(() => leakCheck({ texts: { ...openAiChunks.texts, end: 1 } })).toThrow(/unknown option "end"/);
  });
});
