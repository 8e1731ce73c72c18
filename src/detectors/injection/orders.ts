import { expression } from '../../expression.ts';

/** How far before a verb the word is looked for that makes it an order, and how far behind a loop its bound, in UTF-16 units. */
const WORD_BEFORE = 24;
const BOUND_AFTER = 60;
const WORD = expression(String.raw`[\p{L}\p{N}']`, 'u');
const LAST_WORD = expression(String.raw`[\p{L}\p{N}']+$`, 'u');

/** Words between which and a verb nothing else stands in an order. */
const LEADS: ReadonlySet<string> = new Set(
  'please kindly and then also first next now just simply so therefore instead afterwards finally always must bitte dann und danach sonst puis ensuite alors et aussi y luego entonces poi quindi allora dan en daarna i potem oraz ve sonra och sedan dan lalu a pak пожалуиста и затем потом'.split(
    ' ',
  ),
);

/** Whether a verb at `start` of a lower-case text stands where orders have it: at the start of a clause, or behind such a word. */
export function startsOrder(text: string, start: number): boolean {
  if (text.charCodeAt(start) > 0x0900) return true; // scripts that do not show it
  let at = start - 1;
  let breaks = 0;
  for (; at >= 0 && start - at < WORD_BEFORE && /\s/.test(text.charAt(at)); at -= 1) {
    if (text[at] === '\n') breaks += 1;
  }
  if (breaks > 1 || at < 0 || !WORD().test(text.charAt(at))) return true;
  const word = LAST_WORD().exec(text.slice(Math.max(0, at + 1 - WORD_BEFORE), at + 1))?.[0] ?? '';
  return LEADS.has(word);
}

/** Whether a repetition says how often at most. */
export const isBounded = (text: string, start: number, end: number): boolean =>
  BOUND.test(text.slice(start, end + BOUND_AFTER));

const BOUND =
  /\b(?:at most|no more than|not more than|up to (?:\d|two|three|four|five|ten)|maximum|max\.|hochstens|maximal|au plus|au maximum|como maximo|al massimo|hoogstens|не более|(?:once|twice|two|three|four|five|\d{1,2}) (?:more )?(?:times?|tries|attempts))\b/;
