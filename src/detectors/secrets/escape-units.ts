import { isSpace } from '../unit-class.ts';

const ENTITY = /&#\d{2,3};|&#[xX][0-9a-fA-F]{2};|&(?:quot|apos|amp|lt|gt);/y;
const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", amp: '&', lt: '<', gt: '>' };

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
    ENTITY.lastIndex = at;
    const found = ENTITY.exec(text)?.[0];
    if (found !== undefined) return found.length * WIDTH + unescaped(found).charCodeAt(0);
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

function unescaped(entity: string): string {
  const name = /^&([a-z]{2,4});$/.exec(entity)?.[1];
  if (name !== undefined) return ENTITIES[name] ?? entity;
  const isHex = (entity.charCodeAt(2) | 32) === 120;
  return String.fromCharCode(Number.parseInt(entity.slice(isHex ? 3 : 2), isHex ? 16 : 10));
}
