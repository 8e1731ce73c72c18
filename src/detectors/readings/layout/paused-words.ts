import type { Stretch } from '../stretches.ts';
import { edgeAt, surveyOf } from '../survey.ts';

const FEWEST_PAUSES = 6;
/** Units between two words, at most. */
const LONGEST_PAUSE = 12;
const SPACE = 32;

/** By unit below U+0080: what ends a sentence, or stands for a pause. A comma stands between words of ordinary text, a stroke in tables. */
const isPause = new Uint8Array(128);
for (const sign of '.!?;:~*/\\+=^#&-') isPause[sign.charCodeAt(0)] = 1;
/** By unit below U+0080: what no pause has beside it. */
const endsRow = new Uint8Array(128).fill(1, 48, 58);
endsRow[10] = 1;

/**
 * Rows of a lower-case text with the same pause behind each word (`ignore ... all ... previous`), or the same sign between any two
 * (`ignore_all_previous`), without them.
 */
export function pausedWords(text: string, { words, touching } = surveyOf(text)): Stretch[] {
  return [...paused(text, words), ...gluedWords(text, words, touching)].sort((a, b) => a.start - b.start);
}

function paused(text: string, words: Int32Array): Stretch[] {
  const found: Stretch[] = [];
  let edits: Stretch[] = [];
  let pause = 0;
  let start = 0;
  const close = (end: number): void => {
    if (edits.length >= FEWEST_PAUSES) found.push({ start, end, text: '', edits });
    edits = [];
  };
  for (let word = 0; word + 2 < words.length; word += 2) {
    const end = edgeAt(words, word + 1);
    const next = edgeAt(words, word + 2);
    if (next === end + 1) {
      // A sign in a word goes on with it.
      if (edits.length > 0 && text.charCodeAt(end) <= SPACE) close(end);
      continue;
    }
    if (edits.length > 0 && pauseAt(text, end, next, pause) === 0) close(end);
    if (edits.length === 0) {
      // Most have another behind the next word, or none.
      pause = pauseAt(text, end, next, 0);
      if (pause === 0 || pauseAt(text, edgeAt(words, word + 3), edgeAt(words, word + 4), pause) === 0) continue;
      start = edgeAt(words, word);
    }
    edits.push({ start: end, end: next, text: ' ' });
  }
  close(words.at(-1) ?? 0);
  return found;
}

/** The unit of a pause between two words, the given one if there is one; 0 if there is none. */
function pauseAt(text: string, start: number, end: number, given: number): number {
  if (end - start > LONGEST_PAUSE || end - start < 2) return 0;
  let found = 0;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 128 && endsRow[unit] === 1) return 0;
    const isOne = given === 0 ? (unit < 128 ? isPause[unit] === 1 : unit > 0x2000) : unit === given;
    if (isOne && found === 0) found = unit;
  }
  return found;
}

/** Rows of words without white space between them, with the same sign between most. */
function gluedWords(text: string, words: Int32Array, touching: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  let last = -1;
  for (let nth = 0; nth + FEWEST_GLUED <= touching.length; nth += 1) {
    const word = touching[nth] ?? 0;
    if (word < last || touching[nth + FEWEST_GLUED - 1] !== word + 2 * (FEWEST_GLUED - 1)) continue;
    last = gluedEnd(text, words, word);
    if (last > word) found.push(partedBy(text, words, word, last));
  }
  return found;
}

/** The last word of a row of words with the same sign between any two, behind a mark where there is one, or the word itself. */
function gluedEnd(text: string, words: Int32Array, word: number): number {
  const sign = text.charCodeAt(edgeAt(words, word + 1));
  if (sign < 128 && endsRow[sign] === 1) return word;
  let last = word;
  let glued = 0;
  for (; last + 2 < words.length; last += 2) {
    const end = edgeAt(words, last + 1);
    const next = edgeAt(words, last + 2);
    if (isGluedBy(text, end, next, sign)) glued += 1;
    else if (text.charCodeAt(end) !== APOSTROPHE || next !== end + 1) break;
  }
  return glued >= FEWEST_GLUED ? last : word;
}

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
    const start = edgeAt(words, word + 1);
    const end = edgeAt(words, word + 2);
    if (text.charCodeAt(start) !== APOSTROPHE || end > start + 1) edits.push({ start: end - 1, end, text: ' ' });
  }
  return { start: edgeAt(words, first), end: edgeAt(words, last + 1), text: '', edits };
}
