/** Longest text shown, in UTF-16 units: of a longer one the start and the end are shown, and how much is left out. */
const MAX_SHOWN = 400;

// Controls, format characters (bidi, zero-width, tags), separators, private use, unassigned, lone surrogates, combining
// marks that overprint, and fillers that look like nothing.
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Mn}\p{Me}\u115F\u1160\u3164\uFFA0\u2800]|(?! )\p{Zs}/gu;

/** A text on one line, cut in the middle where it is long: whatever could move, hide or forge text is written as an escape. */
export function visibleText(text: string): string {
  if (text.length <= MAX_SHOWN) return escaped(text);
  const part = MAX_SHOWN / 2;
  const head = text.slice(0, part).replace(/[\uD800-\uDBFF]$/, ''); // half a character is none
  const tail = text.slice(-part).replace(/^[\uDC00-\uDFFF]/, '');
  const left = text.length - head.length - tail.length;
  return `${escaped(head)} ... ${left} characters left out ... ${escaped(tail)}`;
}

/** A value as JSON on one line, with a note where its letters may be taken for others. */
export function visibleValue(value: unknown): string {
  const json = JSON.stringify(value) ?? 'undefined';
  return visibleText(json) + (looksLikeOthers(json) ? ' [letters that look like others: look twice]' : '');
}

/** A name as it is where it is plain, else quoted: with a colon in it, it would look like another name and its value. */
export const visibleName = (name: string): string => (/^[\w.$-]{1,128}$/.test(name) ? name : visibleValue(name));

const escaped = (text: string): string =>
  text.replace(HIDDEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`);

const WORD = /[\p{L}\p{N}.@-]+/gu;
const LATIN = /\p{Script=Latin}/u;
const LIKE_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}]/u;

/** A word with Latin letters and letters of a script that has look-alikes of them, or with Latin letters in disguise: mathematical, full-width. */
function looksLikeOthers(text: string): boolean {
  if (!/[\u0080-\uFFFF]/.test(text)) return false;
  for (const [word] of text.matchAll(WORD)) {
    if (!/[\u0080-\uFFFF]/.test(word)) continue;
    if (LATIN.test(word) && LIKE_LATIN.test(word)) return true;
    const plain = word.normalize('NFKC');
    if (plain !== word && asciiLetters(plain) > asciiLetters(word)) return true;
  }
  return false;
}

const asciiLetters = (text: string): number => text.length - text.replace(/[A-Za-z]/g, '').length;
