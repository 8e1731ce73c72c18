import { PackedTree } from './packed-tree.ts';

/** Words as a tree of letters, which grows with them. */
export class WordTree {
  /** By `node * 32 + letter` the node behind a letter, 1 to 26; 0 if there is none. Node 0 leads nowhere, node 1 is the root. */
  #next = new Uint16Array(1 << 20);
  /** By node: what a word that ends there was given, above 0; 0 if none ends there. */
  #values = new Float64Array(1 << 15);
  /** By node: where in the list of nodes behind letters it stands. */
  #ways = new Int32Array(1 << 15);
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

  /** What a word was given, or 0. */
  value(word: string): number {
    let node = ROOT;
    for (let index = 0; index < word.length && node !== 0; index += 1)
      node = this.#next[(node << 5) | (word.charCodeAt(index) - 96)] ?? 0;
    return this.#values[node] ?? 0;
  }

  /** The same words, to be looked up: a text where it stands, a step a letter, without cutting words out of it. */
  packed(): PackedTree {
    return new PackedTree({ first: ROOT, nodes: this.#nodes, ways: this.#ways, values: this.#values });
  }

  #add(at: number): number {
    const node = this.#nodes;
    this.#nodes += 1;
    if (node === MOST_NODES) throw new RangeError('Too many words for one tree.');
    if (node << 5 === this.#next.length) this.#next = grown(this.#next, new Uint16Array(this.#next.length * 2));
    if (node === this.#values.length) {
      this.#values = grown(this.#values, new Float64Array(this.#values.length * 2));
      this.#ways = grown(this.#ways, new Int32Array(this.#ways.length * 2));
    }
    this.#next[at] = node;
    this.#ways[node] = at;
    return node;
  }
}

const ROOT = 1;
/** More letters than any word of the list has. */
const LONGEST_WORD = 64;
/** A node is a number of 16 bits. */
const MOST_NODES = 0x10000;

function grown<List extends Uint16Array | Float64Array | Int32Array>(from: List, to: List): List {
  to.set(from);
  return to;
}
