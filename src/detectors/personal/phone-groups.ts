import { followsWord, isDigit } from '../boundary.ts';
import { isAlphanumeric } from './found.ts';

export interface Group {
  readonly digits: string;
  readonly end: number;
  /** What stands between this group and the one before. */
  readonly before: string;
}

/** Digits as they are dialled, in the groups and signs in which telephone numbers are written. */
export interface DialledNumber {
  readonly start: number;
  readonly plus: boolean;
  /** Whether its first group stands in parentheses. */
  readonly parenthesis: boolean;
  readonly groups: readonly Group[];
  /** Whether a digit and a space stand in front of its first group. */
  readonly continues: boolean;
  /** Whether the number could end behind so many groups: no parenthesis is open, no hyphen or full stop goes on. */
  mayEnd(count: number): boolean;
  /** The first groups: their digits without a trunk prefix in parentheses, and how long each is. */
  upTo(count: number): Written;
}

/** The first groups of a number. */
export interface Written {
  readonly digits: string;
  readonly sizes: readonly number[];
  /** What stands between them, without parentheses and doubled spaces. */
  readonly separators: string;
  readonly single: boolean;
}

const MOST_GROUPS = 16;
const MOST_DIGITS = 17;
const SEPARATOR = / ?(?:[-./] ?|\( ?|\) ?-? ?| )(?=\d)|\) ?\((?=\d)/y;

/** The number whose first digit stands at an offset, if what stands before lets a number start there. */
export function dialledNumber(text: string, digit: number): DialledNumber | undefined {
  let start = digit;
  let plus = false;
  if (text[start - 1] === '(') start -= 1;
  if (text[start - 1] === '+') {
    plus = true;
    start -= 1;
    if (text[start] === '+' && text[start - 1] === '(') start -= 1;
  }
  if (!startsPhone(text, start)) return undefined;

  const groups: Group[] = [];
  let total = 0;
  let index = digit;
  let before = '';
  while (groups.length < MOST_GROUPS) {
    const from = index;
    while (isDigit(text, index) && index - from <= MOST_DIGITS) index += 1;
    total += index - from;
    if (total > MOST_DIGITS) break;
    groups.push({ digits: text.slice(from, index), end: index, before });
    SEPARATOR.lastIndex = index;
    before = SEPARATOR.exec(text)?.[0] ?? '';
    if (before === '') break;
    index += before.length;
  }
  if (total < 7) return undefined;
  return createDialledNumber(text, start, digit, plus, groups);
}

function createDialledNumber(
  text: string,
  start: number,
  digit: number,
  plus: boolean,
  groups: readonly Group[],
): DialledNumber {
  const opened = text.slice(start, digit).includes('(') ? 1 : 0;
  return {
    start,
    plus,
    parenthesis: opened === 1,
    groups,
    continues: !plus && opened === 0 && text[start - 1] === ' ' && isDigit(text, start - 2),
    mayEnd(count) {
      let open = opened;
      for (const { before } of groups.slice(0, count)) {
        for (const unit of before) {
          if (unit === '(') open += 1;
          else if (unit === ')') open -= 1;
          if (open < 0 || open > 1) return false;
        }
      }
      const next = groups[count]?.before ?? '';
      return open === 0 && (next === '' || next.startsWith(' ')) && !/[-./]$/.test(next.trimEnd());
    },
    upTo(count) {
      let digits = '';
      let separators = '';
      const sizes: number[] = [];
      for (let index = 0; index < count; index += 1) {
        const group = groups[index];
        if (group === undefined) break;
        if (index > 0) separators += separatorOf(group.before);
        if (isTrunkPrefix(groups, index)) continue;
        digits += group.digits;
        sizes.push(group.digits.length);
      }
      return { digits, sizes, separators, single: count === 1 };
    },
  };
}

/** One unit for what stands between two groups. */
function separatorOf(before: string): string {
  if (before.length === 1 && before !== '(' && before !== ')') return before;
  for (const unit of before) if (unit === '-' || unit === '.' || unit === '/') return unit;
  return ' ';
}

/** `+46 (0)8 928 571 38`: dialled inside the country only. */
const isTrunkPrefix = (groups: readonly Group[], index: number): boolean =>
  index > 0 &&
  groups[index]?.digits === '0' &&
  groups[index]?.before.endsWith('(') === true &&
  groups[index + 1]?.before.startsWith(')') === true;

const startsPhone = (text: string, start: number): boolean => {
  const before = text.charAt(start - 1);
  if (before === '' || before === ' ' || before === '\n') return true;
  if (followsWord(text, start) || '+.$\u20ac\u00a3\u00a5#'.includes(before)) return false;
  return !('-/:'.includes(before) && isAlphanumeric(text, start - 2) && (before !== ':' || isDigit(text, start - 2)));
};
