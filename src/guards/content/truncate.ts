import { mapLeaves } from '../../detectors/leaves.ts';
import { type Cut, LONGEST_NOTE, TruncatedText, truncateText } from '../../detectors/redaction/truncate-text.ts';
import { GuardError, isGuardError } from '../../errors.ts';
import { defineGuard, type Guard, WITHHELD } from '../../guard.ts';
import { checkOptions, integerOption } from '../../options.ts';

export interface TruncateOptions {
  /** Longest text that passes whole, in UTF-16 units: 256 to 67,108,864. A longer one is cut to that, the note included. */
  readonly maxUnits: number;
  /** Units that are kept of its beginning. Default: what the end leaves, about three quarters. */
  readonly head?: number;
  /** Units that are kept of its end. Default: a quarter. `head` and `tail` together leave 64 units for the note. */
  readonly tail?: number;
}

/**
 * Cuts long texts in results: keeps the beginning and the end, and says in a line of its own how much is missing: `[... 12,345
 * characters left out ...]`. No character is cut in two, however many code points it has. Each string is measured for itself,
 * wherever it lies in plain objects and arrays; for bounds of the whole see `output({ bounds })`. A string that holds JSON is
 * JSON no more.
 *
 * Needs nothing; adds nothing. Place it outside `redact()`, so that no secret is cut in two before it is looked for.
 *
 * Streams: string chunks are one text. Its beginning passes as it comes; what follows is held, at most `maxUnits`, until the
 * stream ends. Other chunks are cut one by one. What was cut is observed once, as `truncated` with the number of texts and of
 * characters left out.
 *
 * @throws `ERR_OUTPUT_INVALID` for a result that can't be walked: a cycle, more than 512 levels or 500,000 values, a throwing getter
 * @throws `ERR_OPTION_INVALID` at construction
 */
export function truncate(options: TruncateOptions): Guard {
  checkOptions('truncate', options, ['maxUnits', 'head', 'tail']);
  const cut = cutFrom(options);
  return defineGuard('truncate', async (call, next) => {
    let texts = 0;
    let characters = 0;
    const leftOut = (points: number): void => {
      texts += 1;
      characters += points;
    };
    const whole = (value: unknown): unknown => shorter(value, cut, leftOut);
    const stream = new TruncatedText(cut, leftOut);
    const flush = (): string[] => {
      const rest = stream.end();
      return rest === '' ? [] : [rest];
    };
    try {
      if (!call.streaming) return await next({ map: whole });
      return await next({
        map: (chunk) => (typeof chunk === 'string' ? stream.push(chunk) || WITHHELD : whole(chunk)),
        flush,
      });
    } finally {
      if (texts > 0) call.observe({ guard: 'truncate', event: 'truncated', details: { texts, characters } });
    }
  });
}

function shorter(value: unknown, cut: Cut, leftOut: (points: number) => void): unknown {
  try {
    return mapLeaves(value, (text) => truncateText(text, cut, leftOut));
  } catch (error) {
    if (!isGuardError(error) || error.kind !== 'invalid') throw error;
    throw new GuardError('ERR_OUTPUT_INVALID', `The result cannot be cut: ${error.message}`, { cause: error });
  }
}

function cutFrom({ maxUnits: most, head, tail }: TruncateOptions): Cut {
  const maxUnits = integerOption('truncate', 'maxUnits', most, { min: 256, max: 67_108_864 });
  const room = maxUnits - LONGEST_NOTE;
  const fix = 'head and tail together leave 64 units of maxUnits for the note.';
  const first = head === undefined ? 0 : integerOption('truncate', 'head', head, { min: 0, max: room, fix });
  const end = tail ?? Math.min(Math.floor(room / 4), room - first);
  const last = integerOption('truncate', 'tail', end, { min: 0, max: room - first, fix });
  return { maxUnits, head: head === undefined ? room - last : first, tail: last };
}
