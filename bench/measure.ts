/**
 * A small benchmark harness. It reports batch means: one operation is far below what a clock resolves, so operations
 * run in batches of about two milliseconds. The median of the batch means is the cost; the 99th percentile shows what garbage
 * collection and a busy machine add. All rows take turns, pass after pass, so that noise falls on all of them alike.
 */
export type Unit = 'us' | 'ns' | 'MB/s' | 'ops/s' | 'bytes';

/** One line of the table. Either an operation that is timed, or a function that measures for itself. */
export interface Row {
  readonly name: string;
  readonly unit: Unit;
  /** Most that `p50` may be; for MB/s and ops/s the least. */
  readonly budget?: number;
  /** Says in the table what the row does. */
  readonly what: string;
  /** Runs once; may be asynchronous. Its result is kept alive, so that the work cannot be optimised away. */
  readonly operation?: () => unknown;
  /** Bytes that one operation handles, for MB/s. */
  readonly bytes?: number;
  readonly measure?: () => Promise<number>;
}

export interface Measured {
  readonly name: string;
  readonly unit: Unit;
  readonly p50: number;
  readonly p99?: number;
  readonly budget?: number;
}

const BATCH_MS = 2;
// V8 optimises the largest rows only after some 15,000 calls.
const WARM_UP_MS = 500;
const PASSES = 5;
const BATCHES_A_PASS = 30;
const WARM_UP_BATCHES = 10;

interface Timed {
  readonly row: Row;
  readonly batch: (times: number) => Promise<number>;
  readonly times: number;
  /** Milliseconds of one operation, one entry for each batch. */
  readonly means: number[];
}

/** Measures the rows and calls `done` with what was found, in the order of the rows. */
export async function measure(rows: readonly Row[], progress: (name: string) => void = () => {}): Promise<Measured[]> {
  const timed: Timed[] = [];
  for (const row of rows) {
    if (row.operation !== undefined) timed.push(await calibrate(row, row.operation));
  }
  for (let pass = 1; pass <= PASSES; pass++) {
    progress(`pass ${pass} of ${PASSES}`);
    for (const { batch, times, means } of timed) {
      globalThis.gc?.({ type: 'minor' }); // what the row before has left; a full collection would throw optimised code away
      for (let i = 0; i < WARM_UP_BATCHES; i++) await batch(times);
      for (let i = 0; i < BATCHES_A_PASS; i++) means.push((await batch(times)) / times);
    }
  }
  const measured: Measured[] = [];
  for (const row of rows) {
    const found = timed.find((candidate) => candidate.row === row);
    if (row.measure !== undefined) progress(row.name);
    measured.push(found === undefined ? await measureItself(row) : summarise(found));
  }
  return measured;
}

async function calibrate(row: Row, operation: () => unknown): Promise<Timed> {
  const synchronous = !(await isAsynchronous(operation));
  const batch = synchronous ? synchronousBatch(operation) : asynchronousBatch(operation);
  const started = performance.now();
  let times = 1;
  let elapsed = await batch(times);
  while (elapsed < BATCH_MS && times < 1e7) {
    times = Math.ceil(times * Math.min(10, (BATCH_MS / Math.max(elapsed, 0.01)) * 1.2));
    elapsed = await batch(times);
  }
  while (performance.now() - started < WARM_UP_MS) elapsed = await batch(times);
  // What was calibrated cold is too few by now.
  times = Math.max(1, Math.round((times * BATCH_MS) / Math.max(elapsed, 0.001)));
  return { row, batch, times, means: [] };
}

async function isAsynchronous(operation: () => unknown): Promise<boolean> {
  const result = operation();
  if (!(result instanceof Promise)) return false;
  await result;
  return true;
}

/** Written to by every operation and read at the end of a batch. */
let sink: unknown;

const asynchronousBatch = (operation: () => unknown) => async (times: number) => {
  const started = performance.now();
  for (let i = 0; i < times; i++) sink = await operation();
  return performance.now() - started;
};

const synchronousBatch = (operation: () => unknown) => async (times: number) => {
  const started = performance.now();
  for (let i = 0; i < times; i++) sink = operation();
  return performance.now() - started;
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

function summarise({ row, means }: Timed): Measured {
  if (sink === means) throw new Error('unreachable: keeps the sink alive');
  const sorted = means.toSorted((a, b) => a - b);
  const convert = (ms: number): number => rounded(inUnit(row, ms));
  return labelled(row, convert(percentile(sorted, 0.5)), convert(percentile(sorted, 0.99)));
}

const inUnit = ({ unit, bytes = 0 }: Row, ms: number): number => {
  if (unit === 'us') return ms * 1e3;
  if (unit === 'ns') return ms * 1e6;
  if (unit === 'ops/s') return 1e3 / ms;
  return bytes / 1e6 / (ms / 1e3);
};

const measureItself = async (row: Row): Promise<Measured> =>
  labelled(row, rounded((await row.measure?.()) ?? Number.NaN));

const labelled = ({ name, unit, budget }: Row, p50: number, p99?: number): Measured => ({
  name,
  unit,
  p50,
  ...(p99 === undefined ? {} : { p99 }),
  ...(budget === undefined ? {} : { budget }),
});

const rounded = (value: number): number => Number(value.toPrecision(4));
