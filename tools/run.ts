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

/** The scripts need type stripping, so a Node that is too old gets one clear line instead of a syntax error later. */
export function build(): void {
  const compiler = `${root}node_modules/typescript/bin/tsc`;
  if (!existsSync(compiler)) throw new Error('Dependencies are missing. Run: npm install');
  const status = run(compiler, ['-p', 'tsconfig.build.json']);
  if (status !== 0) process.exit(status);
}
