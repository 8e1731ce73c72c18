import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** npm could not reach its registry: nothing is wrong with the package. */
export class OfflineError extends Error {}

const OFFLINE = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED)\b/;

/** Runs npm in a folder and gives its stdout. */
export function npm(folder: string, args: readonly string[]): string {
  // What the npm that runs the tests says about its own package would be taken for this folder's.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?:package|lifecycle|config_local_prefix)/.test(name)),
  );
  const { npm_execpath: script } = process.env;
  const [command, leading] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const { status, stdout, stderr, error } = spawnSync(command, [...leading, ...args, '--no-audit', '--no-fund'], {
    cwd: folder,
    env,
    encoding: 'utf8',
    shell: leading.length === 0 && process.platform === 'win32',
  });
  if (error) throw error;
  if (status === 0) return stdout;
  if (OFFLINE.test(stderr)) throw new OfflineError('The npm registry cannot be reached.');
  throw new Error(`npm ${args.join(' ')} failed with ${status}:\n${stderr}`);
}
