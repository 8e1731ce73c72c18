import type { Visible } from './invisible.ts';
import { endOfRun, unitClass } from './unit-class.ts';

/** Units of a text that are judged together, counted from where it begins. */
export const CELL = 512;
/** Most effort that is spent on the keywords of a cell, where one that is refused at once costs 1: some 40 ns. Ordinary files need half of it. */
export const MOST_EFFORT = 256;
/** Most that judging one keyword costs. */
export const MOST_OF_ONE = 64;
/** Last keywords of a crowd that are judged after all: a key that goes on behind its cell starts at one of them. */
const LAST = 4;
/** The same of those that begin what goes on behind white space. */
const LAST_BLOCKS = 2;

/** A place that was not judged, with more of them behind it. */
export interface Crowd {
  /** Number of its first keyword. */
  readonly keyword: number;
  /** In the text as it was given. */
  readonly start: number;
  readonly end: number;
  /** Whether more text could change where it ends. */
  readonly open: boolean;
}

const IN_RUN = unitClass('\\S');

type See = (keyword: number, at: number) => void;

/**
 * Counts what the keywords of a text cost to judge, and says from where on no more of a cell is judged. What it says depends
 * on the units of that cell, and on those near it.
 */
export class Crowds {
  /** What the keywords of the cell cost up to now. Whoever judges adds to it. */
  effort = 0;
  readonly #given: string;
  readonly #visible: Visible;
  readonly #offset: number;
  /** Where the cell ends: in the text as it was given, and as it is read. */
  #end = 0;
  #visibleEnd = -1;
  #keyword = -1;
  #start = 0;
  /** Behind the last keyword that was not judged. */
  #behind = 0;
  readonly #last: number[] = [];
  readonly #lastBlocks: number[] = [];
  #passed = 0;
  #passedBlocks = 0;

  /** `offset` is how much of the text lies before what is given of it. */
  constructor(given: string, visible: Visible, offset: number) {
    this.#given = given;
    this.#visible = visible;
    this.#offset = offset;
  }

  /** Whether the cell goes on behind a keyword that ends at an offset. */
  holds(end: number): boolean {
    return end <= this.#visibleEnd;
  }

  /** Begins the cell of a keyword that ends at an offset. */
  enter(end: number): void {
    const { original } = this.#visible;
    const last = this.#offset + original(end - 1);
    this.#end = last - (last % CELL) + CELL - this.#offset;
    this.#visibleEnd = this.#visibleOf(this.#end, end);
    this.effort = 0;
  }

  get isCrowded(): boolean {
    return this.effort >= MOST_EFFORT;
  }

  /** Takes a keyword of the cell that is not judged. */
  pass(keyword: number, at: number, end: number, isBlock: boolean): void {
    this.#behind = end;
    if (this.#keyword === -1) {
      this.#keyword = keyword;
      this.#start = at;
    }
    const list = isBlock ? this.#lastBlocks : this.#last;
    const which = isBlock ? this.#passedBlocks++ % LAST_BLOCKS : this.#passed++ % LAST;
    list[2 * which] = keyword;
    list[2 * which + 1] = at;
  }

  /** Ends the cell: what was not judged of it, if anything, once its last keywords were shown again. */
  leave(see: See): Crowd | undefined {
    const keyword = this.#keyword;
    if (keyword === -1) return undefined;
    this.#keyword = -1;
    again(this.#lastBlocks, this.#passedBlocks, LAST_BLOCKS, see);
    again(this.#last, this.#passed, LAST, see);
    this.#passed = 0;
    this.#passedBlocks = 0;
    const { text, original } = this.#visible;
    const end = endOfRun(IN_RUN, text, this.#behind, Math.min(text.length, this.#visibleEnd));
    const isCut = (text.charCodeAt(end - 1) & 0xfc00) === 0xd800; // the other half is in the next cell
    return {
      keyword,
      start: original(this.#start),
      end: original(end - 1) + (isCut ? 2 : 1),
      open: this.#given.length <= this.#end,
    };
  }

  #visibleOf(offset: number, from: number): number {
    const { text, original } = this.#visible;
    if (text.length === this.#given.length) return offset;
    let low = from;
    let high = Math.min(text.length, offset);
    while (low < high) {
      const middle = (low + high) >> 1;
      if (original(middle) >= offset) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Shows the last of so many places, of which each has its turn to be overwritten, in their order. */
function again(places: readonly number[], passed: number, most: number, see: See): void {
  for (let turn = Math.max(0, passed - most); turn < passed; turn += 1) {
    const which = turn % most;
    see(places[2 * which] ?? 0, places[2 * which + 1] ?? 0);
  }
}
