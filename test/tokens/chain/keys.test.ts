import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publicKeyOf } from '../../../src/tokens/chain/public-key.ts';
import { createSigner } from '../../../src/tokens/chain/signer.ts';
import { signerOf } from './world.ts';

const PRIME = 2n ** 255n - 19n;

/** A point by its `y` and the sign of its `x`, as a key. */
const keyOf = (y: bigint, sign = 0n): object => {
  const bytes = Buffer.from((y | (sign << 255n)).toString(16).padStart(64, '0'), 'hex').reverse();
  return { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
};

describe('publicKeyOf', () => {
  it('names a key by its thumbprint', () => {
    // The key and the thumbprint of https://www.rfc-editor.org/rfc/rfc8037#appendix-A.3
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
    expect(publicKeyOf(jwk)?.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    expect(publicKeyOf({ x: jwk.x, crv: jwk.crv, kty: jwk.kty })?.kid).toBe(
      'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    );
  });

  it.each([
    ['order 1', 1n],
    ['order 2', PRIME - 1n],
    ['order 4', 0n],
    ['order 8', 2707385501144840649318225287225658788936804267575313519463743609750303402022n],
    ['order 8, mirrored', 55188659117513257062467267217118295137698188065244968500265048394206261417927n],
    ['order 1, written as more than the prime', PRIME + 1n],
    ['order 4, written as the prime', PRIME],
  ])('refuses a point of %s, with either sign', (_name, y) => {
    expect(publicKeyOf(keyOf(y))).toBeUndefined();
    expect(publicKeyOf(keyOf(y, 1n))).toBeUndefined();
  });

  const good = signerOf(7).jwk;
  it.each<[string, unknown]>([
    ['a private key', { ...good, d: good.x }],
    ['a key with a name', { ...good, kid: 'a' }],
    ['another curve', { ...good, crv: 'X25519' }],
    ['another kind', { kty: 'EC', crv: 'P-256', x: good.x }],
    ['a shared secret', { kty: 'oct', k: good.x }],
    ['31 bytes', { ...good, x: Buffer.alloc(31, 9).toString('base64url') }],
    ['33 bytes', { ...good, x: Buffer.alloc(33, 9).toString('base64url') }],
    ['padding', { ...good, x: `${good.x}=` }],
    ['bits behind the last byte', { ...good, x: `${good.x.slice(0, -1)}${good.x.endsWith('B') ? 'C' : 'B'}` }],
    ['a number', { ...good, x: 5 }],
    ['nothing', undefined],
    ['a text', 'key'],
  ])('refuses %s', (_name, jwk) => {
    expect(publicKeyOf(jwk)).toBeUndefined();
  });
});

describe('createSigner', () => {
  it('takes Ed25519 keys, makes new ones, and shows no private part', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    expect(createSigner(String(pem)).kid).toBe(createSigner(privateKey).kid);
    expect(createSigner().kid).not.toBe(createSigner().kid);
    expect(JSON.stringify(createSigner(privateKey))).not.toContain(privateKey.export({ format: 'jwk' }).d);
  });

  it('refuses other keys without showing them', () => {
    const { privateKey, publicKey } = generateKeyPairSync('x25519');
    for (const key of [privateKey, publicKey, 'secret text', generateKeyPairSync('ed25519').publicKey]) {
      expect(() => createSigner(key)).toThrow(/must be an Ed25519 private key/);
    }
    expect(() => createSigner('secret text')).not.toThrow(/secret text/);
  });
});
