import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { GuardError } from '../../src/errors.ts';
import { type ApiKeyRecord, apiKeyId, createApiKey } from '../../src/identity/api-key.ts';
import { createApiKeyRing } from '../../src/identity/api-key-ring.ts';

const alice = { id: 'alice', roles: ['analyst'] };
const pepper = 'p'.repeat(32);

const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof GuardError && error.code === 'ERR_OPTION_INVALID') return error.message;
    throw error;
  }
  return 'nothing was refused';
};

const ring = (records: readonly ApiKeyRecord[], secret?: string) => createApiKeyRing('test', records, secret);

describe('createApiKey', () => {
  it('gives a key of the documented form, and a record to keep that does not hold it', () => {
    const { key, record } = createApiKey({ principal: alice });
    expect(key).toMatch(/^crew_live_[0-9a-f]{16}_[A-Za-z0-9_-]{43}_[0-9a-f]{8}$/);
    expect(key).toContain(record.id);
    expect(record).toEqual({ id: key.slice(10, 26), hash: `sha256:${sha256(key)}`, principal: alice });
    expect(JSON.stringify(record)).not.toContain(key.slice(27, 70));
    expect(Object.isFrozen(record)).toBe(true);
  });

  it('takes prefix, environment, times and pepper', () => {
    const { key, record } = createApiKey({
      principal: alice,
      prefix: 'acme',
      environment: 'test',
      notBefore: 5,
      expires: 10,
      pepper,
    });
    expect(key).toMatch(/^acme_test_/);
    expect(record).toMatchObject({ notBefore: 5, expires: 10 });
    expect(record.hash).toBe(`hmac-sha256:${createHmac('sha256', pepper).update(key).digest('hex')}`);
    const bytes = createApiKey({ principal: alice, pepper: Buffer.from(pepper) });
    expect(ring([bytes.record], pepper).principalOf(bytes.key, 0)).toEqual(alice);
  });

  it('has check digits, so that a mistyped key costs no hash', () => {
    const { key, record } = createApiKey({ principal: alice });
    expect(apiKeyId(key)).toBe(record.id);
    const digit = key.at(-1) === '0' ? '1' : '0';
    expect(apiKeyId(key.slice(0, -1) + digit)).toBeUndefined();
    expect(apiKeyId(key.replace('live', 'test'))).toBeUndefined();
  });

  it('never gives the same key twice', () => {
    const keys = Array.from({ length: 100 }, () => createApiKey({ principal: alice }).key);
    expect(new Set(keys).size).toBe(100);
    expect(new Set(keys.map((key) => key.slice(10, 26))).size).toBe(100);
  });

  it.each<[string, object, RegExp]>([
    ['an unknown option', { roles: [] }, /unknown option "roles"/],
    ['a prefix', { prefix: 'Acme Inc' }, /"prefix" must be 1 to 16 lower-case/],
    ['an environment', { environment: '' }, /"environment" must be/],
    ['a short pepper', { pepper: 'short' }, /"pepper" must be a secret of 32/],
    ['a pepper of another type', { pepper: 5 }, /"pepper" must be/],
    ['a date', { expires: new Date() }, /"expires" must be a number of milliseconds/],
    ['an endless time', { notBefore: Number.NaN }, /"notBefore" must be a number/],
    ['no id', { principal: { id: '', roles: [] } }, /"principal.id" must be a string of 1 to 256/],
    ['no roles', { principal: { id: 'a' } }, /"roles" must be a list/],
    ['a role that is no text', { principal: { id: 'a', roles: [5] } }, /"roles" must be a list/],
    ['too many roles', { principal: { id: 'a', roles: new Array(65).fill('r') } }, /at most 64/],
    ['an empty tenant', { principal: { id: 'a', roles: [], tenant: '' } }, /"tenant" must be/],
    ['a list', { principal: [] }, /must be an object such as/],
    ['text', { principal: 'alice' }, /must be an object such as/],
  ])('refuses %s', (_name, options, expected) => {
    expect(message(() => createApiKey({ principal: alice, ...options }))).toMatch(expected);
  });

  it('lends nobody a role from a polluted prototype', () => {
    Object.defineProperty(Object.prototype, 'roles', { value: ['admin'], configurable: true });
    try {
      expect(message(() => createApiKey({ principal: { id: 'a' } as never }))).toMatch(/"roles" must be a list/);
    } finally {
      Reflect.deleteProperty(Object.prototype, 'roles');
    }
  });
});

describe('the key ring', () => {
  it('knows its keys and no others', () => {
    const [first, second, stranger] = [
      createApiKey({ principal: alice }),
      createApiKey({ principal: alice }),
      createApiKey({ principal: alice }),
    ];
    const keys = ring([first.record, second.record]);
    expect(keys.principalOf(first.key, 0)).toEqual(alice);
    expect(keys.principalOf(second.key, 0)).toEqual(alice);
    expect(Object.isFrozen(keys.principalOf(first.key, 0)?.roles)).toBe(true);
    expect(keys.principalOf(stranger.key, 0)).toBeUndefined();
  });

  it('refuses a key with any one character changed', () => {
    const { key, record } = createApiKey({ principal: alice });
    const keys = ring([record]);
    for (let index = 0; index < key.length; index += 1) {
      const changed = key[index] === 'a' ? 'b' : 'a';
      expect(keys.principalOf(key.slice(0, index) + changed + key.slice(index + 1), 0)).toBeUndefined();
    }
  });

  it('refuses the right id with the secret of another key, its check digits in order', () => {
    const mine = createApiKey({ principal: alice });
    const theirs = createApiKey({ principal: { id: 'root', roles: ['admin'] } });
    const renamed = createApiKeyRing('test', [{ ...mine.record, id: theirs.record.id }]);
    expect(renamed.principalOf(theirs.key, 0)).toBeUndefined();
    expect(renamed.principalOf(mine.key, 0)).toBeUndefined();
  });

  it.each([
    '',
    'crew_live',
    'x'.repeat(5_000_000),
    `crew_live_${'0'.repeat(16)}_${'A'.repeat(43)}_${'0'.repeat(8)}`,
    5,
    null,
  ])('refuses malformed text %#', (key) => {
    expect(ring([createApiKey({ principal: alice }).record]).principalOf(key as string, 0)).toBeUndefined();
  });

  it('does not accept a record for the key of nobody: a hash of zeros opens nothing', () => {
    const { key, record } = createApiKey({ principal: alice });
    const zero = ring([{ ...record, hash: `sha256:${'0'.repeat(64)}` }]);
    expect(zero.principalOf(key, 0)).toBeUndefined();
  });

  it('heeds times and revocation', () => {
    const { key, record } = createApiKey({ principal: alice, notBefore: 100, expires: 200 });
    const keys = ring([record]);
    expect([99, 100, 199, 200, Number.NaN].map((now) => keys.principalOf(key, now)?.id)).toEqual([
      undefined,
      'alice',
      'alice',
      undefined,
      undefined,
    ]);
    expect(ring([{ ...record, revoked: true }]).principalOf(key, 150)).toBeUndefined();
    expect(ring([{ ...record, revoked: false }]).principalOf(key, 150)).toEqual(alice);
  });

  it('rotates: both keys are good in the overlap, then the new one only', () => {
    const old = createApiKey({ principal: alice });
    const fresh = createApiKey({ principal: alice, notBefore: 1_000 });
    const keys = ring([{ ...old.record, expires: 2_000 }, fresh.record]);
    const good = (now: number) => [old, fresh].map(({ key }) => keys.principalOf(key, now) !== undefined);
    expect([500, 1_500, 2_500].map(good)).toEqual([
      [true, false],
      [true, true],
      [false, true],
    ]);
  });

  it('is not opened by a record made without the pepper', () => {
    const { key, record } = createApiKey({ principal: { id: 'mallory', roles: ['admin'] } });
    const forged = { ...record, hash: `hmac-sha256:${sha256(key)}` };
    expect(ring([forged], pepper).principalOf(key, 0)).toBeUndefined();
    const { key: other, record: theirs } = createApiKey({ principal: alice, pepper });
    expect(ring([theirs], 'q'.repeat(32)).principalOf(other, 0)).toBeUndefined();
    expect(ring([theirs], pepper).principalOf(other, 0)).toEqual(alice);
  });

  it('is not changed by what happens to the records later', () => {
    const { key, record } = createApiKey({ principal: alice });
    const mine = { ...record, principal: { id: 'alice', roles: ['analyst'] } };
    const records = [mine];
    const keys = ring(records);
    mine.principal.roles.push('admin');
    Object.assign(mine, { revoked: true });
    expect(keys.principalOf(key, 0)).toEqual(alice);
  });

  const { record } = createApiKey({ principal: alice });
  it.each<[string, unknown, string | undefined, RegExp]>([
    ['no list', undefined, undefined, /must be a list of records made by createApiKey/],
    ['an empty list', [], undefined, /at least one/],
    ['a record that is none', [5], undefined, /record 0: options must be an object/],
    ['a misspelt member', [{ ...record, expire: 5 }], undefined, /record 0: unknown option "expire"/],
    ['a bad id', [{ ...record, id: 'x' }], undefined, /"id" must be the 16 hexadecimal digits/],
    ['an id twice', [record, record], undefined, /record 1: "id" is there twice/],
    ['a bad hash', [{ ...record, hash: 'md5:x' }], undefined, /"hash" must be the hash/],
    ['no hash', [{ ...record, hash: undefined }], undefined, /"hash" must be the hash/],
    ['a word for revoked', [{ ...record, revoked: 'yes' }], undefined, /"revoked" must be true or false/],
    ['a date', [{ ...record, expires: '2027-01-01' }], undefined, /"expires" must be a number/],
    ['a hash without pepper', [record], pepper, /Issue the key again with the pepper/],
    [
      'a hash with pepper',
      [createApiKey({ principal: alice, pepper }).record],
      undefined,
      /Pass apiKeys: \{ records, pepper \}/,
    ],
    ['a short pepper', [record], 'short', /"pepper" must be a secret/],
    ['no principal', [{ ...record, principal: undefined }], undefined, /must be an object such as/],
  ])('refuses %s', (_name, records, secret, expected) => {
    expect(message(() => ring(records as ApiKeyRecord[], secret))).toMatch(expected);
  });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
