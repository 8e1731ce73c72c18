import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './npm.ts';

/** The majors that `engines` promises, each by the exact version of npm's `node` package. */
export const nodeVersions = ['22.23.3', '24.21.0', '26.10.0'] as const;

/** The executable of a Node version. It is installed once, into node_modules/.cache. */
export function nodeOf(version: string): string {
  if (process.versions.node === version) return process.execPath;
  const folder = join(root, 'node_modules/.cache/crewguard/node', version);
  const executable = join(folder, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(executable)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
    npm(folder, ['install', '--no-save', '--no-package-lock', '--prefix', folder, `node@${version}`]);
  }
  const { stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8' });
  if (stdout.trim() !== `v${version}`) throw new Error(`node_modules/.cache holds ${stdout.trim()} for ${version}.`);
  return executable;
}
