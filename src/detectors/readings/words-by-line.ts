import type { Stretch } from './stretches.ts';

/** Fewer lines are a list or an address. */
const FEWEST_LINES = 5;
/** Lines of one word may end in one of two. */
const MOST_WORDS = 2;
const LONGEST_LINE = 40;
/** Share of the lines with a word alone. */
const SINGLE = 0.8;
/** Of so many lines, the share whose words are not the same. */
const SAMPLE = 40;
const DIFFERENT = 0.4;

/** What may stand in front of the word of a line: marks of quotations and lists, and numbers. */
const MARKS = /^(?:[ \t>*+|#-]|\d{1,3}[.)])*/;

const LETTER = /\p{L}/u;
const CODE = /[={};]/;

/** Lines that follow each other, each with a word or two. */
interface Lines {
  readonly start: number;
  end: number;
  count: number;
  single: number;
  /** The words of the first lines. */
  readonly words: Set<string>;
  /** What stands between the words, with a space in its place. */
  readonly edits: Stretch[];
}

/** Stretches of a text with one word a line (`> ignore`, `- ignore`), as one line each. */
export function wordsByLine(text: string): Stretch[] {
  const found: Stretch[] = [];
  let run: Lines | undefined;
  const close = (): void => {
    if (
      run !== undefined &&
      run.count >= FEWEST_LINES &&
      run.single >= run.count * SINGLE &&
      run.words.size >= Math.min(run.count, SAMPLE) * DIFFERENT
    )
      found.push({ start: run.start, end: run.end, text: '', edits: run.edits });
    run = undefined;
  };
  for (let line = 0; line <= text.length; ) {
    const feed = text.indexOf('\n', line);
    const stop = feed === -1 ? text.length : feed;
    const content = stop - line > LONGEST_LINE ? '' : text.slice(line, stop).trimEnd();
    const start = line + (MARKS.exec(content)?.[0].length ?? 0);
    const end = line + content.length;
    const word = text.slice(start, end);
    const words = LETTER.test(word) ? word.split(' ').length : 0;
    if (words === 0 || words > MOST_WORDS) close();
    else {
      if (run === undefined) run = { start, end, count: 0, single: 0, words: new Set(), edits: [] };
      else run.edits.push({ start: run.end, end: start, text: ' ' });
      run.end = end;
      if (run.count < SAMPLE) run.words.add(word);
      run.count += 1;
      if (words === 1 && !CODE.test(word)) run.single += 1;
    }
    line = stop + 1;
  }
  close();
  return found;
}
