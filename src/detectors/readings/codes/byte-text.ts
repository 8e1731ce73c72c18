import { expression } from '../../../expression.ts';
import { knownShare } from '../english/vocabulary.ts';

/** Shorter texts are accidents. */
const SHORTEST = 8;
/** Bytes may say dots and dashes, which are read then. */
const SIGNALS = /^[.\-_ /|\n]+$/;
const LEAST_SIGNALS = 24;
const LETTER = expression(String.raw`[\p{L}\p{N}\s]`, 'gu');

/**
 * Bytes as text, if they are UTF-8 or UTF-16 (a cut at the end may leave half a character) and mostly letters, digits and ordinary
 * punctuation.
 */
export function readable(bytes: Buffer): string | undefined {
  const widened = wide(bytes);
  if (widened === undefined && areNoText(bytes)) return undefined;
  const text = (widened ?? bytes.toString('utf8')).replace(CUT, '');
  const start = text.slice(0, 512);
  const strays = start.match(STRAY)?.length ?? 0;
  const letters = start.match(LETTER())?.length ?? 0;
  const isText = letters >= start.length * 0.7 || (text.length >= LEAST_SIGNALS && SIGNALS.test(text));
  if (text.length < SHORTEST || !isText) return undefined;
  return strays === 0 || (!areTooMany(strays, start.length) && knownShare(start.toLowerCase()) >= SURE)
    ? text
    : undefined;
}

/** What is left of a character that was cut at the end. */
const CUT = /\ufffd.?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: bytes that are not text decode to control characters
const STRAY = /[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]/g;

/**
 * Some stray bytes and control characters change nothing for who reads words: they may stand before them, or for their spaces. Among
 * anything else they tell that bytes are no text.
 */
const areTooMany = (strays: number, units: number): boolean => strays * UNITS_A_STRAY > units + SPARE;
const UNITS_A_STRAY = 5;
const SPARE = 24;
/** Share of letters in known words. */
const SURE = 0.6;

/** The same for bytes that are seldom text: none with a stray byte at its start. */
export const seldomReadable = (bytes: readonly number[]): string | undefined =>
  mayStartText(bytes, bytes.length) ? readable(Buffer.from(bytes)) : undefined;

/** Whether the first of so many bytes may be those of text: by chance they seldom are. Where some are zero, all have to be seen. */
export function mayStartText(first: ArrayLike<number>, length: number): boolean {
  const end = Math.min(first.length, LOOKED_AT);
  for (let at = 0; at < end; at += 1) if (first[at] === 0) return true;
  return straysIn(first, 0, Math.min(first.length, length - SHORTEST, LOOKED_AT * 2), 0) === 0;
}

/** Whether some bytes are mostly those of words: by chance they seldom are. Where some are zero, all have to be seen. */
export function areMostlyText(bytes: ArrayLike<number>, from = 0, to = bytes.length): boolean {
  const most = (to - from) / UNITS_A_STRAY;
  for (let at = from; at < to; at += 1) if (bytes[at] === 0) return true;
  return straysIn(bytes, from, to, most) <= most;
}

/** Whether neither the first bytes nor those in the middle are mostly text. */
function areNoText(bytes: Buffer): boolean {
  const end = Math.max(0, bytes.length - SHORTEST);
  const middle = end >> 1;
  return (
    !areMostlyText(bytes, 0, Math.min(end, LOOKED_AT)) &&
    !areMostlyText(bytes, middle, Math.min(end, middle + LOOKED_AT))
  );
}

/** How many bytes are control characters of ASCII, or what UTF-8 never has, counted until there are more than some. */
function straysIn(bytes: ArrayLike<number>, from: number, to: number, most: number): number {
  let strays = 0;
  let before = 0;
  for (let at = from; at < to && strays <= most; at += 1) {
    const byte = bytes[at] ?? 0;
    if (isStray(byte, before)) strays += 1;
    before = byte;
  }
  return strays;
}

/** Above ASCII no byte stands alone, and none goes on with what has not begun. */
const isStray = (byte: number, before: number): boolean =>
  byte < 0x80
    ? before >= 0xc0 || (byte < 32 && (byte < 9 || byte > 13)) || byte === 127
    : byte > 0xf4 || (byte < 0xc0 && before < 0x80);

/** So many bytes at the start tell how wide its units are. */
const LOOKED_AT = 32;

/** Bytes in which, but for those of a mark at the start, every second one or three of every four are zero, as in ASCII in UTF-16 and UTF-32. */
function wide(bytes: Buffer): string | undefined {
  if (bytes.length < SHORTEST * 2) return undefined;
  const mark = (bytes[0] ?? 0) >= 0xfe && (bytes[1] ?? 0) >= 0xfe ? 2 : 0;
  const zeros = [0, 0, 0, 0];
  const end = Math.min(bytes.length & ~3, LOOKED_AT);
  for (let at = mark; at < end; at += 1) if (bytes[at] === 0) zeros[at & 3] = (zeros[at & 3] ?? 0) + 1;
  if (!zeros.some((count) => count > 0)) return undefined;
  const most = end / 4 - 1;
  const [zero, first, second, third] = zeros.map((count) => count >= most);
  if (zero && first && second) return letters(bytes, 3, 4);
  if (first && second && third) return letters(bytes, 0, 4);
  const even = bytes.subarray(mark, bytes.length & ~1);
  if (first && third) return even.toString('utf16le');
  return zero && second ? Buffer.from(even).swap16().toString('utf16le') : undefined;
}

/** Every so many bytes one. */
const letters = (bytes: Buffer, from: number, step: number): string => {
  const kept = Buffer.alloc(Math.floor(bytes.length / step));
  for (let at = 0; at < kept.length; at += 1) kept[at] = bytes[at * step + from] ?? 0;
  return kept.toString('latin1');
};
