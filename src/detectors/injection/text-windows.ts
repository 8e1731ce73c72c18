import type { Span } from '../pattern.ts';

/** Units of a window, and from its start to where a blank line is looked for at most. */
const LEAST = 64 * 1024;
const MOST = 96 * 1024;
/** What a window repeats of the one before: more than a passage that the model judges at once. */
const OVERLAP = 2048;
/** Before a break between words stands so much text with so many breaks, as in words and not in the lines of a code. */
const WORDS = 192;
const BREAKS = 16;

/**
 * The windows in which a long text is read, in order: what a processor works on stays near it, and what stands in one place makes
 * the rest no dearer. They are cut at blank lines, or else behind a sign between words, so that no code is cut in two whose lines hold
 * together; each repeats the end of the one before. A text of less than 192 Ki units is one window, and so is one without such places.
 */
export function* textWindows(text: string): Generator<Span, void, undefined> {
  const { length } = text;
  let start = 0;
  while (length - start >= 2 * MOST) {
    const end = blankLine(text, start + LEAST, start + MOST) ?? breakBetweenWords(text, start + LEAST);
    if (end === undefined) break;
    yield { start, end };
    start = overlapStart(text, end);
  }
  yield { start, end: length };
}

/** Where the text behind the first blank line from `from` to `to` starts. */
function blankLine(text: string, from: number, to: number): number | undefined {
  const found = /\n\r?\n/.exec(text.slice(from, to));
  return found === null ? undefined : from + found.index + found[0].length;
}

function breakBetweenWords(text: string, from: number): number | undefined {
  const sign = /[.,;:!?)\]}>"]\s/g;
  sign.lastIndex = from;
  for (let found = sign.exec(text); found !== null; found = sign.exec(text)) {
    const end = found.index + 2;
    const breaks = text.slice(end - WORDS, end).match(/\s/g);
    if (breaks !== null && breaks.length >= BREAKS) return end;
  }
  return undefined;
}

/** Where the window behind a cut starts: behind a line or a word, so that none is read from its middle. */
function overlapStart(text: string, cut: number): number {
  const from = cut - OVERLAP;
  const before = text.slice(from, cut);
  const line = before.slice(0, OVERLAP / 2).indexOf('\n');
  const at = line === -1 ? before.search(/\s/) : line;
  return at === -1 ? cut : from + at + 1;
}
