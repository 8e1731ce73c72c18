import { isIdentifier, isScrambled } from './identifier.ts';
import { isPlaceholder } from './placeholder.ts';
import {
  CAPITAL,
  CAPITAL_HEX,
  DASH,
  DIGIT,
  DOT,
  EQUALS,
  LETTER,
  OTHER,
  SMALL,
  SMALL_HEX,
  unitsOf,
} from './units-of.ts';

/** Shannon entropy of the units of a text, in bits a unit: 0 for `aaaa`, about 3.5 to 4 for English, above 4.5 for long random base64. */
function entropy(text: string): number {
  let others: Map<number, number> | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 128) COUNTS[unit] = (COUNTS[unit] ?? 0) + 1;
    else {
      others ??= new Map();
      others.set(unit, (others.get(unit) ?? 0) + 1);
    }
  }
  let weighted = 0;
  // Each is put back to 0 where it is first seen: most values have few of the 128 units.
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const count = COUNTS[unit] ?? 0;
    if (count === 0) continue;
    COUNTS[unit] = 0;
    weighted += weightOf(count);
  }
  for (const count of others?.values() ?? []) weighted += weightOf(count);
  return Math.log2(text.length) - weighted / text.length;
}

/** Of ASCII, for one call at a time. All 0 between calls. */
const COUNTS = new Uint32Array(128);

const weightOf = (count: number): number => WEIGHTS[count] ?? count * Math.log2(count);

/** Of counts up to the length of most values. */
const WEIGHTS = Float64Array.from({ length: 256 }, (_, count) => (count < 2 ? 0 : count * Math.log2(count)));

const EXPRESSION =
  /^(?:[a-zA-Z_]{1,40}[.(]){2}|^(?:this|self|self\.\w{1,40}|req|ctx|config|process|os|env|args?|opts?|options|params|props|data|event|state)\./;
/** `a.b=c.d`, as minified programs have it. */
const ASSIGNMENTS = /^(?:[a-zA-Z_$][\w$]{0,40}(?:\.[a-zA-Z_$][\w$]{0,40}){1,6}=(?!=|$)){1,6}/;
/** A path, a file, a slug: at least two parts that are words or numbers. */
const PARTS = /^[/.]?(?:(?:[A-Z]?[a-z]{1,24}|[A-Z]{1,24}|[a-z]\d{1,2}|\d{1,14})(?:[-_/.]|$)){2,40}$/;
/** Names of a program: `pkcs8_key_info`, `win32api.RegOpenKeyEx`. */
const NAMES = /^[A-Za-z]{1,24}(?:\d{1,3}[A-Za-z]{0,24})?(?:[_.][A-Za-z]{1,24}(?:\d{1,3}[A-Za-z]{0,24})?){1,12}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a file, behind its folder. */
const EXTENSION = /\.[A-Za-z][A-Za-z0-9]{1,4}$/;
/**
 * Whether a value of 12 or more units looks random rather than written. Of hex digits 2.7 bits a unit are asked, as 32 of them
 * have at least by chance, of others 3.3, and of short ones what their length allows.
 */
export function looksRandom(value: string): boolean {
  const kinds = unitsOf(value);
  if ((kinds & LETTER) === 0) return false;
  const isHex = (kinds & ~(DIGIT | SMALL_HEX)) === 0 || (kinds & ~(DIGIT | CAPITAL_HEX)) === 0;
  // What is cheap comes first: hostile text is full of names with a value.
  if (value.length < 20 && (kinds & ~(DIGIT | SMALL_HEX | CAPITAL_HEX)) === 0) return false; // checksums and ids
  if (entropy(value) < (isHex ? 2.7 : value.length < 20 ? 3 : 3.3)) return false;
  if ((kinds & DIGIT) === 0 && !isScrambled(value)) return false;
  if ((kinds & (DOT | OTHER)) !== 0 && EXPRESSION.test(value)) return false;
  if ((kinds & DASH) !== 0 && value.includes('/') && (value.includes('://') || EXTENSION.test(value))) return false;
  if ((kinds & EQUALS) !== 0 && (kinds & DOT) !== 0 && ASSIGNMENTS.test(value)) return false;
  if ((kinds & (DOT | DASH)) !== 0 && (PARTS.test(value) || isName(value))) return false;
  return !(isPlaceholder(value) || isIdentifier(value));
}

/** Whether a value is the name of something in a program, with its module. */
export const isName = (value: string): boolean => NAMES.test(value);

/** A UUID is random, and mostly the name of something. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** Whether a value has small letters, capitals and digits. */
export function isMixed(value: string): boolean {
  const kinds = unitsOf(value);
  return (kinds & DIGIT) !== 0 && (kinds & (SMALL_HEX | SMALL)) !== 0 && (kinds & (CAPITAL_HEX | CAPITAL)) !== 0;
}

/** Whether a token is more than its prefix and one repeated unit, as `ghp_xxxxxxxx` in documentation. */
export const isVaried = (value: string): boolean =>
  hasDifferent(value, 5, Math.max(0, value.length - 16), value.length);

/** Whether the units behind the prefix of four are many: base64 of zeros is full of `A`. */
export const startsVaried = (value: string): boolean => hasDifferent(value, 12, 4, Math.min(34, value.length));

/** Whether a part of a value has so many units or more that are not the same. */
export function hasDifferent(value: string, least: number, from = 0, to = value.length): boolean {
  let different = 0;
  for (let at = from; at < to && different < least; at += 1) {
    const unit = value.charCodeAt(at);
    let before = at - 1;
    while (before >= from && value.charCodeAt(before) !== unit) before -= 1;
    if (before < from) different += 1;
  }
  return different >= least;
}
