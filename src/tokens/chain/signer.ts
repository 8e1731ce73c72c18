import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { optionError } from '../../options.ts';
import { type PublicJwk, type PublicKey, publicKeyOf } from './public-key.ts';

/**
 * Who signs: a key in memory (`createSigner()`), or your own port to a key service. It is asked once a link, and nothing
 * else of the key is needed.
 */
export interface Signer {
  /** The thumbprint of its public key (RFC 7638). */
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** The 64 bytes of an Ed25519 signature. */
  sign(bytes: Uint8Array): Uint8Array | PromiseLike<Uint8Array>;
}

/**
 * A signer with an Ed25519 key in memory. Without a key it makes a new one: that is what an agent does for itself when it
 * starts, and the key is gone when it ends.
 *
 * @param key an Ed25519 private key: a KeyObject or PEM text
 * @throws `ERR_OPTION_INVALID` for another kind of key
 */
export function createSigner(key?: KeyObject | string): Signer {
  const privateKey = key === undefined ? generateKeyPairSync('ed25519').privateKey : readKey(key);
  const { kid, jwk } = publicPart(privateKey);
  return Object.freeze({ kid, jwk, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) });
}

function readKey(key: KeyObject | string): KeyObject {
  let read: KeyObject | undefined;
  try {
    read = typeof key === 'string' ? createPrivateKey(key) : key;
  } catch {
    // said below, without what was given
  }
  if (read?.type !== 'private' || read.asymmetricKeyType !== 'ed25519') {
    throw optionError('createSigner', 'the key must be an Ed25519 private key: a KeyObject or PEM text.');
  }
  return read;
}

function publicPart(key: KeyObject): PublicKey {
  const { kty, crv, x } = createPublicKey(key).export({ format: 'jwk' });
  const found = publicKeyOf({ kty, crv, x });
  if (found === undefined) throw optionError('createSigner', 'the key is weak. Make a new one.');
  return found;
}
