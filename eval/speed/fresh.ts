/**
 * `node --expose-gc eval/speed/fresh.ts first-use|memory` prints what a process pays that uses the detectors for the first
 * time. A process of its own each time: in this one nothing is loaded yet.
 */
import { prose } from '../../bench/prose.ts';

const text = prose(1024);

async function firstUse(): Promise<object> {
  const started = process.threadCpuUsage();
  const { injection, personalData, secrets } = await import('crewguard/detectors');
  const imported = process.threadCpuUsage(started);
  injection().scan(text);
  const scanned = process.threadCpuUsage(started);
  secrets().scan(text);
  personalData().scan(text);
  const all = process.threadCpuUsage(started);
  return {
    importMs: milliseconds(imported),
    firstScanMs: milliseconds(scanned) - milliseconds(imported),
    allScansMs: milliseconds(all) - milliseconds(imported),
  };
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

async function memory(): Promise<object> {
  const before = await held();
  const { injection, personalData, secrets } = await import('crewguard/detectors');
  const detectors = [injection(), secrets(), personalData()];
  for (const { scan } of detectors) scan(text);
  const after = await held();
  for (const { scan } of detectors) scan(text); // keeps what they hold until here
  return { heldBytes: after - before };
}

/** Bytes on the heap and in buffers that are still held after collecting garbage. */
async function held(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc.');
  for (let i = 0; i < 4; i += 1) {
    globalThis.gc();
    await new Promise((resolve) => setImmediate(resolve)); // finalisers run between turns
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

console.log(JSON.stringify(process.argv[2] === 'memory' ? await memory() : await firstUse()));
