import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { bytesOf } from './base64url.ts';

/** An Ed25519 public key as RFC 8037 writes it. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** 32 bytes in base64url. */
  readonly x: string;
}

/** A public key that has been checked. */
export class PublicKey {
  /** The thumbprint of the key, https://www.rfc-editor.org/rfc/rfc7638 */
  readonly kid: string;
  readonly jwk: PublicJwk;
  #key: KeyObject | undefined;

  constructor(jwk: PublicJwk) {
    this.kid = thumbprintOf(jwk.x);
    this.jwk = Object.freeze(jwk);
  }

  /** Made when a signature is checked: that of the last link is often needed by nobody. */
  get key(): KeyObject {
    this.#key ??= createPublicKey(pemOf(this.jwk));
    return this.#key;
  }
}

/**
 * The key in a JWK, or undefined for anything but a public Ed25519 key with these three members alone: a private `d`, a key
 * of another length, or one of the points whose multiples are so few that a signature can be guessed for them.
 */
export function publicKeyOf(jwk: unknown): PublicKey | undefined {
  if (typeof jwk !== 'object' || jwk === null || Object.keys(jwk).length !== 3) return undefined;
  const { kty, crv, x } = jwk as Readonly<Record<string, unknown>>;
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string' || x.length !== 43) return undefined;
  const point = bytesOf(x);
  if (point === undefined || point.length !== 32 || isWeak(point)) return undefined;
  return new PublicKey({ kty, crv, x });
}

/** RFC 7638: the digest of the required members in the order of their names. `x` is base64url, so nothing is escaped. */
const thumbprintOf = (x: string): string => hash('sha256', `{"crv":"Ed25519","kty":"OKP","x":"${x}"}`, 'base64url');

/** The same key as PEM, which node:crypto reads three times as fast as a JWK. The first 12 bytes say "Ed25519" (RFC 8410). */
const pemOf = ({ x }: PublicJwk): string =>
  `-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA${x.replaceAll('-', '+').replaceAll('_', '/')}=\n-----END PUBLIC KEY-----\n`;

/** How a derived token names its issuer: the key that signed it. https://www.rfc-editor.org/rfc/rfc9278 */
export const thumbprintUri = (kid: string): string => `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${kid}`;

/**
 * A `y` of order 1, 2, 4 or 8 is a key that everybody can sign for; a `y` that is not reduced is a second spelling of a key. The
 * sign of `x` is the highest bit of the last byte.
 */
function isWeak(point: Buffer): boolean {
  const last = (point[31] ?? 0) & 0x7f;
  if (last === 0x7f && (point[0] ?? 0) >= 0xed && point.subarray(1, 31).every((byte) => byte === 0xff)) return true;
  const low = point.subarray(0, 31).toString('latin1');
  return SMALL_ORDER.has(`${low}${String.fromCharCode(last)}`);
}

/** The prime of Curve25519, https://www.rfc-editor.org/rfc/rfc8032#section-5.1 */
const FIELD = 2n ** 255n - 19n;
const ORDER_EIGHT = 2707385501144840649318225287225658788936804267575313519463743609750303402022n;
const littleEndian = (y: bigint): string =>
  Buffer.from(y.toString(16).padStart(64, '0'), 'hex').reverse().toString('latin1');
const SMALL_ORDER: ReadonlySet<string> = new Set(
  [0n, 1n, FIELD - 1n, ORDER_EIGHT, FIELD - ORDER_EIGHT].map(littleEndian),
);
