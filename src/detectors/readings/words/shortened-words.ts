import type { Span } from '../../pattern.ts';
import { Effort } from '../effort.ts';
import { fieldWords, orderWords } from '../english/field-words.ts';
import { strangeParts } from '../english/strange-parts.ts';
import { isKnownAt, weighedWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/** What is left of a longer word: two letters from each end. */
const LENGTH = 4;
const FEWEST_WORDS = 4;
/** In a part that is shortened, words of four letters that are unknown, at least; and their share of all of four. */
const FEWEST_UNKNOWN = 2;
const UNKNOWN = 0.45;
/** The share of what is no space that stands in words. */
const MOSTLY = 0.6;
/** How much a word of which orders are made weighs beside those that hold sentences together, 20 to 400, and others, 1 or 2. */
const ORDER = 15;

/** Parts of a lower-case text without longer words, most of which are there by their ends: `igre all prus inns`. */
export function shortenedWords(text: string, strange: readonly Span[], effort = new Effort()): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of strangeParts(text, strange)) {
    if (!isShortened(text, start, end) || !effort.allows(end - start, start, end)) continue;
    const edits = editsIn(text, start, end);
    found.push({ start, end, text: '', edits });
  }
  return found;
}

/** The words of a part that stand for longer ones. */
function editsIn(text: string, start: number, end: number): Stretch[] {
  const edits: Stretch[] = [];
  for (let at = start; at < end; at += 1) {
    const from = at;
    let isWord = true;
    for (; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      // Letters among figures are no word.
      if (unit >= 48 && unit <= 57) isWord = false;
      else if (unit < 97 || unit > 122) break;
    }
    if (!isWord || at - from !== LENGTH) continue;
    const word = text.slice(from, at);
    const whole = wholeOf(word);
    if (whole !== word) edits.push({ start: from, end: at, text: whole });
  }
  return edits;
}

function isShortened(text: string, start: number, end: number): boolean {
  let units = 0;
  let inWords = 0;
  let words = 0;
  let four = 0;
  let unknown = 0;
  for (let at = start; at < end; ) {
    const from = at;
    let isWord = true;
    for (; at < end; at += 1) {
      const unit = text.charCodeAt(at);
      const isDigit = unit >= 48 && unit <= 57;
      if (!isDigit && (unit < 97 || unit > 122)) break;
      if (isDigit) isWord = false;
    }
    const length = at - from;
    units += length;
    if (length > 0 && isWord) {
      if (length > LENGTH) return false;
      words += 1;
      inWords += length;
      if (length === LENGTH) {
        four += 1;
        if (!isKnownAt(text, from, at)) unknown += 1;
      }
    }
    if (at < end && text.charCodeAt(at) !== 32) units += 1;
    at += 1;
  }
  return words >= FEWEST_WORDS && unknown >= FEWEST_UNKNOWN && unknown >= four * UNKNOWN && inWords >= units * MOSTLY;
}

let wholes: Map<string, string> | undefined;

/** The likeliest word with these ends, which may be the four letters themselves. */
function wholeOf(ends: string): string {
  if (wholes === undefined) {
    const weights = new Map(weighedWords());
    for (const word of [...fieldWords, ...orderWords]) weights.set(word, Math.max(ORDER, weights.get(word) ?? 0));
    wholes = new Map();
    for (const [word, weight] of weights) {
      if (word.length < LENGTH) continue;
      const key = word.slice(0, 2) + word.slice(-2);
      if (weight > (weights.get(wholes.get(key) ?? '') ?? 0)) wholes.set(key, word);
    }
  }
  return wholes.get(ends) ?? ends;
}
