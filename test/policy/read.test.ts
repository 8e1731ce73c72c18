import { describe, expect, it } from 'vitest';
import { type PolicyError, readPolicy } from '../../src/policy/index.ts';
import { failure } from '../recording.ts';

const FINE = `
version: 1
tools:
  web.search: [q]
  mail.send: [to, body]
  clock: []
roles:
  analyst:
    agent:research-crew:
      tools:
        web.search: { q: { type: length, max: 80 } }
        mail.send:
          to: { type: suffix, value: '@acme.example' }
          body: any
        clock: none
      uses: 50
      approvals: [mail.send]
  guest:
    agent:research-crew:
      tools:
        clock: none
`;

const problems = async (text: string) => ((await failure(readPolicy('p.yaml', text))) as PolicyError).problems;

describe('readPolicy', () => {
  it('reads roles, agents and their ceilings', async () => {
    const policy = await readPolicy('p.yaml', FINE);
    expect(policy.ceilings.map(({ role, agent }) => [role, agent])).toEqual([
      ['analyst', 'agent:research-crew'],
      ['guest', 'agent:research-crew'],
    ]);
    expect(policy.grantFor({ target: 'agent:research-crew', ctx: { principal: { roles: ['guest'] } } })).toMatchObject({
      tools: { clock: { type: 'none' } },
    });
  });

  it('reads JSON as well', async () => {
    const json = JSON.stringify({
      version: 1,
      tools: { clock: [] },
      roles: { guest: { 'agent:a': { tools: { clock: 'none' } } } },
    });
    expect((await readPolicy('p.json', json)).tools).toEqual(['tool:clock']);
  });

  it.each([
    ['a key on the top', FINE.replace('roles:', 'role:'), 7, /role/],
    ['a key of a ceiling', FINE.replace('uses: 50', 'use: 50'), 16, /"use"/],
    ['a type of constraint', FINE.replace('type: suffix', 'type: sufix'), 13, /unknown constraint type/],
    ['a member of a constraint', FINE.replace('max: 80', 'maximum: 80'), 11, /unknown member "maximum"/],
    [
      'a constraint the host must register',
      FINE.replace('{ type: length, max: 80 }', '{ type: custom, name: x, version: 1 }'),
      11,
      /custom/,
    ],
    [
      'a tool that is not listed',
      FINE.replace('        clock: none\n      uses', '        clok: none\n      uses'),
      15,
      /not listed/,
    ],
    ['an argument that the tool has not', FINE.replace('body: any', 'bdy: any'), 14, /no argument "bdy"/],
    ['a tool to approve that is not granted', FINE.replace('[mail.send]', '[mail.delete]'), 17, /mail\.delete/],
    ['an agent without its kind', FINE.replace('agent:research-crew', 'research-crew'), 9, /agent:research-crew/],
    ['another version', FINE.replace('version: 1', 'version: 2'), 2, /1/],
    ['a number that is none', FINE.replace('uses: 50', 'uses: many'), 16, /number/],
    ['an empty argument map', FINE.replace('q: { type: length, max: 80 }', ''), 11, /none/],
    ['a key that stands twice', `${FINE}\nversion: 1\n`, 23, /unique/i],
    [
      'an alias',
      FINE.replace('body: any', 'body: &x any').replace('clock: none\n      uses', 'clock: *x\n      uses'),
      15,
      /alias/,
    ],
    ['a tag', FINE.replace('any', '!!js/function any'), 14, /tag/i],
    ['a second document', `${FINE}\n---\nversion: 1\n`, 1, /one document/],
    ['text that is no YAML', 'version: [1', 1, /./],
    ['nothing', '', 1, /empty/],
    ['a prototype', FINE.replace('guest:', '__proto__:'), 18, /./],
  ])('refuses %s, with its line', async (_what, text, line, message) => {
    const found = await problems(text);
    expect(found.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(found.map((problem) => problem.line)).toContain(line);
  });

  it('tells everything that is wrong at once', async () => {
    const text = FINE.replace('max: 80', 'maximum: 80').replace('uses: 50', 'use: 50');
    expect(await problems(text)).toHaveLength(2);
  });

  it('refuses a bomb of aliases and a file that is too long, without expanding either', async () => {
    const bomb = `a: &a [x,x]\nb: &b [*a,*a]\nc: [${'*b,'.repeat(1000)}*b]\n`;
    expect((await problems(bomb)).every(({ message }) => /alias/.test(message))).toBe(true);
    expect(await problems(`#${'x'.repeat(1_100_000)}`)).toMatchObject([{ message: expect.stringMatching(/longer/) }]);
  });
});

describe('explain', () => {
  const ask = async (tool: string, given: unknown, roles: readonly string[] = ['analyst']) =>
    (await readPolicy('p.yaml', FINE)).explain({ roles, agent: 'research-crew', tool, arguments: given });

  it.each([
    ['web.search', { q: 'bees' }, 'allow'],
    ['web.search', { q: 'x'.repeat(81) }, 'deny'],
    ['mail.send', { to: 'ann@acme.example', body: '' }, 'approve'],
    ['mail.send', { to: 'ann@evil.example', body: '' }, 'deny'],
    ['clock', undefined, 'allow'],
    ['clock', { zone: 'UTC' }, 'deny'],
    ['files.read', {}, 'deny'],
  ])('%s with %j: %s', async (tool, given, decision) => {
    expect(await ask(tool, given)).toMatchObject({ decision, role: 'analyst' });
  });

  it('names the argument and the type of its constraint, and no allowed value', async () => {
    const answer = await ask('mail.send', { to: 'ann@evil.example', body: '' });
    expect(answer).toMatchObject({ argument: 'to', constraint: 'suffix' });
    expect(JSON.stringify(answer)).not.toContain('acme');
  });

  it('lets the first role of the file decide alone', async () => {
    expect(await ask('web.search', { q: 'bees' }, ['guest', 'analyst'])).toMatchObject({ role: 'analyst' });
    expect(await ask('web.search', { q: 'bees' }, ['guest'])).toMatchObject({ decision: 'deny', role: 'guest' });
    expect(await ask('web.search', { q: 'bees' }, [])).toMatchObject({ decision: 'deny' });
    expect(await ask('web.search', { q: 'bees' }, ['toString'])).toMatchObject({ decision: 'deny' });
  });
});
