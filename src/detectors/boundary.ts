/**
 * Where a word starts. Text that tools return is often JSON, a program or a URL, in which the unit before a key is the end of an
 * escape: `\n`, `\u0022`, `\x22`, `%3D`. What follows an escape follows no word.
 */

/** Behind an escape. */
const ESCAPED = '(?<=\\\\[nrtbfv]|\\\\u[0-9A-Fa-f]{4}|\\\\x[0-9A-Fa-f]{2}|%[0-9A-Fa-f]{2})';

/** Source of an expression for a place that does not follow one of `units`, written as in a class, or follows an escape. */
export const notAfter = (units: string): string => `(?:(?<![${units}])|${ESCAPED})`;

export const NOT_IN_WORD = notAfter('A-Za-z0-9_');

/** For beginnings that base64 has by chance. */
export const NOT_IN_BASE64 = notAfter('A-Za-z0-9_+/');

export const isDigit = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
};

export const isWord = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  const lower = unit | 32; // NaN, outside the text, becomes 32
  return (lower >= 97 && lower <= 122) || (unit >= 48 && unit <= 57) || unit === 95;
};

/** Whether all units between two offsets are hex digits. Looks at the last one first. */
export const isHex = (text: string, from: number, to: number): boolean => {
  for (let at = to - 1; at >= from; at -= 1) {
    const unit = text.charCodeAt(at) | 32;
    if (!(unit >= 97 && unit <= 102) && !isDigit(text, at)) return false;
  }
  return true;
};

/** Whether what stands at an offset follows a word, and not an escape that ends in a letter or digit. */
export const followsWord = (text: string, at: number): boolean => isWord(text, at - 1) && !followsEscape(text, at);

/** Whether what stands at an offset follows a letter or digit that is not the end of an escape. */
export function followsLetterOrDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at - 1);
  const isOne = (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90);
  return isOne && !followsEscape(text, at);
}

export function followsEscape(text: string, at: number): boolean {
  if (text[at - 2] === '\\') return 'nrtbfv'.includes(text[at - 1] ?? ' ');
  if (text[at - 3] === '%') return isHex(text, at - 2, at);
  if (text[at - 4] === '\\') return text[at - 3] === 'x' && isHex(text, at - 2, at);
  return text[at - 6] === '\\' && text[at - 5] === 'u' && isHex(text, at - 4, at);
}
