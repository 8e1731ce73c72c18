/** What one pass over a text tells of it, made once for all that ask whether what they look for can stand in it. */
export interface Survey {
  /** How often each unit below U+0080 stands in it. */
  readonly counts: Uint32Array;
  /** How many units it has from U+0080 on. */
  readonly others: number;
  /** Stretches without ASCII white space and controls, of at least `LONG` units: where each starts and ends by turns, in rising order. */
  readonly long: readonly number[];
}

/** Units of the shortest stretch that a survey tells of: most words are shorter. */
export const LONG = 8;

/** Surveys a text. */
export function surveyOf(text: string): Survey {
  const counts = new Uint32Array(128);
  const long: number[] = [];
  const { length } = text;
  let others = 0;
  let start = 0;
  for (let index = 0; index < length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 128) {
      others += 1;
      continue;
    }
    counts[unit] = (counts[unit] ?? 0) + 1;
    if (unit > SPACE) continue;
    if (index - start >= LONG) long.push(start, index);
    start = index + 1;
  }
  if (length - start >= LONG) long.push(start, length);
  return { counts, others, long };
}

const SPACE = 32;

/** The survey of the same text in lower case, where that changes ASCII letters only. */
export function inLowerCase({ counts, others, long }: Survey): Survey {
  const lower = counts.slice();
  for (let unit = 65; unit <= 90; unit += 1) {
    lower[unit + 32] = (counts[unit + 32] ?? 0) + (counts[unit] ?? 0);
    lower[unit] = 0;
  }
  return { counts: lower, others, long };
}

/** How often one of some ASCII signs stands in a text. */
export function countOf({ counts }: Survey, signs: string): number {
  let count = 0;
  for (let at = 0; at < signs.length; at += 1) count += counts[signs.charCodeAt(at)] ?? 0;
  return count;
}
