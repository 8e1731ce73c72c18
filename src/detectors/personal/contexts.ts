import { Context, SILENCE } from './context.ts';
import { type Topics, topicsOf } from './context-words.ts';
import { isLetter } from './found.ts';

/** How far before a number the words are looked at that say what it is, in UTF-16 units. */
const CONTEXT_REACH = 56;

interface Word {
  readonly start: number;
  readonly end: number;
  readonly topics: Topics;
}

/** Most words that are kept although numbers have gone far past them. */
const MOST_PAST = 128;

/** What stands in front of the numbers of a text, asked for from left to right. Each word is read once, however many follow it. */
export class Contexts {
  readonly #text: string;
  #words: Word[] = [];
  #first = 0;
  /** Where the first word starts that is not read yet, and before which all are. */
  #next = -1;
  /** Where the last word ends that says something. */
  #toldEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  before(at: number): Context {
    const text = this.#text;
    let from = Math.max(0, at - CONTEXT_REACH);
    // A word that is cut says nothing.
    while (from > 0 && from < at && isLetter(text, from)) from += 1;
    this.#readTo(from, at);
    if (this.#toldEnd <= from) return SILENCE;
    const topics: Topics[] = [];
    let told = false;
    for (let index = this.#words.length - 1; index >= this.#first; index -= 1) {
      const word = this.#words[index];
      if (word === undefined) break;
      const isWhole = word.start >= from && word.end <= at;
      const said = isWhole ? word.topics : topicsOf(text.slice(Math.max(from, word.start), Math.min(at, word.end)));
      if (said.length > 0) told = true;
      topics.push(said);
    }
    return told ? new Context(topics) : SILENCE;
  }

  #readTo(from: number, at: number): void {
    const text = this.#text;
    if (this.#next < from) this.#next = wordAfter(text, from);
    while (this.#next < at) {
      const start = this.#next;
      let end = start + 1;
      while (isOfWord(text, end)) end += 1;
      const topics = topicsOf(text.slice(start, end));
      if (topics.length > 0) this.#toldEnd = end;
      this.#words.push({ start, end, topics });
      this.#next = wordAfter(text, end);
    }
    while (this.#first < this.#words.length && (this.#words[this.#first]?.end ?? from) <= from) this.#first += 1;
    if (this.#first < MOST_PAST) return;
    this.#words = this.#words.slice(this.#first);
    this.#first = 0;
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
