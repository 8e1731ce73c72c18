import { describe, expect, it } from 'vitest';
import { secretRules } from '../../../src/detectors/secrets/secret-rules.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { createApiKey } from '../../../src/identity/api-key.ts';
import { jwt, privateKey, random, samples } from '../samples.ts';

const detector = secrets();
const rulesIn = (text: string) => detector.scan(text).findings.map(({ rule }) => rule);
const dashes = '-'.repeat(5);

describe('secrets', () => {
  it.each(samples)('finds %s after "%s"', (rule, before, secret, after) => {
    const text = before + secret + after;
    const [first] = detector.scan(text).findings;
    expect(first).toMatchObject({ detector: 'secrets', rule });
    expect(text.slice(first?.start, first?.end)).toBe(secret);
  });

  it.each([
    'The key to success is practice, and the secret is patience.',
    'const password = process.env.DB_PASSWORD;',
    'password: "your-password-here"',
    'password = "password"',
    'api_key = "<insert your key>"',
    'token: config.security.tokenForTheCurrentUser',
    'see https://example.com/path:80/x@y and mailto:joe@example.com',
    `AK${'IA'}IOSFODNN7EXAMPLE`,
    `gh${'p_'}${'x'.repeat(36)}`,
    `gh${'p_'}tooShort`,
    `password: ${Buffer.from('1f2d1e2e67df').toString('base64')}`, // the manual of Kubernetes
    'sk-learn and sk-estimators are short for something else entirely',
    'commit 3f786850e387550fdab836ed7e6dc881de23001b',
    'id 123e4567-e89b-12d3-a456-426614174000',
    'eyJ is how base64 of JSON starts. Nothing else here.',
    'Bearer of good news internationalization',
    'author: Somebody Important of the Company',
    `The file starts with ${dashes}BEGIN RSA PRIVATE KEY${dashes} and goes on.`,
    'our discord channel: 150292419641613952, guild 150292419641613953',
    'sentry release: 3f786850e387550fdab836ed7e6dc881de23001b',
    'travis build 3f786850e387550fdab836ed7e6dc881de23001b',
    'const apiKey = keyring.getPassword2(service)',
    'token = jwt.sign(payload2, options)',
    `password: $\{DB_PASSWORD}`,
    'postgres://user:password@localhost/db',
    'curl -u "$USER:$PASSWORD" https://h.example',
    'ENV_TOKEN=ENC[AES256_GCM,data:W3PiZ6lD6bpfAdI]',
    'password is incorrect!',
    'fetch("/api/v2/tokens?page=2")',
    'import { createHmac256 } from "crypto-key-utils2"',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    'pk_live_is_public and pk_test_too',
    '',
  ])('finds nothing in %j', (text) => {
    expect(detector.scan(text)).toEqual({ score: 0, findings: [] });
  });

  it('never holds the secret itself', () => {
    for (const [, before, secret, after] of samples) {
      expect(JSON.stringify(detector.scan(before + secret + after))).not.toContain(secret.slice(-8));
    }
  });

  it('scores by the strongest finding', () => {
    expect(detector.scan('password = "hunter2!horse"').score).toBe(0.7);
    expect(detector.scan(`password = "hunter2!horse" ${jwt()}`).score).toBe(1);
  });

  it('takes a token of any length whole', () => {
    const token = `gh${'p_'}${random(100_000)}`;
    expect(detector.scan(`x ${token} y`).findings).toMatchObject([
      { start: 2, end: 2 + token.length, block: 'closed' },
    ]);
    const long = [`eyJ${random(800)}`, `eyJ${random(90_000)}`, random(80)].join('.');
    expect(detector.scan(long).findings).toMatchObject([{ rule: 'jwt', start: 0, end: long.length, block: 'open' }]);
  });

  it.each([
    ['PKCS#8', privateKey(4, '')],
    ['OpenSSH', privateKey(20, 'OPENSSH ')],
    ['one line of JSON', privateKey(3, 'EC ', '\\n')],
    ['quoted in a mail', privateKey(3, 'RSA ', '\n> ')],
    ['with headers', privateKey(3).replace('\n', '\nProc-Type: 4,ENCRYPTED\n\n')],
    [
      'PGP',
      `${dashes}BEGIN PGP PRIVATE KEY BLOCK${dashes}\n\n${random(64)}\n${dashes}END PGP PRIVATE KEY BLOCK${dashes}`,
    ],
  ])('takes a private key whole: %s', (_, key) => {
    const text = `before\n${key}\nafter`;
    expect(detector.scan(text).findings).toMatchObject([{ rule: 'private-key', start: 7, end: 7 + key.length }]);
  });

  it('takes all that follows a private key without an end', () => {
    const text = `a\n${privateKey(3).split('\n').slice(0, 3).join('\n')} and so on`;
    expect(detector.scan(text).findings).toMatchObject([
      { rule: 'private-key', start: 2, end: text.length, block: 'open' },
    ]);
  });

  it('keeps two private keys apart', () => {
    expect(rulesIn(`${privateKey()}\ntext\n${privateKey()}\n`)).toEqual(['private-key', 'private-key']);
  });

  it('reads through invisible characters and gives offsets of the original', () => {
    const token = [...`gh${'p_'}${random(36)}`].join('\u200b');
    const text = `\u00ad\u00adsee ${token} end`;
    const [finding] = detector.scan(text).findings;
    expect(text.slice(finding?.start, finding?.end)).toBe(`${token}`);
  });

  it('names the specific rule where a generic one sees the same', () => {
    expect(rulesIn(`api_key = "gh${'p_'}${random(36)}"`)).toEqual(['github-token', 'generic-secret']);
  });

  it('leaves base64 of binary files as it is', () => {
    const zeros = 'A'.repeat(70);
    const start = `EA${'AC'}`;
    for (const text of [
      `${start}${zeros}0dEv`,
      `x/${start}${random(80)}`,
      `+EZ${'AK'}${random(60)}`,
      `/AK${'Cp'}${random(70)}`,
    ]) {
      expect(rulesIn(`${text} and ${text}`)).toEqual([]);
    }
    expect(rulesIn(`?access=${start}${random(100)}`)).toEqual(['facebook-token']);
  });

  it('knows the keys that createApiKey makes, by their check', () => {
    const principal = { id: 'alice', roles: [] };
    for (const names of [
      {},
      { prefix: 'a', environment: 'b' },
      { prefix: 'x'.repeat(16), environment: 'y'.repeat(16) },
    ]) {
      const { key } = createApiKey({ principal, ...names });
      for (const before of ['', 'use ', '\\n', 'a-', 'https://h.example/?k=', '\u200b']) {
        const text = `${before}${key} end`;
        const [finding] = detector.scan(text).findings.filter(({ rule }) => rule === 'crewguard-api-key');
        expect(text.slice(finding?.start, finding?.end)).toBe(key);
      }
      const wrong = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
      expect(rulesIn(`use ${wrong} end`)).toEqual([]);
    }
  });

  it('leaves rules out', () => {
    const without = secrets({ without: ['jwt', 'bearer-token', 'authorization-header', 'generic-secret'] });
    expect(without.scan(`Authorization: Bearer ${jwt()}`).findings).toEqual([]);
    expect(secretRules()).toContain('jwt');
  });

  it('refuses options that mean nothing', () => {
    expect(() => secrets({ without: ['jtw'] })).toThrow(/unknown rule "jtw".*Rules: .*jwt/);
    // @ts-expect-error not an array
    expect(() => secrets({ without: 'jwt' })).toThrow(/"without" must be an array/);
    // @ts-expect-error unknown option
    expect(() => secrets({ rule: [] })).toThrow(/unknown option "rule"/);
  });
});
