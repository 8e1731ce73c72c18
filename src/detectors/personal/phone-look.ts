import { isDigit } from '../boundary.ts';
import type { NumberRows } from './number-rows.ts';
import { between, FREE, SIGNS, SPACE } from './number-signs.ts';

/** More groups than this are digits one by one, or a row of numbers. */
export const MOST_GROUPS = 8;
/** More are in no shape. */
export const MOST_SIZES = 6;
/** How many digits national numbers have that no word announces. */
export const FEWEST_NATIONAL = 9;
export const MOST_NATIONAL = 12;
/** The fewest with an international prefix. */
export const FEWEST_ABROAD = 11;
/** The fewest of a number in one piece, and the most in front of the first sign of any other. */
const FEWEST_MOBILE = 10;
const MOST_AREA = 5;

/**
 * A first look at the groups in front of which rows stand, where no word announces them. It says no only where no format of
 * `isNational` fits, from sizes and signs of the first groups: most numbers of a text are none, and cost no more than this.
 */
export function mayBeNational(text: string, digit: number, rows: NumberRows): boolean {
  const first = rows.size(0);
  const hasZero = text.charCodeAt(digit) === 48;
  const isMobile = hasZero && first >= FEWEST_MOBILE && first <= MOST_NATIONAL;
  if (isMobile || rows.groups === 1) return isMobile;
  const digits = rows.dialledDigits(rows.groups - 1);
  if (digits < FEWEST_NATIONAL - 1) return false;
  const before = text.charCodeAt(digit - 1);
  // What a space joins to digits in front is a part of something longer.
  if (before === 32 && isDigit(text, digit - 2) && isSpaced(text, rows)) return false;
  const prefixes = rows.digits(rows.groups - 1) - digits;
  const mayGoAbroad = hasZero && first <= MOST_AREA && digits >= FEWEST_ABROAD - 1;
  if (mayGoAbroad && goesAbroad(text, rows, prefixes > 0)) return true;
  if (rows.groups - prefixes > MOST_SIZES && rows.groups > MOST_GROUPS) return false;
  if (hasZero && digits > MOST_NATIONAL && isSpaced(text, rows)) return false;
  const sizes = prefixes === 0 ? rows : withoutPrefixes(rows);
  if (!hasZero) return mayBeGrouped(sizes, before === 40);
  return mayHaveTrunkPrefix(sizes, rows, before === 40) && mayEnd(text, rows);
}

/** Whether no other sign stands between the first two groups. */
function isSpaced(text: string, rows: NumberRows): boolean {
  const gap = rows.gap(0);
  return gap === 32 || (gap === 0 && (between(text, rows.endOf(0), rows.nextOf(0)) & SIGNS) === SPACE);
}

/** Whether 0 or 11 comes behind the first digit, and no 0 behind that. */
function goesAbroad(text: string, rows: NumberRows, hasPrefixes: boolean): boolean {
  const second = unitOf(text, rows, 1, hasPrefixes);
  if (second === 48) return unitOf(text, rows, 2, hasPrefixes) !== 48;
  return second === 49 && unitOf(text, rows, 2, hasPrefixes) === 49 && unitOf(text, rows, 3, hasPrefixes) !== 48;
}

/** The digit with so many digits in front, of numbers that have more. */
function unitOf(text: string, rows: NumberRows, index: number, hasPrefixes: boolean): number {
  let group = 0;
  for (let left = index; ; group += 1) {
    const size = hasPrefixes && rows.isLeftOut(group) ? 0 : rows.size(group);
    if (left < size) return text.charCodeAt(rows.startOf(group) + left);
    left -= size;
  }
}

/** How long groups are, by their place. */
type Sizes = Pick<NumberRows, 'size'>;

/** The same with trunk prefixes left out. */
function withoutPrefixes(rows: NumberRows): Sizes {
  const sizes: number[] = [];
  for (let group = 0; group < rows.groups && sizes.length < 3; group += 1) {
    if (!rows.isLeftOut(group)) sizes.push(rows.size(group));
  }
  return { size: (index) => sizes[index] ?? 0 };
}

/** Groups of national numbers that have no 0 in front. */
function mayBeGrouped(sizes: Sizes, isInParentheses: boolean): boolean {
  const first = sizes.size(0);
  const second = sizes.size(1);
  const third = sizes.size(2);
  if (second === 4 || second === 5) return first === 2 && third === 4 && isInParentheses;
  if (second !== 3) return false;
  return (first === 3 && (third === 4 || third === 2)) || (first === 1 && third === 3);
}

function mayHaveTrunkPrefix(sizes: Sizes, rows: NumberRows, isInParentheses: boolean): boolean {
  const first = sizes.size(0);
  const second = sizes.size(1);
  const third = sizes.size(2);
  if (first > MOST_AREA) return false;
  if (first === 1) return second === 3 && third === 3;
  if (second === 1) return false;
  // Two groups are enough, or three with one sign between them.
  if (first + second >= FEWEST_NATIONAL) return true;
  return third > 1 && (isInParentheses || mayGoTogether(rows.gap(0), rows.gap(1)));
}

/** Whether a number with a trunk prefix could end behind any of the groups: the last, or one with only spaces behind it. */
function mayEnd(text: string, rows: NumberRows): boolean {
  const last = rows.groups - 1;
  for (let group = 1; group < last; group += 1) {
    const digits = rows.dialledDigits(group);
    if (digits > MOST_NATIONAL) return false;
    if (digits >= FEWEST_NATIONAL && (between(text, rows.endOf(group), rows.nextOf(group)) & FREE) !== 0) return true;
  }
  return rows.dialledDigits(last) <= MOST_NATIONAL;
}

/** A slash may stand before other signs. What is no single sign is looked at later. */
const mayGoTogether = (sign: number, next: number): boolean => sign === next || sign === 0 || next === 0 || sign === 47;
