import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Row } from '../measure.ts';

export const resourceRows = (): Row[] => [
  {
    name: 'heap-million-calls',
    unit: 'bytes',
    budget: 200_000, // what the engine itself moves between two collections
    what: 'heap that a million full tool calls leave behind',
    measure: async () => printed('--expose-gc', 'bench/memory.ts', 'calls'),
  },
  {
    name: 'rate-limit-100k-keys',
    unit: 'bytes',
    budget: 25_000_000,
    what: 'memory of 100,000 keys in one rateLimit()',
    measure: async () => printed('--expose-gc', 'bench/memory.ts', 'keys'),
  },
  {
    name: 'chain-verified-bytes',
    unit: 'bytes',
    budget: 24_576,
    what: 'kept for one verified chain of four links, besides its tokens',
    measure: async () => printed('--expose-gc', 'bench/memory.ts', 'chains'),
  },
  {
    name: 'import-cpu',
    unit: 'us',
    budget: 100_000,
    what: "CPU of import 'crewguard' in a new process",
    measure: importTime,
  },
];

const PROGRAM = `const before = process.cpuUsage();
await import('crewguard');
const { user, system } = process.cpuUsage(before);
console.log(user + system);`;

/** The least of several processes: what other work on the machine adds is not the import's. */
const importTime = async (): Promise<number> =>
  Math.min(...Array.from({ length: 7 }, () => printed('--input-type=module', '-e', PROGRAM)));

/** The number that a program prints in a process of its own. */
function printed(...args: readonly string[]): number {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}
