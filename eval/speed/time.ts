/**
 * Milliseconds of one scan: the fastest of some runs, since what else the machine does lengthens most of them by chance. The
 * first runs, which V8 has still to optimise, are not counted.
 */
export function millisecondsOf(scan: () => unknown, { atLeastMs, atLeastRuns }: Effort): number {
  const warm = performance.now();
  let times = 0;
  do {
    scan();
    times += 1;
  } while (performance.now() - warm < atLeastMs / 2);
  const each = (performance.now() - warm) / times;
  const batch = Math.max(1, Math.round(BATCH_MS / each));
  let least = Number.POSITIVE_INFINITY;
  const started = performance.now();
  for (let run = 0; run < atLeastRuns || performance.now() - started < atLeastMs; run += 1) {
    const from = performance.now();
    for (let i = 0; i < batch; i += 1) scan();
    least = Math.min(least, (performance.now() - from) / batch);
  }
  return least;
}

/** Shorter scans run in batches, so that the clock itself costs nothing. */
const BATCH_MS = 0.5;

export interface Effort {
  /** For the counted runs together; half as much is spent before them. */
  readonly atLeastMs: number;
  readonly atLeastRuns: number;
}
