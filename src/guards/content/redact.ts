import type { Detector } from '../../detectors/finding.ts';
import { knownSecrets } from '../../detectors/known-secrets.ts';
import { mapLeaves } from '../../detectors/leaves.ts';
import { personalData } from '../../detectors/personal-data.ts';
import { checkDetectors, createRedactor, type RedactionStream, type Redactor } from '../../detectors/redact-text.ts';
import { secrets } from '../../detectors/secrets.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { defineGuard, type Guard, WITHHELD } from '../../guard.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';

/**
 * Where the text lies in a chunk that is not a string. The last word of the text is held back until it is settled. Chunks
 * without text that come meanwhile wait behind it, at most 32 of them, so that the end of the text stands before a chunk that
 * says the text has ended. Where more text follows them, the held word comes with it, behind them; each run of such chunks then
 * leaves the stream as many chunks late as it is long.
 */
export interface ChunkText {
  /** The text of a chunk, or undefined for a chunk that has none. */
  readonly read: (chunk: unknown) => string | undefined;
  /** The same chunk with another text. Called with text to let out, and at the end of the stream with the last chunk that had text. */
  readonly write: (chunk: unknown, text: string) => unknown;
}

export interface RedactOptions {
  /** What to look for. Default: `[secrets(), personalData()]`. */
  readonly detectors?: readonly Detector[];
  /** Values that this process holds, 8 to 4096 characters each: found exactly, also JSON-escaped, URL-encoded, in hex and in base64. */
  readonly knownSecrets?: readonly string[];
  /** Makes what stands in place of a finding. It is given the rule's name only. Default: `[redacted:<rule>]`. */
  readonly mask?: (rule: string) => string;
  /** For streams of objects that carry pieces of one text: a secret split over two of them is then found. */
  readonly text?: ChunkText;
}

/**
 * Takes secrets and personal data out of results and out of the chunks of a stream.
 *
 * Needs nothing, adds nothing. Place it outside every guard that changes results, on tools as on agents. Strings are redacted wherever they lie in plain objects and arrays; keys,
 * and class instances such as `Response`, `Date` or `Buffer`, pass as they are. A value under a key such as `password` or
 * `apiKey` is read together with it. Short or word-like values and published example keys are left: name such values of yours
 * in `knownSecrets`.
 *
 * Streams: string chunks are one text, cut anywhere; the last word is held back until it is settled, and chunks that are not
 * strings may overtake it. Other chunks are redacted one by one: a secret split over two of them is seen only with `text`.
 * What was redacted is observed once, as `redacted` with a count for each rule.
 *
 * @throws `ERR_OUTPUT_INVALID` for a result that can't be walked: a cycle, more than 512 levels or 500,000 values, a throwing getter
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function redact(options: RedactOptions = {}): Guard {
  checkOptions('redact', options, ['detectors', 'knownSecrets', 'mask', 'text']);
  const detectors = checkDetectors('redact', options.detectors ?? [secrets(), personalData()]);
  const known = options.knownSecrets === undefined ? [] : [knownSecrets(options.knownSecrets)];
  if (detectors.length + known.length === 0) {
    throw optionError(
      'redact',
      'nothing to look for: "detectors" is empty. Leave it out for secrets and personal data.',
    );
  }
  const mask = options.mask === undefined ? {} : { mask: options.mask };
  const redactor = createRedactor({ detectors: [...known, ...detectors], ...mask });
  const text = checkChunkText(options.text);

  return defineGuard('redact', async (call, next) => {
    const counts: Record<string, number> = Object.create(null); // rule names of a detector of your own may be any string
    const count = (rule: string): void => {
      counts[rule] = (counts[rule] ?? 0) + 1;
    };
    try {
      if (!call.streaming) return await next({ map: (value) => redactLeaves(redactor, value, count) });
      return await next(redactChunks(redactor, text, count));
    } finally {
      if (Object.keys(counts).length > 0) call.observe({ guard: 'redact', event: 'redacted', details: { ...counts } });
    }
  });
}

function redactLeaves(redactor: Redactor, value: unknown, count: (rule: string) => void): unknown {
  try {
    return mapLeaves(value, (text, _, key) => redactField(redactor, key, text, count));
  } catch (error) {
    if (!isGuardError(error) || error.kind !== 'invalid') throw error;
    throw new GuardError('ERR_OUTPUT_INVALID', `The result cannot be redacted: ${error.message}`, { cause: error });
  }
}

/**
 * A value whose key announces a secret is read together with its key, as it would be in a file: `{ password: '...' }` says
 * what neither of both says alone.
 */
function redactField(redactor: Redactor, key: PropertyKey, text: string, count: (rule: string) => void): string {
  if (typeof key !== 'string' || !ANNOUNCES.test(key) || text.length > LONGEST_FIELD || /["\n]/.test(text)) {
    return redactor.redact(text, count);
  }
  const before = `${key}="`;
  const found: string[] = [];
  const out = redactor.redact(`${before}${text}"`, (rule) => found.push(rule));
  // A finding that took the key or the quote with it is one without the key as well.
  if (!out.startsWith(before) || !out.endsWith('"')) return redactor.redact(text, count);
  found.forEach(count);
  return out.slice(before.length, -1);
}

const ANNOUNCES = /^(?=[\w.-]{1,60}$).*(?:key|token|secret|credential|auth|signature|pass|pwd)/i;
const LONGEST_FIELD = 1000;

/** `map` and `flush` for one stream. */
function redactChunks(redactor: Redactor, text: ChunkText | undefined, count: (rule: string) => void) {
  let strings: RedactionStream | undefined;
  const parts = text === undefined ? undefined : new TextParts(redactor, text, count);
  return {
    map(chunk: unknown): unknown {
      if (typeof chunk !== 'string')
        return parts === undefined ? redactLeaves(redactor, chunk, count) : parts.map(chunk);
      strings ??= redactor.stream(count);
      return strings.push(chunk) || WITHHELD;
    },
    flush(): unknown[] {
      const rest = strings?.end() ?? '';
      const last = parts?.flush() ?? [];
      return rest === '' ? last : [rest, ...last];
    },
  };
}

const MOST_WAITING = 32;

/** The chunks of one stream that carry pieces of a text, and those between them. One comes out for each that goes in, at most. */
class TextParts {
  readonly #redactor: Redactor;
  readonly #text: ChunkText;
  readonly #count: (rule: string) => void;
  readonly #stream: RedactionStream;
  #lastPart: unknown;
  readonly #waiting: unknown[] = [];
  /** How many of those that wait, counted from the last, stand behind held text. */
  #behindText = 0;

  constructor(redactor: Redactor, text: ChunkText, count: (rule: string) => void) {
    this.#redactor = redactor;
    this.#text = text;
    this.#count = count;
    this.#stream = redactor.stream(count);
  }

  map(chunk: unknown): unknown {
    const part = this.#text.read(chunk);
    if (part === undefined) {
      this.#waiting.push(redactLeaves(this.#redactor, chunk, this.#count));
      if (this.#stream.holds()) this.#behindText += 1;
    } else {
      // All but the text is redacted for itself, the text as part of what came before it.
      this.#lastPart = redactLeaves(this.#redactor, this.#text.write(chunk, ''), this.#count);
      this.#waiting.push(this.#text.write(this.#lastPart, this.#stream.push(part)));
      this.#behindText = 0;
    }
    if (this.#waiting.length === this.#behindText && this.#behindText <= MOST_WAITING) return WITHHELD;
    this.#behindText = Math.min(this.#behindText, this.#waiting.length - 1);
    return this.#waiting.shift();
  }

  flush(): unknown[] {
    const rest = this.#stream.end();
    const at = this.#waiting.length - this.#behindText;
    if (rest !== '') this.#waiting.splice(at, 0, this.#text.write(this.#lastPart, rest));
    return this.#waiting;
  }
}

function checkChunkText(text: ChunkText | undefined): ChunkText | undefined {
  if (text === undefined) return undefined;
  checkOptions('redact "text"', text, ['read', 'write']);
  functionOption('redact "text"', 'read', text.read, '(chunk) => string | undefined');
  functionOption('redact "text"', 'write', text.write, '(chunk, text) => chunk');
  return { read: text.read, write: text.write };
}
