import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../src/audit/record.ts';

const folder = mkdtempSync(join(tmpdir(), 'crewguard-'));
afterAll(() => rmSync(folder, { recursive: true }));
const writer = fileURLToPath(new URL('killed-writer.ts', import.meta.url));
const COUNT = 2000;

interface Ended {
  readonly output: string;
  readonly signal: NodeJS.Signals | null;
}

function run(...args: string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, ...args], { stdio: ['ignore', 'pipe', 'ignore'], cwd: folder });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.on('error', reject).on('close', (_code, signal) => resolve({ output, signal }));
  });
}

/** Every line whole, numbered without a gap. */
function expectAll(text: string): void {
  const lines = text.split('\n');
  expect(lines.pop()).toBe('');
  const seqs = lines.map((line) => {
    const parsed = JSON.parse(line) as AuditRecord & { readonly audit?: AuditRecord };
    return (parsed.audit ?? parsed).seq;
  });
  expect(seqs).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
}

describe('a process that is killed', { timeout: 60_000 }, () => {
  it.each(['pino', 'json-lines'])('loses no record of %s in a file', async (kind) => {
    const path = join(folder, `${kind}.log`);
    const { signal } = await run(kind, String(COUNT), 'SIGKILL', path);
    expect(signal).toBe('SIGKILL');
    expectAll(readFileSync(path, 'utf8'));
  });

  it('loses no record of pino on standard output', async () => {
    const { output, signal } = await run('pino', String(COUNT), 'SIGKILL');
    expect(signal).toBe('SIGKILL');
    expectAll(output);
  });
});

describe('a process that ends otherwise', { timeout: 60_000 }, () => {
  it.each(['exit', 'throw', 'abort'])('loses no record by %s', async (end) => {
    const path = join(folder, `${end}.log`);
    await run('pino', String(COUNT), end, path);
    expectAll(readFileSync(path, 'utf8'));
  });
});
