import type { Survey } from './survey.ts';

/** Which units below U+0080 belong to a run, and whether those above do. */
export interface RunUnits {
  readonly ascii: Uint8Array;
  readonly others: boolean;
}

/** Told where a run starts and ends. */
type Found = (start: number, end: number) => void;

/**
 * Calls `found` for each longest stretch of at least `shortest` units that all belong to a run, in rising order. A stretch is looked at
 * from the end of the shortest that it could be, so that most units of ordinary text are never looked at.
 */
export function longRuns(text: string, units: RunUnits, shortest: number, found: Found): void {
  runsBetween(text, 0, text.length, units, shortest, found);
}

/** The same for runs without white space and controls, of at least `LONG` units: what a survey has no long stretch for is not looked at. */
export function unspacedRuns(text: string, { long }: Survey, ascii: Uint8Array, shortest: number, found: Found): void {
  for (let index = 0; index < long.length; index += 2) {
    const start = long[index] ?? 0;
    const end = long[index + 1] ?? 0;
    if (end - start >= shortest) runsBetween(text, start, end, { ascii, others: false }, shortest, found);
  }
}

function runsBetween(
  text: string,
  from: number,
  to: number,
  { ascii, others }: RunUnits,
  shortest: number,
  found: Found,
): void {
  const other = others ? 1 : 0;
  for (let start = from; start + shortest <= to; ) {
    let at = start + shortest - 1;
    for (; at >= start; at -= 1) {
      const unit = text.charCodeAt(at);
      if ((unit < 128 ? ascii[unit] : other) !== 1) break;
    }
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + shortest;
    for (; end < to; end += 1) {
      const unit = text.charCodeAt(end);
      if ((unit < 128 ? ascii[unit] : other) !== 1) break;
    }
    found(start, end);
    start = end + 1;
  }
}
