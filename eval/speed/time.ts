/**
 * Median milliseconds of some runs of one scan, the first ones, which V8 has still to optimise, not counted. It is the time
 * of this thread on a processor: what else the machine does is not in it.
 */
export function millisecondsOf(scan: () => unknown, { atLeastMs, atLeastRuns }: Effort): number {
  const warm = performance.now();
  do once(scan);
  while (performance.now() - warm < atLeastMs / 2);
  const runs: number[] = [];
  const started = performance.now();
  while (runs.length < atLeastRuns || performance.now() - started < atLeastMs) runs.push(once(scan));
  return runs.sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? Number.NaN;
}

/** Short scans are repeated: the clock counts whole microseconds. */
function once(scan: () => unknown): number {
  let times = 0;
  const before = process.threadCpuUsage();
  for (;;) {
    scan();
    times += 1;
    const { user, system } = process.threadCpuUsage(before);
    if (user + system >= LEAST_MICROSECONDS) return (user + system) / 1000 / times;
  }
}

const LEAST_MICROSECONDS = 1000;

export interface Effort {
  /** For the counted runs together; half as much is spent before them. */
  readonly atLeastMs: number;
  readonly atLeastRuns: number;
}
