import { zlib } from '../../builtins.ts';
import type { Pattern } from '../pattern.ts';

const UNDERSCORE = 95;
/** The id, the secret and the check of a key, from the underscore before the id. */
const REST = /_[0-9a-f]{16}_[\w-]{43}_[0-9a-f]{8}/y;
const REST_LENGTH = 70;
const PARTS = /^_[0-9a-f]{0,16}(?:(?<=_.{16})_[\w-]{0,43}(?:(?<=_.{16}_.{43})_[0-9a-f]{0,8})?)?$/;
const FIRST_WORDS = /[a-z][a-z0-9]{0,15}_[a-z][a-z0-9]{0,15}$/;
const LONGEST_WORDS = 33;

/** Keys that `createApiKey` makes: `prefix_environment_id_secret_check`. Their check digits leave no doubt. */
export const ownApiKey: Pattern = {
  rule: 'crewguard-api-key',
  severity: 'high',
  anchors: ['_'],
  common: true,
  reach: REST_LENGTH,
  before: LONGEST_WORDS,
  match(text, at) {
    if (text.charCodeAt(at + 17) !== UNDERSCORE || text.charCodeAt(at + 61) !== UNDERSCORE) return undefined;
    REST.lastIndex = at;
    if (!REST.test(text)) return undefined;
    const words = FIRST_WORDS.exec(text.slice(Math.max(0, at - LONGEST_WORDS), at))?.[0] ?? '';
    const check = text.slice(at + 62, at + REST_LENGTH);
    // What stands before the prefix may look like a part of it: the `n` of `\n`.
    for (let start = at - words.length; text[start] !== '_'; start += 1) {
      if (zlib().crc32(text.slice(start, at + 61)) === Number.parseInt(check, 16))
        return { start, end: at + REST_LENGTH };
    }
    return undefined;
  },
  open: (text, at) => text.length - at < REST_LENGTH && PARTS.test(text.slice(at)),
};
