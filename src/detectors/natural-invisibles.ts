import { expression } from '../expression.ts';

/** Invisible characters, and where they have a natural use. */

export const isVariationSelector = (point: number): boolean =>
  (point >= 0xfe00 && point <= 0xfe0f) ||
  (point >= 0xe0100 && point <= 0xe01ef) ||
  (point >= 0x180b && point <= 0x180d);

export const isBidiControl = (point: number): boolean =>
  (point >= 0x202a && point <= 0x202e) ||
  (point >= 0x2066 && point <= 0x2069) ||
  point === 0x200e ||
  point === 0x200f ||
  point === 0x061c;

const INVISIBLE = new Set([
  0xad, 0x34f, 0x115f, 0x1160, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0x2065, 0x206a,
  0x206b, 0x206c, 0x206d, 0x206e, 0x206f, 0x3164, 0xfeff, 0xffa0,
]);
export const isInvisible = (point: number): boolean => INVISIBLE.has(point);

/** Arabic, Indic and South-East Asian scripts use joiners and zero-width spaces to write; Hangul has fillers. */
const joins = (point: number): boolean =>
  ((point >= 0x600 && point <= 0x109f) ||
    (point >= 0x1780 && point <= 0x18af) ||
    (point >= 0x1100 && point <= 0x11ff) ||
    (point >= 0x3000 && point <= 0x9fff) ||
    (point >= 0xac00 && point <= 0xd7ff) ||
    (point >= 0xfb50 && point <= 0xfdff)) &&
  !isInvisible(point);

const isEmoji = (point: number): boolean =>
  point === 0xfe0f ||
  point === 0x20e3 ||
  (point >= 0x1f3fb && point <= 0x1f3ff) ||
  (point >= FIRST_PICTURE && !isInvisible(point) && PICTURE.test(String.fromCodePoint(point)));

const PICTURE = /\p{Extended_Pictographic}/u;
/** The first emoji above the signs of Latin-1. */
const FIRST_PICTURE = 0x203c;

const VARIED = expression(String.raw`[\p{Emoji}\p{S}\p{P}]`, 'u');
const VARIED_TEXT = expression(String.raw`[\p{S}\p{Lo}\p{P}]`, 'u');

/** Whether a variation selector has something before it that it can vary: emoji, symbols, keycaps, ideographs, Mongolian. */
export function variesSomething(base: number, selector: number): boolean {
  if (isVariationSelector(base) || base === 0) return false;
  if (selector >= 0xe0100) return /\p{Unified_Ideograph}/u.test(String.fromCodePoint(base));
  if (selector >= 0x180b && selector <= 0x180d) return base >= 0x1800 && base <= 0x18af;
  if (selector >= 0xfe0e)
    return base > 0xa8 ? VARIED().test(String.fromCodePoint(base)) : /[#*0-9]/.test(String.fromCodePoint(base));
  return base > 0xff && VARIED_TEXT().test(String.fromCodePoint(base));
}

/** Scripts whose letters or marks join: Arabic, Syriac, Indic, Tibetan, Hebrew and the like. */
const JOINING = expression(String.raw`[\p{M}\p{Lo}]`, 'u');
const LETTER = /\p{L}/u;
const NUMBER = /\p{N}/u;

/**
 * Whether an invisible character has a natural use between two others: joiners between letters that join and between emoji, one
 * that keeps letters of one word from joining (German), a word joiner between a number and its unit.
 *
 * @param alone whether none of its kind stands one letter away, as where every letter of a word is parted
 */
export function mayStand(point: number, before: number, next: number, alone: boolean): boolean {
  if (joins(before) || joins(next) || (isEmoji(before) && isEmoji(next))) return true;
  if (before === 0 || next === 0) return false;
  const left = String.fromCodePoint(before);
  const right = String.fromCodePoint(next);
  if (point === 0x200c || point === 0x200d) {
    if (isInvisible(before) || isInvisible(next)) return false;
    if (JOINING().test(left) || JOINING().test(right)) return true;
    return point === 0x200c && alone && LETTER.test(left) && LETTER.test(right);
  }
  if (point !== 0x2060) return false;
  return (NUMBER.test(left) && LETTER.test(right)) || (LETTER.test(left) && NUMBER.test(right));
}

/** Whether the unit at an offset does not stand two units before or behind as well. */
export function isAlone(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return text.charCodeAt(at - 2) !== unit && text.charCodeAt(at + 2) !== unit;
}

/** The flags of England, Texas and the like: a black flag, a region in tag characters, and the tag that ends it. */
export const isFlagOfRegion = (text: string, start: number, end: number, region: string): boolean =>
  text.slice(Math.max(0, start - 2), start) === '\u{1f3f4}' &&
  text.slice(end - 2, end) === '\u{e007f}' &&
  /^[a-z]{2}[a-z0-9]{1,3}$/.test(region);

const LONGEST_ISOLATE = 64;

/** Where the isolate closes that opens before an offset, if it holds a name or the like and no other control, or -1. */
export function closesIsolate(text: string, from: number): number {
  for (let at = from; at <= from + LONGEST_ISOLATE && at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x2069) return at > from ? at : -1;
    if (unit === 10 || isBidiControl(unit)) return -1;
  }
  return -1;
}
