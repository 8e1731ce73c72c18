import { letterPairs, SYMBOLS } from '../english/letter-pairs.ts';
import { reverse } from '../english/strange-letters.ts';
import type { Stretch } from '../stretches.ts';

/** Shorter than this all together, what is overridden is an accident. */
const SHORTEST = 8;
/** Stretches are judged together until they have so many letters. */
const LETTERS_A_GROUP = 24;
/** So much likelier a letter, in tenths of a bit, must letters follow each other as they stand for the other order not to be read. */
const SURELY = 1;

/** Where a text is shown from its end to its start: what is English as it stands and not from its end needs no second reading. */
export class Overrides {
  readonly #text: string;
  /** Starts and ends by turns, of the group at hand and of those that are worth reading. */
  #group: number[] = [];
  readonly #spans: number[] = [];
  #units = 0;
  #letters = 0;
  #gained = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Adds a stretch; each starts behind the one before. */
  add(start: number, end: number): void {
    const pairs = letterPairs();
    const text = this.#text;
    let letters = 0;
    let gained = 0;
    let last = 0;
    for (let at = start; at <= end; at += 1) {
      const unit = at < end ? text.charCodeAt(at) | 32 : 0;
      const symbol = unit >= 97 && unit <= 122 ? unit - 96 : 0;
      if (symbol > 0) letters += 1;
      if (symbol > 0 || last > 0)
        gained += (pairs[symbol * SYMBOLS + last] ?? 0) - (pairs[last * SYMBOLS + symbol] ?? 0);
      last = symbol;
    }
    this.#letters += letters;
    this.#gained += gained;
    this.#units += end - start;
    this.#group.push(start, end);
    if (this.#letters >= LETTERS_A_GROUP) this.#close();
  }

  #close(): void {
    const isPlain = this.#letters >= LETTERS_A_GROUP && this.#gained < -SURELY * this.#letters;
    if (!isPlain) for (const offset of this.#group) this.#spans.push(offset);
    this.#group = [];
    this.#letters = 0;
    this.#gained = 0;
  }

  /** What is read in the order that it is shown in. */
  worthReading(): Stretch[] {
    this.#close();
    const found: Stretch[] = [];
    for (let at = 0; this.#units >= SHORTEST && at < this.#spans.length; at += 2) {
      const start = this.#spans[at] ?? 0;
      const end = this.#spans[at + 1] ?? 0;
      found.push({ start, end, text: reverse(this.#text.slice(start, end)) });
    }
    return found;
  }
}
