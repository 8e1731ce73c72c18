import { lengthFeature, MARKS, type Sentence } from './features.ts';

/** Sentences `from` to `to`, the last one left out. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Length of a passage in UTF-16 units; each begins about half a passage behind the one before. */
const PASSAGE = 1600;

/** The passages that the wide model reads: all of the text, in stretches of whole sentences that overlap. */
export function passagesOf(sentences: readonly Sentence[]): Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  let to = 0;
  while (to < sentences.length) {
    const start = sentences[from]?.start ?? 0;
    to = Math.max(to, from + 1);
    while (to < sentences.length && (sentences[to]?.end ?? 0) - start < PASSAGE) to += 1;
    stretches.push({ from, to });
    let next = from + 1;
    while (next < to && (sentences[next]?.start ?? 0) - start < PASSAGE / 2) next += 1;
    from = next;
  }
  return stretches;
}

const counts = new Int32Array(MARKS);

/** What the wide model sees in a passage: which marks stand in at least one, two or four of its sentences. */
export function wideFeatures(sentences: readonly Sentence[], { from, to }: Stretch, features: number[]): void {
  features.length = 0;
  let words = 0;
  for (let at = from; at < to; at += 1) {
    const sentence = sentences[at];
    if (sentence === undefined) break;
    words += sentence.words;
    for (const mark of sentence.marks) {
      const count = (counts[mark] ?? 0) + 1;
      counts[mark] = count;
      if (count === 1) features.push(wideMark(mark, 0));
      else if (count === 2) features.push(wideMark(mark, 1));
      else if (count === 4) features.push(wideMark(mark, 2));
    }
  }
  for (let at = from; at < to; at += 1) for (const mark of sentences[at]?.marks ?? []) counts[mark] = 0;
  features.push(lengthFeature(words));
}

const LENGTHS = 16;

/** The feature of the wide model for a mark: 0 seen, 1 seen twice, 2 seen four times. */
export const wideMark = (mark: number, often: 0 | 1 | 2): number => LENGTHS + often * MARKS + mark;
