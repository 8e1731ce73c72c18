/** All places where one of many keywords occurs, in one pass over the text (Aho and Corasick, 1975). */
export interface Keywords {
  /** Calls `hit(keyword index, offset of its first unit)` for each occurrence between `from` and the end, in order of their ends. */
  each(text: string, from: number, hit: (keyword: number, at: number) => void): void;
  /** Length of the longest keyword, in UTF-16 units. */
  readonly longest: number;
}

/** The class of a unit that is not ASCII and stands in a keyword. Class 0 is every unit that stands in none. */
const NOT_ASCII = 0xffff;

/**
 * Keywords are compared unit by unit: fold case before, on both sides, where case does not matter. The same keyword may occur
 * twice. ASCII has a full table, 2 bytes for each row and unit that occurs; other units, of which there are thousands, have
 * edges and ways back.
 */
export function createKeywords(keywords: readonly string[]): Keywords {
  const { width, classOf, table, edges, failure, outputs } = new Builder(keywords).build();
  const lengths = Int32Array.from(keywords, (keyword) => keyword.length);
  const isEnd = Uint8Array.from(outputs, (list) => (list === undefined ? 0 : 1));

  return {
    longest: lengths.reduce((longest, length) => Math.max(longest, length), 0),
    each(text, from, hit) {
      let row = 0;
      for (let index = from; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        const unitClass = classOf[unit] ?? 0;
        row = unitClass === NOT_ASCII ? rowAfter(edges, failure, row, unit) : (table[row * width + unitClass] ?? 0);
        if (isEnd[row] === 0) continue;
        for (const keyword of outputs[row] ?? []) hit(keyword, index + 1 - (lengths[keyword] ?? 0));
      }
    },
  };
}

/** The trie of all keywords, and then for each row the row of its longest proper suffix. Children of a row are a list of siblings. */
class Builder {
  readonly #keywords: readonly string[];
  readonly #classOf: Uint16Array;
  readonly #width: number;
  /** By row: the unit that leads to it, its first child, its next sibling; 0 is none. */
  readonly #units: number[] = [0];
  readonly #firstChild: number[] = [0];
  readonly #sibling: number[] = [0];
  /** By row: the keywords that end there. */
  readonly #outputs: (number[] | undefined)[] = [undefined];

  constructor(keywords: readonly string[]) {
    this.#keywords = keywords;
    this.#classOf = new Uint16Array(keywords.every((keyword) => /^\p{ASCII}*$/u.test(keyword)) ? 128 : 65536);
    let count = 1;
    for (const keyword of keywords) {
      for (let index = 0; index < keyword.length; index += 1) {
        const unit = keyword.charCodeAt(index);
        if (this.#classOf[unit] === 0) this.#classOf[unit] = unit < 128 ? count++ : NOT_ASCII;
      }
    }
    this.#width = count;
  }

  build() {
    this.#keywords.forEach((keyword, id) => {
      this.#add(keyword, id);
    });
    const outputs = this.#outputs;
    const rows = outputs.length;
    const width = this.#width;
    const table = rows > 65536 ? new Uint32Array(rows * width) : new Uint16Array(rows * width);
    const edges = new Map<number, number>();
    const failure = new Int32Array(rows);
    // Breadth first: the suffix of a row is shorter, so that its own row is complete by then.
    const queue = new Int32Array(rows);
    for (let head = 0, tail = 1; head < tail; head += 1) {
      const row = queue[head] ?? 0;
      const fallback = failure[row] ?? 0;
      if (row !== 0) {
        const inherited = outputs[fallback];
        if (inherited !== undefined) outputs[row] = [...(outputs[row] ?? []), ...inherited];
        table.copyWithin(row * width, fallback * width, (fallback + 1) * width);
      }
      for (let child = this.#firstChild[row] ?? 0; child !== 0; child = this.#sibling[child] ?? 0) {
        const unit = this.#units[child] ?? 0;
        const unitClass = this.#classOf[unit] ?? 0;
        const cell = row * width + unitClass;
        if (unitClass === NOT_ASCII) {
          failure[child] = row === 0 ? 0 : rowAfter(edges, failure, fallback, unit);
          edges.set(row * 65536 + unit, child);
        } else {
          failure[child] = row === 0 ? 0 : (table[cell] ?? 0);
          table[cell] = child;
        }
        queue[tail] = child;
        tail += 1;
      }
    }
    return { width, classOf: this.#classOf, table, edges, failure, outputs };
  }

  #add(keyword: string, id: number): void {
    let row = 0;
    for (let index = 0; index < keyword.length; index += 1) row = this.#childOf(row, keyword.charCodeAt(index));
    const ending = this.#outputs[row];
    if (ending === undefined) this.#outputs[row] = [id];
    else ending.push(id);
  }

  #childOf(row: number, unit: number): number {
    let child = this.#firstChild[row] ?? 0;
    while (child !== 0 && this.#units[child] !== unit) child = this.#sibling[child] ?? 0;
    if (child !== 0) return child;
    const added = this.#units.length;
    this.#units.push(unit);
    this.#sibling.push(this.#firstChild[row] ?? 0);
    this.#firstChild.push(0);
    this.#outputs.push(undefined);
    this.#firstChild[row] = added;
    return added;
  }
}

/** Where a unit that is not ASCII leads from a row, or from its longest suffix that knows it. */
function rowAfter(edges: ReadonlyMap<number, number>, failure: Int32Array, from: number, unit: number): number {
  for (let row = from; ; row = failure[row] ?? 0) {
    const next = edges.get(row * 65536 + unit);
    if (next !== undefined) return next;
    if (row === 0) return 0;
  }
}
