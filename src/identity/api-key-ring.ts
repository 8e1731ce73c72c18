import { timingSafeEqual } from 'node:crypto';
import { checkOptions, optionError } from '../options.ts';
import { type ApiKeyRecord, apiKeyId, checkPepper, checkTime, hashKey, type Pepper, schemeOf } from './api-key.ts';
import { type Principal, readPrincipal } from './principal.ts';

/** Longest credential that is looked at, in characters. */
export const MAX_CREDENTIAL = 4_096;

const MEMBERS = ['id', 'hash', 'principal', 'notBefore', 'expires', 'revoked'];
const NOBODY = Buffer.alloc(32);

/** Recognises keys. Records of the same principal may be good at the same time: that is how keys are rotated. */
export interface ApiKeyRing {
  /**
   * The principal of a good key, or undefined. The same work is done for an unknown id as for a wrong secret, and the hash
   * is compared in constant time.
   *
   * @param now milliseconds since 1970
   */
  principalOf(key: string, now: number): Principal | undefined;
}

interface Entry {
  readonly hash: Buffer;
  readonly principal: Principal;
  readonly notBefore: number;
  readonly expires: number;
  readonly revoked: boolean;
}

/**
 * Copies the records: a change of the list afterwards changes nothing.
 *
 * @throws `ERR_OPTION_INVALID` for an empty list, a malformed record, an id given twice, or a hash that needs a pepper and
 * has none (or the reverse)
 */
export function createApiKeyRing(where: string, records: readonly ApiKeyRecord[], pepper?: Pepper): ApiKeyRing {
  if (!Array.isArray(records) || records.length === 0) {
    throw optionError(where, '"apiKeys" must be a list of records made by createApiKey(), at least one.');
  }
  const secret = checkPepper(where, pepper);
  const entries = new Map<string, Entry>();
  records.forEach((record: ApiKeyRecord, index) => {
    const here = `${where}: record ${index}`;
    checkOptions(here, record, MEMBERS);
    const { id, principal, revoked = false } = record;
    if (typeof id !== 'string' || !/^[0-9a-f]{16}$/.test(id)) {
      throw optionError(here, '"id" must be the 16 hexadecimal digits that createApiKey() gave.');
    }
    if (entries.has(id)) throw optionError(here, '"id" is there twice. Keep one record for each key.');
    if (typeof revoked !== 'boolean') throw optionError(here, '"revoked" must be true or false.');
    const { notBefore = -Infinity } = checkTime(here, 'notBefore', record.notBefore);
    const { expires = Infinity } = checkTime(here, 'expires', record.expires);
    const hash = readHash(here, record.hash, schemeOf(secret));
    entries.set(id, { hash, principal: readPrincipal(here, principal), notBefore, expires, revoked });
  });

  return Object.freeze({
    principalOf(key: string, now: number): Principal | undefined {
      if (typeof key !== 'string' || key.length > MAX_CREDENTIAL) return undefined;
      const id = apiKeyId(key);
      if (id === undefined) return undefined;
      const entry = entries.get(id);
      const same = timingSafeEqual(Buffer.from(hashKey(key, secret), 'hex'), entry?.hash ?? NOBODY);
      if (entry === undefined || !same || entry.revoked) return undefined;
      return now >= entry.notBefore && now < entry.expires ? entry.principal : undefined;
    },
  });
}

function readHash(where: string, hash: unknown, scheme: string): Buffer {
  const [, found, hex] = /^(sha256|hmac-sha256):([0-9a-f]{64})$/.exec(typeof hash === 'string' ? hash : '') ?? [];
  if (hex === undefined) throw optionError(where, '"hash" must be the hash that createApiKey() gave.');
  if (found !== scheme) {
    throw optionError(
      where,
      found === 'sha256'
        ? '"hash" was made without a pepper. Issue the key again with the pepper.'
        : '"hash" was made with a pepper. Pass apiKeys: { records, pepper }.',
    );
  }
  return Buffer.from(hex, 'hex');
}
