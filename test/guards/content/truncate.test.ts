import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterEdge } from '../../../src/detectors/redaction/truncate-text.ts';
import { type TruncateOptions, truncate } from '../../../src/guards/content/truncate.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { failure, recording } from '../../recording.ts';
import { cut } from '../../streams.ts';

function plain(value: unknown, options: TruncateOptions) {
  const { audit, events } = recording();
  const answer = pipeline({ audit })
    .use(truncate(options))
    .wrap(
      'tool:t',
      unchecked<string>(),
      () => value,
    )('x');
  return { answer, events };
}

async function streamed(chunks: readonly unknown[], options: TruncateOptions): Promise<unknown[]> {
  const run = pipeline()
    .use(truncate(options))
    .stream('tool:t', unchecked<string>(), async function* () {
      yield* chunks;
    });
  const out: unknown[] = [];
  for await (const chunk of run('x')) out.push(chunk);
  return out;
}

const NOTE = /\n\[\.\.\. ([\d,]+) characters left out \.\.\.\]\n/;

describe('truncate', () => {
  it('keeps the beginning and the end, and says what is missing', async () => {
    const text = `first ${'x'.repeat(20_000)} last`;
    const { answer, events } = plain(text, { maxUnits: 1064, head: 700, tail: 300 });
    const out = String(await answer);
    expect(out).toBe(`first ${'x'.repeat(694)}\n[... 19,011 characters left out ...]\n${'x'.repeat(295)} last`);
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'truncated', details: { texts: 1, characters: 19_011 } }),
    );
  });

  it('leaves a text that is short enough, and the same object', async () => {
    const value = { text: 'x'.repeat(300), list: ['y'] };
    const { answer, events } = plain(value, { maxUnits: 300 });
    expect(await answer).toBe(value);
    expect(events.filter(({ type }) => type === 'observation')).toEqual([]);
  });

  it('cuts each string of a result for itself', async () => {
    const { answer } = plain({ long: 'x'.repeat(1000), list: ['short', 'y'.repeat(301)] }, { maxUnits: 300 });
    const out = (await answer) as { long: string; list: string[] };
    expect(out.long).toMatch(/^x+\n\[\.\.\. [\d,]+ characters left out \.\.\.\]\nx+$/);
    expect(out.list[0]).toBe('short');
    expect(out.list[1]).toMatch(NOTE);
  });

  it('can keep the end alone, or the beginning alone', async () => {
    const text = 'a'.repeat(500) + 'z'.repeat(500);
    expect(await plain(text, { maxUnits: 264, head: 0, tail: 200 }).answer).toMatch(/^\n\[.*\]\nz{200}$/);
    expect(await plain(text, { maxUnits: 264, tail: 0 }).answer).toMatch(/^a{200}\n\[.*\]\n$/);
  });

  const characters = fc.constantFrom(
    'a',
    ' ',
    '\u{1f600}',
    'e\u0301',
    '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    '\r\n',
    '\u{1f1e9}\u{1f1ea}',
    '\u0915\u094d\u0937',
  );
  const texts = fc.array(characters, { minLength: 0, maxLength: 700, size: 'max' }).map((list) => list.join(''));
  const cuts = fc.constantFrom(300, 1000).chain((maxUnits) => {
    const part = fc.nat(maxUnits / 2 - 32);
    return fc.record({ maxUnits: fc.constant(maxUnits), head: part, tail: part });
  });

  it('cuts no character in two, keeps within its bound, and tells the right number', async () => {
    await fc.assert(
      fc.asyncProperty(texts, cuts, async (text, cut) => {
        const out = String(await plain(text, cut).answer);
        expect(out.length).toBeLessThanOrEqual(cut.maxUnits);
        const note = NOTE.exec(out);
        if (note === null) {
          expect(out).toBe(text);
          return;
        }
        const [head, tail] = [out.slice(0, note.index), out.slice(note.index + note[0].length)];
        expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
        const missing = text.slice(head.length, text.length - tail.length);
        expect([...missing].length).toBe(Number(note[1]?.replaceAll(',', '')));
        const edges = new Set([...new Intl.Segmenter('en').segment(text)].map(({ index }) => index));
        expect(head.length === 0 || edges.has(head.length)).toBe(true);
        expect(tail.length === 0 || edges.has(text.length - tail.length)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('makes of a stream, however it is cut, what it makes of the whole text', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        cuts,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 9 }),
        async (text, options, sizes) => {
          expect((await streamed(cut(text, sizes), options)).join('')).toBe(await plain(text, options).answer);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('lets the beginning of a stream out as it comes, and cuts other chunks one by one', async () => {
    const out = await streamed([...Array.from({ length: 20 }, () => 'x'.repeat(100)), { text: 'y'.repeat(600) }], {
      maxUnits: 1000,
    });
    expect(String(out[0]).length).toBeGreaterThan(0);
    expect(out.length).toBeGreaterThan(4);
    expect(out).toContainEqual({ text: 'y'.repeat(600) });
    expect(out.filter((chunk) => typeof chunk === 'string').join('')).toMatch(NOTE);
  });

  it('cuts somewhere in a character that has no end', () => {
    const endless = `a${'\u0301'.repeat(500)}`;
    expect(characterEdge(endless, 200, 'before')).toBe(136);
    expect(characterEdge(endless, 200, 'behind')).toBe(264);
    const pairs = `a${'\u{e0100}'.repeat(250)}`; // each mark is a pair, which starts at an odd offset
    expect(characterEdge(pairs, 201, 'before')).toBe(137);
    expect(characterEdge(pairs, 200, 'behind')).toBe(263);
  });

  it('withholds what it cannot walk', async () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(await failure(plain(cycle, { maxUnits: 300 }).answer)).toMatchObject({ code: 'ERR_OUTPUT_INVALID' });
  });

  it('checks its options', () => {
    expect(() => truncate({ maxUnits: 255 })).toThrow(/"maxUnits" must be a whole number from 256/);
    expect(() => truncate({ maxUnits: 300, head: 237 })).toThrow(/"head" must be/);
    expect(() => truncate({ maxUnits: 300, head: 200, tail: 100 })).toThrow(/head and tail together leave 64/);
    // @ts-expect-error required
    expect(() => truncate({})).toThrow(/"maxUnits"/);
    // @ts-expect-error misspelt
    expect(() => truncate({ maxUnit: 300 })).toThrow(/unknown option/);
  });
});
