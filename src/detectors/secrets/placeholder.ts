import { createKeywords, type Keywords } from '../keywords.ts';
import { isMember, unitClass } from '../unit-class.ts';

const PLACEHOLDER =
  /^(?:[<{$%[(]|ENC[[(]|xxx|\*\*\*|\.\.\.)|\.\.$|x{4}|0123456789|%0\.|(?:1234[-_.]?){3}|abcdefghij|\*{3}|(?:^|[^a-z])(?:your|my|example|sample|dummy|placeholder|change[-_]?me|replace|redacted|undefined|null|none|true|false|todo|insert)(?:[^a-z]|$)|process\.env|os\.environ|getenv/i;

/** Passwords that stand in manuals, where everyone reads them. */
const MANUAL =
  /^(?:(?:db|my|your|the)?[-_]?(?:pass|passwd|password|pwd|secret|pw)|user|username|admin|root|test|foo|bar|hunter2|mysql|postgres|postgresql|mongodb|redis|guest)$/i;
/** `your-password` */
const LONGEST_MANUAL = 13;

/** One of these, in small letters, stands in all that the expression above matches but for what it finds at the start. */
const SIGNS = [
  ...['..', '***', 'xxxx', '0123456789', '%0.', '1234', 'abcdefghij'],
  ...['your', 'my', 'example', 'sample', 'dummy', 'placeholder', 'change', 'replace', 'redacted', 'undefined'],
  ...['null', 'none', 'true', 'false', 'todo', 'insert', 'process.env', 'os.environ', 'getenv'],
];
let signs: Keywords | undefined;
/** How what it finds at the start begins. */
const STARTS = unitClass('[<{$%[(eExX*.]');

function mayBePlaceholder(value: string): boolean {
  signs ??= createKeywords(SIGNS);
  return isMember(STARTS, value, 0) || signs.has(value.toLowerCase());
}

const hasAlphabet = (value: string): boolean =>
  value.includes('abcdefghijklmnopqrstuvwx') || value.includes('zyxwvutsrqponm');

/** Units that follow each other in ASCII: half an alphabet. Of 100 random units out of 64, so many do in one key of 10^19. */
const SEQUENCE = 13;

/** The longest part of a value beside a row of letters or digits in their order, or all of it. */
export function lengthBesideSequence(value: string): number {
  for (let from = 0, at = 1; at <= value.length; at += 1) {
    if (value.charCodeAt(at) === value.charCodeAt(at - 1) + 1) continue;
    if (at - from >= SEQUENCE) return Math.max(from, value.length - at);
    from = at;
  }
  return value.length;
}

/** How AWS marks the keys of its manuals. */
const MARKED = 'EXAMPLE';

/** Whether a value is only a stand-in for a secret, or code that fetches one. */
export const isPlaceholder = (value: string): boolean =>
  (mayBePlaceholder(value) && PLACEHOLDER.test(value)) || hasAlphabet(value) || value.includes(MARKED);

/** Whether a password is one that manuals print. */
export const isManualPassword = (value: string): boolean => value.length <= LONGEST_MANUAL && MANUAL.test(value);

/** Whether a value is written with its rest left out, or shows its alphabet only. */
export const isElided = (value: string, text: string, end: number): boolean =>
  hasAlphabet(value) ||
  value.includes(MARKED) ||
  value.includes('xxxxxxxx') ||
  value.includes('XXXXXXXX') ||
  text.charCodeAt(end) === 0x2026 ||
  value.endsWith('..');
