import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../examples/', import.meta.url));
const examples = readdirSync(folder).filter((name) => /^\d\d-.*\.ts$/.test(name));

it('has examples', () => {
  expect(examples).not.toEqual([]);
});

// Each asserts what it shows, and imports the built package by its name, as a user's program does.
it.each(examples)(
  '%s runs, and what it asserts holds',
  (name) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [folder + name], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(status, stdout + stderr).toBe(0);
  },
  40_000,
);
