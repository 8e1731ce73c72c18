import { describe, expect, it } from 'vitest';
import { knownSecretsFromEnvironment } from '../../../src/detectors/secrets/known-secrets-environment.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { createApiKey } from '../../../src/index.ts';
import { random } from '../samples.ts';

const detector = secrets();
const found = (text: string) =>
  detector.scan(text).findings.map(({ rule, start, end }) => [rule, text.slice(start, end)]);
const rulesIn = (text: string) => found(text).map(([rule]) => rule);

describe('a header that authorises', () => {
  it('has a secret without a digit where it is basic and the letters are mixed', () => {
    const basic = Buffer.from('user:password').toString('base64').replace(/\d/g, 'x');
    expect(rulesIn(`Authorization: Basic ${basic}`)).toContain('authorization-header');
    expect(rulesIn('Authorization: Digest someLongWords')).not.toContain('authorization-header');
    expect(rulesIn('Authorization: Basic authentication')).not.toContain('authorization-header');
  });
});

describe('the key of a service', () => {
  it('may be short where its name says that it is a key', () => {
    expect(rulesIn(`linkedin_client_secret = "aB3dE6gH1jK4mN7p"`)).not.toEqual([]);
    expect(rulesIn('asana_client_id: 1204567890123456')).toContain('service-key');
    expect(rulesIn('asana_project: 1204567890123456')).not.toContain('service-key');
    expect(rulesIn('discord_channel: 120456789012345678')).not.toContain('service-key');
    expect(rulesIn('asana_client_id: 12045678901234')).not.toContain('service-key');
  });
});

describe('a key of this library', () => {
  const { key } = createApiKey({ principal: { id: 'alice', roles: [] } });

  it('is found behind an escape that looks like a part of it, and among words', () => {
    expect(found(`"\\n${key}"`)).toContainEqual(['crewguard-api-key', key]);
    expect(found(`my_own_${key} ok`)).toContainEqual(['crewguard-api-key', key]);
  });

  it('is none with another check, or without the words in front', () => {
    const other = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
    expect(rulesIn(other)).not.toContain('crewguard-api-key');
    const bare = key.slice(key.search(/_[0-9a-f]{16}_/));
    expect(rulesIn(` ${bare}`)).not.toContain('crewguard-api-key');
    expect(rulesIn(key.replace(/_[0-9a-f]{16}_/, (id) => id.toUpperCase()))).not.toContain('crewguard-api-key');
    expect(rulesIn(`9_${bare}`)).not.toContain('crewguard-api-key');
  });
});

describe('the environment', () => {
  const seen = (environment: Readonly<Record<string, string>>, text: string) =>
    knownSecretsFromEnvironment({ environment }).scan(text).findings.length > 0;

  it('holds the password of an address, escaped or not, also where the escape is broken', () => {
    expect(seen({ DATABASE_URL: 'postgres://app:corr%40horse-9@db/x' }, 'it is corr@horse-9')).toBe(true);
    expect(seen({ DATABASE_URL: 'postgres://app:corr%zzhorse-9@db/x' }, 'it is corr%zzhorse-9')).toBe(true);
  });

  it('holds nothing that is too short to be told from other text', () => {
    expect(seen({ API_TOKEN: 'abc' }, 'abc')).toBe(false);
    expect(seen({ DATABASE_URL: 'postgres://app:abc@db/x' }, 'abc')).toBe(false);
    expect(seen({ API_TOKEN: random(24) }, random(24))).toBe(true);
  });
});
