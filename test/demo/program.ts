/** The demo as a user runs it: the program itself in a process of its own, with the built package. */
import { type ChildProcess, execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the user of these tests is, and the folder of temporary files in it. */
export const folder = mkdtempSync(join(tmpdir(), 'crewguard-demo-test-'));
export const temporary = join(folder, 'temporary');
mkdirSync(temporary);

export interface Finished {
  /** Exit code, or the signal that ended the program. */
  readonly code: number | string;
  readonly out: string;
  readonly errors: string;
}

export const demo = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  startDemo(args, environment).finished;

export function startDemo(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): { readonly child: ChildProcess; readonly finished: Promise<Finished> } {
  const { OPENAI_API_KEY: _key, OPENAI_BASE_URL: _url, COLUMNS: _columns, ...rest } = process.env;
  const env = { ...rest, INIT_CWD: folder, TMPDIR: temporary, ...environment };
  const { promise: finished, resolve } = Promise.withResolvers<Finished>();
  const command = ['examples/demo/main.ts', ...args];
  const child = execFile(process.execPath, command, { cwd: root, env }, (error, out, errors) =>
    resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? -1), out, errors }),
  );
  return { child, finished };
}

/** The audit log that the last lines name. */
export function auditOf({ out }: Finished): readonly Record<string, unknown>[] {
  const path = out.trimEnd().split('\n').at(-1) ?? '';
  expect(path).toMatch(/audit\.jsonl$/);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** A row of the table: its three answers, by how the line starts. */
export const answers = ({ out }: Finished, label: string): readonly string[] | undefined =>
  out
    .split('\n')
    .find((line) => line.startsWith(label))
    ?.slice(42)
    .trim()
    .split(/\s{2,}/);

export function documents(name: string, texts: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(texts)) {
    const path = join(folder, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return join(folder, name);
}
