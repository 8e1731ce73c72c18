import { isDigit, isWord } from '../boundary.ts';
import { isInternational } from './calling-codes.ts';
import type { Context } from './context.ts';
import { topic } from './context-words.ts';
import type { Emit } from './found.ts';
import { MOST_DIGITS, type NumberRows } from './number-rows.ts';
import type { Digits } from './number-run.ts';
import { FULL_STOP, HYPHEN, SLASH, SPACE } from './number-signs.ts';
import type { DialledNumber } from './phone-groups.ts';
import { FEWEST_ABROAD, FEWEST_NATIONAL, MOST_GROUPS, MOST_NATIONAL, MOST_SIZES, mayBeNational } from './phone-look.ts';
import { extensionEnd, isSaidBehind } from './phone-words.ts';

/** National formats to believe without `+`. */
export interface PhoneFormats {
  /** The plan of North America: 3, 3 and 4 digits. */
  readonly northAmerican: boolean;
  /** Plans with a trunk prefix 0. */
  readonly trunk: boolean;
}

const PHONE = topic('phone-number');
const NOT_PHONE = topic('not-phone');
const CALL = topic('call');

/** How many digits numbers have that words announce. */
const FEWEST_DIGITS = 7;
const MOST_ANNOUNCED = 13;

/** A telephone number whose first digit stands at an offset, where the rows stand. `number` is what it is read into. */
export function phoneAt(
  text: string,
  digit: number,
  rows: NumberRows,
  number: DialledNumber,
  formats: PhoneFormats,
  context: Context,
  emit: Emit,
): void {
  const most = rows.groups;
  if (most === 0 || rows.digits(most - 1) < FEWEST_DIGITS) return;
  const before = text.charCodeAt(digit - 1);
  const plus = before === 43 || (before === 40 && text.charCodeAt(digit - 2) === 43);
  const isAnnounced = !plus && (saidBehind(text, rows) || context.speaksOfPhones());
  if (!plus && !isAnnounced && !mayBeNational(text, digit, rows)) return;
  if (!number.go(digit)) return;
  const fewest = number.plus || isAnnounced ? FEWEST_DIGITS : FEWEST_NATIONAL;
  const longest = number.plus || number.goesAbroad ? MOST_DIGITS : isAnnounced ? MOST_ANNOUNCED : MOST_NATIONAL;
  const least = most > MOST_GROUPS ? most : 1;
  for (let count = most; count >= least; count = number.isWhole && count > 1 ? 1 : count - 1) {
    const digits = number.digitsOf(count);
    if (digits < fewest) return;
    if (digits > longest || (number.isWhole && count > 1 && number.continues) || !number.mayEnd(count)) continue;
    if (!isPhone(text, number, count, formats, context, isAnnounced) || number.isOpen(count)) continue;
    const end = number.endOf(count);
    if (!endsNumber(text, end)) continue;
    emit('phone-number', number.start, extensionEnd(text, end));
    return;
  }
}

/** Whether a word behind all groups says what they are. None can stand behind fewer. */
const saidBehind = (text: string, rows: NumberRows): boolean =>
  rows.groups > 1 && rows.nextOf(rows.groups - 1) === -1 && isSaidBehind(text, rows.endOf(rows.groups - 1));

function endsNumber(text: string, end: number): boolean {
  if (isWord(text, end)) return extensionEnd(text, end) > end;
  const unit = text.charCodeAt(end);
  const goesOn = (unit >= 44 && unit <= 47) || unit === 58; // ,-./:
  return !(goesOn && isDigit(text, end + 1)) && unit !== 37 && unit !== 176;
}

function isPhone(
  text: string,
  number: DialledNumber,
  groups: number,
  formats: PhoneFormats,
  context: Context,
  isAnnounced: boolean,
): boolean {
  const count = number.digitsOf(groups);
  if (number.plus) return isInternational(number.digits, 0, count) && (groups > 1 || count >= 9);
  if (isNational(number, groups, formats)) return !context.prefers(NOT_PHONE, PHONE);
  return isAnnounced && saysPhone(text, number, groups, context);
}

/** Formats that are telephone numbers without a word that says so. */
function isNational(number: DialledNumber, groups: number, formats: PhoneFormats): boolean {
  const { digits, parenthesis } = number;
  const count = number.digitsOf(groups);
  if (groups === 1) return formats.trunk && isMobile(digits, count);
  if (number.goesAbroad && isDialledAbroad(digits, count)) return true;
  const shape = shapeOf(number, groups);
  if (shape === 0 && number.sizesOf(groups) > MOST_SIZES) return false;
  if (formats.northAmerican && (shape === 334 || shape === 1334) && isNorthAmerican(digits, count)) return true;
  if (!formats.trunk) return false;
  const first = digits[0] ?? 0;
  if (shape === 3322 && first >= 2) return isOneSign(number.signsOf(groups)); // Turkey, Russia
  if (parenthesis && (shape === 244 || shape === 254) && first >= 1 && digits[1] !== 0) return true; // Brazil
  return first === 0 && isTrunk(number, groups, shape);
}

/** Sizes of groups as the digits of one number, or 0 where they do not fit. */
function shapeOf(number: DialledNumber, groups: number): number {
  const count = number.sizesOf(groups);
  if (count > MOST_SIZES) return 0;
  const { sizes } = number;
  let shape = 0;
  for (let index = 0; index < count; index += 1) {
    const size = sizes[index] ?? 0;
    if (size > 9) return 0;
    shape = shape * 10 + size;
  }
  return shape;
}

const isOneSign = (signs: number): boolean => signs === HYPHEN || signs === SPACE;

/** An international prefix, 00 or 011, and a number behind it. */
const isDialledAbroad = (digits: Digits, count: number): boolean =>
  count >= FEWEST_ABROAD && isInternational(digits, digits[1] === 0 ? 2 : 3, count);

/** https://www.nationalnanpa.com/: area code and exchange start with 2 to 9, and do not end with 11. */
function isNorthAmerican(digits: Digits, count: number): boolean {
  const at = count - 10;
  if (at > 0 && digits[0] !== 1) return false;
  return (digits[at] ?? 0) >= 2 && !(digits[at + 1] === 1 && digits[at + 2] === 1) && (digits[at + 3] ?? 0) >= 2;
}

/** A trunk prefix 0 in front of an area or mobile code, 9 to 12 digits in all. */
function isTrunk(number: DialledNumber, groups: number, shape: number): boolean {
  const { digits, sizes, parenthesis, firstSign } = number;
  const count = number.digitsOf(groups);
  if (count < 9 || count > 12 || digits[1] === 0) return false;
  const first = sizes[0] ?? 0;
  const most = number.sizesOf(groups);
  if (first === 1) return shape === 13322 || shape === 1334; // 0 532 123 45 67
  if (first > 5 || hasOne(sizes, most)) return false;
  if (shape === 444 || shape === 54 || (firstSign === HYPHEN && isOtherNine(shape))) return false;
  const signs = number.signsOf(groups);
  if (signs === FULL_STOP) return most >= 3;
  if (firstSign === SLASH) return first >= 3 && (signs & FULL_STOP) === 0; // 030/123 45 67
  return parenthesis || isOneSign(signs);
}

function hasOne(sizes: Uint8Array, count: number): boolean {
  for (let index = 0; index < count; index += 1) if (sizes[index] === 1) return true;
  return false;
}

/** How other numbers of nine digits are grouped: social security and insurance. */
const isOtherNine = (shape: number): boolean => shape === 324 || shape === 36 || shape === 54 || shape === 333;

/** Mobile numbers in one piece that are written so in their countries: leading 0, mobile code, fixed length. */
function isMobile(digits: Digits, count: number): boolean {
  if (digits[0] !== 0 || count < 10 || count > 12) return false;
  const second = digits[1] ?? 0;
  const third = digits[2] ?? 0;
  if (count === 10) return second === 4 || second === 6 || second === 7;
  if (second === 1) return (third >= 5 && third <= 7) || (count === 11 && third === 0);
  return (
    count === 11 && (second === 7 || second === 9 || (second === 5 && third <= 5) || (second === 8 && third === 0))
  );
}

/** Digits that only words announce as a telephone number. */
function saysPhone(text: string, number: DialledNumber, groups: number, context: Context): boolean {
  const { digits, sizes, start } = number;
  const count = number.digitsOf(groups);
  const most = number.sizesOf(groups);
  if (count > MOST_ANNOUNCED || isRowOfSmall(sizes, most) || isDate(digits, count, sizes, most)) return false;
  const isSingle = groups === 1;
  if (!isSingle && isSaidBehind(text, number.endOf(groups))) return true;
  if (context.prefers(PHONE, NOT_PHONE)) return true;
  if (!context.prefers(CALL, NOT_PHONE)) return false;
  if (isSingle) return count >= 10 && count <= 11;
  return !isThousands(sizes, most, number.signsOf(groups)) || ADDRESSED.test(text.slice(Math.max(0, start - 9), start));
}

/** Directly in front of a number that is called: `call me at 601 123 456`, not `they called 601 123 456 times`. */
const ADDRESSED = /\b(?:at|on|to|au|al|unter|na|p\u00e5|op|number|n\u00famero|numero)[.:]? $/i;

/** Single digits behind the first group, and groups that are longer. */
function isRowOfSmall(sizes: Uint8Array, count: number): boolean {
  let hasSingle = false;
  let hasLonger = (sizes[0] ?? 0) > 1;
  for (let index = 1; index < count; index += 1) {
    if (sizes[index] === 1) hasSingle = true;
    else hasLonger = true;
  }
  return hasSingle && hasLonger;
}

function isThousands(sizes: Uint8Array, count: number, signs: number): boolean {
  if (signs === 0 || (signs & ~(SPACE | FULL_STOP)) !== 0 || (sizes[0] ?? 4) > 3 || count < 3) return false;
  for (let index = 1; index < count; index += 1) if (sizes[index] !== 3) return false;
  return true;
}

/** Dates, spans of years, and dates with a time. */
function isDate(digits: Digits, total: number, sizes: Uint8Array, count: number): boolean {
  const first = sizes[0] ?? 0;
  const second = sizes[1] ?? 0;
  if (count === 1) return first === 8 && isYear(digits, 0) && isMonth(digits, 4) && isDay(digits, 6);
  if (count === 2) return first === 4 && second === 4 && isYear(digits, 0) && isYear(digits, 4);
  const third = sizes[2] ?? 0;
  if (first === 4) return second === 2 && third === 2 && isYear(digits, 0) && isMonth(digits, 4);
  if (first > 2 || second > 2 || third !== 4) return false;
  // The year starts behind two to four digits, and is whole.
  return isYear(digits, 2) || (total > 6 && isYear(digits, 3)) || (total > 7 && isYear(digits, 4));
}

const twoAt = (digits: Digits, at: number): number => (digits[at] ?? 0) * 10 + (digits[at + 1] ?? 0);
const isYear = (digits: Digits, at: number): boolean => twoAt(digits, at) === 19 || twoAt(digits, at) === 20;
const isMonth = (digits: Digits, at: number): boolean => twoAt(digits, at) >= 1 && twoAt(digits, at) <= 12;
const isDay = (digits: Digits, at: number): boolean => twoAt(digits, at) >= 1 && twoAt(digits, at) <= 31;
