import { followsWord, isDigit } from '../boundary.ts';
import { isAlphanumeric } from './found.ts';
import type { Digits } from './number-run.ts';

const MOST_GROUPS = 16;
const MOST_DIGITS = 17;

/** Signs that stand between groups, as bits; a space also for parentheses alone and for spaces in a row. */
export const SPACE = 1;
export const HYPHEN = 2;
export const FULL_STOP = 4;
export const SLASH = 8;
/** What stands behind groups is remembered for so many of them. */
const RING = 32;

/**
 * Digits as they are dialled, in the groups and signs in which telephone numbers are written. One object reads many numbers of a
 * text, and what stands between two groups once, however many numbers go over it.
 */
export class DialledNumber {
  readonly #text: string;
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
  readonly digits: Digits = new Uint8Array(2 * MOST_DIGITS + 2);
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

  /** For ends of groups, by their last bits: where the next group starts, and what stands between as `between` packs it. */
  readonly #known = new Int32Array(RING).fill(-1);
  readonly #next = new Int32Array(RING);
  readonly #between = new Int32Array(RING);

  constructor(text: string) {
    this.#text = text;
  }

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
  read(digit: number): boolean {
    const text = this.#text;
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
    return this.#readGroups(digit) >= 7;
  }

  /** Reads all groups, and gives how many digits they have. */
  #readGroups(digit: number): number {
    const text = this.#text;
    const { digits } = this;
    let total = 0;
    let kept = 0;
    let sizes = 0;
    let signs = 0;
    let open = this.parenthesis ? 1 : 0;
    let index = digit;
    let before = 0;
    let group = 0;
    let isPrefix = false;
    this.isWhole = false;
    for (; group < MOST_GROUPS; group += 1) {
      const from = index;
      const keptBefore = kept;
      for (; index - from <= MOST_DIGITS; index += 1) {
        const value = text.charCodeAt(index) - 48;
        if (!(value >= 0 && value <= 9)) break;
        digits[kept] = value;
        kept += 1;
      }
      total += index - from;
      if (total > MOST_DIGITS) break;
      if (group > 0) {
        const sign = before & SIGNS;
        if (group === 1) {
          this.firstSign = sign;
          this.isWhole = !this.plus && sign === SPACE;
        }
        // A number that goes on behind something else than spaces does not end in front of it.
        if ((before & FREE) === 0) this.#mayEnd[group - 1] = 0;
        signs |= sign;
        open = openBehind(before, open);
      }
      const slot = index & (RING - 1);
      if (this.#known[slot] !== index) this.#look(index, slot);
      const next = this.#next[slot] ?? index;
      isPrefix = group > 0 && index === from + 1 && next > index && isTrunkPrefix(text, from);
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
      before = this.#between[slot] ?? 0;
      index = next;
    }
    this.groups = group;
    if (isPrefix) this.#keepLast();
    return total;
  }

  #look(end: number, slot: number): void {
    const next = nextGroup(this.#text, end);
    this.#known[slot] = end;
    this.#next[slot] = next;
    this.#between[slot] = next > end ? between(this.#text, end, next) : 0;
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

/** The bits of signs; whether a number may end in front; and how many parentheses are open behind, for none and for one in front. */
const SIGNS = 15;
const FREE = 16;
const OPEN = 5;
const OPEN_OF_ONE = 7;
/** Of parentheses that do not match. It stays so. */
const NO_MATCH = 2;
const openBehind = (packed: number, open: number): number =>
  open === NO_MATCH ? NO_MATCH : (packed >> (open === 0 ? OPEN : OPEN_OF_ONE)) & 3;

/** What stands between two groups, packed. */
function between(text: string, from: number, to: number): number {
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

/** `+46 (0)8 928 571 38`: dialled inside the country only. */
const isTrunkPrefix = (text: string, at: number): boolean =>
  text.charCodeAt(at) === 48 && text.charCodeAt(at - 1) === 40 && text.charCodeAt(at + 1) === 41;

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
