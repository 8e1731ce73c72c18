import type { Span } from '../../pattern.ts';
import { strangeParts } from '../english/strange-parts.ts';
import { knownShareAt } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/** The same keys, from the top left to the bottom right, on keyboards for English. */
const QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const DVORAK = "',.pyfgcrl/=aoeuidhtns-;qjkxbmwvz";

/** By unit below U+0080: what the key of one keyboard gives on another. */
const keysOf = (from: string, to: string): Uint8Array => {
  const keys = Uint8Array.from({ length: 128 }, (_, unit) => unit);
  for (let at = 0; at < from.length; at += 1) keys[from.charCodeAt(at)] = to.charCodeAt(at);
  return keys;
};

const KEYBOARDS: readonly Uint8Array[] = [keysOf(DVORAK, QWERTY), keysOf(QWERTY, DVORAK)];

/** One of so many units of a line is a sign in front of a letter, at least: the key of the commonest letter gives one. */
const SIGNS = 36;
/** Units by which a line is judged, and share of the letters in known words, at least. */
const SAMPLE = 120;
const READABLE = 0.65;

/**
 * Lines of a lower-case text that were typed as on another keyboard.
 *
 * @param strange what of it is unlike English, in rising order
 */
export function otherKeyboards(text: string, strange: readonly Span[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of strangeParts(text, strange)) {
    if (!hasSignsInWords(text, start, end)) continue;
    const stop = Math.min(end, start + SAMPLE);
    const keys = KEYBOARDS.find((tried) => knownShareAt(text, start, stop, tried, READABLE) >= READABLE);
    if (keys !== undefined) found.push({ start, end, text: typed(text, start, end, keys) });
  }
  return found;
}

/** Whether a line has so many signs that letters stand behind, in front of them or both, as a word of such letters has. */
function hasSignsInWords(text: string, start: number, end: number): boolean {
  let signs = 0;
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit === 46 || unit === 44 || unit === 39 || unit === 59) && isLetter(text.charCodeAt(at + 1))) signs += 1;
  }
  return signs * SIGNS >= end - start;
}

const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;

function typed(text: string, start: number, end: number, keys: Uint8Array): string {
  let read = '';
  for (let at = start; at < end; at += 1) {
    const unit = text.charCodeAt(at);
    read += String.fromCharCode(unit < 128 ? (keys[unit] ?? unit) : unit);
  }
  return read;
}
