import { expression } from '../../expression.ts';
import { isSpace, unitClass } from '../unit-class.ts';

/** How far before a verb the word is looked for that makes it an order, and how far behind a loop its bound, in UTF-16 units. */
const WORD_BEFORE = 24;
const BOUND_AFTER = 60;
const LAST_WORD = expression(String.raw`[\p{L}\p{N}']+$`, 'u');
/** The same for ASCII. */
const ASCII_WORD = unitClass("[A-Za-z0-9']").members;

/** Words between which and a verb nothing else stands in an order. */
const LEADS: ReadonlySet<string> = new Set(
  'please kindly and then also first next now just simply so therefore instead afterwards finally always must bitte dann und danach sonst puis ensuite alors et aussi y luego entonces poi quindi allora dan en daarna i potem oraz ve sonra och sedan dan lalu a pak пожалуиста и затем потом'.split(
    ' ',
  ),
);

/** Whether a verb at `start` of a lower-case text stands where orders have it: at the start of a clause, or behind such a word. */
export function startsOrder(text: string, start: number): boolean {
  if (text.charCodeAt(start) > 0x0900) return true; // scripts that do not show it
  let end = start;
  let breaks = 0;
  for (; end > 0 && start - end < WORD_BEFORE - 1 && isSpace(text.charCodeAt(end - 1)); end -= 1) {
    if (text.charCodeAt(end - 1) === 10) breaks += 1;
  }
  if (breaks > 1 || end === 0) return true;
  const word = wordBefore(text, end);
  return word === '' || LEADS.has(word);
}

/** The word that ends at an offset, or its end. */
function wordBefore(text: string, end: number): string {
  const furthest = Math.max(0, end - WORD_BEFORE);
  let start = end;
  while (start > furthest && ASCII_WORD[text.charCodeAt(start - 1)] === 1) start -= 1;
  if (start === furthest || text.charCodeAt(start - 1) < 128) return text.slice(start, end);
  return LAST_WORD().exec(text.slice(furthest, end))?.[0] ?? '';
}

/** Whether a repetition says how often at most. */
export const isBounded = (text: string, start: number, end: number): boolean =>
  BOUND.test(text.slice(start, end + BOUND_AFTER));

const BOUND =
  /\b(?:at most|no more than|not more than|up to (?:\d|two|three|four|five|ten)|maximum|max\.|hochstens|maximal|au plus|au maximum|como maximo|al massimo|hoogstens|не более|(?:once|twice|two|three|four|five|\d{1,2}) (?:more )?(?:times?|tries|attempts))\b/;
