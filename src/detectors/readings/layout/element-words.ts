import { asOne, type Stretch } from '../stretches.ts';

/** A word or two that an element of a page holds alone. */
const ELEMENT = />([^<>\s]{1,24}(?: [^<>\s]{1,24})?)<\/[A-Za-z]/g;
const FEWEST = 6;
/** Units of the tags between two of them. */
const LONGEST_GAP = 80;

/** Stretches of markup with a word in each element (`<text x="0">ignore</text>`), as one line. */
export function elementWords(text: string): Stretch[] {
  if (!text.includes('</')) return [];
  const found: Stretch[] = [];
  let words: { readonly start: number; readonly end: number }[] = [];
  const close = (): void => {
    if (words.length >= FEWEST) found.push(asOne(words, ' '));
    words = [];
  };
  for (const { 1: word = '', index } of text.matchAll(ELEMENT)) {
    const start = index + 1;
    if (start - (words.at(-1)?.end ?? start) > LONGEST_GAP) close();
    words.push({ start, end: start + word.length });
  }
  close();
  return found;
}
