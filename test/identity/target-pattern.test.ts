import { describe, expect, it } from 'vitest';
import { compileTargetPattern } from '../../src/identity/target-pattern.ts';

const matches = (pattern: string, target: string): boolean => compileTargetPattern('test', pattern).matches(target);

describe('compileTargetPattern', () => {
  it.each<[string, string[], string[]]>([
    ['*', ['agent:a', 'tool:a.b'], []],
    ['agent:crew', ['agent:crew'], ['agent:crew2', 'agent:cre', 'tool:crew', 'agent:Crew', 'xagent:crew']],
    ['agent:*', ['agent:a', 'agent:a.b/c'], ['tool:a', 'agents:a', 'agent:']],
    [
      'agent:research-*',
      ['agent:research-crew', 'agent:research-a.b'],
      ['agent:research-', 'agent:research', 'agent:my-research-crew'],
    ],
    ['tool:files.*', ['tool:files.read', 'tool:files.a.b'], ['tool:files', 'tool:files.', 'tool:filesystem.read']],
    [
      'tool:*.read',
      ['tool:files.read', 'tool:mail.read'],
      ['tool:files.write', 'tool:a.files.read', 'tool:files.read.all', 'tool:read', 'tool:.read'],
    ],
    ['tool:a.*.c', ['tool:a.b.c'], ['tool:a.c', 'tool:a.b.b.c', 'tool:a.b.d', 'tool:a/b.c']],
    [
      'tool:*/v1.*',
      ['tool:mail/v1.send', 'tool:mail/v1.a/b'],
      ['tool:mail/v1', 'tool:mail/v1.', 'tool:mail/v2.send', 'tool:a/b/v1.x'],
    ],
    [
      'tool:*.send-*',
      ['tool:mail.send-all', 'tool:mail.send-a.b'],
      ['tool:mail.send-', 'tool:mail.resend-a', 'tool:send-a'],
    ],
    ['tool:*.*', ['tool:a.b', 'tool:a.b.c'], ['tool:a', 'tool:a.', 'tool:.b']],
  ])('%s', (pattern, good, bad) => {
    expect(good.filter((target) => !matches(pattern, target))).toEqual([]);
    expect(bad.filter((target) => matches(pattern, target))).toEqual([]);
  });

  it.each([
    '',
    'crew',
    'agent',
    'agent:',
    '*:crew',
    'agents:*',
    '**',
    'agent:a b',
    `agent:${'a'.repeat(122)}`,
    5,
    undefined,
  ])('refuses %s: it could match no target', (pattern) => {
    expect(() => compileTargetPattern('test', pattern)).toThrow(/test: a pattern must be "\*", or start with "agent:"/);
  });

  it.each(['tool:a*b', 'tool:*a.b', 'tool:a*.b', 'tool:a.**', 'tool:a**', 'agent:*a'])(
    'refuses the wildcard in %s',
    (pattern) => {
      expect(() => compileTargetPattern('test', pattern)).toThrow(
        /"\*" stands at the end of a pattern or for a whole segment/,
      );
    },
  );
});
