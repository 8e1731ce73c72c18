import { describe, expect, it } from 'vitest';
import { GuardError } from '../../../src/errors.ts';
import { authorize, type RolePatterns } from '../../../src/guards/identity/authorize.ts';
import type { Principal } from '../../../src/identity/principal.ts';
import type { Target } from '../../../src/invocation.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { failure } from '../../recording.ts';

const policy: RolePatterns = {
  analyst: ['agent:research-*', 'tool:*.read'],
  admin: ['*'],
  nobody: [],
  constructor: ['agent:builder'],
};

const ask = async (roles: unknown, target: Target, patterns: RolePatterns = policy): Promise<unknown> => {
  const call = pipeline<{ principal: Principal }>()
    .use(authorize(patterns))
    .wrap(target, unchecked<string>(), () => 'ran');
  return call('x', { principal: { id: 'alice', roles } as Principal }).catch((error: unknown) =>
    error instanceof GuardError ? error.code : error,
  );
};

describe('authorize', () => {
  it.each<[unknown, Target, string]>([
    [['analyst'], 'agent:research-crew', 'ran'],
    [['nobody', 'analyst'], 'tool:files.read', 'ran'],
    [['admin'], 'tool:mail.send', 'ran'],
    [['constructor'], 'agent:builder', 'ran'],
    [['analyst'], 'agent:chat', 'ERR_FORBIDDEN'],
    [['analyst'], 'tool:mail.send', 'ERR_FORBIDDEN'],
    [['nobody'], 'agent:research-crew', 'ERR_FORBIDDEN'],
    [[], 'agent:research-crew', 'ERR_FORBIDDEN'],
    [['Admin'], 'tool:mail.send', 'ERR_FORBIDDEN'],
    [['root'], 'tool:mail.send', 'ERR_FORBIDDEN'],
    [['toString'], 'tool:mail.send', 'ERR_FORBIDDEN'],
    [['__proto__'], 'tool:mail.send', 'ERR_FORBIDDEN'],
    [['hasOwnProperty', 'valueOf'], 'tool:mail.send', 'ERR_FORBIDDEN'],
    ['admin', 'tool:mail.send', 'ERR_FORBIDDEN'],
    [undefined, 'tool:mail.send', 'ERR_FORBIDDEN'],
    [{ 0: 'admin', length: 1 }, 'tool:mail.send', 'ERR_FORBIDDEN'],
  ])('%j on %s: %s', async (roles, target, expected) => {
    expect(await ask(roles, target)).toBe(expected);
  });

  it('does not take a role from a polluted prototype', async () => {
    Object.defineProperty(Object.prototype, 'ghost', { value: ['*'], configurable: true, writable: true });
    try {
      expect(await ask(['ghost'], 'tool:mail.send')).toBe('ERR_FORBIDDEN');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'ghost');
    }
  });

  it('has a role called __proto__ only where it was given', async () => {
    expect(await ask(['__proto__'], 'tool:mail.send', JSON.parse('{"__proto__":["tool:mail.send"]}'))).toBe('ran');
  });

  it('refuses without a principal', async () => {
    const call = pipeline<{ principal: Principal }>()
      .use(authorize(policy))
      .wrap('agent:crew', unchecked<string>(), () => 'ran');
    const error = await failure(call('x', {} as never));
    expect(error).toMatchObject({ code: 'ERR_FORBIDDEN', guard: 'authorize', target: 'agent:crew' });
    expect((error as GuardError).forModel()).not.toMatch(/analyst|research/);
  });

  it('is not changed by what happens to the roles later', async () => {
    const analyst = ['agent:crew'];
    const roles = { analyst };
    const guard = authorize(roles);
    analyst.push('*');
    Object.assign(roles, { guest: ['*'] });
    const call = pipeline<{ principal: Principal }>()
      .use(guard)
      .wrap('tool:mail.send', unchecked<string>(), () => 'ran');
    for (const role of ['analyst', 'guest']) {
      const error = await failure(call('x', { principal: { id: 'a', roles: [role] } }));
      expect(error).toMatchObject({ code: 'ERR_FORBIDDEN' });
    }
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /give a map of roles to patterns/],
    ['a list', ['*'], /give a map of roles/],
    ['an empty map', {}, /give a map of roles/],
    ['one pattern as text', { admin: '*' }, /role "admin" must have a list of patterns/],
    [
      'a bare name',
      { admin: ['mail.send'] },
      /role "admin": a pattern must be "\*", or start with "agent:" or "tool:"/,
    ],
    ['a wildcard within a word', { admin: ['tool:ma*l.send'] }, /"\*" stands at the end/],
  ])('refuses %s at construction', (_name, roles, message) => {
    expect(() => authorize(roles as RolePatterns)).toThrow(message);
  });

  it('reads nothing of the input', () => {
    expect(authorize(policy).reads).toBe('nothing');
  });
});
