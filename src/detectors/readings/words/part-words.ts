import { knownWords } from '../english/vocabulary.ts';
import { ROOT } from '../english/word-tree.ts';
import { isOfCode } from '../english/words-of-code.ts';
import { goesOnAt, hasLetters, wordEnd, wordFrom } from './signed-words.ts';

/** A word of a part of a lower-case text, which may have signs for letters. */
export interface PartWord {
  readonly start: number;
  readonly end: number;
  /** What it is as it stands: of `letters` that are no known word, or of letters and `signs`, if it is no part of code. */
  readonly kind: 'no letters' | 'known' | 'of code' | 'letters' | 'signs';
}

/** The words of a part of a lower-case text. */
export function wordsIn(text: string, from: number, to: number): PartWord[] {
  const tree = knownWords();
  const words: PartWord[] = [];
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
    if (end === letters) {
      const kind = tree.valueAt(node) > 0 ? 'known' : isOfCode(text, start, end) ? 'of code' : 'letters';
      words.push({ start, end, kind });
    } else {
      const kind = !hasLetters(text, start, end) ? 'no letters' : isOfCode(text, start, end) ? 'of code' : 'signs';
      words.push({ start, end, kind });
    }
    start = wordFrom(text, end, to);
  }
  return words;
}
