import { hasTopic, NO_TOPICS, type Topic, type Topics, topic, topicsOf } from './context-words.ts';
import { isLetter } from './found.ts';

/** How far before a number the words are looked at that say what it is, in UTF-16 units. */
const REACH = 56;
/** More words than reach can hold, and a power of two: the last ones are kept in a ring. */
const RING = 64;

const NOT_PHONE = topic('not-phone');
const NOT_IP = topic('not-ip');
/** A word that says what a number is not counts only among so many words in front of it. */
const NEAR = 4;
const countsFar = (wanted: Topic): boolean => wanted !== NOT_PHONE && wanted !== NOT_IP;

const PHONE = topic('phone-number');
const CALL = topic('call');

/**
 * What the words in front of a number of a text speak of. It goes from number to number, from left to right, and reads each word
 * once, however many numbers follow it; and none before the first question about a number.
 */
export class Context {
  readonly #text: string;
  #at = 0;
  #isKnown = false;
  /** The words in reach of the number, by their place among all words. */
  #first = 0;
  #behind = 0;
  /** What all of them speak of. */
  #low = 0;
  #high = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #topics: Topics[] = [];
  /** Where the first word starts that is not read yet, and before which all are. */
  #next = -1;
  /** Where the last word ends that was read, and where the last one ends that says something. */
  #readEnd = 0;
  #toldEnd = 0;
  /** The word that went into the number asked about before, or -1. */
  #shortened = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** Goes to the number that starts at an offset. */
  go(at: number): void {
    this.#at = at;
    this.#isKnown = false;
  }

  /** Whether a topic is spoken of. */
  names(wanted: Topic): boolean {
    if (!this.#isKnown) this.#know();
    return ((wanted < 31 ? this.#low >> wanted : this.#high >> (wanted - 31)) & 1) === 1;
  }

  /** Whether any of some topics is spoken of. */
  namesAny({ low, high }: Topics): boolean {
    if (!this.#isKnown) this.#know();
    return (this.#low & low) !== 0 || (this.#high & high) !== 0;
  }

  /** Whether a word speaks of telephones, or of calling. */
  speaksOfPhones(): boolean {
    return this.names(PHONE) || this.names(CALL);
  }

  /** Whether the nearest word that speaks of one of two topics speaks of the first. Topics of what a number is not count near by only. */
  prefers(wanted: Topic, other: Topic): boolean {
    if (!this.names(wanted)) return false;
    for (let word = this.#behind - 1; word >= this.#first; word -= 1) {
      const topics = this.#topicsOf(word);
      if (topics === NO_TOPICS) continue;
      const isNear = this.#behind - 1 - word < NEAR;
      if (hasTopic(topics, wanted)) return isNear || countsFar(wanted);
      if (hasTopic(topics, other) && (isNear || countsFar(other))) return false;
    }
    return false;
  }

  #know(): void {
    this.#isKnown = true;
    // No word in reach.
    if (this.#next >= this.#at && this.#readEnd + REACH <= this.#at) {
      this.#low = 0;
      this.#high = 0;
      this.#first = this.#behind;
      return;
    }
    if (this.#shortened !== -1) this.#restore();
    this.#low = 0;
    this.#high = 0;
    const text = this.#text;
    const at = this.#at;
    let from = Math.max(0, at - REACH);
    // A word that is cut says nothing.
    while (from > 0 && from < at && isLetter(text, from)) from += 1;
    this.#read(from, at);
    const isCut = this.#cut(this.#first, from, at);
    if (this.#toldEnd <= from && !isCut) return;
    if (this.#behind - 1 > this.#first) this.#cut(this.#behind - 1, from, at);
    for (let word = this.#first; word < this.#behind; word += 1) {
      const { low, high } = this.#topicsOf(word);
      this.#low |= low;
      this.#high |= high;
    }
  }

  #topicsOf(word: number): Topics {
    return this.#topics[word & (RING - 1)] ?? NO_TOPICS;
  }

  /** Reads the words that start in front of the number, and leaves behind those out of reach. */
  #read(from: number, at: number): void {
    const text = this.#text;
    if (this.#next < from) this.#next = wordAfter(text, from);
    while (this.#next < at) {
      const start = this.#next;
      let end = start + 1;
      while (isOfWord(text, end)) end += 1;
      const topics = topicsOf(text, start, end);
      if (topics !== NO_TOPICS) this.#toldEnd = end;
      const slot = this.#behind & (RING - 1);
      this.#starts[slot] = start;
      this.#ends[slot] = end;
      this.#topics[slot] = topics;
      this.#behind += 1;
      this.#readEnd = end;
      this.#next = wordAfter(text, end);
    }
    while (this.#first < this.#behind && (this.#ends[this.#first & (RING - 1)] ?? 0) <= from) this.#first += 1;
  }

  /** What counts of a word that goes beyond reach, or into the number, is what lies between. Whether it is such a word. */
  #cut(word: number, from: number, at: number): boolean {
    const slot = word & (RING - 1);
    const start = this.#starts[slot] ?? 0;
    const end = this.#ends[slot] ?? 0;
    if (word >= this.#behind || (start >= from && end <= at)) return false;
    this.#topics[slot] = topicsOf(this.#text, Math.max(from, start), Math.min(at, end));
    if (end > at) this.#shortened = word;
    return true;
  }

  /** For a number further on, the word that went into the one before is whole again. */
  #restore(): void {
    const slot = this.#shortened & (RING - 1);
    this.#topics[slot] = topicsOf(this.#text, this.#starts[slot] ?? 0, this.#ends[slot] ?? 0);
    this.#shortened = -1;
  }
}

/** Where a word starts or goes on, at an offset or behind it. */
function wordAfter(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isOfWord(text, at)) at += 1;
  return at;
}

/** ASCII letters, and the scripts of letters, syllables and signs. */
function isOfWord(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0xc0) return (unit | 32) >= 97 && (unit | 32) <= 122;
  return unit <= 0x1fff || (unit >= 0x2e80 && unit <= 0xd7ff);
}
