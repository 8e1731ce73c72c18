import type { Refuse } from './chain-error.ts';
import { type PublicKey, publicKeyOf } from './public-key.ts';

/** Claims of one token whose signature has been checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** A whole number of seconds, or of links, 0 or more. */
export function countClaim(claims: Claims, name: string, refuse: Refuse): number {
  const value = claims[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    return refuse('CLAIM_MISSING', `"${name}" must be a whole number`);
  }
  return value;
}

export function textClaim(claims: Claims, name: string, refuse: Refuse): string {
  const value = claims[name];
  if (typeof value !== 'string' || value === '' || value.length > MAX_TEXT) {
    return refuse('CLAIM_MISSING', `"${name}" must be a text of 1 to ${MAX_TEXT} characters`);
  }
  return value;
}

export const optionalText = (claims: Claims, name: string, refuse: Refuse): string | undefined =>
  claims[name] === undefined ? undefined : textClaim(claims, name, refuse);

const MAX_TEXT = 256;

/** A list of names, or undefined where there is none. */
export function namesClaim(claims: Claims, name: string, refuse: Refuse): readonly string[] | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (!isNames(value)) return refuse('CLAIM_MALFORMED', `"${name}" must be a list of 1 to ${MAX_NAMES} names`);
  return value;
}

const MAX_NAMES = 64;

const isNames = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MAX_NAMES &&
  value.every((name) => typeof name === 'string' && name !== '' && name.length <= MAX_TEXT);

/** The key of the holder: a public one, by which the next token or a proof is signed. */
export function holderClaim(claims: Claims, refuse: Refuse): PublicKey {
  const { jwk } = objectClaim(claims, 'cnf', refuse);
  if (jwk === undefined) return refuse('CLAIM_MISSING', '"cnf" must hold a "jwk"');
  const key = publicKeyOf(jwk);
  if (key === undefined) return refuse('KEY_INVALID', '"cnf" must hold a public Ed25519 key');
  return key;
}

export function objectClaim(claims: Claims, name: string, refuse: Refuse): Claims {
  const value = claims[name];
  if (!isObject(value)) return refuse('CLAIM_MISSING', `"${name}" must be an object`);
  return value;
}

export const isObject = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses a member that is not known: it may have been meant to restrict. */
export function checkMembers(claims: Claims, known: ReadonlySet<string>, refuse: Refuse): void {
  for (const name of Object.keys(claims)) {
    if (!known.has(name)) refuse('CLAIM_NOT_ALLOWED', 'it holds a claim that is not known');
  }
}

/** The type of entry that holds the tools in `authorization_details`. */
export const CAPABILITY_ENTRY = 'attenuating_agent_token';

/** The entries of that type. Entries of other types are for others. */
export function capabilityEntries(claims: Claims, refuse: Refuse): readonly Claims[] {
  const { authorization_details: details } = claims;
  if (!Array.isArray(details)) return refuse('CLAIM_MISSING', '"authorization_details" must be a list');
  return details.filter(isCapabilityEntry);
}

function isCapabilityEntry(entry: unknown): entry is Claims {
  if (!isObject(entry)) return false;
  const { type } = entry;
  return type === CAPABILITY_ENTRY;
}
