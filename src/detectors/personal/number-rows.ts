import { isDigit } from '../boundary.ts';

/** Between two groups of a row stand at most so many signs of numbers. */
const MOST_SIGNS = 2;
/** More digits ahead than this are not told apart. */
const MOST_DIGITS = 25;
/** Groups of a row that are read at once: more than any number has. */
const BLOCK = 64;
const MOST_GROUPS = 26;

/**
 * The groups of digits of a text, with what stands between them, asked for from left to right. Each is read once, however many
 * numbers could start in front of it: what can start at a group is then told from sizes and sums, without reading the text again.
 */
export class NumberRows {
  readonly #text: string;
  /** Where each group that was read starts and ends, and how many digits the row has in front of it. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #sums: number[] = [];
  /** The group asked for, and how many are read of its row. */
  #at = 0;
  #count = 0;
  #isRead = true;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the group that starts at an offset. */
  go(start: number): void {
    while (this.#at < this.#count && (this.#starts[this.#at] ?? 0) < start) this.#at += 1;
    if (this.#at >= this.#count || this.#starts[this.#at] !== start) {
      this.#at = 0;
      this.#count = 0;
      this.#isRead = false;
      this.#read(start);
    } else if (!this.#isRead && this.#count - this.#at < MOST_GROUPS) {
      const next = this.#starts[this.#count - 1] ?? start;
      const kept = this.#count - 1 - this.#at;
      for (let index = 0; index < kept; index += 1) {
        this.#starts[index] = this.#starts[this.#at + index] ?? 0;
        this.#ends[index] = this.#ends[this.#at + index] ?? 0;
        this.#sums[index] = this.#sums[this.#at + index] ?? 0;
      }
      this.#at = 0;
      this.#count = kept;
      this.#read(next);
    }
  }

  /** How many digits follow, at most 25, with at most 2 signs of numbers between two of them. */
  get digitsAhead(): number {
    const last = Math.min(this.#count, this.#at + MOST_GROUPS) - 1;
    return Math.min(MOST_DIGITS, this.digits(last - this.#at));
  }

  /** How many groups the row has from here on, at most 26. */
  get groups(): number {
    return Math.min(this.#count - this.#at, MOST_GROUPS);
  }

  /** Where the row ends, as far as `groups` goes. */
  get end(): number {
    return this.endOf(this.groups - 1);
  }

  /** Digits of a group, counted from here, or 0 where there is none. */
  size(group: number): number {
    const index = this.#at + group;
    return index < this.#count ? (this.#ends[index] ?? 0) - (this.#starts[index] ?? 0) : 0;
  }

  /** Where a group ends. */
  endOf(group: number): number {
    return this.#ends[this.#at + group] ?? 0;
  }

  /** Where a group starts. */
  startOf(group: number): number {
    return this.#starts[this.#at + group] ?? 0;
  }

  /** Digits of all groups from here to this one, with it. */
  digits(group: number): number {
    const index = this.#at + group;
    return (this.#sums[index] ?? 0) - (this.#sums[this.#at] ?? 0) + this.size(group);
  }

  /** The sign between a group and the next, as a code unit, or 0 where there is none, more than one, or a parenthesis. */
  gap(group: number): number {
    const index = this.#at + group;
    if (index + 1 >= this.#count) return 0;
    const end = this.#ends[index] ?? 0;
    if ((this.#starts[index + 1] ?? 0) !== end + 1) return 0;
    const sign = this.#text.charCodeAt(end);
    return sign === 40 || sign === 41 ? 0 : sign;
  }

  #read(from: number): void {
    const text = this.#text;
    let sum = this.#count === 0 ? 0 : (this.#sums[this.#count - 1] ?? 0) + this.size(this.#count - 1 - this.#at);
    let start = from;
    while (this.#count < BLOCK) {
      let end = start + 1;
      while (isDigit(text, end)) end += 1;
      this.#starts[this.#count] = start;
      this.#ends[this.#count] = end;
      this.#sums[this.#count] = sum;
      this.#count += 1;
      sum += end - start;
      start = end;
      while (start - end <= MOST_SIGNS && isSign(text, start)) start += 1;
      if (start - end > MOST_SIGNS || start === end || !isDigit(text, start)) {
        this.#isRead = true;
        return;
      }
    }
  }
}

/** Space, parentheses, hyphen, full stop, slash. */
const isSign = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit === 32 || unit === 40 || unit === 41 || (unit >= 45 && unit <= 47);
};
