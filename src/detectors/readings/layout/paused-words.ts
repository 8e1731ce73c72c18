import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

const FEWEST_PAUSES = 6;
/** Units between two words, at most. */
const LONGEST_PAUSE = 12;
const SPACE = 32;

/** What ends a sentence, or stands for a pause. A comma and a hyphen stand between words of ordinary text, a stroke in tables. */
const PAUSE = /(?:[.!?;:~*/\\+=^#&\u2026\u2013\u2014]+|-{2,})(?=\s)|[.\u2026]{2,}/;

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
      const sign = text.charCodeAt(end);
      if (sign > SPACE && edits.length === 0 && mayGoOn(text, (words[word + 4] ?? 0) - 1, sign)) {
        const last = gluedEnd(text, words, word);
        if (last > word) {
          found.push(partedBy(text, words, word, last));
          word = last - 2;
          continue;
        }
      }
      // A sign in a word goes on with it.
      if (edits.length > 0 && sign <= SPACE) close(end);
      continue;
    }
    if (edits.length === 0 && ((words[word + 4] ?? 0) - (words[word + 3] ?? 0) <= 1 || !hasPause(text, end, next)))
      continue;
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

/** Whether one of the signs of a pause stands between two words. */
function hasPause(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 128 || isPause[unit] === 1) return true;
  }
  return false;
}

const isPause = new Uint8Array(128);
for (const sign of '.!?;:~*/\\+=^#&-') isPause[sign.charCodeAt(0)] = 1;

/** The last word of a row of words with the same sign between any two, behind a mark where there is one, or the word itself. */
function gluedEnd(text: string, words: Int32Array, word: number): number {
  const sign = text.charCodeAt(words[word + 1] ?? 0);
  let last = word;
  let glued = 0;
  for (; last + 2 < words.length; last += 2) {
    const end = words[last + 1] ?? 0;
    const next = words[last + 2] ?? 0;
    if (isGluedBy(text, end, next, sign)) glued += 1;
    else if (text.charCodeAt(end) !== APOSTROPHE || next !== end + 1) break;
  }
  return glued >= FEWEST_GLUED ? last : word;
}

const mayGoOn = (text: string, at: number, sign: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit === sign || unit === APOSTROPHE;
};

/** Names in programs and paths have fewer. */
const FEWEST_GLUED = 7;
const LONGEST_GLUE = 4;
const APOSTROPHE = 39;

function isGluedBy(text: string, start: number, end: number, sign: number): boolean {
  if (end - start > LONGEST_GLUE || text.charCodeAt(end - 1) !== sign) return false;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) <= SPACE) return false;
  return true;
}

function partedBy(text: string, words: Int32Array, first: number, last: number): Stretch {
  const edits: Stretch[] = [];
  for (let word = first; word < last; word += 2) {
    const start = words[word + 1] ?? 0;
    const end = words[word + 2] ?? 0;
    if (text.charCodeAt(start) !== APOSTROPHE || end > start + 1) edits.push({ start: end - 1, end, text: ' ' });
  }
  return { start: words[first] ?? 0, end: words[last + 1] ?? 0, text: '', edits };
}
