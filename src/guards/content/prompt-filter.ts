import type { Detection, Detector, Finding } from '../../detectors/finding.ts';
import { injection } from '../../detectors/injection.ts';
import { changeJsonStrings } from '../../detectors/json-text.ts';
import { mapLeaves, type Path } from '../../detectors/leaves.ts';
import { withoutHidden } from '../../detectors/normalize.ts';
import { SENTENCE_WINDOW, SentenceWindows, sentencesAround } from '../../detectors/sentences.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { defineGuard, type Guard, WITHHELD } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { checkOptions, choiceOption, optionError } from '../../options.ts';

/** What happens to text that tries to take over: the call is refused, the sentences are taken out, or it is put on record only. */
export type PromptVerdict = 'deny' | 'strip' | 'flag';

export interface PromptFilterOptions {
  /** Which side is read. Default `both`. */
  readonly on?: 'input' | 'result' | 'both';
  /** For inputs. Default `deny`. */
  readonly verdict?: PromptVerdict;
  /** For results and the chunks of streams. Default `strip`: one poisoned page must not end a run. */
  readonly resultVerdict?: PromptVerdict;
  /** Score from which a text counts as an attempt, above 0 to 1. Default 0.5. */
  readonly threshold?: number;
  /** What judges a text. Default `injection()`. */
  readonly detector?: Detector;
  /** Leaves invisible characters without natural use in the text. Default false: they are removed from all text, whatever the verdict. */
  readonly keepInvisibleCharacters?: boolean;
}

/** Stands in place of what `strip` takes out, so that readers of a result can tell. */
export const REMOVED_INSTRUCTION = '[removed: instruction in untrusted content]';

/**
 * Looks for text that tries to give the model instructions, in inputs and in results, and refuses it, takes it out or puts
 * it on record (observed as `flagged` or `stripped`). Strings are read one by one, wherever they lie in plain objects and
 * arrays; keys and class instances are not read, and an attempt that is split over two strings of one object is not seen.
 * A string that holds JSON is read as text; `strip` changes only strings in it, so that it stays JSON.
 *
 * Needs nothing, adds nothing. Place it behind identity and limits on the way in, and on tools inside
 * `redact()`. A question about an attack can be refused too: try it with `monitor()` or as `flag` first.
 * It lowers how often an agent is fooled. What a fooled agent can do is bounded by `capability()`, which this never replaces.
 *
 * Streams: string chunks are one text, held back to the end of a sentence, at most 2048 units; other chunks are judged one
 * by one. The part of an attempt that stood in an earlier window has then left already.
 *
 * @throws `ERR_PROMPT_INJECTION` with rule names and paths, never text
 * @throws `ERR_INPUT_TOO_LARGE`, `ERR_INPUT_INVALID`, and for results `ERR_OUTPUT_INVALID`, for data that can't be walked: a
 *   cycle, more than 512 levels or 500,000 values, a throwing getter
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function promptFilter(options: PromptFilterOptions = {}): Guard {
  checkOptions('promptFilter', options, [
    'on',
    'verdict',
    'resultVerdict',
    'threshold',
    'detector',
    'keepInvisibleCharacters',
  ]);
  const on = choiceOption('promptFilter', 'on', options.on ?? 'both', ['input', 'result', 'both']);
  const input = choiceOption('promptFilter', 'verdict', options.verdict ?? 'deny', VERDICTS);
  const result = choiceOption('promptFilter', 'resultVerdict', options.resultVerdict ?? 'strip', VERDICTS);
  const judge = judgeFrom(options);

  return defineGuard('prompt-filter', async (call, next) => {
    const inputs = new Filter(judge, input);
    const results = new Filter(judge, result);
    try {
      const change = on === 'result' ? {} : readInput(call.input, inputs);
      if (on === 'input') return await next(change);
      if (!call.streaming) return await next({ ...change, map: (value) => readResult(value, results) });
      const text = new FilteredStream(results);
      return await next({
        ...change,
        map: (chunk) => (typeof chunk === 'string' ? text.push(chunk) : readResult(chunk, results)),
        flush: () => text.end(),
      });
    } finally {
      inputs.report(call);
      results.report(call);
    }
  });
}

const VERDICTS = ['deny', 'strip', 'flag'] as const;

/** What is the same for every call. */
interface Judge {
  readonly detector: Detector;
  readonly threshold: number;
  readonly clean: (text: string) => string;
}

function judgeFrom({
  threshold = 0.5,
  detector = injection(),
  keepInvisibleCharacters = false,
}: PromptFilterOptions): Judge {
  if (typeof threshold !== 'number' || !(threshold > 0 && threshold <= 1)) {
    throw optionError('promptFilter', `"threshold" must be a number above 0 up to 1, got ${String(threshold)}.`);
  }
  if (typeof detector !== 'object' || detector === null || typeof detector.scan !== 'function') {
    throw optionError(
      'promptFilter',
      '"detector" must have a scan(text) method. Call the factory: injection(), not injection.',
    );
  }
  if (typeof keepInvisibleCharacters !== 'boolean') {
    throw optionError('promptFilter', '"keepInvisibleCharacters" must be true or false.');
  }
  return { detector, threshold, clean: keepInvisibleCharacters ? (text) => text : withoutHidden };
}

function readInput(input: unknown, filter: Filter): { input?: unknown } {
  const cleaned = mapLeaves(input, (text, path) => filter.read(text, path));
  return Object.is(cleaned, input) ? {} : { input: cleaned };
}

function readResult(value: unknown, filter: Filter): unknown {
  try {
    return mapLeaves(value, (text, path) => filter.read(text, path));
  } catch (error) {
    if (!isGuardError(error) || error.kind !== 'invalid') throw error;
    throw new GuardError('ERR_OUTPUT_INVALID', `The result cannot be filtered: ${error.message}`, { cause: error });
  }
}

const MOST_NAMED = 20;

/** Judges the texts of one side of one call, and remembers what it saw. */
class Filter {
  readonly #judge: Judge;
  readonly #verdict: PromptVerdict;
  readonly #rules = new Set<string>();
  #count = 0;

  constructor(judge: Judge, verdict: PromptVerdict) {
    this.#judge = judge;
    this.#verdict = verdict;
  }

  /** The text that may pass. */
  read(text: string, path: Path): string {
    return this.pass(text, this.find(text), path);
  }

  /** What is an attempt in a text. `context` is what stood before it and has passed already. */
  find(text: string, context = ''): readonly Finding[] {
    const { detector, threshold } = this.#judge;
    const detection = detector.scan(context + text);
    return detection.score < threshold ? [] : relevant(detection, context.length);
  }

  /** What the verdict leaves of a text with these findings, whose offsets are too large by `shift`. */
  pass(text: string, findings: readonly Finding[], path: Path, shift = 0): string {
    const { clean } = this.#judge;
    if (findings.length === 0) return clean(text);
    this.#count += 1;
    for (const { rule } of findings) if (this.#rules.size < MOST_NAMED) this.#rules.add(rule);
    if (this.#verdict === 'deny') throw refusal(findings, path);
    return clean(this.#verdict === 'flag' ? text : this.#strip(text, findings, shift));
  }

  /** In JSON only strings change, so that it stays what it was: first their sentences, then, if that does not do, all of them. */
  #strip(text: string, findings: readonly Finding[], shift: number): string {
    if (shift > 0) return stripSentences(text, findings, shift);
    const withoutSentences = changeJsonStrings(text, findings, (value) => {
      const found = this.find(value);
      return found.length === 0 ? value : this.#strip(value, found, 0);
    });
    if (withoutSentences === undefined) return stripSentences(text, findings, 0);
    if (this.find(withoutSentences).length === 0) return withoutSentences;
    const withoutStrings = changeJsonStrings(text, findings, () => REMOVED_INSTRUCTION) ?? text;
    return this.find(withoutStrings).length === 0 ? withoutStrings : stripSentences(text, findings, 0);
  }

  /** Puts on record what passed changed or flagged. A refusal is on record by itself. */
  report(call: Invocation): void {
    if (this.#count === 0 || this.#verdict === 'deny') return;
    const event = this.#verdict === 'strip' ? 'stripped' : 'flagged';
    call.observe({ guard: 'prompt-filter', event, details: { rules: [...this.#rules], count: this.#count } });
  }
}

/** Weak findings far from any strong one are not part of the attempt; those that end before `from` were judged before. */
function relevant({ findings }: Detection, from: number): readonly Finding[] {
  const fresh = findings.filter(({ end }) => end > from);
  const strong = fresh.filter(({ severity }) => severity !== 'low');
  if (strong.length === 0) return fresh;
  let next = 0;
  return fresh.filter((finding) => {
    while (next < strong.length - 1 && (strong[next]?.end ?? 0) + NEAR < finding.start) next += 1;
    const { start, end } = strong[next] ?? finding;
    return finding.severity !== 'low' || (finding.start <= end + NEAR && finding.end >= start - NEAR);
  });
}

const NEAR = 300;

function refusal(findings: readonly Finding[], path: Path): GuardError {
  const rules = [...new Set(findings.map(({ rule }) => rule))].slice(0, MOST_NAMED);
  return new GuardError('ERR_PROMPT_INJECTION', `Refused by ${rules.join(', ')} at ${path()}.`);
}

function stripSentences(text: string, findings: readonly Finding[], shift: number): string {
  const spans = findings.map(({ start, end }) => ({ start: Math.max(0, start - shift), end: end - shift }));
  let out = '';
  let copied = 0;
  for (const { start, end } of sentencesAround(text, spans)) {
    out += text.slice(copied, start) + REMOVED_INSTRUCTION;
    copied = end;
  }
  return out + text.slice(copied);
}

/** The string chunks of one stream, judged in windows that end with a sentence. */
class FilteredStream {
  readonly #filter: Filter;
  readonly #windows = new SentenceWindows();
  /** The end of what has passed, so that an attempt is seen that a window cut in two. */
  #context = '';

  constructor(filter: Filter) {
    this.#filter = filter;
  }

  push(chunk: string): unknown {
    this.#windows.push(chunk);
    let out = '';
    for (let next = this.#next(); next !== ''; next = this.#next()) out += this.#pass(next);
    return out === '' ? WITHHELD : out;
  }

  end(): string[] {
    const rest = this.#windows.rest();
    const out = rest === '' ? '' : this.#pass(rest);
    return out === '' ? [] : [out];
  }

  #next(): string {
    return this.#windows.next(this.#context.length);
  }

  #pass(text: string): string {
    const findings = this.#filter.find(text, this.#context);
    const out = this.#filter.pass(text, findings, () => 'the stream', this.#context.length);
    // What was judged an attempt must not make the next sentences look like one.
    this.#context = findings.length > 0 ? '' : (this.#context + text).slice(-SENTENCE_WINDOW);
    return out;
  }
}
