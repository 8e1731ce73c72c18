import { isDigit } from '../boundary.ts';

/* What stands between two groups of digits of one number. */

/** Signs that stand between groups, as bits; a space also for parentheses alone and for spaces in a row. */
export const SPACE = 1;
export const HYPHEN = 2;
export const FULL_STOP = 4;
export const SLASH = 8;

/** The bits of signs; whether a number may end in front; and how many parentheses are open behind, for none and for one in front. */
export const SIGNS = 15;
export const FREE = 16;
const OPEN = 5;
const OPEN_OF_ONE = 7;
/** Of parentheses that do not match. It stays so. */
const NO_MATCH = 2;

/** How many parentheses are open behind what was packed, with so many open in front. */
export const openBehind = (packed: number, open: number): number =>
  open === NO_MATCH ? NO_MATCH : (packed >> (open === 0 ? OPEN : OPEN_OF_ONE)) & 3;

/** What stands between two groups, packed. */
export function between(text: string, from: number, to: number): number {
  let sign = SPACE;
  let none = 0;
  let one = 1;
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 45 && unit <= 47 && sign === SPACE) sign = 1 << (unit - 44);
    const step = unit === 40 ? 1 : unit === 41 ? -1 : 0;
    none = opened(none, step);
    one = opened(one, step);
  }
  const isFree = sign === SPACE && text.charCodeAt(from) === 32;
  return sign | (isFree ? FREE : 0) | (none << OPEN) | (one << OPEN_OF_ONE);
}

const opened = (open: number, step: number): number =>
  open !== NO_MATCH && open + step >= 0 && open + step <= 1 ? open + step : NO_MATCH;

/** Where the next group starts behind one sign with spaces round it, two spaces, or parentheses; or the offset itself. */
export function nextGroup(text: string, end: number): number {
  let at = text.charCodeAt(end) === 32 ? end + 1 : end;
  const sign = text.charCodeAt(at);
  if (sign === 41) {
    const isFirst = at === end;
    at = afterOptional(text, at + 1, 32);
    if (isFirst && text.charCodeAt(at) === 40) at += 1;
    else at = afterOptional(text, afterOptional(text, at, 45), 32);
  } else if (sign === 40 || (sign >= 45 && sign <= 47)) at = afterOptional(text, at + 1, 32);
  else if (sign === 32) at += 1;
  return isDigit(text, at) ? at : end;
}

const afterOptional = (text: string, at: number, unit: number): number => (text.charCodeAt(at) === unit ? at + 1 : at);

/** `+46 (0)8 928 571 38`: dialled inside the country only. */
export const isTrunkPrefix = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 48 && text.charCodeAt(at - 1) === 40 && text.charCodeAt(at + 1) === 41;

/** Hyphen, full stop, slash: a number does not end in front of one that joins digits. */
export const joins = (sign: number): boolean => sign >= 45 && sign <= 47;
