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
  const { ofUnit } = classes;
  const isEnd = Uint8Array.from(outputs, (list) => (list === undefined ? 0 : 1));

  return {
    longest: Math.max(0, ...lengths),
    each(text, from, hit) {
      let row = 0;
      for (let index = from; index < text.length; index += 1) {
        row = table[row * width + (ofUnit[text.charCodeAt(index)] ?? 0)] ?? 0;
        if (isEnd[row] === 0) continue;
        const found = outputs[row];
        if (found === undefined) continue;
        for (const keyword of found) hit(keyword, index + 1 - (lengths[keyword] ?? 0));
      }
    },
  };
}

interface UnitClasses {
  /** Class of each unit; 0 is every unit that no keyword holds, also behind the end. */
  readonly ofUnit: Uint16Array;
  readonly count: number;
}

function unitClasses(keywords: readonly string[]): UnitClasses {
  const onlyAscii = keywords.every((keyword) => /^\p{ASCII}*$/u.test(keyword));
  const ofUnit = new Uint16Array(onlyAscii ? 128 : 65536);
  let count = 1;
  for (const keyword of keywords) {
    for (let index = 0; index < keyword.length; index += 1) {
      const unit = keyword.charCodeAt(index);
      if (ofUnit[unit] === 0) ofUnit[unit] = count++;
    }
  }
  return { ofUnit, count };
}

function buildTable(keywords: readonly string[], { ofUnit, count: width }: UnitClasses) {
  const capacity = keywords.reduce((sum, keyword) => sum + keyword.length, 1);
  const table = new Int32Array(capacity * width);
  const ends: number[][] = [[]];
  keywords.forEach((keyword, id) => {
    let row = 0;
    for (let index = 0; index < keyword.length; index += 1) {
      const cell = row * width + (ofUnit[keyword.charCodeAt(index)] ?? 0);
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
