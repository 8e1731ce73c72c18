import { GuardError } from '../../errors.ts';
import { checkOptions, integerOption, optionError } from '../../options.ts';
import type { RevocationEntry } from '../store/token-store.ts';
import type { RevokedName } from './capability.ts';
import { NOT_GENUINE } from './refusal.ts';
import { MAX_TTL_MS, readName } from './terms.ts';

const NAMES = ['id', 'principal', 'agent', 'key'] as const;

/** Reads what `authority.revoke` was given, where that is no handle: the name, as the store knows it. */
export function readRevoked(given: RevokedName): RevocationEntry {
  const where = 'authority.revoke';
  const plain = typeof given === 'object' && given !== null && Object.getPrototypeOf(given) === Object.prototype;
  const named = plain ? NAMES.filter((name) => given[name] !== undefined) : [];
  const [name] = named;
  // A copy of a handle has an id as well.
  if (name === undefined || 'tools' in given) {
    throw new GuardError(
      'ERR_CAPABILITY',
      `${where}: ${NOT_GENUINE}. To revoke a name, give one of ${NAMES.join(', ')}.`,
    );
  }
  checkOptions(where, given, [...NAMES, 'forMs']);
  if (named.length > 1) {
    throw optionError(where, `name one of ${NAMES.join(', ')}, got ${named.join(' and ')}. Revoke them one by one.`);
  }
  const { forMs = MAX_TTL_MS } = given;
  return {
    key: `${name}:${readName(where, name, given[name])}`,
    ttlMs: integerOption(where, 'forMs', forMs, { min: 1, max: MAX_TTL_MS }),
  };
}
