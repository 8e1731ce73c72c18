import { topicsOf } from './context-words.ts';
import { isLetter } from './found.ts';

/** How far before a number the words are looked at that say what it is, in UTF-16 units. */
const CONTEXT_REACH = 56;

const WORD = /[A-Za-z\u00c0-\u1fff\u2e80-\ud7ff]+/g;

/** A word that says what a number is not counts only among so many words in front of it. */
const NEAR = 4;

/** What the words in front of a number speak of. The nearest comes first. */
export class Context {
  readonly #topics: readonly (readonly string[])[];

  constructor(text: string, at: number) {
    let from = Math.max(0, at - CONTEXT_REACH);
    // A word that is cut says nothing.
    while (from > 0 && from < at && isLetter(text, from)) from += 1;
    const words = text.slice(from, at).match(WORD) ?? NO_WORDS;
    const topics: (readonly string[])[] = [];
    for (let index = words.length - 1; index >= 0; index -= 1) topics.push(topicsOf(words[index] ?? ''));
    this.#topics = topics;
  }

  /** Whether a topic is spoken of. */
  names(topic: string): boolean {
    return this.#topics.some((topics) => topics.includes(topic));
  }

  /** Whether a word speaks of telephones, or of calling. */
  speaksOfPhones(): boolean {
    return this.names('phone-number') || this.names('call');
  }

  /** Whether the nearest word that speaks of one of two topics speaks of the first. Topics that begin with `not-` count near by only. */
  prefers(topic: string, other: string): boolean {
    for (let distance = 0; distance < this.#topics.length; distance += 1) {
      const topics = this.#topics[distance] ?? NO_WORDS;
      if (topics.length === 0) continue;
      if (topics.includes(topic)) return distance < NEAR || !topic.startsWith('not-');
      if (topics.includes(other) && (distance < NEAR || !other.startsWith('not-'))) return false;
    }
    return false;
  }
}

const NO_WORDS: readonly string[] = [];
