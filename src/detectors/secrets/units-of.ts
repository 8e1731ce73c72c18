/** What a value is made of. Each is a bit, so that one pass answers what many expressions would ask. */
export const SMALL_HEX = 1;
export const SMALL = 2;
export const CAPITAL_HEX = 4;
export const CAPITAL = 8;
export const DIGIT = 16;
export const DOT = 32;
export const EQUALS = 64;
/** `-`, `_` and `/`. */
export const DASH = 128;
export const OTHER = 256;
/** Said besides `OTHER`. */
const NOT_ASCII = 512;
export const LETTER = SMALL_HEX | SMALL | CAPITAL_HEX | CAPITAL;

const KIND = Uint16Array.from({ length: 128 }, (_, code) => {
  const unit = String.fromCharCode(code);
  if (/[a-f]/.test(unit)) return SMALL_HEX;
  if (/[a-z]/.test(unit)) return SMALL;
  if (/[A-F]/.test(unit)) return CAPITAL_HEX;
  if (/[A-Z]/.test(unit)) return CAPITAL;
  if (/\d/.test(unit)) return DIGIT;
  if (unit === '.') return DOT;
  if (unit === '=') return EQUALS;
  return /[-_/]/.test(unit) ? DASH : OTHER;
});

/** The kinds of all units of a text, as bits. */
export function unitsOf(text: string): number {
  let kinds = 0;
  for (let at = 0; at < text.length; at += 1) kinds |= KIND[text.charCodeAt(at)] ?? OTHER | NOT_ASCII;
  return kinds;
}
