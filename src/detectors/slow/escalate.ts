import { createHash } from 'node:crypto';
import { checkOptions, choiceOption, integerOption, optionError } from '../../options.ts';
import type { Detection, Detector } from '../finding.ts';
import { injection } from '../injection/injection.ts';
import { checkedClassification, RULE_NAME, type SlowDetector } from './slow-detector.ts';
import { WaitingLine } from './waiting-line.ts';

export interface EscalateOptions {
  /** What judges every text. Default `injection()`. */
  readonly fast?: Detector;
  /** What judges those that leave doubt. */
  readonly slow: SlowDetector;
  /**
   * Score of the fast detector from which the slow one is asked, 0 to 1. Below it a text passes. Default 0.25, which
   * `injection()` gives to about 5 % of ordinary prompts of unseen sources.
   */
  readonly from?: number;
  /** Score from which it is no longer asked, above `from` to 1: such a text is an attempt. Default 0.9. */
  readonly to?: number;
  /**
   * Longest wait for one text in milliseconds, waiting in line included: 1 to 600,000. Default 2000. A value asks for each of
   * its doubtful texts at once: in time are about `concurrency` x `deadlineMs` / the time of one reading.
   */
  readonly deadlineMs?: number;
  /**
   * What counts where the slow detector is down, late, or answers nonsense. Default `deny`: the text is an attempt.
   * `fast-verdict`: what the fast one said. Who sends many doubtful texts at once can then bring that about.
   */
  readonly onUnavailable?: 'deny' | 'fast-verdict';
  /** Texts that the slow detector reads at once: 1 to 1000. Default 8. */
  readonly concurrency?: number;
  /** Verdicts that are remembered, by a hash of the text: 0 to 100,000. Default 0. */
  readonly cache?: number;
  /**
   * Longest text that is handed over, in UTF-16 units: 100 to 1,000,000. Default 16,000. Longer ones are read in stretches that
   * overlap, at most 16; one that is longer still cannot be judged.
   */
  readonly maxUnits?: number;
}

/** A detector that looks twice where its score leaves doubt. Wherever only `scan` is called, it is the fast detector. */
export interface EscalatingDetector extends Detector {
  /** Scores between which the slow detector is asked. The threshold of who uses it must lie between them. */
  readonly from: number;
  readonly to: number;
  /** The last word on a text that `scan` has judged. Rejects with the reason of `signal` only. */
  settle(text: string, detection: Detection, options?: SettleOptions): Detection | Promise<Detection>;
}

export interface SettleOptions {
  /** Ends the wait. */
  readonly signal?: AbortSignal;
  /** Called where the fast verdict counts for want of the slow one, with why: so that it can be put on record. */
  readonly unsettled?: (why: Unsettled) => void;
}

/** Why there is no slow verdict: the deadline has passed, or the detector failed or answered nonsense. */
export type Unsettled = 'detector-late' | 'detector-unavailable';

const MOST_STRETCHES = 16;
/** An attempt on the edge of two stretches stands whole in one of them. */
const OVERLAP = 200;

/**
 * Asks a slow detector about the texts for which a fast one gives neither yes nor no, and nothing about the others. For the
 * `detector` of `promptFilter()`, whose threshold must lie between `from` and `to`: it says so.
 *
 * Whatever goes wrong with the slow detector is decided by `onUnavailable`, closed by default, and is on record: as the rule
 * `detector-late` or `detector-unavailable` of the refusal, and where the fast verdict counts as `unsettled` with these as counts. A caller that gives up ends the
 * wait at once, and the signal tells the slow detector.
 *
 * @throws `ERR_OPTION_INVALID` for a missing or wrong part, or an option out of range
 */
export function escalate(options: EscalateOptions): EscalatingDetector {
  const plan = checked(options);
  const { fast, slow, from, to } = plan;
  const asked = new Asked(plan);
  return Object.freeze({
    name: `${fast.name}-then-${slow.name}`,
    from,
    to,
    scan: (text: string) => fast.scan(text),
    settle(text: string, detection: Detection, options: SettleOptions = {}) {
      if (!(detection.score >= from && detection.score < to)) return detection;
      return asked.about(text, detection, options);
    },
  });
}

type Plan = Required<EscalateOptions>;

function checked(options: EscalateOptions): Plan {
  const where = 'escalate';
  checkOptions(where, options, [
    'fast',
    'slow',
    'from',
    'to',
    'deadlineMs',
    'onUnavailable',
    'concurrency',
    'cache',
    'maxUnits',
  ]);
  const { fast = injection(), slow, from = 0.25, to = 0.9 } = options;
  if (typeof fast?.scan !== 'function') throw optionError(where, '"fast" must be a detector, such as injection().');
  if (typeof slow?.classify !== 'function' || !RULE_NAME.test(slow.name)) {
    throw optionError(
      where,
      '"slow" must be { name, classify(text, { signal }) }, its name lower-case words joined by "-".',
    );
  }
  if (typeof from !== 'number' || typeof to !== 'number' || !(from >= 0 && from < to && to <= 1)) {
    throw optionError(where, '"from" and "to" must be scores with 0 <= from < to <= 1.');
  }
  return {
    fast,
    slow,
    from,
    to,
    deadlineMs: integerOption(where, 'deadlineMs', options.deadlineMs ?? 2000, { min: 1, max: 600_000 }),
    onUnavailable: choiceOption(where, 'onUnavailable', options.onUnavailable ?? 'deny', ['deny', 'fast-verdict']),
    concurrency: integerOption(where, 'concurrency', options.concurrency ?? 8, { min: 1, max: 1000 }),
    cache: integerOption(where, 'cache', options.cache ?? 0, { min: 0, max: 100_000 }),
    maxUnits: integerOption(where, 'maxUnits', options.maxUnits ?? 16_000, { min: 100, max: 1_000_000 }),
  };
}

/** What was asked of the slow detector: its line, its deadline, its memory. */
class Asked {
  readonly #plan: Plan;
  readonly #line: WaitingLine;
  readonly #known = new Map<string, Detection>();

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#line = new WaitingLine(plan.concurrency);
  }

  async about(text: string, fast: Detection, { signal: caller, unsettled }: SettleOptions): Promise<Detection> {
    const key = this.#plan.cache === 0 ? '' : createHash('sha256').update(text, 'utf16le').digest('base64');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    caller?.throwIfAborted();
    const stretches = this.#stretches(text);
    // That it is too long is the text's own doing, and no outage.
    if (stretches === undefined) return this.#attempt(text, 'too-long-to-judge');
    const ended = new AbortController();
    const giveUp = (): void => ended.abort(caller?.reason);
    caller?.addEventListener('abort', giveUp, { once: true });
    let why: Unsettled = 'detector-unavailable';
    const deadline = setTimeout(() => {
      why = 'detector-late';
      ended.abort(new DOMException('The deadline has passed.', 'TimeoutError'));
    }, this.#plan.deadlineMs);
    try {
      const detection = await until(this.#ask(stretches, ended.signal), ended.signal);
      this.#remember(key, detection);
      return detection;
    } catch {
      caller?.throwIfAborted();
      if (this.#plan.onUnavailable === 'deny') return this.#attempt(text, why);
      unsettled?.(why);
      return fast;
    } finally {
      clearTimeout(deadline);
      caller?.removeEventListener('abort', giveUp);
      ended.abort(); // stretches that are still being read are of no use any more
    }
  }

  async #ask(stretches: readonly Stretch[], signal: AbortSignal): Promise<Detection> {
    const { slow, from } = this.#plan;
    const read = stretches.map(async ({ start, part }) => {
      const answer = await this.#line.run(async () => slow.classify(part, { signal }), signal);
      const { score, findings } = checkedClassification(slow.name, part, answer);
      const whole = { detector: slow.name, rule: slow.name, start: 0, end: part.length, severity: 'high' } as const;
      const told = findings.length > 0 || score < from ? findings : [whole];
      return { score, findings: told.map((finding) => moved(finding, start)) };
    });
    const detections = await Promise.all(read);
    return {
      score: Math.max(...detections.map(({ score }) => score)),
      findings: detections.flatMap(({ findings }) => findings),
    };
  }

  /** Undefined for a text that has too many. */
  #stretches(text: string): readonly Stretch[] | undefined {
    const { maxUnits } = this.#plan;
    const step = maxUnits - Math.min(OVERLAP, maxUnits >> 1);
    const stretches: Stretch[] = [];
    for (let start = 0; start === 0 || start + maxUnits - step < text.length; start += step) {
      if (stretches.length === MOST_STRETCHES) return undefined;
      stretches.push({ start, part: text.slice(start, start + maxUnits) });
    }
    return stretches;
  }

  #attempt(text: string, rule: string): Detection {
    const whole = { detector: this.#plan.slow.name, rule, start: 0, end: text.length, severity: 'high' } as const;
    return { score: 1, findings: [whole] };
  }

  #remember(key: string, detection: Detection): void {
    const { cache } = this.#plan;
    if (cache === 0) return;
    this.#known.delete(key);
    this.#known.set(key, detection);
    const oldest = this.#known.size > cache ? this.#known.keys().next().value : undefined;
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}

/** A part of a text, and where it starts. */
interface Stretch {
  readonly start: number;
  readonly part: string;
}

const moved = <T extends { readonly start: number; readonly end: number }>(finding: T, by: number): T => ({
  ...finding,
  start: finding.start + by,
  end: finding.end + by,
});

/** Does not wait for work that ignores its signal. */
function until<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}
