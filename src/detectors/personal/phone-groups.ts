import { followsWord, isDigit } from '../boundary.ts';
import { isAlphanumeric } from './found.ts';
import type { Digits } from './number-run.ts';

const MOST_GROUPS = 16;
const MOST_DIGITS = 17;

/** Signs that stand between groups, as bits. */
export const SPACE = 1;
export const HYPHEN = 2;
export const FULL_STOP = 4;
export const SLASH = 8;
/** The bit of a sign: of a space for parentheses and for spaces in a row. */
const bitOf = (sign: number): number => (sign >= 45 && sign <= 47 ? 1 << (sign - 44) : SPACE);

/** Digits as they are dialled, in the groups and signs in which telephone numbers are written. One object reads many numbers. */
export class DialledNumber {
  start = 0;
  plus = false;
  /** Whether its first group stands in parentheses. */
  parenthesis = false;
  groups = 0;
  /** Whether a digit and a space stand in front of its first group. */
  continues = false;
  /** Whether all its groups, or only the first, can be a number: what a space separates is otherwise part of something longer. */
  isWhole = false;
  /** All digits without a trunk prefix in parentheses. */
  readonly digits: Digits = new Uint8Array(MOST_DIGITS + 1);
  /** How long each group is, such a prefix left out. */
  readonly sizes = new Uint8Array(MOST_GROUPS);
  /** The sign between the first two groups, as a bit. */
  firstSign = 0;
  /** For so many groups less one: where they end, how many digits and sizes they have, which signs stand between them. */
  readonly #ends = new Int32Array(MOST_GROUPS);
  readonly #digitCounts = new Uint8Array(MOST_GROUPS);
  readonly #sizeCounts = new Uint8Array(MOST_GROUPS);
  readonly #signs = new Uint8Array(MOST_GROUPS);
  /** And whether they can end there: no parenthesis is open, no hyphen or full stop goes on. */
  readonly #mayEnd = new Uint8Array(MOST_GROUPS);

  endOf(groups: number): number {
    return this.#ends[groups - 1] ?? this.start;
  }

  /** How many digits the first groups have. */
  digitsOf(groups: number): number {
    return this.#digitCounts[groups - 1] ?? 0;
  }

  /** How many sizes the first groups have. */
  sizesOf(groups: number): number {
    return this.#sizeCounts[groups - 1] ?? 0;
  }

  /** Which signs stand between the first groups, as bits. */
  signsOf(groups: number): number {
    return this.#signs[groups - 1] ?? 0;
  }

  /** Whether the number could end behind so many groups: no parenthesis is open, no hyphen or full stop goes on. */
  mayEnd(groups: number): boolean {
    return this.#mayEnd[groups - 1] === 1;
  }

  /** Reads the number whose first digit stands at an offset, and says whether one can: what stands before lets it start there. */
  read(text: string, digit: number): boolean {
    let start = digit;
    let plus = false;
    if (text.charCodeAt(start - 1) === 40) start -= 1;
    if (text.charCodeAt(start - 1) === 43) {
      plus = true;
      start -= 1;
      if (text[start] === '+' && text[start - 1] === '(') start -= 1;
    }
    if (!startsPhone(text, start)) return false;
    this.start = start;
    this.plus = plus;
    this.parenthesis = start < digit && (text.charCodeAt(start) === 40 || text.charCodeAt(digit - 1) === 40);
    this.continues = !plus && !this.parenthesis && text.charCodeAt(start - 1) === 32 && isDigit(text, start - 2);
    return this.#readGroups(text, digit) >= 7;
  }

  /** Reads all groups, and gives how many digits they have. */
  #readGroups(text: string, digit: number): number {
    const { digits } = this;
    let total = 0;
    let kept = 0;
    let sizes = 0;
    let signs = 0;
    let open = this.parenthesis ? 1 : 0;
    let index = digit;
    let between = digit;
    let group = 0;
    let isPrefix = false;
    this.isWhole = false;
    for (; group < MOST_GROUPS; group += 1) {
      const from = index;
      const keptBefore = kept;
      while (isDigit(text, index) && index - from <= MOST_DIGITS) {
        if (kept < digits.length) digits[kept] = text.charCodeAt(index) - 48;
        kept += 1;
        index += 1;
      }
      total += index - from;
      if (total > MOST_DIGITS) break;
      if (group > 0) {
        const sign = signBetween(text, between, from);
        if (group === 1) {
          this.firstSign = sign;
          this.isWhole = !this.plus && sign === SPACE;
        }
        // A number that goes on behind something else than spaces does not end in front of it.
        if (sign !== SPACE || text.charCodeAt(between) !== 32) this.#mayEnd[group - 1] = 0;
        signs |= sign;
        open = opened(text, between, from, open);
      }
      const next = nextGroup(text, index);
      isPrefix = group > 0 && isTrunkPrefix(text, from, index, next);
      if (isPrefix) kept = keptBefore;
      else {
        this.sizes[sizes] = index - from;
        sizes += 1;
      }
      this.#ends[group] = index;
      this.#digitCounts[group] = kept;
      this.#sizeCounts[group] = sizes;
      this.#signs[group] = signs;
      this.#mayEnd[group] = open === 0 ? 1 : 0;
      if (next === index) {
        group += 1;
        break;
      }
      between = index;
      index = next;
    }
    this.groups = group;
    if (isPrefix) this.#keepLast();
    return total;
  }
  /** A 0 in parentheses behind which no group was taken is no prefix. */
  #keepLast(): void {
    const last = this.groups - 1;
    const digits = this.#digitCounts[last] ?? 0;
    const sizes = this.#sizeCounts[last] ?? 0;
    this.digits[digits] = 0;
    this.sizes[sizes] = 1;
    this.#digitCounts[last] = digits + 1;
    this.#sizeCounts[last] = sizes + 1;
  }
}

/** Where the next group starts behind one sign with spaces round it, two spaces, or parentheses; or the offset itself. */
function nextGroup(text: string, end: number): number {
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

/** One sign for what stands between two groups. */
function signBetween(text: string, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 45 && unit <= 47) return bitOf(unit);
  }
  return SPACE;
}

/** How many parentheses are open behind what stands between two groups; more than one, or less than none, stays so. */
function opened(text: string, from: number, to: number, before: number): number {
  let open = before;
  for (let at = from; at < to && (open === 0 || open === 1); at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 40) open += 1;
    else if (unit === 41) open -= 1;
  }
  return open;
}

/** `+46 (0)8 928 571 38`: dialled inside the country only. */
const isTrunkPrefix = (text: string, from: number, end: number, next: number): boolean =>
  end - from === 1 &&
  text.charCodeAt(from) === 48 &&
  text.charCodeAt(from - 1) === 40 &&
  next > end &&
  text.charCodeAt(end) === 41;

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
