import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

const FEWEST_PAUSES = 6;
/** Units between two words, at most. */
const LONGEST_PAUSE = 12;
const SPACE = 32;

/** What ends a sentence, or stands for a pause. A comma and a hyphen stand between words of ordinary text, a stroke in tables. */
const PAUSE = /(?:[.!?;:~*/\\+=^#&\u2026\u2013\u2014]+|-{2,}|,{2,})(?=\s)|[.\u2026]{2,}/;

/** Rows of a lower-case text with the same pause behind each word (`ignore ... all ... previous`), without them. */
export function pausedWords(text: string, { words } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  let edits: Stretch[] = [];
  let pause = '';
  let start = 0;
  const close = (end: number): void => {
    if (edits.length >= FEWEST_PAUSES) found.push({ start, end, text: '', edits });
    edits = [];
  };
  for (let word = 0; word + 2 < words.length; word += 2) {
    const end = words[word + 1] ?? 0;
    const next = words[word + 2] ?? 0;
    if (next === end + 1) {
      // A sign in a word goes on with it.
      if (edits.length > 0 && text.charCodeAt(end) <= SPACE) close(end);
      continue;
    }
    if (edits.length === 0 && (words[word + 4] ?? 0) - (words[word + 3] ?? 0) <= 1) continue;
    const gap = next - end > LONGEST_PAUSE ? '' : text.slice(end, next);
    const isSigns = !/[0-9\n]/.test(gap);
    const isSame = isSigns && edits.length > 0 && gap.includes(pause);
    const sign = isSame ? pause : isSigns ? (PAUSE.exec(gap)?.[0] ?? '') : '';
    if (!isSame) close(end);
    if (sign === '') continue;
    if (edits.length === 0) {
      start = words[word] ?? 0;
      pause = sign;
    }
    edits.push({ start: end, end: next, text: ' ' });
  }
  close(words.at(-1) ?? 0);
  return found;
}
