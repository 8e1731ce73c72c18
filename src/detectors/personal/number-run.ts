import { isDigit } from '../boundary.ts';

/** Digits by their values, 0 to 9. What is behind those that count is left over from other numbers. */
export type Digits = Uint8Array;

const MOST_DIGITS = 24;

/** Digits in groups, as they stand in a text, without what separates them. One object reads many numbers, one after the other. */
export class NumberRun {
  start = 0;
  /** How many digits were read. */
  count = 0;
  readonly digits: Digits = new Uint8Array(MOST_DIGITS);
  /** Offset behind each digit. */
  readonly ends = new Int32Array(MOST_DIGITS);
  /** For each digit the sign in front of it as a code unit, or 0. */
  readonly gaps = new Uint8Array(MOST_DIGITS);

  /** Reads single separators only; two in a row end the run. */
  read(text: string, start: number): void {
    let count = 0;
    let gap = 0;
    for (let index = start; count < MOST_DIGITS; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit >= 48 && unit <= 57) {
        this.digits[count] = unit - 48;
        this.ends[count] = index + 1;
        this.gaps[count] = gap;
        count += 1;
        gap = 0;
      } else if (gap === 0 && index > start && isSeparator(unit)) gap = unit;
      else break;
    }
    this.start = start;
    this.count = count;
  }

  /** Where the first digits end, so many of them. */
  endOf(count: number): number {
    return this.ends[count - 1] ?? this.start;
  }

  /** Whether a group ends behind so many digits, and the number with it: nothing but a space goes on. */
  endsGroup(text: string, count: number): boolean {
    if (count > this.count) return false;
    const end = this.endOf(count);
    const sign = text.charCodeAt(end);
    return !(sign >= 48 && sign <= 57) && !(sign >= 45 && sign <= 47 && isDigit(text, end + 1));
  }

  /** How the first digits are grouped, see `layoutOf`. */
  layout(count: number): Layout {
    let borders = 0;
    let signs = 0;
    let groups = 0;
    for (let index = 1; index < count; index += 1) {
      const gap = this.gaps[index] ?? 0;
      if (gap === 0) continue;
      borders |= 1 << index;
      signs = signs * 4 + numberOfSign(gap);
      groups += 1;
    }
    return count >= MOST_LAID_OUT || groups > MOST_SIGNS ? -1 : packed(count, borders, signs);
  }
}

/** Space, hyphen, full stop, slash. */
const isSeparator = (unit: number): boolean => unit === 32 || (unit >= 45 && unit <= 47);

/** A layout such as `3-2-4` as a number: how many digits, in front of which a sign stands, and which signs. -1: none that has a name. */
export type Layout = number;

/** Layouts have fewer digits than this, and at most so many signs. */
const MOST_LAID_OUT = 16;
const MOST_SIGNS = 6;

const packed = (count: number, borders: number, signs: number): Layout => ((count << 15) | borders) * 4096 + signs;
const numberOfSign = (sign: number): number => (sign === 32 ? 0 : sign - 44);

/** The number of a layout that is written as sizes of groups with the signs between, such as `3-2-4`. */
export function layoutOf(written: string): Layout {
  let count = 0;
  let borders = 0;
  let signs = 0;
  for (const [part] of written.matchAll(/\d+|\D/g)) {
    if (/\d/.test(part)) count += Number(part);
    else {
      borders |= 1 << count;
      signs = signs * 4 + numberOfSign(part.charCodeAt(0));
    }
  }
  return packed(count, borders, signs);
}
