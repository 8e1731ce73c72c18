/** How much of the end of what passed is read together with what comes next, in UTF-16 units. */
const TAIL = 800;

/** The end of the text that has passed, so that what follows is read together with it. */
export class Tail {
  #text = '';

  get text(): string {
    return this.#text;
  }

  /** @param seam what stands between this text and the one before it: nothing in a stream, a space between messages */
  passed(text: string, seam: '' | ' '): void {
    if (text === '') return;
    this.#text = text.length >= TAIL ? text.slice(-TAIL) : `${this.#text}${seam}${text}`.slice(-TAIL);
  }
}

/** Conversations that are remembered at once; the one that was quiet for longest is forgotten beyond that. */
const MOST_CONVERSATIONS = 1000;
const LONGEST_KEY = 256;

/** The ends of conversations, by key. Holds at most 1000 times 800 units of text. */
export class Conversations {
  readonly #tails = new Map<string, Tail>();

  /** @throws `TypeError` for a key that is no text of 1 to 256 units: a conversation that cannot be told is an error of the guard */
  tailOf(key: string): Tail {
    if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY) {
      throw new TypeError(`"conversation" must return a text of 1 to ${LONGEST_KEY} characters, or undefined`);
    }
    const tail = this.#tails.get(key) ?? new Tail();
    this.#tails.delete(key);
    this.#tails.set(key, tail);
    const quietest = this.#tails.size > MOST_CONVERSATIONS ? this.#tails.keys().next().value : undefined;
    if (quietest !== undefined) this.#tails.delete(quietest);
    return tail;
  }
}
