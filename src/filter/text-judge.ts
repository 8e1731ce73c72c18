import type { Detection, Detector, Finding } from '../detectors/finding.ts';
import { type Allowed, withoutAllowed } from './allowances.ts';
import { after, type Later } from './later.ts';
import { narrowed } from './narrow.ts';

/** A detector that can look twice. What `escalate()` of crewguard/detectors makes is one. */
export interface LookingTwice extends Detector {
  /** Scores from which, and below which, it looks again. */
  readonly from?: number;
  readonly to?: number;
  /** The last word on a text that `scan` has judged. Never rejects: what cannot be had is decided by its own policy. */
  settle(
    text: string,
    detection: Detection,
    options: { readonly signal?: AbortSignal; readonly unsettled?: (why: string) => void },
  ): Later<Detection>;
}

/** Whether a threshold lies where a second look is taken, so that no text passes or is refused for want of one. */
export const fitsSecondLook = (detector: Detector | LookingTwice, threshold: number): boolean =>
  !('settle' in detector) || ((detector.from ?? 0) <= threshold && threshold <= (detector.to ?? 1));

/** What `scan` or `settle` says, and what of it counts as an attempt. */
export class TextJudge {
  readonly #detector: Detector | LookingTwice;
  readonly #threshold: number;
  readonly #allowed: Allowed | undefined;
  /** Made when somebody asks: most texts need no second look. */
  readonly #signal: () => AbortSignal;
  readonly #unsettled = new Map<string, number>();

  constructor(
    detector: Detector | LookingTwice,
    threshold: number,
    allowed: Allowed | undefined,
    signal: () => AbortSignal,
  ) {
    this.#detector = detector;
    this.#threshold = threshold;
    this.#allowed = allowed;
    this.#signal = signal;
  }

  /** What is an attempt in a text; empty for none. `context` is what stood before it and has passed already. */
  find(text: string, context = ''): Later<readonly Finding[]> {
    const whole = context + text;
    return after(this.#look(whole), (detection) => {
      if (detection.score < this.#threshold) return [];
      const from = context.length;
      const rest = this.#allowed && withoutAllowed(whole, detection.findings, this.#allowed);
      if (rest === undefined) return this.#relevant(detection, whole, from);
      return after(this.#look(rest.view.text), ({ score, findings }) => {
        const moved = findings.map((finding) => ({ ...finding, ...rest.view.origin(finding.start, finding.end) }));
        // What is allowed explains itself only: beside something else that is suspicious it counts as well.
        const beside = (span: Finding) =>
          rest.excused.some(({ start, end }) => span.start <= end + NEAR && span.end >= start - NEAR);
        if (score < this.#threshold && !moved.some(beside)) return [];
        return this.#relevant({ score, findings: moved }, whole, from);
      });
    });
  }

  /** Whether a rule of the detector still sees something, without a second look. */
  sees(text: string): readonly Finding[] {
    const detection = this.#scan(text);
    return detection.score < this.#threshold ? [] : this.#relevant(detection, text, 0);
  }

  /** A verdict without findings is narrowed to where it comes from; what speaks from the context alone is about all that is new. */
  #relevant(detection: Detection, text: string, from: number): readonly Finding[] {
    const placed = detection.findings.filter((finding) => isPlaced(finding, text.length));
    const found = relevant(placed, from);
    // Findings that were all judged with what stood before leave nothing to say of what is new.
    if (found.length > 0 || (placed.length > 0 && from > 0)) return found;
    const spans = narrowed(text, this.#threshold, (part) => this.#scan(part).score);
    const fresh = spans.filter(({ end }) => end > from);
    return (fresh.length > 0 ? fresh : [{ start: from, end: text.length }]).map(({ start, end }) => ({
      detector: 'prompt-filter',
      rule: 'score',
      start: Math.max(start, from),
      end,
      severity: 'high',
    }));
  }

  #look(text: string): Later<Detection> {
    const detection = this.#scan(text);
    if (!('settle' in this.#detector)) return detection;
    return after(this.#detector.settle(text, detection, { signal: this.#signal(), unsettled: this.#note }), scored);
  }

  /** How many texts were let go by the first look for want of the second, by reason. */
  unsettled(): ReadonlyMap<string, number> {
    return this.#unsettled;
  }

  readonly #note = (why: string): void => {
    this.#unsettled.set(why, (this.#unsettled.get(why) ?? 0) + 1);
  };

  #scan(text: string): Detection {
    return scored(this.#detector.scan(text));
  }
}

/** @throws `TypeError` for a score that is none: what cannot be compared would pass */
function scored(detection: Detection): Detection {
  const { score, findings } = detection;
  if (typeof score !== 'number' || !(score >= 0) || !Array.isArray(findings)) {
    throw new TypeError('a detector must answer { score, findings }');
  }
  return detection;
}

/** Whether a finding says where. One without width, or outside the text, would leave nothing to refuse or take out. */
const isPlaced = ({ start, end }: Finding, length: number): boolean =>
  Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length;

/** Units between two findings up to which one explains the other. */
const NEAR = 300;

/** Weak findings far from any strong one are not part of the attempt; those that end before `from` were judged before. */
function relevant(findings: readonly Finding[], from: number): readonly Finding[] {
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
