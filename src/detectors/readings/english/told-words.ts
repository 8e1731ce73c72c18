import type { Span } from '../../pattern.ts';
import { lettersAt } from './letter-likeness.ts';
import { pairSum } from './letter-pairs.ts';
import { cipherOf } from './strange-letters.ts';
import { knownShare } from './vocabulary.ts';

/** Share of letters in known words from which a code that is undone is no accident. */
const SURE = 0.5;
/** Letters by which a cipher is told. */
const SAMPLE: Span = { start: 0, end: 64 };
const FEWEST_LETTERS = 20;

/** Whether what a code says, in lower case, is words, or letters that are words once they are moved on or turned round. */
export function isWordsOrCipher(read: string): boolean {
  if (knownShare(read) >= SURE) return true;
  const sample = read.slice(0, SAMPLE.end);
  const letters = lettersAt(sample, 0, sample.length);
  return (
    letters >= FEWEST_LETTERS &&
    cipherOf(sample, { ...SAMPLE, end: sample.length }, pairSum(sample) / letters) !== undefined
  );
}
