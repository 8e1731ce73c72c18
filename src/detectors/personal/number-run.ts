import { isDigit } from '../boundary.ts';

/** Digits in groups, as they stand in a text: `digits` without what separates them. */
export interface NumberRun {
  readonly start: number;
  readonly digits: string;
  /** Offset behind each digit. */
  readonly ends: readonly number[];
  /** For each digit the separator in front of it, or the empty string. */
  readonly gaps: readonly string[];
}

const MOST_DIGITS = 24;

/** Reads single separators only; two in a row end the run. */
export function numberRun(text: string, start: number): NumberRun {
  const ends: number[] = [];
  const gaps: string[] = [];
  let digits = '';
  let gap = '';
  for (let index = start; digits.length < MOST_DIGITS; index += 1) {
    if (isDigit(text, index)) {
      digits += text.charAt(index);
      ends.push(index + 1);
      gaps.push(gap);
      gap = '';
    } else if (gap === '' && index > start && isSeparator(text, index)) gap = text.charAt(index);
    else break;
  }
  return { start, digits, ends, gaps };
}

/** Space, hyphen, full stop, slash. */
const isSeparator = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit === 32 || unit === 45 || unit === 46 || unit === 47;
};

/** How the first digits are grouped, for example `3-2-4`. */
export function layoutOf({ gaps }: NumberRun, count: number): string {
  let layout = '';
  let group = 0;
  for (let index = 0; index < count; index += 1) {
    const gap = gaps[index] ?? '';
    if (gap !== '') {
      layout += `${group}${gap}`;
      group = 0;
    }
    group += 1;
  }
  return `${layout}${group}`;
}

/** Whether a group ends behind so many digits, and the number with it: nothing but a space goes on. */
export function endsGroup(text: string, run: NumberRun, count: number): boolean {
  const end = run.ends[count - 1];
  if (end === undefined || isDigit(text, end)) return false;
  return !((text[end] === '-' || text[end] === '.' || text[end] === '/') && isDigit(text, end + 1));
}
