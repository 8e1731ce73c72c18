import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../command.ts';

const folder = fileURLToPath(new URL('../peers/', import.meta.url));

/** Installs the peers into `eval/peers`, once. None of their install scripts runs: what is measured does not need them. */
export function installPeers(): void {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return;
  console.error('Installing the peers into eval/peers, once.');
  const { npm_execpath: npm } = process.env;
  const args = ['ci', '--ignore-scripts'];
  const [command, rest] = npm === undefined ? ['npm', args] : [process.execPath, [npm, ...args]];
  // npm's own lines go to stderr: stdout belongs to the table or the JSON.
  const { status } = spawnSync(command, rest, { cwd: folder, stdio: ['ignore', 2, 2], shell: npm === undefined });
  if (status !== 0) throw new UsageError('The peers could not be installed: eval:peers needs the npm registry.');
}
