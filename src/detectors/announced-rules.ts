import { isPlaceholder, isUuid, looksLikePassword, looksRandom } from './entropy.ts';
import type { RegularPattern } from './pattern.ts';
import { announcesPassword, announcesSecret, announcesUuid, nameAt } from './secret-names.ts';

const DOTTED = /[\w.~+/=-]*/y;

/** Values that are secrets because of what stands before them. In text that was encoded twice the quotes have a backslash. */
export const announcedRules: readonly RegularPattern[] = [
  {
    rule: 'url-credentials',
    anchors: ['://'],
    reach: 360,
    head: /:\/\/[^\s/:@?#"'<>`]{0,100}:([^\s/@?#"'<>`]{2,250})@/,
    extent: /:\/\/[^\s/:@?#"'<>`]{0,100}:?[^\s/@?#"'<>`]{0,250}/y,
    accept: (value) => !isPlaceholder(value),
  },
  {
    rule: 'bearer-token',
    anchors: ['earer '],
    reach: 80,
    head: /earer {1,3}([\w.~+/=-]{20})/,
    extent: /earer {1,3}[\w.~+/=-]{0,20}/y,
    tail: DOTTED,
    accept: (value) => /\d/.test(value) && !isPlaceholder(value),
  },
  {
    rule: 'authorization-header',
    anchors: ['uthorization', 'UTHORIZATION'],
    reach: 100,
    head: /uthorization["']?\s{0,2}[:=]\s{0,2}["']?(?:[A-Za-z]{3,12}\s{1,3})?([\w.~+/=:-]{16})/i,
    extent: /uthorization["']?\s{0,2}[:=]?\s{0,2}["']?[A-Za-z]{0,12}\s{0,3}[\w.~+/=:-]{0,16}/iy,
    tail: /[\w.~+/=:-]*/y,
    accept: (value) => /\d/.test(value) && !isPlaceholder(value),
  },
  {
    rule: 'generic-secret',
    severity: 'medium',
    anchors: cased('key', 'token', 'secret', 'credential', 'auth', 'signature'),
    reach: 350,
    head: /[\w.-]{2,40}?(?:\\{0,3}["'`\]]){0,2}[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}(?:\\{0,3}["'`])?([\w+/=.~!@#$%^-]{16,240})/,
    extent:
      /[\w.-]{2,40}(?:\\{0,3}["'`\]]){0,2}\\{0,3}[ \t]{0,4}[:=]?[>=]?[ \t]{0,4}\\{0,3}["'`]?[\w+/=.~!@#$%^-]{0,240}/y,
    tail: DOTTED,
    accept(value, text, { at, end }) {
      if (text[end] === '(' || !looksRandom(value)) return false; // the result of a call is not written here
      const name = nameAt(text, at);
      return announcesSecret(name) && (!isUuid(value) || announcesUuid(name));
    },
  },
  {
    rule: 'password',
    severity: 'medium',
    anchors: cased('passw', 'pwd', 'passphrase', 'passwd', 'pass'),
    reach: 210,
    head: /[\w-]{3,30}(?:\\{0,3}["'`\]]){0,2}[ \t]{0,4}(?:=>|:=|[:=])[ \t]{0,4}(?:\\{0,3}["'`]([^\s"'`]{5,119}[^\s"'`\\])\\{0,3}["'`]|([^\s"'`;,&<>(){}\\]{6,120})(?=[\s;,&"\\]|$))/,
    extent:
      /[\w-]{3,30}(?:\\{0,3}["'`\]]){0,2}\\{0,3}[ \t]{0,4}[:=]?[>=]?[ \t]{0,4}\\{0,3}["'`]?[^\s"'`]{0,123}["'`]?/y,
    accept: (value, text, { at }) => looksLikePassword(value) && announcesPassword(nameAt(text, at)),
  },
];

/** The ways in which code writes a word: `key`, `Key`, `KEY`. */
function cased(...words: readonly string[]): string[] {
  return words.flatMap((word) => [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)]);
}
