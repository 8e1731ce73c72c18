import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/command.ts';

let folder = '';
const file = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  await writeFile(
    file('fine.yaml'),
    'version: 1\ntools: { mail.send: [to] }\nroles:\n  clerk:\n    agent:desk:\n      tools: { mail.send: { to: { type: suffix, value: "@acme.example" } } }\n',
  );
  await writeFile(file('wrong.yaml'), 'version: 1\ntools: {}\nroles: {}\nextra: 1\n');
  await writeFile(file('call.json'), '{"tool": "mail.send", "arguments": {"to": "a@acme.example"}}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...words: string[]) {
  const out: string[] = [];
  const errors: string[] = [];
  const code = await runCommand(words, { out: (text) => out.push(text), error: (text) => errors.push(text) });
  return { code, out: out.join('\n'), errors: errors.join('\n') };
}

const explain = (call: string, ...more: string[]) =>
  run('policy', 'explain', file('fine.yaml'), '--role', 'clerk', '--agent', 'desk', '--call', call, ...more);

describe('crewguard policy check', () => {
  it('says that a file is fine, and what it holds', async () => {
    expect(await run('policy', 'check', file('fine.yaml'))).toEqual({
      code: 0,
      out: `${file('fine.yaml')}: fine. 1 role, 1 agent, 1 tool.`,
      errors: '',
    });
  });

  it('says what is wrong, with file and line', async () => {
    const { code, errors } = await run('policy', 'check', file('wrong.yaml'));
    expect(code).toBe(1);
    expect(errors).toBe(`${file('wrong.yaml')}:4: unknown key "extra".`);
  });

  it('tells a file that cannot be read from one that is wrong', async () => {
    expect((await run('policy', 'check', file('none.yaml'))).code).toBe(2);
    expect((await run('policy', 'check')).code).toBe(2);
    expect((await run('policy', 'check', 'a', 'b')).code).toBe(2);
  });
});

describe('crewguard policy explain', () => {
  it('says yes and no, and why', async () => {
    expect(await explain(file('call.json'))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^mail\.send: allowed/),
    });
    const refused = await explain('{"tool": "mail.send", "arguments": {"to": "a@evil.example"}}');
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/refused.*"to", suffix.*\n.*"clerk"/);
    expect(refused.out).not.toContain('acme');
  });

  it('gives JSON and nothing else', async () => {
    const { out } = await explain('{"tool": "mail.send", "arguments": {}}', '--json');
    expect(JSON.parse(out)).toMatchObject({ tool: 'mail.send', decision: 'deny', role: 'clerk', argument: 'to' });
  });

  it.each(['{', '[]', '{"tool": 1}', '{"tool": "a", "args": {}}', 'null.json'])(
    'cannot answer for the call %s',
    async (call) => {
      expect((await explain(call)).code).toBe(2);
    },
  );

  it('judges by what is said of the place of the call', async () => {
    const bounded = file('bounded.yaml');
    await writeFile(
      bounded,
      'version: 1\ntools: { look: [] }\nroles:\n  clerk:\n    agent:desk:\n      tools: { look: none }\n      sideEffects: false\n      audience: [office]\n      budget: 5\n',
    );
    const asked = (...more: string[]) =>
      run('policy', 'explain', bounded, '--role', 'clerk', '--agent', 'desk', '--call', '{"tool": "look"}', ...more);
    expect((await asked('--read-only', '--audience', 'office', '--cost', '5')).code).toBe(0);
    expect((await asked('--audience', 'office', '--cost', '5')).out).toMatch(/side effects/);
    expect((await asked('--read-only', '--audience', 'home', '--cost', '5')).code).toBe(1);
    expect((await asked('--read-only', '--audience', 'office')).out).toMatch(/cost/);
    expect((await asked('--read-only', '--audience', 'office', '--cost', '6')).code).toBe(1);
    expect(await asked('--cost', '1.5')).toMatchObject({ code: 2, out: '' });
  });

  it('writes nothing to a terminal that a stranger chose, and JSON that gives it back', async () => {
    const tool = 'mail\u001b[2J\u009b2K\u202e\u2028\u{e0041}\rx';
    const call = JSON.stringify({ tool, arguments: { [tool]: 1 } });
    const text = await explain(call);
    expect(text.out).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text.out.split('\n')).toHaveLength(2);
    const { out, errors } = await explain(call, '--json');
    expect(out).toMatch(/^[\x20-\x7e]*$/);
    expect([JSON.parse(out).tool, errors]).toEqual([tool, '']);
    expect((await run('policy', 'check', file('\u001b[31mnone.yaml'))).errors).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('wants role, agent and call', async () => {
    expect((await run('policy', 'explain', file('fine.yaml'), '--role', 'clerk')).code).toBe(2);
  });
});

describe('crewguard', () => {
  it('explains itself', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('policy check FILE') });
    expect(await run()).toMatchObject({ code: 2, errors: expect.stringContaining('policy check FILE') });
    expect(await run('polcy', 'check')).toMatchObject({ code: 2, errors: expect.stringContaining('polcy check') });
  });

  it('runs as a program', async () => {
    const main = join(import.meta.dirname, '../../src/cli/main.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'policy', 'check', file('fine.yaml')]);
    expect(stdout).toContain('fine');
  });
});
