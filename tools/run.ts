import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a program of node_modules/.bin on the Node that runs this script, output shown as it comes.
 * The file is started directly, so that nothing depends on a shell or on what `node` means in it.
 */
export function run(script: string, args: readonly string[]): number {
  const { status, error } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

/** Builds in a process of its own; what is not installed gets one clear line. */
export function build(): void {
  if (!existsSync(`${root}node_modules/rolldown`)) throw new Error('Dependencies are missing. Run: npm install');
  const status = run(`${root}tools/build.ts`, []);
  if (status !== 0) process.exit(status);
}
