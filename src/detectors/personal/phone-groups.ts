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
  /** Whether all its groups, or only the first, can be a number: what a space separates is otherwise part of something longer. */
  readonly isWhole: boolean;
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
    const next = nextGroup(text, index);
    if (next === index) break;
    before = text.slice(index, next);
    index = next;
  }
  if (total < 7) return undefined;
  return createDialledNumber(text, start, digit, plus, groups);
}

/** Where the next group starts behind one sign with spaces round it, two spaces, or parentheses; or the offset itself. */
function nextGroup(text: string, end: number): number {
  let at = text[end] === ' ' ? end + 1 : end;
  const sign = text.charCodeAt(at);
  if (sign === 41) {
    const isFirst = at === end;
    at = afterOptional(text, at + 1, ' ');
    if (isFirst && text[at] === '(') at += 1;
    else at = afterOptional(text, afterOptional(text, at, '-'), ' ');
  } else if (sign === 40 || (sign >= 45 && sign <= 47)) at = afterOptional(text, at + 1, ' ');
  else if (sign === 32) at += 1;
  return isDigit(text, at) ? at : end;
}

const afterOptional = (text: string, at: number, unit: string): number => (text[at] === unit ? at + 1 : at);

function createDialledNumber(
  text: string,
  start: number,
  digit: number,
  plus: boolean,
  groups: readonly Group[],
): DialledNumber {
  const opened = text.slice(start, digit).includes('(') ? 1 : 0;
  const second = groups[1];
  return {
    start,
    plus,
    isWhole: !plus && second !== undefined && separatorOf(second.before) === ' ',
    parenthesis: opened === 1,
    groups,
    continues: !plus && opened === 0 && text[start - 1] === ' ' && isDigit(text, start - 2),
    mayEnd(count) {
      const next = groups[count]?.before ?? '';
      if (next !== '' && !(next.startsWith(' ') && separatorOf(next) === ' ')) return false;
      let open = opened;
      for (let index = 0; index < count; index += 1) {
        const before = groups[index]?.before ?? '';
        for (let at = 0; at < before.length; at += 1) {
          if (before[at] === '(') open += 1;
          else if (before[at] === ')') open -= 1;
          if (open < 0 || open > 1) return false;
        }
      }
      return open === 0;
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
