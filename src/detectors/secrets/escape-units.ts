import { isSpace } from '../unit-class.ts';

/** Entities with names, and what they stand for. */
const ENTITIES: readonly (readonly [entity: string, unit: string])[] = [
  ['&quot;', '"'],
  ['&apos;', "'"],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
];

/** One more than any unit. */
export const WIDTH = 0x10000;

/** The unit at an offset, and `WIDTH` times the length of its form, or -1. */
export function unitAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (isPlain(unit)) return WIDTH + unit;
  if (unit === PERCENT) {
    const byte = byteAt(text, at + 1);
    if (byte !== -1) return 3 * WIDTH + byte;
  } else if (unit === BACKSLASH) {
    const digits = digitsBehind(text, text.charCodeAt(at + 1) === BACKSLASH ? at + 2 : at + 1);
    const byte = digits === -1 ? -1 : byteAt(text, digits);
    if (byte !== -1) return (digits + 2 - at) * WIDTH + byte;
  } else if (unit === AMPERSAND) {
    const found = text.charCodeAt(at + 1) === HASH ? numbered(text, at) : named(text, at);
    if (found !== -1) return found;
  }
  return Number.isNaN(unit) || isSpace(unit) ? -1 : WIDTH + unit;
}

/** Behind `u00` and `x`. */
function digitsBehind(text: string, at: number): number {
  const letter = text.charCodeAt(at);
  if (letter === 120) return at + 1;
  return letter === 117 && text.charCodeAt(at + 1) === 48 && text.charCodeAt(at + 2) === 48 ? at + 3 : -1;
}

const PERCENT = 37;
const AMPERSAND = 38;
const HASH = 35;
const SEMICOLON = 59;
const BACKSLASH = 92;

/** Visible ASCII that begins no escape. */
const isPlain = (unit: number): boolean =>
  unit > 32 && unit < 127 && unit !== PERCENT && unit !== AMPERSAND && unit !== BACKSLASH;

/** The byte that two hex digits write at an offset, or -1. */
export function byteAt(text: string, at: number): number {
  const high = digitAt(text, at);
  const low = digitAt(text, at + 1);
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function digitAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 48 && unit <= 57) return unit - 48;
  const letter = unit | 32; // NaN, outside the text, becomes 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** `&#x41;` with two digits, `&#65;` with two or three. */
function numbered(text: string, at: number): number {
  if ((text.charCodeAt(at + 2) | 32) === 120) {
    const byte = byteAt(text, at + 3);
    return byte !== -1 && text.charCodeAt(at + 5) === SEMICOLON ? 6 * WIDTH + byte : -1;
  }
  let unit = 0;
  for (let index = at + 2; index <= at + 5; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit >= 0 && digit <= 9) unit = unit * 10 + digit;
    else return digit + 48 === SEMICOLON && index >= at + 4 ? (index + 1 - at) * WIDTH + unit : -1;
  }
  return -1;
}

function named(text: string, at: number): number {
  for (const [entity, unit] of ENTITIES)
    if (text.startsWith(entity, at)) return entity.length * WIDTH + unit.charCodeAt(0);
  return -1;
}
