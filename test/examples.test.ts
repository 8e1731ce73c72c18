/** Each example as a reader runs it: the file itself, on this Node, with the built package. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { importsOf } from './architecture/imports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = readdirSync(join(root, 'examples'))
  .filter((name) => name.endsWith('.ts'))
  .sort();
const start = promisify(execFile);

describe('examples', () => {
  it('have a built package to run with', () => {
    expect(existsSync(join(root, 'dist/index.js')), 'run: npm run build').toBe(true);
  });

  it.each(examples)('%s runs, asserts and prints', { timeout: 60_000 }, async (name) => {
    const file = join(root, 'examples', name);
    const { stdout, stderr } = await start(process.execPath, [file], { cwd: root });
    expect(stdout).not.toBe('');
    expect(stderr).toBe('');
    expect(readFileSync(file, 'utf8')).toMatch(
      /^import assert from 'node:assert\/strict';$[\s\S]*^(?:await )?assert[.(]/m,
    );
  });

  it('are numbered without a gap, so that `npm run examples` runs every one', () => {
    expect(examples.map((name) => name.slice(0, 3))).toEqual(
      examples.map((_name, index) => `${String(index + 1).padStart(2, '0')}-`),
    );
  });

  it('hold no file that neither they nor the demo use', () => {
    const used = new Set(examples);
    const follow = (path: string): void => {
      if (used.has(path)) return;
      used.add(path);
      const source = readFileSync(join(root, 'examples', path), 'utf8');
      for (const { specifier } of importsOf(source)) {
        if (specifier.startsWith('.')) follow(join('demo', specifier));
      }
    };
    follow(join('demo', 'main.ts'));
    const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((path) => path.endsWith('.ts')).sort()).toEqual([...used].sort());
  });
});
