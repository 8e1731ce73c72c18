import type { Span } from './pattern.ts';

/** Where a text may hold codes. */
export interface CodeRuns {
  /** Long stretches without anything but letters, digits and `+/=_-`. */
  readonly long: readonly Span[];
  /** Rows of short groups of digits, or of hexadecimal digits, with little between them. */
  readonly groups: readonly Span[];
}

const SHORTEST_LONG = 12;
const FEWEST_GROUPS = 7;
const LONGEST_GROUP = 10;
const LONGEST_GAP = 3;

const DIGIT = 1;
const HEX = 2;
/** `x`, as in `0x69`, and `u`, as in `U+0069`. */
const MARK = 4;
const LETTER = 8;
const CODE = 16;

const kinds = new Uint8Array(128);
for (let unit = 48; unit <= 57; unit += 1) kinds[unit] = DIGIT | CODE;
for (let unit = 97; unit <= 122; unit += 1) {
  const kind = unit <= 102 ? HEX : unit === 120 || unit === 117 ? MARK : LETTER;
  kinds[unit] = kinds[unit - 32] = kind | CODE;
}
for (const sign of '+/=_-') kinds[sign.charCodeAt(0)] = CODE;

/** Finds both in one pass. */
export function codeRuns(text: string): CodeRuns {
  const long: Span[] = [];
  const groups: Span[] = [];
  let runStart = -1;
  let groupStart = -1;
  let groupKinds = 0;
  let rowStart = -1;
  let rowEnd = -1;
  let rowGroups = 0;
  let rowDigits = false;
  const closeRow = (): void => {
    if (rowGroups >= FEWEST_GROUPS && rowDigits) groups.push({ start: rowStart, end: rowEnd });
    rowGroups = 0;
    rowDigits = false;
  };
  for (let index = 0; index <= text.length; index += 1) {
    const unit = index < text.length ? text.charCodeAt(index) : 0;
    const kind = unit < 128 ? (kinds[unit] ?? 0) : 0;
    if ((kind & CODE) !== 0) {
      if (runStart === -1) runStart = index;
    } else if (runStart !== -1) {
      if (index - runStart >= SHORTEST_LONG) long.push({ start: runStart, end: index });
      runStart = -1;
    }
    const ofGroup = kind & (DIGIT | HEX | MARK | LETTER);
    if (ofGroup !== 0) {
      if (groupStart === -1) groupStart = index;
      groupKinds |= ofGroup;
    } else if (groupStart !== -1) {
      const isGroup =
        index - groupStart <= LONGEST_GROUP &&
        (groupKinds & LETTER) === 0 &&
        ((groupKinds & DIGIT) !== 0 || index - groupStart === 2 || groupKinds === MARK);
      if (!isGroup) closeRow();
      else {
        if (rowGroups > 0 && groupStart - rowEnd > LONGEST_GAP) closeRow();
        if (rowGroups === 0) rowStart = groupStart;
        rowGroups += 1;
        rowEnd = index;
        rowDigits ||= (groupKinds & DIGIT) !== 0;
      }
      groupStart = -1;
      groupKinds = 0;
    }
  }
  closeRow();
  return { long, groups };
}
