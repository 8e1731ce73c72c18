import type { Detector } from '../../detectors/finding.ts';
import { personalData, personalDataRules } from '../../detectors/personal/personal-data.ts';
import {
  type ChunkText,
  type ChunkTexts,
  chunkPartsOption,
  type ToolCallText,
} from '../../detectors/redaction/chunk-text.ts';
import { CleanStream } from '../../detectors/redaction/clean-stream.ts';
import {
  actionsOption,
  hashKeyOption,
  leadsTo,
  type RedactActions,
  treatmentFor,
} from '../../detectors/redaction/redact-action.ts';
import { checkDetectors, createRedactor, type Redactor } from '../../detectors/redaction/redact-text.ts';
import { createCleaner } from '../../detectors/redaction/redact-value.ts';
import { checkTokens, type Tokens, tokenWriter } from '../../detectors/redaction/token-vault.ts';
import { knownSecrets } from '../../detectors/secrets/known-secrets.ts';
import { secretRules } from '../../detectors/secrets/secret-rules.ts';
import { secrets } from '../../detectors/secrets/secrets.ts';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard, WITHHELD } from '../../guard.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';

export interface RedactOptions {
  /** What to look for. Default: `[secrets(), personalData()]`. */
  readonly detectors?: readonly Detector[];
  /** Values that this process holds, 8 to 4096 characters each: found exactly, also JSON-escaped, URL-encoded, in hex and in base64. */
  readonly knownSecrets?: readonly string[];
  /**
   * What is done with what is found: one action for all rules, or one by rule, such as
   * `{ 'private-key': 'refuse', email: 'tokenise', '*': 'hash' }`. Default `mask`, also for rules that are not named. Findings
   * of more than 4096 units are masked where they would be hashed or tokenised.
   */
  readonly action?: RedactActions;
  /**
   * Key of `hash`, 16 bytes or more: equal values then have equal hashes wherever the key is the same. Default: a random one
   * for this guard.
   */
  readonly hashKey?: string | Uint8Array;
  /** Holds what `tokenise` replaces, until the run ends. Required for `tokenise`, and made by `createTokens()`. */
  readonly tokens?: Tokens;
  /** Makes what stands in place of a finding. It is given the rule's name only. Default: `[redacted:<rule>]`. */
  readonly mask?: (rule: string) => string;
  /** For streams of objects that carry pieces of one text: a secret split over two of them is then found. */
  readonly text?: ChunkText;
  /** The same for several texts in one stream; takes the place of `text`. */
  readonly texts?: ChunkTexts;
  /** For streams of objects that carry pieces of tool-call arguments: they are held until they are complete. */
  readonly toolCalls?: ToolCallText;
}

/**
 * Takes secrets and personal data out of results and out of the chunks of a stream: masks them, replaces them by a keyed hash
 * or by a placeholder that `restoreTokens()` reverses within the run, or refuses the call.
 *
 * Needs nothing, adds nothing. Place it outside the guards that change results, on tools as on agents, but inside `truncate()`
 * and inside a `promptFilter()` that wraps. Strings are redacted wherever they lie in plain objects and arrays; one that is
 * JSON stays JSON, in which keys and numbers are redacted too. Keys of objects, and class instances such as `Response`, `Date` or `Buffer`, pass as they are. A value under a key such as `password` or `apiKey` is
 * read together with it. Short or word-like values and published example keys are left: name such values of yours in
 * `knownSecrets`.
 *
 * Streams: string chunks are one text, cut anywhere; the last words, some 40 units of prose, are held back until they are
 * settled, and chunks that are not strings may overtake it. Other chunks are redacted one by one: a secret split over two of
 * them is seen only with `text` or `texts`, and `toolCalls`; `openAiChunks`, `anthropicChunks` and `aiSdkChunks` are these for three
 * usual forms of chunks. What was redacted is observed once, as `redacted` with a count for each rule. A refusal in a stream
 * aborts what is behind, and is observed as `cut-off` with the number of chunks and of units of text that had left this guard.
 *
 * @throws `ERR_SENSITIVE_DATA` where an action is `refuse`, with the name of the rule, never text
 * @throws `ERR_OUTPUT_INVALID` for a result that can't be walked: a cycle, more than 512 levels or 500,000 values, a throwing getter
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function redact(options: RedactOptions = {}): Guard {
  checkOptions('redact', options, [
    'detectors',
    'knownSecrets',
    'action',
    'hashKey',
    'tokens',
    'mask',
    'text',
    'texts',
    'toolCalls',
  ]);
  const redactor = redactorFrom(options);
  const { action = 'mask' } = options;
  const actionOf = actionsOption('redact', action, options.detectors === undefined ? defaultRules() : undefined);
  if (options.hashKey !== undefined && !leadsTo(action, 'hash')) {
    throw optionError(
      'redact',
      `"hashKey" is for the action hash, which "action" does not name. Leave it out, or add 'hash'.`,
    );
  }
  if (options.mask !== undefined && action === 'refuse') {
    throw optionError(
      'redact',
      '"mask" writes nothing where all rules are refused. Leave it out, or refuse some by rule.',
    );
  }
  const hashKey = hashKeyOption('redact', options.hashKey);
  const tokens = tokensOption(action, options.tokens);
  const parts = chunkPartsOption('redact', options);

  return defineGuard('redact', async (call, next) => {
    const counts: Record<string, number> = Object.create(null); // rule names of a detector of your own may be any string
    let refused: string | undefined;
    const cutOff = new AbortController();
    const count = (rule: string): void => {
      if (actionOf(rule) === 'refuse') {
        refused = rule;
        throw new GuardError('ERR_SENSITIVE_DATA', `The result holds what rule "${rule}" found.`);
      }
      counts[rule] = (counts[rule] ?? 0) + 1;
    };
    const token = tokens === undefined ? undefined : tokenWriter(tokens, call);
    const cleaner = createCleaner(redactor, count, treatmentFor(actionOf, hashKey, token));
    const stream = new CleanStream(cleaner, parts);
    const map = (chunk: unknown): unknown => {
      const out = stream.next(chunk);
      return out.length === 0 ? WITHHELD : out[0];
    };
    try {
      if (!call.streaming) return await next({ map: (value) => cleaner.value(value) });
      return await next({ map, flush: () => stream.end(), signal: cutOff.signal });
    } finally {
      if (Object.keys(counts).length > 0) call.observe({ guard: 'redact', event: 'redacted', details: { ...counts } });
      if (refused !== undefined && call.streaming) {
        cutOff.abort(new DOMException('The stream was refused.', 'AbortError')); // what the callee started may still run
        call.observe({ guard: 'redact', event: 'cut-off', details: { rule: refused, ...stream.released } });
      }
    }
  });
}

const defaultRules = (): string[] => ['known-secret', ...secretRules(), ...personalDataRules];

function redactorFrom({ detectors: given, knownSecrets: values, mask }: RedactOptions): Redactor {
  const detectors = checkDetectors('redact', given ?? [secrets(), personalData()]);
  const known = values === undefined ? [] : [knownSecrets(values)];
  if (mask !== undefined) functionOption('redact', 'mask', mask, '(rule) => string');
  if (detectors.length + known.length === 0) {
    throw optionError(
      'redact',
      'nothing to look for: "detectors" is empty. Leave it out for secrets and personal data.',
    );
  }
  return createRedactor({ detectors: [...known, ...detectors], ...(mask === undefined ? {} : { mask }) });
}

function tokensOption(action: RedactActions, tokens: unknown): Tokens | undefined {
  const isUsed = leadsTo(action, 'tokenise');
  if (tokens !== undefined) {
    const checked = checkTokens('redact', tokens);
    if (isUsed) return checked;
    throw optionError(
      'redact',
      `"tokens" is for the action tokenise, which "action" does not name. Leave it out, or add 'tokenise'.`,
    );
  }
  if (isUsed) throw optionError('redact', '"tokens" is required for tokenise: createTokens().');
  return undefined;
}
