import { followsEscape, isWord } from './boundary.ts';

/** Furthest that a name is read to each side of the word that was found in it, in UTF-16 units. */
const BEFORE = 60;
const BEHIND = 40;

/** The name round a word that was found at an offset: `database.apiKey` round `Key`. */
export function nameAt(text: string, at: number): string {
  let start = at;
  while (start > 0 && start > at - BEFORE && isNamePart(text, start - 1) && !followsEscape(text, start)) start -= 1;
  let end = at;
  while (end < at + BEHIND && isNamePart(text, end)) end += 1;
  return text.slice(start, end);
}

const isNamePart = (text: string, at: number): boolean => isWord(text, at) || text[at] === '-' || text[at] === '.';

/** `apiKey`, `API_KEY`, `api.key` and `api-key` are two words; numbers at the end of a word are dropped. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');

/** Last words of names that hold something about a secret: `keyId`, `token_type`. */
const ABOUT =
  /^(?:ids?|uuid|names?|types?|counts?|ur[il]|path|file|filename|endpoint|length|size|limit|expiry|expires|version|hint|label|status|method|mode|format|provider|class|arn)$/;

/** A word of its own or the end of one that is written together: `token`, `authtoken`. */
const SECRET = /(?:key|token|secret|credential|auth|authorization|signature|(?:key|secret|credential|signature)s)$/;
const ORDINARY = /^(?:monkey|donkey|turkey|hockey|jockey|whiskey|turnkey|hotkey|lackey|mickey|hickey|smokey|bikey)s?$/;

/** Keys and tokens that are known to all: of a page, of a table. */
const HARMLESS_KEY = /^(?:public|foreign|partition|sort|cache|idempotency)$/;
const HARMLESS_TOKEN = /^(?:page|pagination|continuation|cursor|next)$/;

/** Whether a value under this name can be a secret. */
export function announcesSecret(name: string): boolean {
  const words = wordsOf(name);
  if (ABOUT.test(words.at(-1) ?? '')) return false;
  return words.some((word, index) => {
    if (!SECRET.test(word) || ORDINARY.test(word)) return false;
    const before = words[index - 1] ?? '';
    return !(word.startsWith('key') && HARMLESS_KEY.test(before)) && !(word === 'token' && HARMLESS_TOKEN.test(before));
  });
}

/** Whether even a UUID under this name is a secret. Under `primaryKey` or `sortKey` it is the name of a row. */
export const announcesUuid = (name: string): boolean => /secret|credential|token|api[_.-]?key/i.test(name);

const PASSWORD = /^(?:password|passwd|passphrase)|(?:password|passwd|passphrase|pass|pwd|passwort)s?$/;
const ORDINARY_PASS = /^(?:by|com|encom|tres|over|under|sur|im|multi|single|two|one)pass(?:es)?$/;

export function announcesPassword(name: string): boolean {
  const words = wordsOf(name);
  return !ABOUT.test(words.at(-1) ?? '') && words.some((word) => PASSWORD.test(word) && !ORDINARY_PASS.test(word));
}
