/** All places where one of many keywords occurs, in one pass over the text (Aho and Corasick, 1975, as a full table). */
export interface Keywords {
  /** Calls `hit(keyword index, offset of its first unit)` for each occurrence between `from` and the end, in order of their ends. */
  each(text: string, from: number, hit: (keyword: number, at: number) => void): void;
  /** Length of the longest keyword, in UTF-16 units. */
  readonly longest: number;
}

/** Keywords are compared unit by unit: fold case before, on both sides, where case does not matter. The same keyword may occur twice. */
export function createKeywords(keywords: readonly string[]): Keywords {
  const classes = unitClasses(keywords);
  const width = classes.count;
  const { table, ends } = buildTable(keywords, classes);
  const outputs = ends.map((list) => (list.length === 0 ? undefined : Int32Array.from(list)));
  const lengths = Int32Array.from(keywords, (keyword) => keyword.length);
  const { low, high } = classes;
  const isEnd = Uint8Array.from(outputs, (list) => (list === undefined ? 0 : 1));

  return {
    longest: Math.max(0, ...lengths),
    each(text, from, hit) {
      let row = 0;
      for (let index = from; index < text.length; index += 1) {
        const unit = text.charCodeAt(index);
        row = table[row * width + (unit < 128 ? (low[unit] ?? 0) : (high.get(unit) ?? 0))] ?? 0;
        if (isEnd[row] === 0) continue;
        const found = outputs[row];
        if (found === undefined) continue;
        for (const keyword of found) hit(keyword, index + 1 - (lengths[keyword] ?? 0));
      }
    },
  };
}

interface UnitClasses {
  /** Class of each ASCII unit; 0 is every unit that no keyword holds. */
  readonly low: Uint8Array;
  readonly high: ReadonlyMap<number, number>;
  readonly count: number;
}

function unitClasses(keywords: readonly string[]): UnitClasses {
  const low = new Uint8Array(128);
  const high = new Map<number, number>();
  let count = 1;
  for (const keyword of keywords) {
    for (let index = 0; index < keyword.length; index += 1) {
      const unit = keyword.charCodeAt(index);
      if (unit < 128) {
        if (low[unit] === 0) low[unit] = count++;
      } else if (!high.has(unit)) high.set(unit, count++);
    }
  }
  return { low, high, count };
}

function buildTable(keywords: readonly string[], { low, high, count: width }: UnitClasses) {
  const capacity = keywords.reduce((sum, keyword) => sum + keyword.length, 1);
  const table = new Int32Array(capacity * width);
  const ends: number[][] = [[]];
  keywords.forEach((keyword, id) => {
    let row = 0;
    for (let index = 0; index < keyword.length; index += 1) {
      const unit = keyword.charCodeAt(index);
      const cell = row * width + (unit < 128 ? (low[unit] ?? 0) : (high.get(unit) ?? 0));
      if (table[cell] === 0) {
        table[cell] = ends.length;
        ends.push([]);
      }
      row = table[cell] ?? 0;
    }
    ends[row]?.push(id);
  });
  linkFailures(table, width, ends);
  return { table: table.subarray(0, ends.length * width), ends };
}

/** Fills the empty cells of each row from the row of its longest proper suffix, breadth first, so that matching never steps back. */
function linkFailures(table: Int32Array, width: number, ends: number[][]): void {
  const failure = new Int32Array(ends.length);
  const queue: number[] = [];
  for (let unit = 0; unit < width; unit += 1) {
    const child = table[unit] ?? 0;
    if (child !== 0) queue.push(child);
  }
  for (let head = 0; head < queue.length; head += 1) {
    const row = queue[head] ?? 0;
    const fallback = failure[row] ?? 0;
    ends[row]?.push(...(ends[fallback] ?? []));
    for (let unit = 0; unit < width; unit += 1) {
      const cell = row * width + unit;
      const inherited = table[fallback * width + unit] ?? 0;
      const child = table[cell] ?? 0;
      if (child === 0) table[cell] = inherited;
      else {
        failure[child] = inherited;
        queue.push(child);
      }
    }
  }
}
