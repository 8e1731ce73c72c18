import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../command.ts';

const program = fileURLToPath(new URL('fresh.ts', import.meta.url));

/** Runs `fresh.ts` some times, each in a new process, and gives the median of one of the numbers that it prints. */
export function medianOfFresh(what: 'first-use' | 'memory', names: readonly string[], times: number): number[] {
  const printed = Array.from({ length: times }, () => {
    const { status, stdout } = spawnSync(process.execPath, ['--expose-gc', program, what], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new UsageError(`eval/speed/fresh.ts ${what} failed.`);
    return new Map<string, unknown>(Object.entries(JSON.parse(stdout)));
  });
  return names.map((name) => {
    const values = printed.map((values) => Number(values.get(name))).sort((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? Number.NaN;
  });
}
