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
  /** Where each group that was read starts and ends, how many digits the row has in front of it, and the sign behind it. */
  readonly #starts = new Int32Array(BLOCK);
  readonly #ends = new Int32Array(BLOCK);
  readonly #sums = new Int32Array(BLOCK);
  readonly #gaps = new Uint8Array(BLOCK);
  readonly #joints = new Uint8Array(BLOCK);
  /** The group asked for, and how many are read of its row. */
  #at = 0;
  #count = 0;
  #isRead = true;
  /** The last group that single signs join to this one. */
  #last = 0;
  /** How many digits follow that single signs join; more than 24 may be fewer than there are. */
  joinedDigits = 0;
  /** And in how many groups. */
  joinedGroups = 0;
  /** How many groups the row has from here on, at most 26. */
  groups = 0;
  /** How many digits follow, at most 25, with at most 2 signs of numbers between two of them. */
  digitsAhead = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the group from `start` to `end`. */
  go(start: number, end: number): void {
    while (this.#at < this.#count && (this.#starts[this.#at] ?? 0) < start) this.#at += 1;
    if (this.#at >= this.#count || this.#starts[this.#at] !== start) {
      this.#at = 0;
      this.#last = 0;
      this.#count = 0;
      this.#isRead = false;
      this.#read(start, end, 0);
    } else if (!this.#isRead && this.#count - this.#at < MOST_GROUPS) this.#readOn();
    if (this.#last < this.#at) this.#last = this.#at;
    while (this.#last < this.#count - 1 && this.#gaps[this.#last] !== 0) this.#last += 1;
    this.joinedGroups = this.#last - this.#at + 1;
    this.joinedDigits = this.digits(this.joinedGroups - 1);
    const left = this.#count - this.#at;
    this.groups = Math.min(left, MOST_GROUPS);
    this.digitsAhead = Math.min(this.digits(this.groups - 1), MOST_DIGITS);
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
    return this.#gaps[this.#at + group] ?? 0;
  }

  /** How a group is joined to the next, in a number that is dialled. */
  joint(group: number): number {
    return this.#joints[this.#at + group] ?? NOT_JOINED;
  }

  /** Keeps what is still ahead, and reads more groups of the row. */
  #readOn(): void {
    const from = this.#at;
    const last = this.#count - 1;
    const sum = this.#sums[last] ?? 0;
    this.#starts.copyWithin(0, from, last);
    this.#ends.copyWithin(0, from, last);
    this.#sums.copyWithin(0, from, last);
    this.#gaps.copyWithin(0, from, last);
    this.#joints.copyWithin(0, from, last);
    const start = this.#starts[last] ?? 0;
    const end = this.#ends[last] ?? 0;
    this.#at = 0;
    this.#last -= from;
    this.#count = last - from;
    this.#read(start, end, sum);
  }

  /** Reads groups from one on, in front of which its row has so many digits. */
  #read(first: number, firstEnd: number, before: number): void {
    const text = this.#text;
    let sum = before;
    let start = first;
    let end = firstEnd;
    let count = this.#count;
    for (;;) {
      this.#starts[count] = start;
      this.#ends[count] = end;
      this.#sums[count] = sum;
      sum += end - start;
      const sign = text.charCodeAt(end);
      start = end;
      while (start - end <= MOST_SIGNS && isSign(text, start)) start += 1;
      const goesOn = start - end <= MOST_SIGNS && start > end && isDigit(text, start);
      this.#gaps[count] = goesOn && start === end + 1 && sign !== 40 && sign !== 41 ? sign : 0;
      this.#joints[count] = goesOn ? jointOf(sign, start > end + 1 ? text.charCodeAt(end + 1) : 0) : NOT_JOINED;
      count += 1;
      if (!goesOn) {
        this.#isRead = true;
        break;
      }
      if (count === BLOCK) break;
      end = start + 1;
      while (isDigit(text, end)) end += 1;
    }
    this.#count = count;
  }
}

/** Joints: by a sign, by a space or a parenthesis, or by two signs that stand in no number. */
export const BY_SIGN = 1;
export const BY_SPACE = 2;
const NOT_JOINED = 0;

/** Of two signs one is a space, or they close and open parentheses. `second` is 0 where there is only one. */
function jointOf(first: number, second: number): number {
  if (second !== 0 && first !== 32 && second !== 32 && !(first === 41 && second === 40)) return NOT_JOINED;
  return joins(first) || joins(second) ? BY_SIGN : BY_SPACE;
}

/** Hyphen, full stop, slash: a number does not end in front of one that joins digits. */
export const joins = (sign: number): boolean => sign >= 45 && sign <= 47;

/** Space, parentheses, hyphen, full stop, slash. */
const isSign = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit === 32 || unit === 40 || unit === 41 || (unit >= 45 && unit <= 47);
};
