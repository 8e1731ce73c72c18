import { isDigit } from '../boundary.ts';
import { isTrunkPrefix, nextGroup } from './number-signs.ts';

/** Groups that are known at once: more than are read ahead, and a power of two. */
const RING = 64;
const LAST = RING - 1;
/** Groups that are read ahead: more than any number has. */
const AHEAD = 26;
/** A telephone number has at most so many groups, and digits in them. */
export const MOST_GROUPS = 16;
export const MOST_DIGITS = 17;

/**
 * The groups of digits of a text that signs of numbers join to rows, asked for from left to right. Each is read once, however many
 * numbers could start in front of it: what can start at a group is then told from sizes and sums, without reading the text again.
 * One object reads many texts, one after the other.
 */
export class NumberRows {
  #text = '';
  /** Of each group, by its place among all: where it starts and ends, and how many digits its row has up to its end. */
  readonly #starts = new Int32Array(RING);
  readonly #ends = new Int32Array(RING);
  readonly #sums = new Int32Array(RING);
  /** The same sums without trunk prefixes in parentheses. */
  readonly #dialled = new Int32Array(RING);
  /** The sign between it and the next group, where that is a single one. */
  readonly #gaps = new Uint8Array(RING);
  /** The group asked for, and the first that is not read yet. */
  #at = 0;
  #behind = 0;
  /** Where the next group of the row starts, or -1. */
  #next = -1;
  /** The last group that single signs join to the one asked for, and the first that is no part of a number that is dialled. */
  #last = 0;
  #most = 0;
  /** How many digits follow that single signs join; more than 24 may be fewer than there are. */
  joinedDigits = 0;
  /** And in how many groups. */
  joinedGroups = 0;
  /** How many groups follow, with this one, that a telephone number could have. */
  groups = 0;

  get text(): string {
    return this.#text;
  }

  /** Goes to another text. */
  open(text: string): void {
    this.#text = text;
    this.#at = 0;
    this.#behind = 0;
    this.#next = -1;
    this.#last = 0;
    this.#most = 0;
  }

  /** Goes to the group from `start` to `end`. */
  go(start: number, end: number): void {
    let at = this.#at;
    while (at < this.#behind && (this.#starts[at & LAST] ?? 0) < start) at += 1;
    this.#at = at;
    if (at === this.#behind || this.#starts[at & LAST] !== start) {
      this.#behind = at;
      this.#last = at;
      this.#most = at;
      this.#read(start, end, 0, 0);
    } else if (this.#next !== -1 && this.#behind - at < AHEAD) this.#readOn();
    const behind = this.#behind;
    let last = Math.max(this.#last, at);
    while (last < behind - 1 && this.#gaps[last & LAST] !== 0) last += 1;
    this.#last = last;
    const before = (this.#sums[at & LAST] ?? 0) - (end - start);
    this.joinedGroups = last - at + 1;
    this.joinedDigits = (this.#sums[last & LAST] ?? 0) - before;
    let most = Math.max(this.#most, at);
    while (most < behind && most < at + MOST_GROUPS && (this.#sums[most & LAST] ?? 0) - before <= MOST_DIGITS)
      most += 1;
    this.#most = most;
    this.groups = most - at;
  }

  /** Digits of a group, counted from here, or 0 where there is none. */
  size(group: number): number {
    return this.#at + group < this.#behind ? this.endOf(group) - this.startOf(group) : 0;
  }

  /** Where a group starts. */
  startOf(group: number): number {
    return this.#starts[(this.#at + group) & LAST] ?? 0;
  }

  /** Where a group ends. */
  endOf(group: number): number {
    return this.#ends[(this.#at + group) & LAST] ?? 0;
  }

  /** Digits of all groups from here to this one, with it. */
  digits(group: number): number {
    return this.#upTo(this.#sums, group);
  }

  /** The same, without the groups behind this one that are trunk prefixes. */
  dialledDigits(group: number): number {
    return this.#upTo(this.#dialled, group);
  }

  /** Whether a group is a trunk prefix in parentheses, with another group behind it. */
  isTrunkPrefix(group: number): boolean {
    return this.dialledDigits(group) === this.dialledDigits(group - 1);
  }

  /** Whether a telephone number leaves a group out: a trunk prefix, with a group behind it that is taken. */
  isLeftOut(group: number): boolean {
    return group > 0 && group < this.groups - 1 && this.isTrunkPrefix(group);
  }

  /** The sign between a group and the next, as a code unit, or 0 where there is none, more than one, or a parenthesis. */
  gap(group: number): number {
    return this.#gaps[(this.#at + group) & LAST] ?? 0;
  }

  /** Where the next group starts behind a group, or -1. */
  nextOf(group: number): number {
    const index = this.#at + group + 1;
    return index < this.#behind ? (this.#starts[index & LAST] ?? 0) : this.#next;
  }

  #upTo(sums: Int32Array, group: number): number {
    const at = this.#at;
    return (sums[(at + group) & LAST] ?? 0) - (sums[at & LAST] ?? 0) + this.endOf(0) - this.startOf(0);
  }

  #readOn(): void {
    const last = (this.#behind - 1) & LAST;
    let end = this.#next + 1;
    while (isDigit(this.#text, end)) end += 1;
    this.#read(this.#next, end, this.#sums[last] ?? 0, this.#dialled[last] ?? 0);
  }

  /** Reads groups from one on, in front of which their row has so many digits, as far as they can be remembered. */
  #read(first: number, firstEnd: number, digits: number, dialledDigits: number): void {
    const text = this.#text;
    const most = this.#at + RING;
    let start = first;
    let end = firstEnd;
    let sum = digits;
    let dialled = dialledDigits;
    let behind = this.#behind;
    let next = -1;
    for (;;) {
      const slot = behind & LAST;
      next = nextGroup(text, end);
      const isPrefix = next > end && end === start + 1 && isTrunkPrefix(text, start);
      const sign = text.charCodeAt(end);
      sum += end - start;
      if (!isPrefix) dialled += end - start;
      this.#starts[slot] = start;
      this.#ends[slot] = end;
      this.#sums[slot] = sum;
      this.#dialled[slot] = dialled;
      this.#gaps[slot] = next === end + 1 && sign !== 40 && sign !== 41 ? sign : 0;
      behind += 1;
      if (next === end || behind === most) break;
      start = next;
      end = start + 1;
      while (isDigit(text, end)) end += 1;
    }
    this.#next = next === end ? -1 : next;
    this.#behind = behind;
  }
}
