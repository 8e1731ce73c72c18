import { type Piece, type View, viewOf } from '../rewrite.ts';
import { classify, tables } from './fold.ts';
import { BIG_ENDIAN } from './text-units.ts';

/** Room for texts of so many units is kept: one is written at a time. */
const MOST_KEPT = 0x20000;
let kept: readonly [Uint16Array, Uint16Array] = [new Uint16Array(0), new Uint16Array(0)];

function roomFor(length: number): readonly [Uint16Array, Uint16Array] {
  if (length <= kept[0].length) return kept;
  const room = [new Uint16Array(length), new Uint16Array(length)] as const;
  if (length <= MOST_KEPT) kept = room;
  return room;
}

/**
 * Writes a text and its lower case unit by unit, from left to right, and remembers where each stretch came from. What is written is
 * gone when the next one is made.
 */
export class FoldedText {
  /** The units written; `lower` is the same in lower case. */
  units: Uint16Array;
  lower: Uint16Array;
  length = 0;
  readonly #pieces: Piece[] = [];
  readonly #sourceLength: number;
  #from = 0;
  #at = 0;

  constructor(sourceLength: number) {
    this.#sourceLength = sourceLength;
    [this.units, this.lower] = roomFor(sourceLength);
  }

  /** Writes source units that fold to one unit each, which the tables know. */
  copy(source: Uint16Array, from: number, to: number): void {
    const { units, lower } = this;
    const { foldedUnits, lowerUnits } = tables;
    const shift = this.length - from;
    for (let index = from; index < to; index += 1) {
      const unit = source[index] ?? 0;
      units[index + shift] = foldedUnits[unit] ?? unit;
      lower[index + shift] = lowerUnits[unit] ?? unit;
    }
    this.length += to - from;
  }

  /** Writes source units as they are, in lower case where a unit has one. */
  keep(source: string, from: number, to: number): void {
    const { units, lower, length } = this;
    const { kinds, lowerUnits } = tables;
    for (let index = from; index < to; index += 1) {
      const unit = source.charCodeAt(index);
      if (kinds[unit] === 0) classify(unit);
      units[length + index - from] = unit;
      lower[length + index - from] = lowerUnits[unit] ?? unit;
    }
    this.length = length + to - from;
  }

  /** Writes a text for source units `from` to `to`. Units written since the last call stand for those before, one by one. */
  replace(from: number, to: number, text: string): void {
    if (text.length === to - from) {
      this.#write(text, this.#sourceLength - to);
      return;
    }
    if (from > this.#from) this.#pieces.push({ at: this.#at, from: this.#from, to: from, order: 'same' });
    if (text !== '') {
      this.#pieces.push({ at: this.length, from, to, order: 'whole' });
      this.#write(text, this.#sourceLength - to);
    }
    this.#from = to;
    this.#at = this.length;
  }

  finish(): { readonly view: View; readonly lower: Uint16Array } {
    if (this.#sourceLength > this.#from)
      this.#pieces.push({ at: this.#at, from: this.#from, to: this.#sourceLength, order: 'same' });
    return { view: viewOf(textOf(this.units, this.length), this.#pieces), lower: this.lower.subarray(0, this.length) };
  }

  /** Keeps room for the source units that are `left` and may be written one for one. */
  #write(text: string, left: number): void {
    const needed = this.length + text.length + left;
    if (needed > this.units.length) this.#grow(needed + (needed >> 1));
    const { units, lower, length } = this;
    const { lowerUnits } = tables;
    let isAscii = true;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (unit >= 128) isAscii = false;
      units[length + index] = unit;
      lower[length + index] = lowerUnits[unit & 127] ?? unit;
    }
    if (!isAscii) {
      const small = smallOf(text);
      for (let index = 0; index < text.length; index += 1) lower[length + index] = small.charCodeAt(index);
    }
    this.length = length + text.length;
  }

  #grow(size: number): void {
    const [units, lower] = [new Uint16Array(size), new Uint16Array(size)];
    units.set(this.units.subarray(0, this.length));
    lower.set(this.lower.subarray(0, this.length));
    this.units = units;
    this.lower = lower;
  }
}

const smallTexts = new Map<string, string>();
/** A bound for memory: more than the forms of all living scripts that are of several units. */
const MOST_SMALL = 20_000;

/** A text of a few units in lower case, if that is as long. */
function smallOf(text: string): string {
  let small = smallTexts.get(text);
  if (small === undefined) {
    const lowered = text.toLowerCase();
    small = lowered.length === text.length ? lowered : text;
    if (text.length <= LONGEST_SMALL && smallTexts.size < MOST_SMALL) smallTexts.set(text, small);
  }
  return small;
}

const LONGEST_SMALL = 32;

export function textOf(units: Uint16Array, length = units.length): string {
  const bytes = Buffer.from(units.buffer, units.byteOffset, length * 2);
  return (BIG_ENDIAN ? Buffer.from(bytes).swap16() : bytes).toString('utf16le');
}
