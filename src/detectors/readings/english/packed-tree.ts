/** A cell is a node: the letter that leads to it, the number of its value, and what is added to a letter for the cell behind it. */
const LETTER_BITS = 5;
const VALUE_BITS = 9;
const LETTER = 2 ** LETTER_BITS - 1;
const VALUE = 2 ** VALUE_BITS - 1;
const BASE_SHIFT = LETTER_BITS + VALUE_BITS;
const MOST_BASES = 2 ** (32 - BASE_SHIFT);

/** Where words start: the first cells are for its letters. No letter stands behind a node with the base 0. */
export const ROOT = 1 << BASE_SHIFT;

/** A tree as it was grown: nodes by their numbers, which are higher than that of the node before them. The first is the root. */
export interface Grown {
  readonly first: number;
  readonly nodes: number;
  /** By node: the one before it, and the letter that leads to it, 1 to 26, as `before * 32 + letter`. */
  readonly ways: Int32Array;
  /** By node: what a word that ends there was given, or 0. */
  readonly values: Float64Array;
}

/**
 * A tree of words as a double array: the cell behind a node and a letter is told by the sum of both, and that cell tells whether the
 * letter leads there. It is small enough to stay near the processor, and a step takes one look into it.
 *
 * @see https://doi.org/10.1109/32.31365 for double arrays
 */
export class PackedTree {
  readonly #cells: Int32Array;
  readonly #values: Float64Array;

  /** @throws RangeError for more different values, or more nodes, than a cell has room for */
  constructor({ first, nodes, ways, values }: Grown) {
    const lastBehind = new Int32Array(nodes);
    const others = new Int32Array(nodes);
    for (let node = first + 1; node < nodes; node += 1) {
      const before = numberAt(ways, node) >> LETTER_BITS;
      others[node] = numberAt(lastBehind, before);
      lastBehind[before] = node;
    }
    const numbers = new Map([[0, 0]]);
    const written = new Int32Array(nodes);
    // Behind the last cell that is taken all are free. Those behind the root are kept for it, which comes last.
    const cells = new Int32Array((nodes + 2) * (LETTER + 1));
    cells.fill(LETTER, 0, LETTER + 1);
    let last = 1;
    for (let node = nodes - 1; node >= first; node -= 1) {
      const value = numberAt(values, node);
      let number = value === 0 ? 0 : numbers.get(value);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(value, number);
      }
      let base = 0;
      const behind = numberAt(lastBehind, node);
      if (node === first) {
        base = ROOT >> BASE_SHIFT;
        cells.fill(0, 0, LETTER + 1);
      } else if (behind !== 0) {
        // As they rise, no two nodes have one base, and so no two lead to one cell.
        last += 1;
        for (let next = behind; next !== 0; ) {
          const isTaken = cells[last + (numberAt(ways, next) & LETTER)] !== 0;
          if (isTaken) last += 1;
          next = isTaken ? behind : numberAt(others, next);
        }
        base = last;
      }
      for (let next = behind; next !== 0; next = numberAt(others, next))
        cells[base + (numberAt(ways, next) & LETTER)] = numberAt(written, next);
      written[node] = (base << BASE_SHIFT) | (number << LETTER_BITS) | (numberAt(ways, node) & LETTER);
    }
    if (numbers.size > VALUE + 1 || last >= MOST_BASES) throw new RangeError('Too many words for one tree.');
    this.#cells = cells.slice(0, last + LETTER + 1);
    this.#values = Float64Array.from(numbers.keys());
  }

  /** The node behind a node and a unit of a lower-case text; 0 if no word goes on so. */
  step(node: number, unit: number): number {
    if (unit < 97 || unit > 122) return 0;
    const cell = this.#cells[(node >>> BASE_SHIFT) + unit - 96] ?? 0;
    return (cell & LETTER) === unit - 96 ? cell : 0;
  }

  /** What the word that ends at a node was given, or 0. */
  valueAt(node: number): number {
    return this.#values[(node >>> LETTER_BITS) & VALUE] ?? 0;
  }

  /** What the word that stands in a text from `start` to `end` was given, or 0 if it has no such word. */
  value(text: string, start: number, end: number): number {
    let node = ROOT;
    for (let index = start; index < end; index += 1) {
      node = this.step(node, text.charCodeAt(index));
      if (node === 0) return 0;
    }
    return this.valueAt(node);
  }
}

const numberAt = (list: ArrayLike<number>, place: number): number => list[place] ?? 0;
