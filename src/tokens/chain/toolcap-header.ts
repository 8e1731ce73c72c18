import type { Refuse } from './chain-error.ts';
import { type Claims, checkMembers, isObject } from './claims.ts';

export const TOKEN_TYPE = 'toolcap+jwt';
export const PROOF_TYPE = 'toolcap-pop+jwt';

export const LINK_HEADER: ReadonlySet<string> = new Set(['alg', 'typ', 'kid', 'crit', 'lim']);

interface Header {
  readonly kid: string;
  /** The critical limits, empty where there are none. */
  readonly limits: Claims;
}

/** A header holds what is named and nothing else: no keys, no addresses of keys, no other algorithm. */
export function readHeader(header: Claims, type: string, known: ReadonlySet<string>, refuse: Refuse): Header {
  const { alg, typ, kid, crit, lim } = header;
  if (alg !== 'EdDSA') refuse('ALG_NOT_ALLOWED', 'its algorithm must be EdDSA');
  if (typ !== type) refuse('TYP_MISMATCH', `its type must be ${type}`);
  for (const name of Object.keys(header)) {
    if (!known.has(name)) refuse('HEADER_NOT_ALLOWED', 'its header holds a member that is not known');
  }
  if (typeof kid !== 'string') return refuse('HEADER_NOT_ALLOWED', 'its header must name a key');
  if (crit === undefined && lim === undefined) return { kid, limits: NO_LIMITS };
  if (!Array.isArray(crit) || crit.length !== 1 || crit[0] !== 'lim' || !isObject(lim)) {
    return refuse('CRIT_UNKNOWN', 'its critical header must be "lim" alone');
  }
  checkMembers(lim, LIMIT_MEMBERS, refuse);
  return { kid, limits: lim };
}

const NO_LIMITS: Claims = Object.freeze({});
const LIMIT_MEMBERS: ReadonlySet<string> = new Set(['uses', 'tools', 'budget', 'gates', 'effects', 'delegates']);

export const PROOF_HEADER: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);
