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
  const { rows, width, classOf, table, edges, failure, ends } = new Builder(keywords).build();
  const lengths = Int32Array.from(keywords, (keyword) => keyword.length);
  const isEnd = Uint8Array.from(ends, (list) => (list.length === 0 ? 0 : 1));
  const outputs = Array.from({ length: rows }, (_, row) => Int32Array.from(ends[row] ?? []));

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

/** The trie of all keywords, and then for each row the row of its longest proper suffix. */
class Builder {
  readonly #keywords: readonly string[];
  readonly #classOf: Uint16Array;
  readonly #width: number;
  readonly #children: Map<number, number>[] = [new Map()];
  readonly #ends: number[][] = [[]];

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
    const rows = this.#ends.length;
    const width = this.#width;
    const table = rows > 65536 ? new Uint32Array(rows * width) : new Uint16Array(rows * width);
    const edges = new Map<number, number>();
    const failure = new Int32Array(rows);
    // Breadth first: the suffix of a row is shorter, so that its own row is complete by then.
    const queue = [0];
    for (let head = 0; head < queue.length; head += 1) {
      const row = queue[head] ?? 0;
      const fallback = failure[row] ?? 0;
      if (row !== 0) {
        this.#ends[row]?.push(...(this.#ends[fallback] ?? []));
        table.copyWithin(row * width, fallback * width, (fallback + 1) * width);
      }
      for (const [unit, child] of this.#children[row] ?? []) {
        const unitClass = this.#classOf[unit] ?? 0;
        const cell = row * width + unitClass;
        if (unitClass === NOT_ASCII) {
          failure[child] = row === 0 ? 0 : rowAfter(edges, failure, fallback, unit);
          edges.set(row * 65536 + unit, child);
        } else {
          failure[child] = row === 0 ? 0 : (table[cell] ?? 0);
          table[cell] = child;
        }
        queue.push(child);
      }
    }
    return { rows, width, classOf: this.#classOf, table, edges, failure, ends: this.#ends };
  }

  #add(keyword: string, id: number): void {
    let row = 0;
    for (let index = 0; index < keyword.length; index += 1) {
      const children = this.#children[row];
      const unit = keyword.charCodeAt(index);
      let child = children?.get(unit);
      if (child === undefined) {
        child = this.#ends.length;
        children?.set(unit, child);
        this.#children.push(new Map());
        this.#ends.push([]);
      }
      row = child;
    }
    this.#ends[row]?.push(id);
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
