import { createHmac, hash as digest, randomBytes } from 'node:crypto';
import { zlib } from '../builtins.ts';
import { checkOptions, optionError } from '../options.ts';
import { type Principal, readPrincipal } from './principal.ts';

/**
 * What is kept of a key: enough to recognise it, nothing to make it from. Plain JSON, for a file or a table.
 */
export interface ApiKeyRecord {
  /** The public part of the key: 16 hexadecimal digits. */
  readonly id: string;
  /** `sha256:` or `hmac-sha256:` with 64 hexadecimal digits. */
  readonly hash: string;
  /** Whom the key stands for. */
  readonly principal: Principal;
  /** Milliseconds since 1970 from which the key is good. Default: always. */
  readonly notBefore?: number;
  /** Milliseconds since 1970 from which the key is good no more. Default: never. */
  readonly expires?: number;
  /** True ends the key at once, for guards built from then on. */
  readonly revoked?: boolean;
}

export interface CreateApiKeyOptions {
  /** Whom the key stands for. */
  readonly principal: Principal;
  /** Says whose key this is, so that scanners can find it: 1 to 16 lower-case letters and digits. Default `crew`. */
  readonly prefix?: string;
  /** 1 to 16 lower-case letters and digits. Default `live`. */
  readonly environment?: string;
  /** A secret of 32 characters or bytes or more, kept apart from the records. See `createApiKey`. */
  readonly pepper?: Pepper;
  /** Milliseconds since 1970 from which the key is good. Default: always. */
  readonly notBefore?: number;
  /** Milliseconds since 1970 from which the key is good no more. Default: never. */
  readonly expires?: number;
}

/** A secret that is kept apart from the records of the keys. */
export type Pepper = string | Uint8Array;

const WORD = /^[a-z][a-z0-9]{0,15}$/;
const MIN_PEPPER = 32;

/**
 * A new key `prefix_environment_id_secret_check` and the record to keep of it. Show the key once; it cannot be made again.
 *
 * The secret has 256 random bits, so its plain SHA-256 cannot be searched and no slow hash is needed. With a pepper the hash
 * is an HMAC: then a record that somebody wrote into your table, without knowing the pepper, is no key. To rotate, keep the
 * old record with an `expires` in the near future next to the new one.
 *
 * @throws `ERR_OPTION_INVALID` for names, times or a pepper out of bounds
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html for peppers
 */
export function createApiKey(options: CreateApiKeyOptions): { readonly key: string; readonly record: ApiKeyRecord } {
  const where = 'createApiKey';
  checkOptions(where, options, ['principal', 'prefix', 'environment', 'pepper', 'notBefore', 'expires']);
  const { prefix = 'crew', environment = 'live', pepper, notBefore, expires } = options;
  for (const [name, word] of Object.entries({ prefix, environment })) {
    if (typeof word !== 'string' || !WORD.test(word)) {
      throw optionError(where, `"${name}" must be 1 to 16 lower-case letters and digits, starting with a letter.`);
    }
  }
  const secret = checkPepper(where, pepper);
  const principal = readPrincipal(where, options.principal);
  const id = randomBytes(8).toString('hex');
  const body = `${prefix}_${environment}_${id}_${randomBytes(32).toString('base64url')}`;
  const key = `${body}_${checksum(body)}`;
  const hash = `${schemeOf(secret)}:${hashKey(key, secret)}`;
  const times = { ...checkTime(where, 'notBefore', notBefore), ...checkTime(where, 'expires', expires) };
  return Object.freeze({ key, record: Object.freeze({ id, hash, principal, ...times }) });
}

const KEY = /^([a-z][a-z0-9]{0,15}_[a-z][a-z0-9]{0,15}_([0-9a-f]{16})_[A-Za-z0-9_-]{43})_([0-9a-f]{8})$/;

/** The id in a key whose form and check digits are right, or undefined: a mistyped key costs no hash. */
export function apiKeyId(key: string): string | undefined {
  const [, body, id, check] = KEY.exec(key) ?? [];
  return body !== undefined && checksum(body) === check ? id : undefined;
}

/** 64 hexadecimal digits. */
export const hashKey = (key: string, pepper: Pepper | undefined): string =>
  pepper === undefined ? digest('sha256', key) : createHmac('sha256', pepper).update(key).digest('hex');

export const schemeOf = (pepper: Pepper | undefined): string => (pepper === undefined ? 'sha256' : 'hmac-sha256');

export function checkPepper(where: string, pepper: unknown): Pepper | undefined {
  if (pepper === undefined) return undefined;
  const fits = (typeof pepper === 'string' || pepper instanceof Uint8Array) && pepper.length >= MIN_PEPPER;
  if (!fits) throw optionError(where, `"pepper" must be a secret of ${MIN_PEPPER} characters or bytes or more.`);
  return typeof pepper === 'string' ? pepper : Uint8Array.from(pepper);
}

export function checkTime<Name extends 'notBefore' | 'expires'>(
  where: string,
  name: Name,
  time: unknown,
): { readonly [key in Name]?: number } {
  if (time === undefined) return {};
  if (typeof time === 'number' && Number.isFinite(time)) return { [name]: time } as { readonly [key in Name]: number };
  throw optionError(where, `"${name}" must be a number of milliseconds since 1970, such as Date.now() + 86_400_000.`);
}

const checksum = (body: string): string => zlib().crc32(body).toString(16).padStart(8, '0');
