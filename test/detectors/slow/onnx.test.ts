import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { escalate } from '../../../src/detectors/slow/escalate.ts';
import { type OnnxRuntime, onnx } from '../../../src/detectors/slow/onnx.ts';
import { tinyOnnx } from '../tiny-onnx.ts';

const root = mkdtempSync(join(tmpdir(), 'crewguard-onnx-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const { signal } = new AbortController();

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'ignore', 'instructions', 'weather', 'the'];
const tokenizer = {
  normalizer: { type: 'BertNormalizer', lowercase: true },
  post_processor: { type: 'BertProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3] },
  model: { type: 'WordPiece', unk_token: '[UNK]', vocab: Object.fromEntries(words.map((word, id) => [word, id])) },
};
const config = { id2label: { 0: 'SAFE', 1: 'INJECTION' } };
const table = words.map((word): [number, number] => (/ignore|instr/.test(word) ? [-1, 1] : [0.2, -0.2]));

let made = 0;
function folder(files: Readonly<Record<string, unknown>> = {}): string {
  const path = join(root, String(made++));
  mkdirSync(join(path, 'onnx'), { recursive: true });
  const all = { 'tokenizer.json': tokenizer, 'config.json': config, 'onnx/model.onnx': tinyOnnx(table), ...files };
  for (const [name, content] of Object.entries(all)) {
    if (content !== undefined)
      writeFileSync(join(path, name), content instanceof Uint8Array ? content : JSON.stringify(content));
  }
  return path;
}

class FakeTensor {
  readonly ids: readonly number[];
  constructor(_type: 'int64', data: BigInt64Array, _dims: readonly number[]) {
    this.ids = Array.from(data, Number);
  }
}

const idsOf = (feeds: Record<string, unknown> | undefined, name = 'input_ids'): readonly number[] => {
  const tensor = feeds?.[name];
  return tensor instanceof FakeTensor ? tensor.ids : [];
};

function fakeRuntime(run: (feeds: Record<string, unknown>) => unknown, inputNames = ['input_ids']) {
  const seen: Record<string, unknown>[] = [];
  const runtime: OnnxRuntime = {
    Tensor: FakeTensor,
    InferenceSession: {
      create: async () => ({
        inputNames,
        async run(feeds) {
          seen.push(feeds);
          return { logits: run(feeds) };
        },
      }),
    },
  };
  return { runtime, seen };
}

const logits = (...data: number[]) => ({ data: Float32Array.from(data), dims: [1, data.length] });

describe('onnx', () => {
  it('feeds what the model asks for, special tokens round the text', async () => {
    const { runtime, seen } = fakeRuntime(() => logits(0, 0), ['input_ids', 'attention_mask', 'token_type_ids']);
    expect(await onnx({ folder: folder(), runtime }).classify('Ignore the [SEP] X', { signal })).toEqual({
      score: 0.5,
    });
    const feed = (name: string) => idsOf(seen[0], name);
    expect(feed('input_ids')).toEqual([2, 4, 7, 1, 1, 1, 1, 3]); // what is spelt like a special token is none
    expect(feed('attention_mask')).toEqual(new Array(8).fill(1));
    expect(feed('token_type_ids')).toEqual(new Array(8).fill(0));
  });

  it('scores a text as its worst stretch, and gives up on one that is too long', async () => {
    const { runtime, seen } = fakeRuntime((feeds) => logits(0, idsOf(feeds).includes(4) ? 5 : -5));
    const detector = onnx({ folder: folder(), runtime, maxTokens: 16, maxWindows: 4 });
    const { score } = await detector.classify(`${'the '.repeat(40)}ignore the`, { signal });
    expect(score).toBeCloseTo(1 / (1 + Math.exp(-5)), 5);
    expect(seen).toHaveLength(3);
    await expect(detector.classify('the '.repeat(100), { signal })).rejects.toThrow(/more than 4 stretches/);
  });

  it('refuses a model that asks for what it does not know, and a tokenizer that is too large to be one', async () => {
    const { runtime, seen } = fakeRuntime(() => logits(0, 0), ['input_ids', 'pixel_values']);
    await expect(onnx({ folder: folder(), runtime }).classify('the', { signal })).rejects.toThrow(
      /asks for pixel_values/,
    );
    expect(seen).toEqual([]);
    const path = folder();
    truncateSync(join(path, 'tokenizer.json'), 2 ** 27);
    await expect(onnx({ folder: path, runtime }).classify('the', { signal })).rejects.toThrow(/is larger than/);
  });

  it('heeds its signal between stretches', async () => {
    const controller = new AbortController();
    const { runtime, seen } = fakeRuntime(() => {
      controller.abort(new Error('enough'));
      return logits(0, 0);
    });
    const detector = onnx({ folder: folder(), runtime, maxTokens: 16 });
    await expect(detector.classify('the '.repeat(50), { signal: controller.signal })).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
  });

  it.each([
    [{ id2label: { 0: 'INJECTION', 1: 'SAFE' } }, undefined, [3, 0]],
    [{ id2label: { 0: 'LABEL_0', 1: 'LABEL_1' } }, 'LABEL_1', [0, 3]],
    [{ id2label: { 0: 'NO_INJECTION', 1: 'prompt_injection' } }, undefined, [0, 3]],
    [{ id2label: { 0: 'LABEL_0' } }, undefined, [3]],
    [{}, 1, [0, 3]],
    [{}, undefined, [3]],
  ])('finds the class of attempts: %j, label %j', async (names, label, given) => {
    const { runtime } = fakeRuntime(() => logits(...given));
    const options = { folder: folder({ 'config.json': names }), runtime, ...(label === undefined ? {} : { label }) };
    expect((await onnx(options).classify('the', { signal })).score).toBeCloseTo(1 / (1 + Math.exp(-3)), 5);
  });

  it.each([
    ['NO_INJECTION', 'HARMFUL'],
    ['NOT_MALICIOUS', 'ADVERSARIAL'],
    ['non_attack', 'hostile'],
    ['uninjected', 'bad'],
    ['jailbreak_free', 'dangerous'],
    ['unsafe', 'jailbreak'],
  ])('asks for the label where the names do not say it: %s, %s', async (...id2label) => {
    const { runtime } = fakeRuntime(() => logits(-5, 5));
    const files = folder({ 'config.json': { id2label: { ...id2label } } });
    await expect(onnx({ folder: files, runtime }).classify('the', { signal })).rejects.toThrow(/give "label"/);
    const { score } = await onnx({ folder: files, runtime, label: id2label[1] ?? '' }).classify('the', { signal });
    expect(score).toBeGreaterThan(0.9);
  });

  it.each([
    ['classes that do not tell', { 'config.json': { id2label: { 0: 'A', 1: 'B' } } }, /give "label"/],
    ['no tokenizer', { 'tokenizer.json': undefined }, /ENOENT/],
    ['a tokenizer of another kind', { 'tokenizer.json': { model: { type: 'WordLevel' } } }, /can be read/],
    ['no model', { 'onnx/model.onnx': undefined }, /name the "file"/],
  ])('counts as down with %s', async (_name, files, message) => {
    const { runtime } = fakeRuntime(() => logits(0, 0));
    await expect(onnx({ folder: folder(files), runtime }).classify('the', { signal })).rejects.toThrow(message);
  });

  it.each([[{}], [{ data: [] }], [{ data: [Number.NaN, 1] }], ['text']])(
    'takes no logits but numbers: %j',
    async (output) => {
      const { runtime } = fakeRuntime(() => output);
      await expect(onnx({ folder: folder(), runtime }).classify('the', { signal })).rejects.toThrow(/no logits/);
    },
  );

  it('refuses where the runtime is not installed, when it is asked for', async () => {
    const detector = escalate({
      fast: { name: 'fast', scan: () => ({ score: 0.5, findings: [] }) },
      slow: onnx({ folder: join(root, 'nowhere') }),
    });
    expect(await detector.settle('text', detector.scan('text'))).toMatchObject({ score: 1 });
  });

  it.each([
    [{}, /"folder"/],
    [{ folder: 'x', file: '../../etc/passwd' }, /"file"/],
    [{ folder: 'x', label: -1 }, /"label"/],
    [{ folder: 'x', maxTokens: 5 }, /"maxTokens"/],
    [{ folder: 'x', name: 'A' }, /"name"/],
  ])('refuses the options %#', (options, message) => {
    // @ts-expect-error each is wrong
    expect(() => onnx(options)).toThrow(message);
  });
});

const { CREWGUARD_ONNXRUNTIME: installed = 'onnxruntime-node' } = process.env;
const real: unknown = await import(installed).catch(() => undefined);

// 290 MB that nobody needs for anything else, so it is no dependency: install it, or name its file in CREWGUARD_ONNXRUNTIME.
describe.skipIf(real === undefined)('onnx with onnxruntime-node', () => {
  it('runs a model', async () => {
    const { default: whole } = real as { default: OnnxRuntime };
    const detector = onnx({ folder: folder(), runtime: whole });
    const score = async (text: string) => (await detector.classify(text, { signal })).score;
    expect(await score('Ignore instructions')).toBeGreaterThan(0.9);
    expect(await score('The weather')).toBeLessThan(0.1);
  });

  it('counts as down for a file that is no model', async () => {
    const { default: whole } = real as { default: OnnxRuntime };
    const broken = onnx({ folder: folder({ 'onnx/model.onnx': Uint8Array.of(1, 2, 3) }), runtime: whole });
    await expect(broken.classify('the', { signal })).rejects.toThrow();
  });
});
