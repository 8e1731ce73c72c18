import { followsWord, isDigit } from '../boundary.ts';
import { isAlphanumeric } from './found.ts';
import { MOST_GROUPS, type NumberRows } from './number-rows.ts';
import type { Digits } from './number-run.ts';
import { between, FREE, openBehind, SIGNS, SPACE } from './number-signs.ts';

/** What a number is tells from so many of its first digits. */
const FIRST_DIGITS = 8;
/** The most digits in front of the first sign where an international prefix is dialled. */
const MOST_AREA = 5;

/**
 * Digits as they are dialled, in the groups and signs in which telephone numbers are written: what starts at the group that the rows
 * stand at. One object reads many numbers. What their sums do not tell is read when it is asked for.
 */
export class DialledNumber {
  readonly #rows: NumberRows;
  start = 0;
  plus = false;
  /** Whether its first group stands in parentheses. */
  parenthesis = false;
  groups = 0;
  /** Whether a digit and a space stand in front of its first group. */
  continues = false;
  /** Whether all its groups, or only the first, can be a number: what a space separates is otherwise part of something longer. */
  isWhole = false;
  /** Whether it starts with an international prefix, 00 or 011. */
  goesAbroad = false;
  readonly #digits: Digits = new Uint8Array(FIRST_DIGITS);
  readonly #sizes = new Uint8Array(MOST_GROUPS);
  /** Whether these are those of this number. */
  #hasDigits = false;
  #hasSizes = false;

  constructor(rows: NumberRows) {
    this.#rows = rows;
  }

  /** Its first digits, at most 8, without a trunk prefix in parentheses. */
  get digits(): Digits {
    if (!this.#hasDigits) this.#readDigits();
    return this.#digits;
  }

  /** How long each group is, such a prefix left out. */
  get sizes(): Uint8Array {
    if (!this.#hasSizes) this.#readSizes();
    return this.#sizes;
  }

  /** Whether its first digit is 0. */
  get hasZero(): boolean {
    return this.#rows.text.charCodeAt(this.#rows.startOf(0)) === 48;
  }

  /** The sign between the first two groups, as a bit. */
  get firstSign(): number {
    return this.#between(0) & SIGNS;
  }

  endOf(groups: number): number {
    return this.#rows.endOf(groups - 1);
  }

  /** How many digits the first groups have, without trunk prefixes. A 0 in parentheses behind which no group was taken is none. */
  digitsOf(groups: number): number {
    const digits = this.#rows.dialledDigits(groups - 1);
    return groups > 1 && groups === this.groups && this.#rows.isTrunkPrefix(groups - 1) ? digits + 1 : digits;
  }

  /** How many sizes the first groups have. */
  sizesOf(groups: number): number {
    return groups - this.#rows.digits(groups - 1) + this.digitsOf(groups);
  }

  /** Which signs stand between the first groups, as bits. */
  signsOf(groups: number): number {
    let signs = 0;
    for (let group = 0; group < groups - 1; group += 1) signs |= this.#between(group);
    return signs & SIGNS;
  }

  /** Whether the number could end behind so many groups: no hyphen or full stop goes on. */
  mayEnd(groups: number): boolean {
    return groups === this.groups || (this.#between(groups - 1) & FREE) !== 0;
  }

  /** Whether a parenthesis is open behind so many groups, or was closed that was not open. */
  isOpen(groups: number): boolean {
    let open = this.parenthesis ? 1 : 0;
    for (let group = 0; group < groups - 1; group += 1) open = openBehind(this.#between(group), open);
    return open !== 0;
  }

  /** Goes to the number whose first digit stands at an offset, where the rows stand, and says whether one can start there. */
  go(digit: number): boolean {
    const { text } = this.#rows;
    let start = digit;
    let plus = false;
    if (text.charCodeAt(start - 1) === 40) start -= 1;
    if (text.charCodeAt(start - 1) === 43) {
      plus = true;
      start -= 1;
      if (text.charCodeAt(start - 1) === 40) start -= 1;
    }
    if (this.#rows.groups === 0 || !startsPhone(text, start)) return false;
    this.start = start;
    this.plus = plus;
    this.parenthesis = start < digit && (text.charCodeAt(start) === 40 || text.charCodeAt(digit - 1) === 40);
    this.continues = !plus && !this.parenthesis && text.charCodeAt(start - 1) === 32 && isDigit(text, start - 2);
    this.groups = this.#rows.groups;
    this.isWhole = !plus && this.groups > 1 && this.firstSign === SPACE;
    this.#hasDigits = false;
    this.#hasSizes = false;
    this.goesAbroad = this.hasZero && this.#rows.size(0) <= MOST_AREA && this.#startsAbroad(digit);
    return true;
  }

  #readDigits(): void {
    const rows = this.#rows;
    const { text } = rows;
    let digits = 0;
    for (let group = 0; group < this.groups && digits < FIRST_DIGITS; group += 1) {
      if (rows.isLeftOut(group)) continue;
      const end = rows.endOf(group);
      for (let at = rows.startOf(group); at < end && digits < FIRST_DIGITS; at += 1, digits += 1)
        this.#digits[digits] = text.charCodeAt(at) - 48;
    }
    this.#hasDigits = true;
  }

  #readSizes(): void {
    let sizes = 0;
    for (let group = 0; group < this.groups; group += 1) {
      if (this.#rows.isLeftOut(group)) continue;
      this.#sizes[sizes] = this.#rows.size(group);
      sizes += 1;
    }
    this.#hasSizes = true;
  }

  #startsAbroad(digit: number): boolean {
    const { text } = this.#rows;
    const size = this.#rows.size(0);
    const second = text.charCodeAt(size > 1 ? digit + 1 : this.#rows.startOf(1));
    return (second === 48 || second === 49) && isDialledAbroad(this.digits);
  }

  /** What stands between a group and the next, packed. */
  #between(group: number): number {
    return between(this.#rows.text, this.#rows.endOf(group), this.#rows.nextOf(group));
  }
}

/** 00 or 011, and a calling code. */
const isDialledAbroad = (digits: Digits): boolean =>
  digits[1] === 0 ? digits[2] !== 0 : digits[1] === 1 && digits[2] === 1 && digits[3] !== 0;

function startsPhone(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (start === 0 || before === 32 || before === 10) return true;
  if (followsWord(text, start) || isBarrier(before)) return false;
  const isJoint = before === 45 || before === 47 || before === 58;
  return !(isJoint && isAlphanumeric(text, start - 2) && (before !== 58 || isDigit(text, start - 2)));
}

/** `+.$#` and signs of currencies. */
const isBarrier = (unit: number): boolean =>
  unit === 43 || unit === 46 || unit === 36 || unit === 35 || unit === 0x20ac || unit === 0xa3 || unit === 0xa5;
