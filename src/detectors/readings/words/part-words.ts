import { ROOT } from '../english/packed-tree.ts';
import { knownWords } from '../english/vocabulary.ts';
import { isOfCode } from '../english/words-of-code.ts';
import { goesOnAt, hasLetters, wordEnd, wordFrom } from './signed-words.ts';

/** What a word is as it stands: of letters that are no known word, or of letters and signs, if it is no part of code. */
export const NO_LETTERS = 0;
export const KNOWN = 1;
export const OF_CODE = 2;
export const LETTERS = 3;
export const SIGNS = 4;

/** Words of a part of a lower-case text, which may have signs for letters: by place in the part, where each starts and ends, and what it is. */
export interface PartWords {
  count: number;
  /** By what a word is, how many are so. */
  readonly counts: Uint16Array;
  starts: Int32Array;
  ends: Int32Array;
  kinds: Uint8Array;
}

const partOf = (most: number): PartWords => ({
  count: 0,
  counts: new Uint16Array(SIGNS + 1),
  starts: new Int32Array(most),
  ends: new Int32Array(most),
  kinds: new Uint8Array(most),
});

let words = partOf(256);

/** The words of a part of a lower-case text. What it gives is written anew by the next call. */
export function wordsIn(text: string, from: number, to: number): PartWords {
  // Between two words stands one unit at least.
  if (to - from >= 2 * words.starts.length) words = partOf(to - from);
  const { starts, ends, kinds, counts } = words;
  counts.fill(0);
  const tree = knownWords();
  let count = 0;
  for (let start = wordFrom(text, from, to); start < to; ) {
    let end = start;
    let node = ROOT;
    for (; end < to; end += 1) {
      const unit = text.charCodeAt(end);
      if (unit < 97 || unit > 122) break;
      if (node !== 0) node = tree.step(node, unit);
    }
    const letters = end;
    if (goesOnAt(text, end, to)) end = wordEnd(text, start, to);
    const isWord = end === letters;
    let kind = isWord && tree.valueAt(node) > 0 ? KNOWN : NO_LETTERS;
    if (kind === NO_LETTERS && (isWord || hasLetters(text, start, end)))
      kind = isOfCode(text, start, end) ? OF_CODE : isWord ? LETTERS : SIGNS;
    kinds[count] = kind;
    counts[kind] = (counts[kind] ?? 0) + 1;
    starts[count] = start;
    ends[count] = end;
    count += 1;
    start = wordFrom(text, end, to);
  }
  words.count = count;
  return words;
}
