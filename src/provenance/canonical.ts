import { expression } from '../expression.ts';

/** Characters that show nothing: they hide a difference from a reader. */
const HIDDEN = expression(String.raw`\p{Cf}|\p{Cc}|\u034f|\u115f|\u1160|\u3164|\uffa0`, 'gu');
const ASCII = /^[\x20-\x7e]*$/;

/**
 * A text as it is searched for what a person wrote: lower case, white space as one space. Nothing else is folded: what looks
 * the same and is not the same must not pass as the user's own word.
 */
export const plainly = (text: string): string =>
  text.replace(OTHER_SIGNS, '\ufffd').toLowerCase().replace(/\s+/g, ' ').trim();

/** Signs of their own that become letters of other words in lower case: the Kelvin sign would become a `k`. */
const OTHER_SIGNS = /[\u0130\u212a\u212b]/g;

/**
 * A text as it is searched for what a stranger wrote: compatibility forms, hidden characters, percent signs and entities are
 * undone first, so that a value is recognised in more spellings than one.
 */
export function loosely(text: string): string {
  let folded = text;
  if (folded.includes('%')) folded = folded.replace(PERCENT, fromPercent);
  if (folded.includes('&#')) folded = folded.replace(ENTITY, fromEntity);
  if (!ASCII.test(folded))
    folded = folded
      .normalize('NFKC')
      .replace(/[\s\p{Zs}]/gu, ' ')
      .replace(HIDDEN(), '');
  return plainly(folded);
}

/** Letters and digits alone, for values that are written with gaps: `GB29 NWBK-6016`, `a b c @ d`. */
export const squeezed = (text: string): string => text.replace(GAPS(), '');
const GAPS = expression(String.raw`[^\p{L}\p{N}@]`, 'gu');

const PERCENT = /%[2-7][0-9a-f]/gi;
const fromPercent = (code: string): string => String.fromCharCode(Number.parseInt(code.slice(1), 16));
const ENTITY = /&#(?:x([0-9a-f]{1,5})|(\d{1,6}));/gi;
const fromEntity = (whole: string, hex: string | undefined, decimal: string | undefined): string => {
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
};

const INSIDE = expression(String.raw`[\p{L}\p{N}_@+-]`, 'u');
const JOINS = /[.]/;

/** Whether a text holds a value as a whole: `ann@x.org` does not stand in `joann@x.org`, nor in `ann@x.org.uk`. */
export function mentions(text: string, value: string): boolean {
  return placeOf(text, value) !== -1;
}

/** Where a value stands as a whole, or -1. Both must have been folded alike. */
export function placeOf(text: string, value: string, from = 0): number {
  if (value === '') return -1;
  for (let at = text.indexOf(value, from); at !== -1; at = text.indexOf(value, at + 1)) {
    if (freeBefore(text, at, value) && freeBehind(text, at + value.length, value)) return at;
  }
  return -1;
}

function freeBefore(text: string, at: number, value: string): boolean {
  if (at === 0 || !INSIDE().test(value.charAt(0))) return true;
  const before = text.charAt(at - 1);
  if (INSIDE().test(before)) return false;
  return !(JOINS.test(before) && at > 1 && INSIDE().test(text.charAt(at - 2)));
}

function freeBehind(text: string, end: number, value: string): boolean {
  if (end >= text.length || !INSIDE().test(value.charAt(value.length - 1))) return true;
  const behind = text.charAt(end);
  if (INSIDE().test(behind)) return false;
  return !(JOINS.test(behind) && INSIDE().test(text.charAt(end + 1)));
}
