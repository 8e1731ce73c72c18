/**
 * Milliseconds of one scan on a processor: the mean of some runs, without what else the machine does between them. The first
 * runs, which V8 has still to optimise, are not counted.
 */
export function millisecondsOf(scan: () => unknown, { leastMs }: Effort): number {
  const { runs, each } = repeated(scan, leastMs / 2);
  // One run that is long enough has nothing to gain from another.
  return runs === 1 && each > 4 * leastMs ? each : repeated(scan, leastMs).each;
}

/** The clock is read after some runs at a time: the system counts a thread's time in steps of a few milliseconds. */
function repeated(scan: () => unknown, leastMs: number): { readonly runs: number; readonly each: number } {
  const before = process.threadCpuUsage();
  let runs = 0;
  for (;;) {
    for (let batch = Math.ceil((runs + 1) / 4); batch > 0; batch -= 1) {
      scan();
      runs += 1;
    }
    const { user, system } = process.threadCpuUsage(before);
    const spent = (user + system) / 1000;
    if (spent >= leastMs) return { runs, each: spent / runs };
  }
}

export interface Effort {
  /** Processor time that the counted runs take together; half as much is spent before them. */
  readonly leastMs: number;
}
