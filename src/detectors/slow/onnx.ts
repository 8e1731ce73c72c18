import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkOptions, integerOption, optionError } from '../../options.ts';
import { fieldsOf } from '../redaction/json-fields.ts';
import { RULE_NAME, type SlowDetector } from './slow-detector.ts';
import { type Tokenizer, tokenizerFrom } from './tokenizer.ts';

/** What is used of a loaded model. */
export interface OnnxSession {
  readonly inputNames: readonly string[];
  run(feeds: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>>;
}

/** What is used of `onnxruntime-node`. `onnxruntime-web` has the same form. */
export interface OnnxRuntime {
  readonly InferenceSession: { create(path: string): Promise<OnnxSession> };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
}

export interface OnnxOptions {
  /** A local folder with `tokenizer.json`, `config.json` and the model, as model hubs lay them out. Nothing is downloaded. */
  readonly folder: string;
  /** The model's file in the folder. Default: `model.onnx`, or `onnx/model.onnx`. */
  readonly file?: string;
  /**
   * The class that is an attempt: its name in `config.json`, or its number. Default: the only class whose whole name is one
   * of `injection`, `jailbreak`, `malicious`, `unsafe`, `attack`, in any case and with or without `prompt` before it.
   */
  readonly label?: string | number;
  /** Default `onnx`. */
  readonly name?: string;
  /** Tokens that the model reads at once, special ones included: 16 to 8192. Default 512. */
  readonly maxTokens?: number;
  /** Stretches of one text that are read, one after the other: 1 to 64. Default 8. A longer text counts as down. */
  readonly maxWindows?: number;
  /** Default: the package `onnxruntime-node`, which you install. */
  readonly runtime?: OnnxRuntime;
}

/** Tokens that two stretches share. */
const OVERLAP = 32;
const LARGEST_FILE = 67_108_864;
const RUNTIME = 'onnxruntime-node';

/**
 * A text classifier in this process, for `escalate()`: ONNX, with a WordPiece, Unigram or byte-level BPE tokenizer. Loaded when it is first
 * asked, and again after a failure. A text scores as its worst stretch does. The model's thread can't be stopped: the
 * signal is heeded between stretches.
 *
 * @throws `ERR_OPTION_INVALID` for an option out of range; what cannot be loaded counts as down
 */
export function onnx(options: OnnxOptions): SlowDetector {
  const where = 'onnx';
  checkOptions(where, options, ['folder', 'file', 'label', 'name', 'maxTokens', 'maxWindows', 'runtime']);
  const { folder, file, label, name = 'onnx', runtime } = options;
  if (typeof folder !== 'string' || folder === '') throw optionError(where, '"folder" must be the path of a folder.');
  if (file !== undefined && !/^(?!.*\.\.)[\w.-]+(?:\/[\w.-]+)?$/.test(file)) {
    throw optionError(where, '"file" must be the name of a file in the folder, such as "onnx/model_quantized.onnx".');
  }
  if (label !== undefined && typeof label !== 'string' && !(Number.isInteger(label) && label >= 0)) {
    throw optionError(where, '"label" must be the name or the number of a class.');
  }
  if (!RULE_NAME.test(name)) throw optionError(where, '"name" must be lower-case words joined by "-".');
  const maxTokens = integerOption(where, 'maxTokens', options.maxTokens ?? 512, { min: 16, max: 8192 });
  const maxWindows = integerOption(where, 'maxWindows', options.maxWindows ?? 8, { min: 1, max: 64 });

  let loading: Promise<Classifier> | undefined;
  const load = async (): Promise<Classifier> => {
    const { InferenceSession, Tensor } = runtime ?? (await installedRuntime());
    const tokenizer = tokenizerFrom(await readJson(join(folder, 'tokenizer.json')));
    const classes = classesOf(await readJson(join(folder, 'config.json')).catch(() => ({})));
    const path = join(folder, file ?? (await firstFile(folder, ['model.onnx', 'onnx/model.onnx'])));
    return new Classifier(await InferenceSession.create(path), Tensor, tokenizer, (count) =>
      chosen(classes, label, count),
    );
  };
  return Object.freeze({
    name,
    async classify(text: string, { signal }: { readonly signal: AbortSignal }) {
      loading ??= load();
      let classifier: Classifier;
      try {
        classifier = await loading;
      } catch (error) {
        loading = undefined;
        throw error;
      }
      return { score: await classifier.score(text, maxTokens, maxWindows, signal) };
    },
  });
}

async function installedRuntime(): Promise<OnnxRuntime> {
  const loaded: unknown = await import(RUNTIME);
  const { default: whole } = fieldsOf(loaded);
  const { InferenceSession, Tensor } = { ...fieldsOf(whole), ...(loaded as Partial<OnnxRuntime>) };
  if (InferenceSession === undefined || Tensor === undefined)
    throw new TypeError(`${RUNTIME} has another form than expected`);
  return { InferenceSession, Tensor };
}

async function readJson(path: string): Promise<unknown> {
  if ((await stat(path)).size > LARGEST_FILE) throw new RangeError(`${path} is larger than ${LARGEST_FILE} bytes`);
  return JSON.parse(await readFile(path, 'utf8'));
}

async function firstFile(folder: string, names: readonly string[]): Promise<string> {
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found?.isFile() === true) return name;
  }
  throw new TypeError(`no ${names.join(' or ')} in the folder; name the "file"`);
}

/** The names of the classes, by number. */
const classesOf = (config: unknown): readonly string[] => {
  const { id2label } = fieldsOf(config);
  const names = fieldsOf(id2label);
  const count = Object.keys(names).length;
  return Array.from({ length: count }, (_, id) => String(names[id] ?? ''));
};

/** Names of the class that is an attempt: whole names, since any word of them may stand in the name of the other class. */
const ATTEMPT = /^(?:prompt[-_ ])?(?:injection|jailbreak|malicious|unsafe|attack)$/i;

/** The number of the class that is an attempt. */
function chosen(classes: readonly string[], label: string | number | undefined, count: number): number {
  const telling = classes.flatMap((name, index) => (ATTEMPT.test(name) ? [index] : []));
  const index =
    typeof label === 'string' ? classes.indexOf(label) : (label ?? (telling.length === 1 ? telling[0] : undefined));
  // A single class without a name of its own is the attempt.
  if (count === 1 && label === undefined && classes.every((name) => /^label_0$/i.test(name))) return 0;
  if (index === undefined || index < 0 || index >= count) {
    throw new TypeError(
      `which class is an attempt cannot be told from ${classes.join(', ').slice(0, 200)}; give "label"`,
    );
  }
  return index;
}

class Classifier {
  readonly #session: OnnxSession;
  readonly #tensor: OnnxRuntime['Tensor'];
  readonly #tokenizer: Tokenizer;
  readonly #chosen: (count: number) => number;

  constructor(
    session: OnnxSession,
    tensor: OnnxRuntime['Tensor'],
    tokenizer: Tokenizer,
    chosenOf: (count: number) => number,
  ) {
    this.#session = session;
    this.#tensor = tensor;
    this.#tokenizer = tokenizer;
    this.#chosen = chosenOf;
  }

  async score(text: string, maxTokens: number, maxWindows: number, signal: AbortSignal): Promise<number> {
    const { before, behind } = this.#tokenizer;
    const ids = this.#tokenizer.encode(text);
    const room = maxTokens - before.length - behind.length;
    let highest = 0;
    let windows = 0;
    const step = room > OVERLAP * 2 ? room - OVERLAP : room;
    for (let start = 0; ; start += step) {
      windows += 1;
      if (windows > maxWindows) throw new RangeError(`the text has more than ${maxWindows} stretches`);
      signal.throwIfAborted();
      highest = Math.max(highest, await this.#read([...before, ...ids.slice(start, start + room), ...behind]));
      if (start + room >= ids.length) return highest;
    }
  }

  async #read(ids: readonly number[]): Promise<number> {
    const feeds: Record<string, unknown> = {};
    for (const name of this.#session.inputNames) {
      const value = INPUTS.get(name);
      if (value === undefined) throw new TypeError(`the model asks for ${name.slice(0, 40)}, which is not known`);
      const data = BigInt64Array.from(ids, (id) => BigInt(value(id)));
      feeds[name] = new this.#tensor('int64', data, [1, ids.length]);
    }
    const outputs = await this.#session.run(feeds);
    const { logits: named = Object.values(outputs)[0] } = outputs;
    const { data } = fieldsOf(named);
    const logits = ArrayBuffer.isView(data) || Array.isArray(data) ? Array.from(data as ArrayLike<number>, Number) : [];
    if (logits.length === 0 || !logits.every(Number.isFinite)) throw new TypeError('the model gives no logits');
    return probability(logits, this.#chosen(logits.length));
  }
}

const INPUTS = new Map<string, (id: number) => number>([
  ['input_ids', (id) => id],
  ['attention_mask', () => 1],
  ['token_type_ids', () => 0],
]);

/** Softmax, or the logistic function for a single output. */
function probability(logits: readonly number[], index: number): number {
  const own = logits[index] ?? 0;
  if (logits.length === 1) return 1 / (1 + Math.exp(-own));
  const most = Math.max(...logits);
  return Math.exp(own - most) / logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
}
