/**
 * Units that show nothing and have no place inside a key or an address: soft hyphen, zero-width space, joiners and marks, word joiner,
 * invisible operators, byte-order mark, variation selectors, and tag characters (pairs that start with U+DB40).
 */
const INVISIBLE =
  /\u00AD|\u034F|\u061C|\u180E|[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|[\uFE00-\uFE0F]|\uDB40[\uDC00-\uDFFF]?/g;
/** A first look, which is faster with one class. */
const SOME_INVISIBLE = /[\uFE00-\uFE0F\u034F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uDB40\uFEFF]/;

/** A longer run is left in the text and so breaks a match: it keeps what a stream has to hold bounded. */
const LONGEST_RUN = 16;

/** A text without its invisible units, and the way back. */
export interface Visible {
  readonly text: string;
  /** Offset in the original of the unit at this offset. */
  original(offset: number): number;
}

const same = (offset: number): number => offset;

/** Secrets split by zero-width characters are read as if they were not. Text without any is returned as it is. */
export function withoutInvisible(text: string): Visible {
  if (!SOME_INVISIBLE.test(text)) return { text, original: same };
  const starts: number[] = []; // where each kept piece starts in the visible text
  const shifts: number[] = []; // and how many units were left out before it
  let visible = '';
  let copied = 0;
  let shift = 0;
  let run = 0;
  let runEnd = -1;
  for (const { index, 0: unit } of text.matchAll(INVISIBLE)) {
    run = index === runEnd ? run + 1 : 1;
    runEnd = index + unit.length;
    if (run > LONGEST_RUN) continue;
    if (index > copied) {
      starts.push(visible.length);
      shifts.push(shift);
      visible += text.slice(copied, index);
    }
    shift += unit.length;
    copied = runEnd;
  }
  if (copied < text.length) {
    starts.push(visible.length);
    shifts.push(shift);
    visible += text.slice(copied);
  }
  return { text: visible, original: (offset) => offset + shiftAt(starts, shifts, offset) };
}

function shiftAt(starts: readonly number[], shifts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return shifts[low] ?? 0;
}
