import { isDigit } from '../boundary.ts';
import type { Context } from './context.ts';
import { isLetter } from './found.ts';
import type { NumberRule } from './national-numbers.ts';
import { BY_SIGN, BY_SPACE, type NumberRows } from './number-rows.ts';
import { nextGroup } from './phone-groups.ts';

/*
 * First looks at the groups that follow. Each says no only where the reading of the number itself would, and costs a few
 * comparisons: a number is put together where it has a chance.
 */

const MOST_PHONE = 17;

/** Says whether the groups that follow start as one of the layouts that need no words. */
export type LayoutLook = (rows: NumberRows) => boolean;

/** Groups of so many digits and more are in no layout. */
const MOST_SIZE = 15;
/** None, and the four that layouts have. */
const SIGNS = 5;

/** The layouts and bare lengths of some rules, looked up by the first two groups, and then the third where there is one. */
export function layoutLook(rules: readonly NumberRule[]): LayoutLook {
  const pairs = new Uint8Array((MOST_SIZE + 1) * (MOST_SIZE + 1) * SIGNS);
  const triples = new Set<number>();
  let bare = 0;
  for (const rule of rules) {
    if (rule.bare === true) for (const count of rule.digits) bare |= 1 << count;
    for (const layout of rule.layouts ?? []) {
      const [size = 0, second = 0, third] = (layout.match(/\d+/g) ?? []).map(Number);
      const [gap = 0, secondGap = 0] = (layout.match(/\D/g) ?? []).map((sign) => sign.charCodeAt(0));
      const pair = joined(size, gap, second);
      pairs[pair] = Math.max(pairs[pair] ?? 0, third === undefined ? PAIR : TRIPLE);
      if (third !== undefined) triples.add(joined(pair, secondGap, third));
    }
  }
  const isBare = (size: number): boolean => size <= MOST_SIZE && ((bare >> size) & 1) === 1;
  return (rows) => {
    const size = rows.size(0);
    const gap = rows.gap(0);
    if (gap === 0) return isBare(size);
    const pair = joined(size, gap, rows.size(1));
    const found = pairs[pair];
    return found === PAIR || (found === TRIPLE && triples.has(joined(pair, rows.gap(1), rows.size(2)))) || isBare(size);
  };
}

const TRIPLE = 1;
const PAIR = 2;

/** A group, or two as one number, with the sign behind and the size of the next: no two that are looked up are the same. */
const joined = (before: number, sign: number, size: number): number =>
  (before * (MOST_SIZE + 1) + Math.min(size, MOST_SIZE)) * SIGNS + (sign === 32 ? 1 : sign < 45 ? 0 : sign - 43);

/** Whether groups could be a telephone number without `+`: by how they are grouped, by the words in front, or a word behind. */
export function mayBePhone(text: string, digit: number, rows: NumberRows, context: Context): boolean {
  const before = text.charCodeAt(digit - 1);
  if (before === 43 || (before === 40 && text.charCodeAt(digit - 2) === 43)) return true;
  const hasZero = text.charCodeAt(digit) === 48;
  if (hasZero ? mayHavePrefix(text, digit, rows) : mayBeGrouped(rows) || hasTrunkPrefix(text, rows)) return true;
  if (rows.groups < 4 && nextGroup(text, rows.end) !== rows.end) return true;
  if (rows.digitsAhead <= MOST_PHONE && wordFollows(text, rows.end)) return true;
  return context.speaksOfPhones();
}

/** Groups of national numbers that have no 0 in front. */
function mayBeGrouped(rows: NumberRows): boolean {
  const size = rows.size(0);
  const second = rows.size(1);
  if (second === 4 || second === 5) return size === 2;
  if (second !== 3) return false;
  const third = rows.size(2);
  return (size === 3 && (third === 4 || third === 2)) || (size === 1 && third === 3 && rows.size(3) === 4);
}

/** The fewest digits of numbers with a trunk prefix 0, and with an international one, 00 or 011. */
const FEWEST_TRUNK = 9;
const MOST_TRUNK = 12;
const FEWEST_DIALLED = 11;
/** The most digits in front of the first sign, and the fewest of a number that has none. */
const MOST_AREA = 5;
const FEWEST_MOBILE = 10;

function mayHavePrefix(text: string, digit: number, rows: NumberRows): boolean {
  const size = rows.size(0);
  const ahead = rows.digitsAhead;
  const second = digitBehind(text, digit);
  const third = digitBehind(text, second);
  const isDialled = text[second] === '0' ? text[third] !== '0' : text[second] === '1' && text[third] === '1';
  if (isDialled && size <= MOST_AREA && ahead >= FEWEST_DIALLED) return true;
  // A longer first group is all of a number, or of none.
  if (size > MOST_AREA && (size < FEWEST_MOBILE || size > MOST_TRUNK)) return false;
  if (text[second] === '0' || ahead < FEWEST_TRUNK || (size < FEWEST_TRUNK && isTooLong(rows))) return false;
  return size === 1 ? rows.size(1) === 3 && rows.size(2) === 3 : size > 2 || rows.size(1) > 1;
}

/** Whether the groups are a number only together, and have more digits then than one with a trunk prefix. */
function isTooLong(rows: NumberRows): boolean {
  let spaces = 0;
  let count = rows.digits(0);
  for (let group = 1; group < rows.groups && rows.digits(group) <= MOST_PHONE; group += 1) {
    const joint = rows.joint(group - 1);
    // A number ends in front of a space when signs joined the groups before.
    if (joint !== BY_SIGN && (joint !== BY_SPACE || spaces < group - 1)) return false;
    if (joint === BY_SPACE) spaces += 1;
    count = rows.digits(group);
  }
  return count > MOST_TRUNK;
}

/** The next digit, with signs of numbers between left out. */
function digitBehind(text: string, at: number): number {
  let next = at + 1;
  while (next <= at + 3 && !isDigit(text, next)) next += 1;
  return next;
}

/** `46 (0)8 928`: what is dialled inside the country only is no group. */
const hasTrunkPrefix = (text: string, rows: NumberRows): boolean =>
  rows.size(1) === 1 && text.startsWith('(0)', rows.startOf(1) - 1);

const wordFollows = (text: string, at: number): boolean =>
  isLetter(text, at) || isLetter(text, at + 1) || isLetter(text, at + 2);
