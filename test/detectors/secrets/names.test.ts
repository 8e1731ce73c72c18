import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../src/detectors/redaction/redact-text.ts';
import { secrets } from '../../../src/detectors/secrets/secrets.ts';
import { redact } from '../../../src/guards/content/redact.ts';
import { pipeline } from '../../../src/pipeline.ts';
import { unchecked } from '../../../src/schema.ts';
import { random } from '../samples.ts';

const redactor = createRedactor({ detectors: [secrets()] });
const read = (value: unknown) =>
  pipeline()
    .use(redact())
    .wrap(
      'tool:read',
      unchecked<string>(),
      () => value,
    )('x');
const uuid = '550e8400-e29b-41d4-a716-446655440000';

describe('names', () => {
  it.each([
    { authorId: uuid },
    { keyId: uuid },
    { primaryKey: uuid },
    { Key: 'uploads/2024/05/12/IMG_20240512.jpg' },
    { key: 'PROJ-1234-implement-login' },
    { nextPageToken: `CAUQ${random(20)}` },
    { passenger: 'seat-12A' },
    { passport_country: 'DE-2024' },
    { keyboard: 'logitech-mx-keys-s3-2024' },
    { monkey: `bananas${random(20)}` },
    { tokens: 'tiktoken-cl100k_base-v2' },
    { author: `Jane${random(20)}` },
    { token_type: `kind${random(20)}` },
    { publicKey: random(40) },
    { passwordHint: 'my-2nd-dog' },
    { bypass: 'route-66x' },
  ])('do not announce a secret in %j', async (value) => {
    expect(await read(value)).toEqual(value);
  });

  it.each([
    `primaryKey: ${uuid}`,
    'https://example.com/?key=product-2024-spring-sale',
    'compass_heading="NE-45deg"',
    'n.token=e.authToken=r.getTokenFor1(x)',
    'tokenizer=tiktoken-cl100k_base-v2',
  ])('nor in the text %j', (text) => {
    expect(redactor.redact(text)).toBe(text);
  });

  it.each([
    'apiKey',
    'API_KEY',
    'apikey',
    'x-api-key',
    'api.key.1',
    'APIKey2',
    'githubToken',
    'GITHUBTOKEN',
    'client_secret',
    'secretAccessKey',
    'awsSecretKeyProd',
    'secrets.db',
    'auth',
    'authorizationToken',
    'sessionTokens.token',
  ])('announce one in %s', async (name) => {
    const secret = random(32);
    expect(redactor.redact(`${name}: "${secret}"`)).toBe(`${name}: "[redacted:generic-secret]"`);
    expect(redactor.redact(`{\\"${name}\\":\\"${secret}\\"}`)).not.toContain(secret);
    expect(await read({ [name]: secret })).toEqual({ [name]: '[redacted:generic-secret]' });
  });

  it.each([
    'password',
    'DB_PASSWORD',
    'dbpass',
    'userPwd',
    'passphrase',
    'PASSWD',
    'adminPassword2',
    'passwordConfirm',
  ])('announce a password in %s', async (name) => {
    expect(await read({ [name]: 'hunter2!horse' })).toEqual({ [name]: '[redacted:password]' });
  });

  it('announce a UUID where nothing else is meant', () => {
    for (const name of ['HEROKU_API_KEY', 'clientSecret', 'access_token']) {
      expect(redactor.redact(`${name}=${uuid}`)).toBe(`${name}=[redacted:generic-secret]`);
    }
  });
});
