import { isWord } from '../boundary.ts';
import { unitClass } from '../unit-class.ts';
import { type Emit, isLetter } from './found.ts';

/** RFC 5321, 4.5.3.1: at most 64 units before the `@`, 255 behind it, 63 in each label. */
export const LONGEST_LOCAL = 64;
export const LONGEST_DOMAIN = 255;

/** Letters of domain names that are not ASCII: Latin, Greek, Cyrillic. Scripts without spaces between words are left out. */
const LABEL = '[A-Za-z0-9\\u00df-\\u024f\\u0370-\\u052f-]{1,63}';
/** `.` as it is, or written out: `[.]`, `[dot]`, `(dot)`, ` dot `. */
const DOT = '(?:\\.|\\s?[[({<]\\s?(?:\\.|dot|punkt|punto|ponto|point)\\s?[\\])}>]\\s?|\\s(?:dot|DOT|Dot)\\s)';
const WRITTEN_DOMAIN = new RegExp(`${LABEL}(?:${DOT}${LABEL}){1,4}`, 'iy');

const TOP_LEVEL = /(?:^|[\].)}>\s])(?:[A-Za-z\u0430-\u044f]{2,24}|xn--[A-Za-z0-9-]{2,59})$/;
/** `image@2x.png`, `getty@tty1.service`: ends of file names that are no top-level domains. */
const FILE =
  /\.(?:png|jpe?g|gif|webp|svg|ico|bmp|css|s[ac]ss|less|html?|json|xml|ya?ml|toml|txt|pdf|docx?|xlsx?|[cm]?[jt]sx?|vue|wasm|tgz|gz|xz|tar|whl|jar|exe|dll|lock|log|service|socket|timer|target|mount|slice)$/i;
const LONGEST_ENDING = 7;

/** Top-level domains that are believed when an address is all in words. */
const COMMON =
  /(?:com|org|net|edu|gov|info|biz|io|co|me|dev|app|ai|uk|de|fr|es|it|nl|be|ch|at|pl|se|no|dk|fi|ie|pt|cz|ru|br|in|au|nz|ca|us|jp|cn|kr|mx|ar|za|eu)$/i;

const GOES_ON = new RegExp(
  `^(?:[A-Za-z0-9\\u00df-\\u024f\\u0370-\\u052f-]|${DOT}){0,${LONGEST_DOMAIN}}(?:\\s?[[({<]?\\s?[A-Za-z.]{0,6}\\s?[\\])}>]?\\s?)?$`,
  'i',
);
/** Whether the domain that starts at an offset could go on behind the text. */
export const domainGoesOn = (text: string, from: number): boolean => GOES_ON.test(text.slice(from));

const LOCAL = unitClass('[A-Za-z0-9_.%+-]').members;
const isLocal = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit < 128 ? LOCAL[unit] === 1 : unit >= 0xdf && unit <= 0x24f;
};

/** Where the local part starts that ends at an offset. It never starts with a full stop, a hyphen or an escape such as `\n`. */
export function localStart(text: string, end: number): number {
  let start = end;
  while (start > end - LONGEST_LOCAL && isLocal(text, start - 1)) start -= 1;
  // o'brien, but not a quote in front of an address
  if (text.charCodeAt(start - 1) === 39 && start < end && isWord(text, start - 2) && start > end - 60) {
    const before = start - 1;
    start = before;
    while (start > end - LONGEST_LOCAL && isWord(text, start - 1)) start -= 1;
  }
  if (text.charCodeAt(start - 1) === 92 && 'nrtbfv'.includes(text.charAt(start))) start += 1;
  while (start < end && isLocalSign(text.charCodeAt(start))) start += 1;
  return start;
}

/** Full stop, percent sign, hyphen. */
const isLocalSign = (unit: number): boolean => unit === 46 || unit === 37 || unit === 45;

/** An address of code, not of a person: `git@host:owner/name`, `ssh://git@host/owner/name`. */
const isCode = (text: string, start: number, at: number, end: number): boolean =>
  at - start === 3 &&
  text.startsWith('git', start) &&
  (text.charCodeAt(end) === 58 || text.startsWith('://', start - 3));

/** What stands round an `@`. */
export function emailAt(text: string, at: number, emit: Emit): void {
  const start = localStart(text, at);
  if (start === at) return;
  let labels = 0;
  let last = at + 1;
  let end = last;
  for (let next = last; labels < MOST_LABELS; next = end + 1) {
    const behind = labelEnd(text, next);
    if (behind === next) break;
    labels += 1;
    last = next;
    end = behind;
    if (text.charCodeAt(end) !== 46) break;
  }
  if (labels > 1 && isTopLevel(text, last, end) && !isFile(text, last, end)) {
    if (!isCode(text, start, at, end)) emit('email', start, end);
    return;
  }
  if (labels === 0 && !(text.charCodeAt(end) >= 128)) return;
  if (labels <= MOST_WRITTEN_LABELS && end < last + LONGEST_LABEL && !mayBeWrittenDot(text, end)) return;
  WRITTEN_DOMAIN.lastIndex = at + 1;
  const name = WRITTEN_DOMAIN.exec(text)?.[0];
  if (name === undefined || !TOP_LEVEL.test(name) || FILE.test(name)) return;
  if (!isCode(text, start, at, WRITTEN_DOMAIN.lastIndex)) emit('email', start, WRITTEN_DOMAIN.lastIndex);
}

/** Labels of a domain whose full stops are not written out, and of one whose are. */
const MOST_LABELS = 9;
const MOST_WRITTEN_LABELS = 5;
const LONGEST_LABEL = 63;

const OF_LABEL = unitClass('[A-Za-z0-9-]').members;

function labelEnd(text: string, from: number): number {
  let end = from;
  for (; end < from + LONGEST_LABEL; end += 1) {
    const unit = text.charCodeAt(end);
    const isOne =
      unit < 128 ? OF_LABEL[unit] === 1 : (unit >= 0xdf && unit <= 0x24f) || (unit >= 0x370 && unit <= 0x52f);
    if (!isOne) break;
  }
  return end;
}

/** The same as `TOP_LEVEL` for the last label of a domain. */
function isTopLevel(text: string, from: number, to: number): boolean {
  if (to < from + 2) return false;
  if (text.startsWith('xn--', from)) return TOP_LEVEL.test(text.slice(from, to));
  if (to > from + 24) return false;
  for (let at = from; at < to; at += 1) {
    if (!isLetter(text, at) && !(text.charCodeAt(at) >= 0x430 && text.charCodeAt(at) <= 0x44f)) return false;
  }
  return true;
}

const isFile = (text: string, from: number, to: number): boolean =>
  to - from <= LONGEST_ENDING && FILE.test(text.slice(from - 1, to));

/** A full stop that may be written out behind a label, or what only `WRITTEN_DOMAIN` takes for a letter. */
function mayBeWrittenDot(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (unit >= 128) return true;
  if (unit === 46) return next >= 128;
  if (unit === 32 || (unit >= 9 && unit <= 13)) return next >= 128 || (next | 32) === 100 || isBracket(next);
  return isBracket(unit);
}

const isBracket = (unit: number): boolean => unit === 91 || unit === 40 || unit === 123 || unit === 60;

const AT = /\s?[[({<]\s?(?:at|@|arroba)\s?[\])}>]\s?|\s(?:at|AT|At)\s/gi;
/** Most text has neither form, and is not read twice. Apart, these two are found faster than together. */
const SOME_WORD = /\sdot\s/i;
const SOME_BRACKETS = /[[({<]\s?(?:dot|\.|at|@|arroba|punkt|punto|ponto|point)\s?[\])}>]/i;
const BRACKET = /[[({<]/;
const MAIL = /mail|correo|courriel|contact|reach|write|address/i;

/** Addresses that are written out: `jane [at] example [dot] com`, `jane.doe at example dot com`. */
export function writtenEmails(text: string, from: number, emit: Emit): void {
  if (!SOME_WORD.test(text) && !SOME_BRACKETS.test(text)) return;
  AT.lastIndex = from;
  for (let hit = AT.exec(text); hit !== null; hit = AT.exec(text)) {
    const behind = hit.index + hit[0].length;
    AT.lastIndex = Math.max(hit.index + 1, behind - 1); // the space behind one may stand in front of the next
    WRITTEN_DOMAIN.lastIndex = behind;
    const domain = WRITTEN_DOMAIN.exec(text)?.[0];
    if (domain === undefined || !TOP_LEVEL.test(domain) || FILE.test(domain)) continue;
    const start = writtenLocalStart(text, hit.index);
    if (start === hit.index) continue;
    const inWords = !BRACKET.test(hit[0]) && !BRACKET.test(domain);
    if (inWords && !(COMMON.test(domain) && believed(text, start, hit.index, domain))) continue;
    emit('email', start, WRITTEN_DOMAIN.lastIndex);
  }
}

const DOT_BEFORE = /(?:\s?[[({<]\s?(?:dot|\.)\s?[\])}>]\s?|\sdot\s)$/i;

function writtenLocalStart(text: string, end: number): number {
  let start = localStart(text, end);
  for (let more = 0; more < 3 && start < end; more += 1) {
    const dot = DOT_BEFORE.exec(text.slice(Math.max(0, start - 9), start));
    if (dot === null) break;
    const before = start - dot[0].length;
    const next = localStart(text, before);
    if (next === before) break;
    start = next;
  }
  return start;
}

/** `she works at example dot com` is no address: words alone need a sign that they are one. */
const believed = (text: string, start: number, at: number, domain: string): boolean =>
  /\sdot\s/i.test(domain) &&
  (/[\d._\s]/.test(text.slice(start, at)) || MAIL.test(text.slice(Math.max(0, start - 40), start)));
