import type { Topics } from './context-words.ts';

/** A word that says what a number is not counts only among so many words in front of it. */
const NEAR = 4;

/** What the words in front of a number speak of. The nearest comes first. */
export class Context {
  readonly #topics: readonly Topics[];

  constructor(topics: readonly Topics[]) {
    this.#topics = topics;
  }

  /** Whether a topic is spoken of. */
  names(topic: string): boolean {
    for (const topics of this.#topics) if (topics.includes(topic)) return true;
    return false;
  }

  /** Whether any of some topics is spoken of. */
  namesAny(wanted: ReadonlySet<string>): boolean {
    for (const topics of this.#topics) for (const topic of topics) if (wanted.has(topic)) return true;
    return false;
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

const NO_WORDS: Topics = [];

/** Of a number with no word in front of it that says anything. */
export const SILENCE = new Context([]);
