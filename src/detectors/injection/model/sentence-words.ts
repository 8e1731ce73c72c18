import { once } from '../../../once.ts';
import type { Span } from '../../pattern.ts';
import { EMPTY, hashOf, lengthened } from '../text-hash.ts';
import { APOSTROPHE, isWordUnit, standsAlone } from './words.ts';

/** A sentence is cut after so many words. */
export const MOST_WORDS = 64;
const LONGEST_WORD = 40;

/** All numbers are one word to the model. */
const NUMBER = 48;

/** Where a sentence stands, where its first word starts and its last one ends. */
export interface Place extends Span {
  readonly first: number;
  readonly last: number;
}

/** What a unit is: nothing, part of a word, a word by itself, or a sign that may end a sentence. */
const IN_WORD = 1;
const ALONE = 2;
const SIGN = 3;

const kindsOfUnits = once(() => {
  const kinds = new Uint8Array(0x10000);
  for (let unit = 0; unit < kinds.length; ) {
    // Between these, units are of one kind by sixteens.
    const end = unit < 0x100 || unit >= 0xff00 ? unit + 1 : unit + 0x10;
    if (isWordUnit(unit)) kinds.fill(standsAlone(unit) ? ALONE : IN_WORD, unit, end);
    unit = end;
  }
  for (const sign of ['\n', '.', '!', '?', '<', '\u3002']) kinds[sign.charCodeAt(0)] = SIGN;
  return kinds;
});

/** The words of the sentence at hand. */
const words = new Int32Array(MOST_WORDS);

/** Reads the sentences of a lower-case text that have words: calls `read` with the hashes of the words of each, of which `length` count. */
export function eachSentence(lower: string, read: (words: Int32Array, length: number, place: Place) => void): void {
  const kinds = kindsOfUnits();
  const { length } = lower;
  let count = 0;
  let start = 0;
  let first = 0;
  let last = 0;
  for (let at = 0; at < length; ) {
    const from = at;
    const unit = lower.charCodeAt(at);
    const kind = kinds[unit] ?? 0;
    at += 1;
    if (kind === 0) continue;
    if (kind !== SIGN) {
      let word: number | undefined = lengthened(EMPTY, unit);
      let unitBefore = unit;
      if (kind === IN_WORD) {
        const furthest = Math.min(length, from + LONGEST_WORD);
        for (; at < furthest; at += 1) {
          const next = lower.charCodeAt(at);
          if (kinds[next] !== IN_WORD) break;
          word = lengthened(word, next);
          unitBefore = next;
        }
      }
      if (unit === APOSTROPHE || unitBefore === APOSTROPHE) {
        word = withoutApostrophes(lower, from, at);
        if (word === undefined) continue;
      } else if (isDigit(unit)) word = NUMBER;
      if (count === 0) first = from;
      last = at;
      words[count] = word;
      count += 1;
    }
    if (kind === SIGN ? endsSentence(lower, at, unit) : count === MOST_WORDS) {
      if (count > 0) read(words, count, { start, end: at, first, last });
      count = 0;
      start = at;
    }
  }
  if (count > 0) read(words, count, { start, end: length, first, last });
}

function endsSentence(text: string, next: number, unit: number): boolean {
  if (unit === 10 || unit === 0x3002 || (unit === 60 && text.charCodeAt(next) === 33)) return true; // also before a comment
  return (unit === 46 || unit === 33 || unit === 63) && !(text.charCodeAt(next) > 32);
}

/** The hash of a word without the apostrophes round it, if anything is left. */
function withoutApostrophes(text: string, from: number, to: number): number | undefined {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) === APOSTROPHE) start += 1;
  while (end > start && text.charCodeAt(end - 1) === APOSTROPHE) end -= 1;
  if (start === end) return undefined;
  return isDigit(text.charCodeAt(start)) ? NUMBER : hashOf(text, start, end);
}

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
