import { isDigit } from '../boundary.ts';
import { monthBefore } from './birth-date.ts';
import { startsInsurance } from './code-finder.ts';
import { domainGoesOn, LONGEST_DOMAIN, LONGEST_LOCAL, localStart } from './email.ts';
import { isAlphanumeric, tokenAt } from './found.ts';
import { ibanLength, LONGEST_IBAN } from './iban.ts';
import { hexStart, isHexColon } from './ip-address.ts';
import { addressGoesOn, streetAtEnd, streetBefore } from './postal-address.ts';

/** How far before the end of a text an identifier can start that is not complete there, by its digits. */
const REACH = 336;
/** How far behind its last digit a number looks: extensions and words behind it. */
const LOOK_AHEAD = 26;

/** The first offset from which more text could add or change a hit. */
export function settledReading(text: string): number {
  let first = Math.min(lastWords(text), streetAtEnd(text));
  const from = Math.max(0, text.length - REACH);
  for (let at = from; at < text.length; at += 1) {
    if (!isDigit(text, at) || isDigit(text, at - 1)) continue;
    if (goesOn(text, at)) first = Math.min(first, earliestStart(text, at));
  }
  for (let at = text.lastIndexOf('@'); at >= text.length - LONGEST_DOMAIN - 1 && at >= 0; ) {
    if (domainGoesOn(text, at + 1)) first = Math.min(first, localStart(text, at));
    at = at === 0 ? -1 : text.lastIndexOf('@', at - 1);
  }
  return first;
}

/** Whether the identifier that has this digit could go on behind the text, or what is looked at behind it. */
function goesOn(text: string, digit: number): boolean {
  let last = digit;
  for (let index = digit; index < text.length && index - last <= 4; index += 1) {
    if (isDigit(text, index)) last = index;
    else if (!' -./()+:,#%'.includes(text.charAt(index))) break;
  }
  if (text.length - last <= LOOK_AHEAD) return true;
  let hex = digit;
  while (isHexColon(text, hex) || '.-%'.includes(text[hex] ?? ' ')) hex += 1;
  let word = digit;
  while (isAlphanumeric(text, word)) word += 1;
  if (hex === text.length || word === text.length) return true;
  let digits = digit;
  while (isDigit(text, digits)) digits += 1;
  if (addressGoesOn(text, digit, digits)) return true;
  const start = tokenAt(text, digit)?.start ?? digit;
  return (
    text.length - start <= LONGEST_IBAN && ibanLength(text, start) > 0 && /^[A-Za-z0-9 -]*$/.test(text.slice(start))
  );
}

function earliestStart(text: string, digit: number): number {
  let start = Math.min(tokenAt(text, digit)?.start ?? digit, hexStart(text, digit));
  if (startsInsurance(text, digit)) start = digit - 3;
  start = Math.min(start, macStart(text, start), monthBefore(text, digit), streetBefore(text, digit));
  while (start > 0 && (text[start - 1] === '(' || text[start - 1] === '+')) start -= 1;
  return start;
}

/** Where a hardware address would start that goes on at an offset. */
function macStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && start > at - 18 && /[0-9A-Fa-f:.-]/.test(text.charAt(start - 1))) start -= 1;
  return start;
}

const CONNECTOR = /^(?:[[({<]?(?:at|dot|@|arroba|punkt|punto|ponto|point|\.)[\])}>]?|[[({<][a-z@.]*[\])}>]?)$/i;
/** What can be the beginning of a connector. */
const CUT_CONNECTOR = /^(?:a|d|do|[[({<].{0,8})$/i;
const MOST_WORDS = 9;

/** Where the last word starts, and those in front of it that a written-out address could join to it. */
function lastWords(text: string): number {
  let start = text.length;
  let held = 0;
  for (let more = 1; more > 0 && held < MOST_WORDS; more -= 1, held += 1) {
    let end = start;
    while (end > 0 && end > start - 3 && isSpace(text, end - 1)) end -= 1;
    const least = Math.max(0, end - LONGEST_LOCAL);
    let from = end;
    while (from > least && !isSpace(text, from - 1)) from -= 1;
    const word = text.slice(from, end);
    if (CONNECTOR.test(word) || (held === 0 && CUT_CONNECTOR.test(word)) || BRACKET.test(word))
      more = Math.max(more, 2);
    const before = /(\S{1,9})\s{1,2}$/.exec(text.slice(Math.max(0, from - 12), from))?.[1];
    if (before !== undefined && CONNECTOR.test(before)) more = Math.max(more, 3);
    start = from;
  }
  return start;
}

const BRACKET = /[[({<]/;
const isSpace = (text: string, at: number): boolean => /\s/.test(text.charAt(at));
