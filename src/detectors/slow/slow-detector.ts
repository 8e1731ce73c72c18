import type { Detection, Finding } from '../finding.ts';

/** What a slow detector says of a text. */
export interface Classification {
  /** 0: harmless, 1: certainly an attempt. */
  readonly score: number;
  /** Where, with offsets into the text given. Without any, the verdict is about the whole text. */
  readonly findings?: readonly Finding[];
}

export interface ClassifyOptions {
  /** Aborted at the deadline and when the caller gives up. */
  readonly signal: AbortSignal;
}

/**
 * The port for stronger detectors: a model in this process, a model that is asked, a service. What rejects, answers late, or
 * answers in another form counts as down, and `escalate()` decides what that means.
 */
export interface SlowDetector {
  /** Lower-case words joined by `-`. It names the rule of a verdict without findings. */
  readonly name: string;
  classify(text: string, options: ClassifyOptions): Promise<Classification>;
}

/** Lower-case words joined by `-`: names come back in errors and records. */
export const RULE_NAME = /^[a-z][a-z0-9-]{0,63}$/;

/** With more, the verdict is about the whole text: what is not named would not be taken out. */
const MOST_FINDINGS = 200;

/**
 * A classification as a detection: nothing of what was answered is taken over but numbers in range and names in form.
 *
 * @param text what was classified
 * @throws `TypeError` for another form
 */
export function checkedClassification(detector: string, text: string, answer: unknown): Detection {
  if (typeof answer !== 'object' || answer === null) throw new TypeError(`${detector} must answer { score }`);
  const { score, findings = [] } = answer as { readonly score?: unknown; readonly findings?: unknown };
  if (typeof score !== 'number' || !(score >= 0 && score <= 1)) {
    throw new TypeError(`${detector} must answer a score from 0 to 1`);
  }
  if (!Array.isArray(findings)) throw new TypeError(`${detector} must answer findings as a list`);
  const told = findings.length > MOST_FINDINGS ? [] : findings;
  const checked = told.map((finding) => checkedFinding(detector, text.length, finding));
  return Object.freeze({ score, findings: Object.freeze(checked.sort((a, b) => a.start - b.start)) });
}

function checkedFinding(detector: string, length: number, finding: unknown): Finding {
  const { rule, start, end, severity } = (finding ?? {}) as Readonly<Record<string, unknown>>;
  const placed = Number.isInteger(start) && Number.isInteger(end) && Number(start) >= 0 && Number(end) <= length;
  if (!placed || Number(start) >= Number(end)) throw new TypeError(`${detector} must answer offsets into the text`);
  return Object.freeze({
    detector,
    rule: typeof rule === 'string' && RULE_NAME.test(rule) ? rule : detector,
    start: Number(start),
    end: Number(end),
    severity: severity === 'low' || severity === 'medium' ? severity : 'high',
  });
}
