import type { DialledNumber } from './phone-groups.ts';

/** More groups than this are digits one by one, or a row of numbers. */
export const MOST_GROUPS = 8;
/** More are in no shape. */
export const MOST_SIZES = 6;
/** How many digits national numbers have that no word announces. */
export const FEWEST_NATIONAL = 9;
export const MOST_NATIONAL = 12;
/** The fewest of a number in one piece, and the most in front of the first sign of any other. */
const FEWEST_MOBILE = 10;
const MOST_AREA = 5;

/**
 * A first look at groups that no word announces. It says no only where no format of `isNational` fits, from sizes and signs of the
 * first groups: most numbers of a text are none, and cost no more than this.
 */
export function mayBeNational(number: DialledNumber): boolean {
  const { groups } = number;
  if (number.goesAbroad) return true;
  if (groups > MOST_GROUPS && number.sizesOf(groups) > MOST_SIZES) return false;
  const first = number.sizeAt(0);
  const isMobile = number.hasZero && first >= FEWEST_MOBILE && first <= MOST_NATIONAL;
  if (groups === 1 || isMobile) return isMobile;
  return number.hasZero ? mayHaveTrunkPrefix(number, first) : mayBeGrouped(number, first);
}

/** Groups of national numbers that have no 0 in front. */
function mayBeGrouped(number: DialledNumber, first: number): boolean {
  const second = number.sizeAt(1);
  const third = number.sizeAt(2);
  if (second === 4 || second === 5) return first === 2 && third === 4 && number.parenthesis;
  if (second !== 3) return false;
  return (first === 3 && (third === 4 || third === 2)) || (first === 1 && third === 3);
}

function mayHaveTrunkPrefix(number: DialledNumber, first: number): boolean {
  if (first > MOST_AREA || (number.isWhole && number.digitsOf(number.groups) > MOST_NATIONAL)) return false;
  const second = number.sizeAt(1);
  const third = number.sizeAt(2);
  if (first === 1) return second === 3 && third === 3;
  if (second === 1) return false;
  // Two groups are enough, or three with one sign between them.
  return (
    first + second >= FEWEST_NATIONAL ||
    (third > 1 && (number.parenthesis || mayGoTogether(number.gap(0), number.gap(1))))
  );
}

/** A slash may stand before other signs. What is no single sign is looked at later. */
const mayGoTogether = (sign: number, next: number): boolean => sign === next || sign === 0 || next === 0 || sign === 47;
