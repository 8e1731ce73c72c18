import { followsEscape } from '../boundary.ts';
import { unitClass } from '../unit-class.ts';

/** Furthest that a name is read to each side of the word that was found in it, in UTF-16 units. */
const BEFORE = 60;
const BEHIND = 40;
const { members: IN_NAME } = unitClass('[\\w.-]');
const BACKSLASH = 92;
const PERCENT = 37;
const COMMA = 44;

/** The name round a word that was found at an offset: `database.apiKey` round `Key`. */
export function nameAt(text: string, at: number): string {
  let end = at;
  while (end < at + BEHIND && IN_NAME[text.charCodeAt(end)] === 1) end += 1;
  return text.slice(nameStart(text, at), end);
}

function nameStart(text: string, at: number): number {
  let start = at;
  while (start > at - BEFORE && IN_NAME[text.charCodeAt(start - 1)] === 1) start -= 1;
  const before = text.charCodeAt(start - 1);
  if (before !== BACKSLASH && before !== PERCENT) return start;
  // The last escape that ends in the name, or the name itself.
  for (let end = Math.min(at, start + LONGEST_ESCAPE); end > start; end -= 1) {
    if (followsEscape(text, end)) return end;
  }
  return start;
}

/** Units of `u0041`. */
const LONGEST_ESCAPE = 5;

/** Whether a name and its value stand side by side in a list, and not in a call: `['password', 'users.token']`. */
export function isListed(text: string, at: number, valueStart: number): boolean {
  let end = at;
  while (end < at + BEFORE && IN_NAME[text.charCodeAt(end)] === 1) end += 1;
  let quote = end;
  while (quote < end + 3 && text.charCodeAt(quote) === BACKSLASH) quote += 1;
  const unit = text.charCodeAt(quote);
  if (!(unit === 34 || unit === 39) || text.charCodeAt(quote + 1) !== COMMA || quote + 2 > valueStart) return false;
  const start = nameStart(text, at);
  return !/\(\\{0,3}["'][#.]?$/.test(text.slice(Math.max(0, start - 8), start));
}

/** `apiKey`, `API_KEY`, `api.key` and `api-key` are two words; numbers at the end of a word are dropped. */
function wordsOf(name: string): string[] {
  const words: string[] = [];
  const small = name.toLowerCase();
  let start = 0;
  const end = (at: number): void => {
    let last = at;
    while (last > start && DIGITS.members[small.charCodeAt(last - 1)] === 1) last -= 1;
    if (last > start) words.push(small.slice(start, last));
  };
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    const next = name.charCodeAt(at + 1);
    if (IN_WORD.members[unit] !== 1) {
      end(at);
      start = at + 1;
    } else if (CAPITALS.members[next] === 1 && splits(unit, name.charCodeAt(at + 2))) {
      end(at + 1);
      start = at + 1;
      if (CAPITALS.members[unit] !== 1) at += 1; // the capital behind a small letter starts its word, whatever follows
    }
  }
  end(name.length);
  return words;
}

const IN_WORD = unitClass('[A-Za-z\\d]');
const CAPITALS = unitClass('[A-Z]');
const SMALL = unitClass('[a-z]');
const DIGITS = unitClass('\\d');

/** Whether a capital behind a unit starts a word: behind a small letter or digit, or in front of a small letter. */
const splits = (unit: number, behind: number): boolean => CAPITALS.members[unit] !== 1 || SMALL.members[behind] === 1;

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
