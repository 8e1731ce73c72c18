import { RecordTable } from './record-table.ts';
import { EMPTY, hashOf, lengthened } from './text-hash.ts';

/** What a unit is to entries: nothing, part of a word, or a sign that one of them starts with. */
export const IN_WORD = 1;
export const SIGN = 2;
export const SPACE = 32;

/** Where the numbers of a beginning lie behind its key: 1 where an entry goes on with a stem. */
export const BEFORE_STEM = 1;
/** A bit for each letter that an entry goes on with, which some letters share. */
export const NEXT = 2;
/** The entry that it is, counted from 1. */
export const ENTRY = 3;

/** With this behind their first units, stems that are entries have a beginning of their own. */
export const STEM_SIGN = 42;
/** Of words with more units than this the first are looked up where no entry is a stem. */
const NO_STEM = 1000;

/**
 * What entries begin with, up to the end of each of their tokens. A token is a word, with the space before it if there is one, or any
 * other unit. A beginning is kept by its hash alone: only the text of its entry tells whether it was found.
 */
export class EntryTable {
  /** By unit: `IN_WORD` for letters of scripts that write spaces between words, digits and `_`; `SIGN`; or 0. */
  readonly kinds = new Uint8Array(0x10000);
  /** By sign of ASCII: a bit for each letter that may follow, all where the sign is an entry itself. */
  readonly signs = new Int32Array(128);
  readonly beginnings: RecordTable;
  /** By entry: its text, whether a word may go on behind it, and the next one with the same text, or -1. */
  readonly texts: readonly string[];
  readonly isStem: Uint8Array;
  readonly same: Int32Array;
  /** Units of the longest entry, and of the shortest that is a stem and nothing else. */
  readonly longest: number;
  readonly shortestStem: number;

  /** @param entries without spaces at their ends; `*` behind a word makes a stem of it */
  constructor(entries: readonly string[]) {
    this.kinds.fill(IN_WORD, 0xc0, 0x900).fill(IN_WORD, 97, 123).fill(IN_WORD, 48, 58).fill(IN_WORD, 95, 96);
    this.texts = entries.map((entry) => (entry.endsWith('*') ? entry.slice(0, -1) : entry));
    this.isStem = new Uint8Array(entries.length);
    this.same = new Int32Array(entries.length);
    let longest = 0;
    let shortestStem = NO_STEM;
    let tokens = 0;
    this.texts.forEach((text, entry) => {
      for (let at = 0; at < text.length; at = this.#endOfToken(text, at)) tokens += 1;
      longest = Math.max(longest, text.length);
      if (text === entries[entry]) return;
      this.isStem[entry] = 1;
      if (this.#isWord(text)) shortestStem = Math.min(shortestStem, text.length);
    });
    this.longest = longest;
    this.shortestStem = shortestStem;
    this.beginnings = new RecordTable(tokens, 4);
    for (let entry = entries.length - 1; entry >= 0; entry -= 1) this.#add(this.texts[entry] ?? '', entry);
  }

  /** The end of the token that starts at an offset before the end. */
  #endOfToken(text: string, start: number): number {
    const { kinds } = this;
    const { length } = text;
    let end = text.charCodeAt(start) === SPACE ? start + 1 : start;
    while (end < length && kinds[text.charCodeAt(end)] === IN_WORD) end += 1;
    return end > start ? end : start + 1;
  }

  #isWord(text: string): boolean {
    return this.kinds[text.charCodeAt(0)] === IN_WORD && this.#endOfToken(text, 0) === text.length;
  }

  #add(text: string, entry: number): void {
    const { kinds, beginnings, shortestStem } = this;
    const { numbers } = beginnings;
    const isStem = this.isStem[entry] === 1;
    if (text === '') return;
    const first = text.charCodeAt(0);
    if (kinds[first] !== IN_WORD) {
      kinds[first] = SIGN;
      this.signs[first] = (this.signs[first] ?? 0) | (text.length === 1 ? -1 : 1 << text.charCodeAt(1));
    } else if (isStem && this.#isWord(text)) beginnings.claim(lengthened(hashOf(text, 0, shortestStem), STEM_SIGN));
    let hash = EMPTY;
    let place = -1;
    for (let at = 0; at < text.length; ) {
      const end = this.#endOfToken(text, at);
      if (place !== -1) {
        numbers[place + NEXT] = (numbers[place + NEXT] ?? 0) | letterBit(text, at);
        if (isStem && end === text.length) numbers[place + BEFORE_STEM] = 1;
      }
      for (; at < end; at += 1) hash = lengthened(hash, text.charCodeAt(at));
      place = beginnings.claim(hash);
    }
    if (place === -1) return;
    this.same[entry] = (numbers[place + ENTRY] ?? 0) - 1;
    numbers[place + ENTRY] = entry + 1;
  }
}

/** A bit for the letter that says most of the token that starts at an offset; none at the end of a text. */
export function letterBit(text: string, start: number): number {
  if (start >= text.length) return 0;
  const unit = text.charCodeAt(start);
  return 1 << (unit === SPACE && start + 1 < text.length ? text.charCodeAt(start + 1) : unit);
}
