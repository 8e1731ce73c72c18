/** Words as a tree of letters: a text is looked up where it stands, a step a letter, without cutting words out of it. */
export class WordTree {
  /** By `node * 32 + letter` the node behind a letter, 1 to 26; 0 if there is none. Node 0 leads nowhere, node 1 is the root. */
  #next = new Uint16Array(1 << 20);
  /** By node: what a word that ends there was given, above 0; 0 if none ends there. */
  #values = new Float64Array(1 << 15);
  #nodes = 2;

  /** Adds a word of letters from a to z, or gives it another value, above 0. */
  set(word: string, value: number): void {
    let node = ROOT;
    for (let index = 0; index < word.length; index += 1) {
      const at = (node << 5) | (word.charCodeAt(index) - 96);
      node = this.#next[at] ?? 0;
      if (node === 0) node = this.#add(at);
    }
    this.#values[node] = value;
  }

  /** Adds words that are written one after the other as in `english-words.ts`, all with one value, without cutting them out. */
  setCoded(coded: string, value: number): void {
    const path = new Uint16Array(LONGEST_WORD).fill(ROOT, 0, 1);
    let letters = 0;
    for (let index = 0; index < coded.length; index += 1) {
      const unit = coded.charCodeAt(index);
      if (unit < 97) {
        if (index > 0) this.#values[path[letters] ?? 0] = value;
        letters = unit - 65;
        continue;
      }
      const at = ((path[letters] ?? 0) << 5) | (unit - 96);
      letters += 1;
      path[letters] = this.#next[at] || this.#add(at);
    }
    this.#values[path[letters] ?? 0] = value;
  }

  /** The node behind a node and a unit of a lower-case text; 0 if no word goes on so. */
  step(node: number, unit: number): number {
    return unit >= 97 && unit <= 122 ? (this.#next[(node << 5) | (unit - 96)] ?? 0) : 0;
  }

  /** What the word that ends at a node was given, or 0. */
  valueAt(node: number): number {
    return this.#values[node] ?? 0;
  }

  /** What the word that stands in a text from `start` to `end` was given, or 0 if it has no such word. */
  value(text: string, start: number, end: number): number {
    let node = ROOT;
    for (let index = start; index < end; index += 1) {
      node = this.step(node, text.charCodeAt(index));
      if (node === 0) return 0;
    }
    return this.#values[node] ?? 0;
  }

  #add(at: number): number {
    const node = this.#nodes;
    this.#nodes += 1;
    if (node === MOST_NODES) throw new RangeError('Too many words for one tree.');
    if (node << 5 === this.#next.length) this.#next = grown(this.#next, new Uint16Array(this.#next.length * 2));
    if (node === this.#values.length) this.#values = grown(this.#values, new Float64Array(this.#values.length * 2));
    this.#next[at] = node;
    return node;
  }
}

/** Where words start. */
export const ROOT = 1;
/** More letters than any word of the list has. */
const LONGEST_WORD = 64;
/** A node is a number of 16 bits. */
const MOST_NODES = 0x10000;

function grown<List extends Uint16Array | Float64Array>(from: List, to: List): List {
  to.set(from);
  return to;
}
