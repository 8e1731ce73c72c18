import type { RegularPattern } from '../pattern.ts';
import { unitClass } from '../unit-class.ts';
import { cased, GIVES, GIVES_EXTENT } from './assignment.ts';
import { hasDifferent, isMixed, isName, isUuid, looksRandom } from './entropy.ts';
import { BETWEEN, isGiven, nameAndValue, SIGN_OR_WORD } from './name-and-value.ts';
import { isManualPassword, isPlaceholder } from './placeholder.ts';
import { isPublishedExample } from './published-examples.ts';
import { readPassword, readSecret } from './read-announced.ts';
import { announcesPassword, announcesSecret, announcesUuid, isListed, isSure, nameAt } from './secret-names.ts';

const DOTTED = /[\w.~+/=-]*/y;
const VALUE = '[\\w+/=.~!@#$%^-]';
const QUOTED = '[\\w+/=.~!@#$%^&*()-]';

const PASSWORD_NAME = unitClass('[\\w-]');

/** In programs and files, and in sentences: `the key is abc`. */
const SAYS = `(?:${GIVES}|[ \\t]{1,3}(?:is|was)[ \\t]{0,2}:?[ \\t]{1,3}["'\`]?)`;

/** Values that are secrets because of what stands before them. */
export const announcedRules = (): readonly RegularPattern[] => [
  {
    rule: 'url-credentials',
    anchors: ['://'],
    reach: 360,
    head: /:\/\/[^\s/:@?#"'<>`]{0,100}:([^\s/@?#"'<>`]{4,250})@/,
    extent: /:\/\/[^\s/:@?#"'<>`]{0,100}:?[^\s/@?#"'<>`]{0,250}/y,
    accept: (value) => !isPlaceholder(value) && !isManualPassword(value),
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
    head: /(?<=(?<![A-Za-z0-9:])A)uthorization["']?\s{0,2}[:=]\s{0,2}["']?(?:[A-Za-z]{3,12}\s{1,3})?([\w.~+/=:@-]{12})/i,
    extent: /uthorization["']?\s{0,2}[:=]?\s{0,2}["']?[A-Za-z]{0,12}\s{0,3}[\w.~+/=:@-]{0,16}/iy,
    tail: /[\w.~+/=:@-]*/y,
    accept: (value, text, { start }) =>
      !isPlaceholder(value) &&
      !isName(value) &&
      (/\d/.test(value) || (/[a-z][A-Z]/.test(value) && /basic\s$/i.test(text.slice(Math.max(0, start - 6), start)))),
  },
  {
    rule: 'generic-secret',
    severity: 'medium',
    effort: 4,
    anchors: cased('key', 'token', 'secret', 'credential', 'auth'),
    reach: 380,
    ...nameAndValue({ longestName: 40, value: VALUE, shortest: 12, longest: 240 }),
    named: { units: unitClass('[\\w.-]'), most: 40, between: BETWEEN, sign: SIGN_OR_WORD },
    read: readSecret,
    head: new RegExp(
      `[\\w.-]{2,40}(?![\\w.-])${SAYS}(?:(?<=["'\`])(${QUOTED}{240}|${QUOTED}{12,239}(?=[\\\\"'\`]|$))|(?<!["'\`])(${VALUE}{12,240}))`,
    ),
    extent: new RegExp(`[\\w.-]{0,40}${GIVES_EXTENT}${QUOTED}{0,241}`, 'y'),
    tail: DOTTED,
    accept(value, text, { at, start, end, remembered }) {
      if (value.length < SHORTEST || text[end] === '(' || text[end] === '[') return false; // the result of a call is not written here
      if (!remembered.ask(looksRandom, value) || isListed(text, at, start)) return false;
      const name = nameAt(text, at);
      if (!remembered.ask(announcesSecret, name) || name.startsWith('_auth')) return false;
      if (isUuid(value) && !announcesUuid(name)) return false;
      return value.length >= 20 || remembered.ask(isSure, name) || (value.length >= 16 && isMixed(value));
    },
  },
  {
    rule: 'password',
    severity: 'medium',
    effort: 4,
    anchors: cased('pass', 'pwd'),
    reach: 300,
    head: new RegExp(
      `[\\w-]{3,34}(?![\\w-])(?:${GIVES}(?<=["'\`])([^\\s"'\`]{5,119}[^\\s"'\`\\\\])\\\\{0,3}["'\`]|${GIVES}(?<!["'\`])([^\\s"'\`;,&<>(){}\\\\]{6,120})(?=[\\s;,&"<\\\\]|$))`,
    ),
    extent: new RegExp(`[\\w-]{0,34}${GIVES_EXTENT}[^\\s"'\`]{0,123}["'\`]?`, 'y'),
    named: { units: PASSWORD_NAME, most: 34, between: BETWEEN, sign: SIGN_OR_WORD },
    approach: isGiven(PASSWORD_NAME, 34),
    read: readPassword,
    accept: (value, text, { at, start, remembered }) =>
      remembered.ask(looksLikePassword, value) &&
      remembered.ask(announcesPassword, nameAt(text, at)) &&
      !isListed(text, at, start),
  },
  {
    rule: 'password', // in a sentence
    severity: 'medium',
    anchors: ['password is ', 'Password is ', 'password was ', 'passphrase is ', 'password to '],
    reach: 120,
    head: /[Pp]ass(?:word|phrase) (?:is|was|to) {1,3}["'`]?([^\s"'`<>]{6,80}?)(?=["'`]?[.,;:!?)]{0,2}(?:\s|$))/,
    extent: /[Pp]ass[a-z]{0,6} ?[a-z]{0,3} {0,3}["'`]?[^\s"'`<>]{0,80}["'`]?[.,;:!?)]{0,2}/y,
    accept: (value, _, { remembered }) =>
      /\d/.test(value) && /[A-Za-z]/.test(value) && remembered.ask(looksLikePassword, value),
  },
];

/** Of a secret whose name leaves no doubt. */
const SHORTEST = 14;

/** Versions, numbers in hex, parts of lists, comments and negations, as programs have them. */
const CODE = /^(?:\d{1,10}(?:\.\d{1,10}){1,3}$|0x|\/[*/]|!!|[@-]|[A-Za-z_$.]{1,60}\[)|\$\{[\w.:()'"-]{1,60}\}/;

/** Whether a value can be a password: not a word, not a stand-in. */
const looksLikePassword = (value: string): boolean =>
  /[\d!@#$%^&*+=?~]/.test(value) &&
  hasDifferent(value, 5) &&
  new Set(value).size >= 5 &&
  !CODE.test(value) &&
  !isPlaceholder(value) &&
  !isManualPassword(value) &&
  !isPublishedExample(value);
