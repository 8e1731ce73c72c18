import { followsEscape, isWord } from '../boundary.ts';

/** Furthest that a name is read to each side of the word that was found in it, in UTF-16 units. */
const BEFORE = 60;
const BEHIND = 40;

/** The name round a word that was found at an offset: `database.apiKey` round `Key`. */
export function nameAt(text: string, at: number): string {
  let end = at;
  while (end < at + BEHIND && isNamePart(text, end)) end += 1;
  return text.slice(nameStart(text, at), end);
}

function nameStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && start > at - BEFORE && isNamePart(text, start - 1) && !followsEscape(text, start)) start -= 1;
  return start;
}

/** Whether a name and its value stand side by side in a list, and not in a call: `['password', 'users.token']`. */
export function isListed(text: string, at: number, valueStart: number): boolean {
  if (!/^[\w.-]{0,60}\\{0,3}["'],/.test(text.slice(at, valueStart))) return false;
  const start = nameStart(text, at);
  return !/\(\\{0,3}["'][#.]?$/.test(text.slice(Math.max(0, start - 8), start));
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
  /^(?:ids?|uuid|names?|types?|counts?|ur[il]|path|file|filename|endpoint|length|size|limit|expiry|expires|version|hint|label|status|method|mode|format|provider|class|arn|sha|md|hash|digest|checksum|fingerprint|thumbprint|mgr|manager|field|input|policy|realm|validator|form|reset|strength|prompt|messages?|errors?|page|view|screen|rules?|text|title|placeholder)$/;

/** A word of its own or the end of one that is written together: `token`, `authtoken`. */
const SECRET = /(?:key|token|secret|credential|auth|authorization|(?:key|secret|credential)s)$/;
const ORDINARY =
  /^(?:pub(?:lic)?key|monkey|donkey|turkey|hockey|jockey|whiskey|turnkey|hotkey|lackey|mickey|hickey|smokey|bikey)s?$/;

/** Keys and tokens that are known to all: of a page, of a table. */
const HARMLESS_KEY = /^(?:public|pub|encrypted|wrapped|foreign|partition|sort|cache|idempotency)$/;
const HARMLESS_TOKEN =
  /^(?:page|pagination|continuation|cursor|next|forward|backward|starting|change|idempotency|authenticity|csrf|xsrf)$/;

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
export const announcesUuid = (name: string): boolean =>
  /secret|credential|token|(?:api|access|private)[_.-]?key/i.test(name);

/** Whether a name can hardly mean anything else: an `apiKey` is a secret, a `token` or `key` may be part of a language or a table. */
export const isSure = (name: string): boolean =>
  /secret|credential|(?:auth|access|api|app|refresh|bearer|personal|bot)[_.-]?token|(?:api|access|private|account|auth|encryption|master|signing|client|license|service)[_.-]?key/i.test(
    name,
  );

const ELSE =
  /^(?:hash|sha|sha1|sha256|commit|revision|rev|digest|checksum|integrity|release|etag|version|branch|build|path|file|folder|image|tag|trace|span|event|request|job|run|page|row|record|issue|ticket|url|uri|link|host|domain|package|label|class|style|icon|logo)s?$/;

/** Whether the words of a name say that its value is something else of a service: a commit, a page, a trace. */
export const namesSomethingElse = (name: string): boolean => {
  const words = wordsOf(name);
  return words.some((word) => ELSE.test(word)) || ABOUT.test(words.at(-1) ?? '');
};

const PASSWORD = /^(?:password|passwd|passphrase)|(?:password|passwd|passphrase|pwd|passwort)s?$/;
/** `pass` is a verb too: as the last word of a name it is a noun. */
const SHORT_PASSWORD = /pass(?:es)?$/;
const ORDINARY_PASS =
  /^(?:by|com|encom|tres|over|under|sur|im|multi|single|two|one|render|first|second|final|buy|low|high|band)pass(?:es)?$/;

export function announcesPassword(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return (
    !ABOUT.test(last) &&
    (words.some((word) => PASSWORD.test(word)) || (SHORT_PASSWORD.test(last) && !ORDINARY_PASS.test(last)))
  );
}
