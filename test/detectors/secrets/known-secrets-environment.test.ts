import { describe, expect, it, vi } from 'vitest';
import { knownSecretsFromEnvironment } from '../../../src/detectors/secrets/known-secrets-environment.ts';
import { random } from '../samples.ts';

const found = (environment: Record<string, string | undefined>, text: string) =>
  knownSecretsFromEnvironment({ environment }).scan(text).findings.length;

describe('knownSecretsFromEnvironment', () => {
  it.each(['OPENAI_API_KEY', 'DB_PASSWORD', 'session_secret', 'GITHUB_TOKEN', 'PGPASSWD'])(
    'finds the value of %s',
    (name) => {
      const value = `correct horse ${random(6)}`;
      expect(found({ [name]: value }, `a ${value} b`)).toBe(1);
      expect(found({ [name]: value }, Buffer.from(`xx${value}`).toString('base64'))).toBe(1);
    },
  );

  it('finds the password of a connection string, encoded and not', () => {
    const environment = { DATABASE_URL: 'postgres://app:p%40ssw0rd!x@db:5432/x' };
    expect(found(environment, 'login with p@ssw0rd!x')).toBe(1);
    expect(found(environment, 'login with p%40ssw0rd!x')).toBe(1);
    expect(found(environment, 'postgres://app@db:5432/x')).toBe(0);
  });

  it.each([
    ['SSH_AUTH_SOCK', '/run/agents/agent.1234'],
    ['TOKEN_URL', 'https://login.example/oauth/token'],
    ['API_KEY', 'short'],
    ['API_KEY', '<your-key-here>'],
    ['AUTH_MODE', 'production'],
    ['TOKEN_COUNT', '1234567890'],
    ['HOME', `/home/${random(12)}`],
    ['API_KEY', undefined],
  ])('leaves %s=%s', (name, value) => {
    expect(found({ [name]: value }, `x ${value} y`)).toBe(0);
  });

  it('takes names that say nothing, and leaves names that only sound like it', () => {
    const environment = { PLAIN: 'quite ordinary words', THE_TOKEN: 'also ordinary words' };
    const detector = knownSecretsFromEnvironment({ environment, alsoNames: ['PLAIN'], exceptNames: ['THE_TOKEN'] });
    expect(detector.scan('quite ordinary words').findings).toHaveLength(1);
    expect(detector.scan('also ordinary words').findings).toHaveLength(0);
  });

  it('reads process.env unless told otherwise', () => {
    const value = random(20);
    vi.stubEnv('TEST_ONLY_SECRET', value);
    expect(knownSecretsFromEnvironment().scan(value).findings).toHaveLength(1);
    vi.unstubAllEnvs();
  });

  it('refuses what it cannot use, without showing a value', () => {
    const environment = { PLAIN: 'tiny' };
    expect(() => knownSecretsFromEnvironment({ environment, alsoNames: ['PLAIN'] })).toThrow(
      /^knownSecretsFromEnvironment: the value of "PLAIN" must have 8 to 4096/,
    );
    // @ts-expect-error not an array
    expect(() => knownSecretsFromEnvironment({ alsoNames: 'PLAIN' })).toThrow(/"alsoNames" must be an array/);
    // @ts-expect-error unknown
    expect(() => knownSecretsFromEnvironment({ names: [] })).toThrow(/unknown option "names"/);
    // @ts-expect-error not an object
    expect(() => knownSecretsFromEnvironment({ environment: 'A=b' })).toThrow(/options must be an object/);
  });
});
