import type { Detector } from '../../detectors/finding.ts';
import { injection } from '../../detectors/injection/injection.ts';
import { withoutHidden } from '../../detectors/readings/characters/normalize.ts';
import { checkSpotlight, type Spotlight } from '../../detectors/spotlight.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { type Allowance, compileAllowances } from '../../filter/allowances.ts';
import { ContentFilter, type MediaVerdict, type PromptVerdict } from '../../filter/content-filter.ts';
import { Conversations, Tail } from '../../filter/conversations.ts';
import { FilteredStream } from '../../filter/filtered-stream.ts';
import type { Later } from '../../filter/later.ts';
import type { MediaPart } from '../../filter/media-parts.ts';
import { type PromptPreset, presets } from '../../filter/presets.ts';
import { noteFinding } from '../../filter/run-findings.ts';
import { fitsSecondLook, TextJudge } from '../../filter/text-judge.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { Invocation } from '../../invocation.ts';
import { checkOptions, choiceOption, functionOption, optionError } from '../../options.ts';
import { isThenable } from '../../schema.ts';

/**
 * Reads images, sounds and files: `refuse` is an attempt, whatever the verdict makes of one. Must be bounded in time and heed
 * `call.signal`.
 */
export type MediaPort = (part: MediaPart, call: Invocation) => MediaVerdict | Promise<MediaVerdict>;

export interface PromptFilterOptions {
  /** Which side is read. Default `both`. */
  readonly on?: 'input' | 'result' | 'both';
  /** For inputs. Default `deny`. */
  readonly verdict?: PromptVerdict;
  /** For results and the chunks of streams. Default `strip`: one poisoned page must not end a run. */
  readonly resultVerdict?: PromptVerdict;
  /**
   * How soon a text counts as an attempt. Default `balanced`: about 0.6 % of ordinary prompts and 0.15 % of clean documents of
   * unseen sources are flagged. `strict`: 1.1 % and 0.25 %. `lenient`: 0.3 % and 0.1 %.
   */
  readonly preset?: PromptPreset;
  /** Score from which a text counts as an attempt, above 0 to 1, in the place of a preset. */
  readonly threshold?: number;
  /**
   * What judges a text. Default `injection()` for inputs and `injection({ source: 'document' })` for results. What `escalate()`
   * makes asks a slower one where the score leaves doubt.
   */
  readonly detector?: Detector;
  /** Marks texts as data. Required for the verdict `wrap` and for `wrap: 'always'`: its `systemPrompt` belongs into the system prompt. */
  readonly spotlight?: Spotlight;
  /**
   * `always` marks every text of results as data, whatever is found in it: each string by itself, but for ids, numbers and
   * names of at most two words in ASCII; the string chunks of a stream as one text. Keys are never marked. Default `suspicious`: only by the verdict `wrap`.
   */
  readonly wrap?: 'suspicious' | 'always';
  /**
   * What is no attempt, by target: phrases and rules. It explains itself only: beside something else that is suspicious it
   * counts. Default: nothing.
   */
  readonly allow?: readonly Allowance[];
  /**
   * Tells which conversation a call belongs to (1 to 256 characters, undefined for none): a text is then read together with the
   * end of what came before, so that an attempt split over calls is seen. Ends of 800 units of 1000 conversations stay in
   * memory.
   */
  readonly conversation?: (call: Invocation) => string | undefined;
  /**
   * Roles of messages in inputs that are not judged, such as `['system']`. Default: none, since a role is only what the caller
   * wrote. A system prompt often reads as an attempt: the refusal says so. Name one only where your own code, and nobody else, writes the messages of that role.
   */
  readonly trustedRoles?: readonly string[];
  /**
   * Images, sounds and files, which no text filter reads. Default `refuse`: what nobody has read counts as an attempt. `flag`
   * and `pass` let all pass; a function decides one by one.
   */
  readonly media?: MediaVerdict | MediaPort;
  /** Leaves invisible characters without natural use in the text. Default false: they are removed from all text, whatever the verdict. */
  readonly keepInvisibleCharacters?: boolean;
}

/**
 * Looks for text that tries to give the model instructions, in inputs and in results, and refuses it, takes it out, marks it as
 * data or puts it on record (observed as `stripped`, `wrapped` or `flagged`; as `unsettled` what a slow detector should have judged). Strings are read one by one and, by their ends,
 * as one text with their neighbours, wherever they lie in plain objects and arrays: content parts, messages and JSON leaves
 * alike, and keys, by the words they are made of. Class instances are not read. A string that holds JSON is read as text; `strip`
 * changes only strings in it, so that it stays JSON, in streams too.
 *
 * Needs nothing, adds nothing. Place it behind identity and limits on the way in, and on tools inside
 * `redact()`; where it wraps, outside it. A question about an attack can be refused too: try it with `monitor()` or as `flag` first.
 * It lowers how often an agent is fooled. What a fooled agent can do is bounded by `capability()`, which this never replaces.
 *
 * Streams: string chunks are one text, held back to the end of a sentence, at most 2048 units; other chunks are judged one
 * by one, with the end of those before. The part of an attempt that stood in an earlier window has then left already.
 *
 * @throws `ERR_PROMPT_INJECTION` with rule names and paths, never text
 * @throws `ERR_INPUT_TOO_LARGE`, `ERR_INPUT_INVALID`, and for results `ERR_OUTPUT_INVALID`, for data that can't be walked: a
 *   cycle, more than 512 levels or 500,000 values, a throwing getter
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function promptFilter(options: PromptFilterOptions = {}): Guard {
  checkOptions('promptFilter', options, OPTIONS);
  const on = choiceOption('promptFilter', 'on', options.on ?? 'both', ['input', 'result', 'both']);
  checkSides(options);
  const filters = filtersFrom(options);

  return defineGuard('prompt-filter', async (call, next) => {
    const inputs = filters('input', call);
    const results = filters('result', call);
    try {
      const change = on === 'result' ? {} : await readInput(call.input, inputs);
      if (on === 'input') return await next(change);
      if (!call.streaming) return await next({ ...change, map: (value) => readResult(value, results, results.tail) });
      const text = new FilteredStream(results.filter);
      const tail = new Tail();
      return await next({
        ...change,
        map: (chunk) => (typeof chunk === 'string' ? text.push(chunk) : readResult(chunk, results, tail, '')),
        flush: () => text.end(),
      });
    } finally {
      report(call, 'input', inputs);
      report(call, 'result', results);
    }
  });
}

const OPTIONS = [
  'on',
  'verdict',
  'resultVerdict',
  'preset',
  'threshold',
  'detector',
  'spotlight',
  'wrap',
  'allow',
  'conversation',
  'trustedRoles',
  'media',
  'keepInvisibleCharacters',
];
/** Options of the side that is not read. */
function checkSides({ on, verdict, resultVerdict, wrap }: PromptFilterOptions): void {
  const unused = (name: string, side: string): never => {
    throw optionError(
      'promptFilter',
      `"${name}" is for ${side}, which on: '${on}' does not read. Leave one of them out.`,
    );
  };
  if (on === 'result' && verdict !== undefined) unused('verdict', 'inputs');
  if (on === 'input' && resultVerdict !== undefined) unused('resultVerdict', 'results');
  if (on === 'input' && wrap === 'always') unused('wrap', 'results');
}

const VERDICTS = ['deny', 'strip', 'wrap', 'flag'] as const;
const MEDIA_VERDICTS = ['refuse', 'flag', 'pass'] as const;

/** What reads one side of one call. */
interface Side {
  readonly filter: ContentFilter;
  /** What passed before in the same conversation. */
  readonly tail: Tail | undefined;
  /** Texts that a slow detector should have judged and did not, by reason. */
  unsettled(): ReadonlyMap<string, number>;
}

/** Checks the options, and says how one side of one call is read. */
function filtersFrom(options: PromptFilterOptions): (side: 'input' | 'result', call: Invocation) => Side {
  const input = choiceOption('promptFilter', 'verdict', options.verdict ?? 'deny', VERDICTS);
  const result = choiceOption('promptFilter', 'resultVerdict', options.resultVerdict ?? 'strip', VERDICTS);
  const wrapsAlways =
    choiceOption('promptFilter', 'wrap', options.wrap ?? 'suspicious', ['suspicious', 'always']) === 'always';
  const threshold = thresholdFrom(options);
  const { detector, spotlight, allow = [], conversation, media = 'refuse' } = options;
  if (detector !== undefined && (typeof detector !== 'object' || typeof detector?.scan !== 'function')) {
    throw optionError(
      'promptFilter',
      '"detector" must have a scan(text) method. Call the factory: injection(), not injection.',
    );
  }
  if (detector !== undefined && !fitsSecondLook(detector, threshold)) {
    throw optionError(
      'promptFilter',
      `the threshold ${threshold} must lie between "from" and "to" of escalate(): a text that scores beyond "to" is not asked about.`,
    );
  }
  if (spotlight !== undefined) checkSpotlight('promptFilter', spotlight);
  if (spotlight === undefined && (wrapsAlways || input === 'wrap' || result === 'wrap')) {
    throw optionError(
      'promptFilter',
      '"spotlight" is required to wrap: make one with spotlight(), and put its systemPrompt into the system prompt.',
    );
  }
  const { keepInvisibleCharacters = false } = options;
  if (typeof keepInvisibleCharacters !== 'boolean') {
    throw optionError('promptFilter', '"keepInvisibleCharacters" must be true or false.');
  }
  if (conversation !== undefined)
    functionOption('promptFilter', 'conversation', conversation, '(call) => string | undefined');
  if (typeof media !== 'function') choiceOption('promptFilter', 'media', media, MEDIA_VERDICTS);
  const detectors = {
    input: detector ?? injection(),
    result: detector ?? injection({ source: 'document' }),
  };
  const allowed = compileAllowances('promptFilter', allow);
  const clean = keepInvisibleCharacters ? (text: string) => text : withoutHidden;
  const trustedRoles = rolesFrom(options.trustedRoles);
  const plans = {
    input: { side: 'input', verdict: input, clean, spotlight, wrapsAlways: false, trustedRoles },
    result: { side: 'result', verdict: result, clean, spotlight, wrapsAlways, trustedRoles },
  } as const;
  const conversations = { input: new Conversations(), result: new Conversations() };

  return (side, call) => {
    const judge = new TextJudge(detectors[side], threshold, allowed(call.target), () => call.signal);
    const key = conversation?.(call);
    const mediaVerdict = (part: MediaPart): Later<MediaVerdict> => {
      if (typeof media !== 'function') return media;
      const verdict = media(part, call);
      return isThenable(verdict) ? verdict.then(checkedVerdict) : checkedVerdict(verdict);
    };
    return {
      filter: new ContentFilter(judge, plans[side], mediaVerdict),
      tail: key === undefined ? undefined : conversations[side].tailOf(key),
      unsettled: () => judge.unsettled(),
    };
  };
}

function thresholdFrom({ preset, threshold }: PromptFilterOptions): number {
  if (preset !== undefined && threshold !== undefined) {
    throw optionError('promptFilter', 'give "preset" or "threshold", not both.');
  }
  const names = ['strict', 'balanced', 'lenient'] as const;
  if (threshold === undefined)
    return presets[choiceOption('promptFilter', 'preset', preset ?? 'balanced', names)].threshold;
  if (typeof threshold !== 'number' || !(threshold > 0 && threshold <= 1)) {
    throw optionError('promptFilter', `"threshold" must be a number above 0 up to 1, got ${String(threshold)}.`);
  }
  return threshold;
}

function rolesFrom(roles: readonly string[] = []): ReadonlySet<string> {
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string' && /^[a-z]{1,32}$/.test(role))) {
    throw optionError('promptFilter', '"trustedRoles" must be a list of roles in lower case, such as [\'system\'].');
  }
  return new Set(roles);
}

/** What a port says that is no verdict refuses: a guard that breaks denies. */
function checkedVerdict(verdict: unknown): MediaVerdict {
  const known = MEDIA_VERDICTS.find((name) => name === verdict);
  if (known === undefined) throw new TypeError(`"media" must return ${MEDIA_VERDICTS.join(', ')}`);
  return known;
}

async function readInput(input: unknown, { filter, tail }: Side): Promise<{ input?: unknown }> {
  const read = filter.read(input, tail);
  const cleaned = isThenable(read) ? await read : read;
  return Object.is(cleaned, input) ? {} : { input: cleaned };
}

function readResult(value: unknown, { filter }: Side, tail: Tail | undefined, seam?: '' | ' '): Later<unknown> {
  try {
    const read = filter.read(value, tail, seam);
    return isThenable(read)
      ? read.then(undefined, (error: unknown) => {
          throw ofResult(error);
        })
      : read;
  } catch (error) {
    throw ofResult(error);
  }
}

const ofResult = (error: unknown): unknown =>
  isGuardError(error) && error.kind === 'invalid'
    ? new GuardError('ERR_OUTPUT_INVALID', `The result cannot be filtered: ${error.message}`, { cause: error })
    : error;

/** Puts on record what passed changed or flagged, and tells the run. A refusal is on record by itself. */
function report(call: Invocation, side: 'input' | 'result', { filter, unsettled }: Side): void {
  const missed = unsettled();
  if (missed.size > 0) {
    call.observe({ guard: 'prompt-filter', event: 'unsettled', details: { side, ...Object.fromEntries(missed) } });
  }
  const seen = filter.outcome();
  if (seen === undefined) return;
  const { outcome, ...summary } = seen;
  noteFinding(call, { guard: 'prompt-filter', side, outcome, ...summary });
  if (outcome !== 'denied') call.observe({ guard: 'prompt-filter', event: outcome, details: summary });
}

export { REMOVED_MEDIA } from '../../filter/content-filter.ts';
export { type FindingOutcome, findingsOf, type RunFinding } from '../../filter/run-findings.ts';
export { REMOVED_INSTRUCTION } from '../../filter/strip.ts';
export type { Allowance, MediaPart, MediaVerdict, PromptPreset, PromptVerdict };
