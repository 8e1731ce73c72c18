/** All places where one of many keywords occurs, in one pass over the text (Aho and Corasick, 1975). */
export interface Keywords {
  /** Calls `hit(keyword index, offset of its first unit)` for each occurrence between `from` and the end, in order of their ends. */
  each(text: string, from: number, hit: (keyword: number, at: number) => void): void;
  /** Whether one of them occurs. */
  has(text: string): boolean;
  /** Length of the longest keyword, in UTF-16 units. */
  readonly longest: number;
}

/** The class of a unit that is not ASCII and stands in a keyword. Class 0 is every unit that stands in none. */
const NOT_ASCII = 0xffff;

/**
 * Keywords are compared unit by unit: fold case before, on both sides, where case does not matter. The same keyword may occur
 * twice. ASCII has a table, 2 bytes for each row and unit that occurs, whose rows are written when a text first leads to them:
 * most never are. Other units, of which there are thousands, have edges and ways back.
 */
export function createKeywords(keywords: readonly string[]): Keywords {
  const automaton = new Automaton(keywords);
  const { classOf, width, written, table, outputs } = automaton;
  // Loops: TypedArray.from() with a function takes milliseconds for tens of thousands.
  const lengths = new Int32Array(keywords.length);
  for (let id = 0; id < keywords.length; id += 1) lengths[id] = keywords[id]?.length ?? 0;
  const isEnd = new Uint8Array(outputs.length);
  for (let row = 0; row < outputs.length; row += 1) if (outputs[row] !== undefined) isEnd[row] = 1;

  return {
    longest: lengths.reduce((longest, length) => Math.max(longest, length), 0),
    each(text, from, hit) {
      let row = 0;
      for (let index = from; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        const unitClass = classOf[unit] ?? 0;
        if (unitClass === NOT_ASCII) row = automaton.after(row, unit);
        else {
          if (written[row] === 0) automaton.write(row);
          row = table[row * width + unitClass] ?? 0;
        }
        if (isEnd[row] === 0) continue;
        const ended = outputs[row] ?? [];
        for (let which = 0; which < ended.length; which += 1) {
          const keyword = ended[which] ?? 0;
          hit(keyword, index + 1 - (lengths[keyword] ?? 0));
        }
      }
    },
    has(text) {
      for (let index = 0, row = 0; index < text.length; index += 1) {
        row = automaton.after(row, text.charCodeAt(index));
        if (isEnd[row] === 1) return true;
      }
      return false;
    },
  };
}

/** The trie of all keywords, and for each row the row of its longest proper suffix. Children of a row are a list of siblings. */
class Automaton {
  readonly classOf: Uint16Array;
  readonly width: number;
  /** By row: the keywords that end there. */
  readonly outputs: (readonly number[] | undefined)[] = [undefined];
  /** By row and class: the row after it, where `written` says so. */
  readonly table: Uint16Array | Uint32Array;
  readonly written: Uint8Array;
  /** By row: the unit that leads to it, its first child, its next sibling; 0 is none. */
  readonly #units: Uint16Array;
  readonly #firstChild: Int32Array;
  readonly #sibling: Int32Array;
  readonly #failure: Int32Array;
  /** The children of the first row, of which there are too many for a list. */
  readonly #first = new Map<number, number>();
  #rows = 1;

  constructor(keywords: readonly string[]) {
    const most = keywords.reduce((sum, { length }) => sum + length, 1);
    this.#units = new Uint16Array(most);
    this.#firstChild = new Int32Array(most);
    this.#sibling = new Int32Array(most);
    const { classOf, count } = classesOf(keywords);
    this.classOf = classOf;
    this.width = count;
    keywords.forEach((keyword, id) => {
      this.#add(keyword, id);
    });
    const rows = this.#rows;
    this.#failure = new Int32Array(rows);
    this.#link();
    this.table = rows > 65536 ? new Uint32Array(rows * count) : new Uint16Array(rows * count);
    this.written = new Uint8Array(rows);
  }

  /** Where a unit leads from a row, or from its longest suffix that knows it. */
  after(from: number, unit: number): number {
    for (let row = from; ; row = numberAt(this.#failure, row)) {
      const next = this.#child(row, unit);
      if (next !== 0 || row === 0) return next;
    }
  }

  /** Writes the row of the table, and those that it is made from. */
  write(row: number): void {
    const { width, table, written } = this;
    const open = [row];
    for (
      let above = numberAt(this.#failure, row);
      row !== 0 && written[above] === 0;
      above = numberAt(this.#failure, above)
    ) {
      open.push(above);
      if (above === 0) break;
    }
    for (const next of open.reverse()) {
      const fallback = numberAt(this.#failure, next);
      if (next !== 0) table.copyWithin(next * width, fallback * width, (fallback + 1) * width);
      for (let child = numberAt(this.#firstChild, next); child !== 0; child = numberAt(this.#sibling, child)) {
        const unitClass = numberAt(this.classOf, numberAt(this.#units, child));
        if (unitClass !== NOT_ASCII) table[next * width + unitClass] = child;
      }
      written[next] = 1;
    }
  }

  /** Breadth first: the suffix of a row is shorter, so that its own suffix is known by then. */
  #link(): void {
    const { outputs } = this;
    const queue = new Int32Array(this.#rows);
    for (let head = 0, tail = 1; head < tail; head += 1) {
      const row = numberAt(queue, head);
      const fallback = numberAt(this.#failure, row);
      const inherited = row === 0 ? undefined : outputs[fallback];
      if (inherited !== undefined) outputs[row] = [...(outputs[row] ?? []), ...inherited];
      for (let child = numberAt(this.#firstChild, row); child !== 0; child = numberAt(this.#sibling, child)) {
        this.#failure[child] = row === 0 ? 0 : this.after(fallback, numberAt(this.#units, child));
        queue[tail] = child;
        tail += 1;
      }
    }
  }

  #add(keyword: string, id: number): void {
    let row = 0;
    for (let index = 0; index < keyword.length; index += 1) {
      const unit = keyword.charCodeAt(index);
      row = this.#child(row, unit) || this.#grow(row, unit);
    }
    this.outputs[row] = [...(this.outputs[row] ?? []), id];
  }

  #child(row: number, unit: number): number {
    if (row === 0) return this.#first.get(unit) ?? 0;
    let child = numberAt(this.#firstChild, row);
    while (child !== 0 && this.#units[child] !== unit) child = numberAt(this.#sibling, child);
    return child;
  }

  #grow(row: number, unit: number): number {
    const added = this.#rows;
    this.#rows += 1;
    this.#units[added] = unit;
    this.#sibling[added] = numberAt(this.#firstChild, row);
    this.#firstChild[row] = added;
    this.outputs.push(undefined);
    if (row === 0) this.#first.set(unit, added);
    return added;
  }
}

/** Numbers the ASCII units that occur from 1 on. */
function classesOf(keywords: readonly string[]): { readonly classOf: Uint16Array; readonly count: number } {
  const classOf = new Uint16Array(keywords.every((keyword) => /^\p{ASCII}*$/u.test(keyword)) ? 128 : 65536);
  let count = 1;
  for (const keyword of keywords) {
    for (let index = 0; index < keyword.length; index += 1) {
      const unit = keyword.charCodeAt(index);
      if (classOf[unit] === 0) classOf[unit] = unit < 128 ? count++ : NOT_ASCII;
    }
  }
  return { classOf, count };
}

const numberAt = (list: Int32Array | Uint16Array, place: number): number => list[place] ?? 0;
