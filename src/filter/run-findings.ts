import type { Finding } from '../detectors/finding.ts';
import type { Invocation, Target } from '../invocation.ts';

/** What became of a text in which something was found. */
export type FindingOutcome = 'denied' | 'stripped' | 'wrapped' | 'flagged';

/** What a guard found in the texts of one call: names, places and counts, never text. */
export interface RunFinding {
  readonly callId: string;
  readonly target: Target;
  readonly guard: string;
  /** Whether it stood in what went in, or in what came back. */
  readonly side: 'input' | 'result';
  readonly outcome: FindingOutcome;
  /** Names of rules, at most 20. */
  readonly rules: readonly string[];
  /** Where, at most 20. */
  readonly paths: readonly string[];
  /** Texts in which something was found. */
  readonly count: number;
}

/** What is asked of a call: an `Invocation` is one. */
export interface CallOfRun {
  readonly id: string;
  readonly runId: string;
  readonly target: Target;
  readonly parent: CallOfRun | undefined;
  whenSettled(release: () => void): void;
}

/** More of one run say nothing more. */
const MOST_OF_RUN = 100;
/** Runs at once; the oldest is forgotten beyond that. */
const MOST_RUNS = 10_000;

const runs = new Map<string, RunFinding[]>();

/** Puts on record what was found, for guards of the same run. Forgotten when the outermost call of the run has ended. */
export function noteFinding(call: CallOfRun, about: Omit<RunFinding, 'callId' | 'target'>): void {
  let found = runs.get(call.runId);
  if (found === undefined) {
    const oldest = runs.size < MOST_RUNS ? undefined : runs.keys().next().value;
    if (oldest !== undefined) runs.delete(oldest);
    found = [];
    runs.set(call.runId, found);
    let outermost = call;
    while (outermost.parent !== undefined) outermost = outermost.parent;
    outermost.whenSettled(() => runs.delete(call.runId));
  }
  if (found.length < MOST_OF_RUN) found.push(Object.freeze({ callId: call.id, target: call.target, ...about }));
}

/**
 * What `promptFilter()` has found so far in the run that a call belongs to, in order: in its own input, in results of tools,
 * in calls within calls. At most 100 entries. For guards that judge more strictly what a run does once it has read
 * something suspicious.
 */
export const findingsOf = (call: Pick<Invocation, 'runId'>): readonly RunFinding[] => [...(runs.get(call.runId) ?? [])];

/** Names and places of findings, gathered over the texts of one side of one call. */
export class Gathered {
  readonly #rules = new Set<string>();
  readonly #paths = new Set<string>();
  #count = 0;

  add(findings: readonly Pick<Finding, 'rule'>[], path: () => string): void {
    this.#count += 1;
    for (const { rule } of findings) if (this.#rules.size < MOST_NAMED) this.#rules.add(rule);
    if (this.#paths.size < MOST_NAMED) this.#paths.add(path());
  }

  get count(): number {
    return this.#count;
  }

  summary(): { readonly rules: readonly string[]; readonly count: number; readonly paths: readonly string[] } {
    return { rules: [...this.#rules], count: this.#count, paths: [...this.#paths] };
  }
}

/** Most rules and paths that errors and records name. */
export const MOST_NAMED = 20;
