import type { Detector } from '../../detectors/finding.ts';
import { type Canary, canaries } from '../../detectors/leaks/canary.ts';
import { type OutgoingLinksOptions, outgoingLinks } from '../../detectors/leaks/outgoing-links.ts';
import { promptSimilarity } from '../../detectors/leaks/prompt-similarity.ts';
import {
  type ChunkText,
  type ChunkTexts,
  chunkPartsOption,
  type ToolCallText,
} from '../../detectors/redaction/chunk-text.ts';
import { CleanStream } from '../../detectors/redaction/clean-stream.ts';
import { eachKey } from '../../detectors/redaction/object-keys.ts';
import { createRedactor, type Treatment } from '../../detectors/redaction/redact-text.ts';
import { type Cleaner, createCleaner } from '../../detectors/redaction/redact-value.ts';
import { knownSecrets } from '../../detectors/secrets/known-secrets.ts';
import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard, WITHHELD } from '../../guard.ts';
import { checkOptions, choiceOption, optionError } from '../../options.ts';

/** What happens to a result that gives away what must stay inside: it is refused, the part is masked, or it is put on record only. */
export type OnLeak = 'refuse' | 'mask' | 'flag';

export interface LeakCheckOptions {
  /** Words that stand in the prompt and nowhere else, from `createCanary()`, or your own of 12 to 256 letters or digits. */
  readonly canaries?: readonly (string | Canary)[];
  /** Texts whose sentences must not come out, 64 letters or more each, together at most 100,000 units. */
  readonly systemPrompt?: string | readonly string[];
  /** Values that this process holds, 8 to 4096 characters each: found exactly, also JSON-escaped, URL-encoded, in hex and in base64. */
  readonly knownSecrets?: readonly string[];
  /** For all of them. Default `refuse`. */
  readonly onLeak?: OnLeak;
  /** Hosts to which images and links may lead. Default: none. `false` leaves images and links as they are. */
  readonly links?: OutgoingLinksOptions | false;
  /** For streams of objects that carry pieces of one text. */
  readonly text?: ChunkText;
  /** The same for several texts in one stream; takes the place of `text`. */
  readonly texts?: ChunkTexts;
  /** For streams of objects that carry pieces of tool-call arguments: they are held until they are complete. */
  readonly toolCalls?: ToolCallText;
}

/** Stands in place of the address of an image, or of what else is fetched without a click. */
export const REMOVED_IMAGE = '[image removed: its host is not allowed]';
/** Stands in place of an address that carries data to a host that is not allowed. */
export const REMOVED_LINK = '[link removed: its address carries data]';

/**
 * Looks in results for what must not leave: canaries and the sentences of the system prompt, in plain and encoded forms, and
 * known secrets. Such a result is refused. Addresses through which a shown text carries data out are taken from images and links,
 * in Markdown, HTML and CSS, and a sentence says so: images on hosts that are not allowed, always; links to such hosts when their
 * address has room for data. Where a text defines addresses by name, `[1]: https://...`, images that can refer to one are taken out.
 *
 * Needs nothing, adds nothing. Place it on agents, inside `redact()` and outside `output()`. Strings are read one by one,
 * wherever they lie in plain objects and arrays, as JSON where they are JSON, and so are keys, which cannot be masked and are refused then; what is split
 * over two strings of one object is not seen. A prompt that was paraphrased or translated is not known again: what must stay
 * secret must not stand in a prompt.
 *
 * Streams: as in `redact()`, by the same code: string chunks are one text, cut anywhere, and `text` and `toolCalls` say where
 * it lies in others. What is held is at most the beginning of a leak, about 130 letters, and an address of 512 units. A refusal
 * aborts what is behind, and is observed as `cut-off` with the number of chunks and of units of text that had left this guard.
 * Others are observed as `redacted`, `flagged` and `neutralised`, with counts.
 *
 * @throws `ERR_LEAK` with the name of the rule, never text
 * @throws `ERR_OUTPUT_INVALID` for a result that can't be walked: a cycle, more than 512 levels or 500,000 values, a throwing getter
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function leakCheck(options: LeakCheckOptions = {}): Guard {
  checkOptions('leakCheck', options, [
    'canaries',
    'systemPrompt',
    'knownSecrets',
    'onLeak',
    'links',
    'text',
    'texts',
    'toolCalls',
  ]);
  const onLeak = choiceOption('leakCheck', 'onLeak', options.onLeak ?? 'refuse', ['refuse', 'mask', 'flag']);
  const redactor = createRedactor({ detectors: detectorsFrom(options), mask });
  const { canaries: words, systemPrompt, knownSecrets: values } = options;
  if (options.onLeak !== undefined && words === undefined && systemPrompt === undefined && values === undefined) {
    throw optionError(
      'leakCheck',
      '"onLeak" is for canaries, a systemPrompt and knownSecrets: give one, or leave it out. Links are always taken out.',
    );
  }
  const parts = chunkPartsOption('leakCheck', options);
  const treatment: Treatment = {
    of: (rule) => (onLeak === 'flag' && !isLink(rule) ? 'keep' : 'mask'),
    write: () => undefined,
  };

  return defineGuard('leak-check', async (call, next) => {
    const leaks: Record<string, number> = {};
    const links: Record<string, number> = {};
    let refused: string | undefined;
    const cutOff = new AbortController();
    const refuse = (rule: string): never => {
      refused = rule;
      throw new GuardError('ERR_LEAK', `The result holds what rule "${rule}" found.`);
    };
    const count = (rule: string): void => {
      const counts = isLink(rule) ? links : leaks;
      if (counts === leaks && onLeak === 'refuse') refuse(rule);
      counts[rule] = (counts[rule] ?? 0) + 1;
    };
    const cleaner = withKeys(createCleaner(redactor, count, treatment), (key) => {
      redactor.redact(
        key,
        (rule) => (isLink(rule) ? undefined : onLeak === 'mask' ? refuse(rule) : count(rule)),
        treatment,
      );
    });
    const stream = new CleanStream(cleaner, parts);
    const map = (chunk: unknown): unknown => {
      const out = stream.next(chunk);
      return out.length === 0 ? WITHHELD : out[0];
    };
    const observe = (event: string, details: Readonly<Record<string, unknown>>): void => {
      if (Object.keys(details).length > 0) call.observe({ guard: 'leak-check', event, details });
    };
    try {
      if (!call.streaming) return await next({ map: (value) => cleaner.value(value) });
      return await next({ map, flush: () => stream.end(), signal: cutOff.signal });
    } finally {
      observe(onLeak === 'flag' ? 'flagged' : 'redacted', leaks);
      observe('neutralised', links);
      if (refused !== undefined && call.streaming) {
        cutOff.abort(new DOMException('The stream was refused.', 'AbortError')); // what the callee started may still run
        observe('cut-off', { rule: refused, ...stream.released });
      }
    }
  });
}

/** A shorter key holds none of what is looked for. */
const SHORTEST_KEY = 8;

/** Reads the names of fields as well. None can be masked: a leak in one is refused, or flagged. */
const withKeys = (cleaner: Cleaner, check: (key: string) => void): Cleaner => ({
  ...cleaner,
  value(value) {
    const out = cleaner.value(value);
    eachKey(out, (key) => {
      if (key.length >= SHORTEST_KEY) check(key);
    });
    return out;
  },
});

const MASKS: Readonly<Record<string, string>> = { 'outgoing-image': REMOVED_IMAGE, 'outgoing-link': REMOVED_LINK };
const isLink = (rule: string): boolean => Object.hasOwn(MASKS, rule);
const mask = (rule: string): string => MASKS[rule] ?? `[redacted:${rule}]`;

function detectorsFrom({ canaries: words, systemPrompt, knownSecrets: values, links }: LeakCheckOptions): Detector[] {
  const prompts = typeof systemPrompt === 'string' ? [systemPrompt] : systemPrompt;
  const detectors = [
    words === undefined ? undefined : canaries(words),
    values === undefined ? undefined : knownSecrets(values),
    prompts === undefined ? undefined : promptSimilarity(prompts),
    links === false ? undefined : outgoingLinks(links),
  ].filter((detector) => detector !== undefined);
  if (detectors.length > 0) return detectors;
  throw optionError(
    'leakCheck',
    'nothing to look for: give canaries, a systemPrompt or knownSecrets, or leave out links.',
  );
}
