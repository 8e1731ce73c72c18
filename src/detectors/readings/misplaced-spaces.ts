import type { Span } from '../pattern.ts';
import { lettersAt, mayBeCut } from './letter-likeness.ts';
import { strangeParts } from './strange-parts.ts';
import type { Stretch } from './stretches.ts';
import { cutIntoWords, knownShare, knownShareAt } from './vocabulary.ts';

const FEWEST_LETTERS = 16;
const FEWEST_SPACES = 4;
/** Code has more signs than so many units one, and leaves more letters alone than one in so many words. */
const SIGNS = 6;
const SINGLES = 4;
/** Shares of letters in known words: in the words as they are cut, at least; and so much more than before. */
const READABLE = 0.8;
const GAINED = 0.3;
/** Mean letters a word: chance cuts letters into shorter ones. */
const MEAN_LETTERS = 3.2;
/** Most of the spaces of ordinary text stand between words that are cut: a share of them, at most. */
const IN_PLACE = 0.4;
/** Units that are tried before a part is. */
const TRIED = 60;
const DOUBT = 0.15;

/** By unit below U+0080: signs that prose has not. */
const isOfCode = new Uint8Array(128);
for (const sign of '{}[]<>=;*_`/\\') isOfCode[sign.charCodeAt(0)] = 1;
const MOST_OF_CODE = 1;

/** Stretches of a lower-case text that are English once its letters are put together and cut into words anew. */
export function misplacedSpaces(text: string, strange: readonly Span[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { start, end } of strangeParts(text, strange)) {
    const read = cutAnew(text, start, end);
    if (read !== undefined) found.push({ start, end, text: read });
  }
  return found;
}

function cutAnew(text: string, start: number, end: number): string | undefined {
  const stop = Math.min(end, start + TRIED);
  const share = knownShareAt(text, start, stop);
  if (share + GAINED > 1 || !isProse(text, start, stop) || !mayBeCut(text, start, stop)) return undefined;
  const sample = text.slice(start, stop);
  if (knownShare(cut(sample)) < Math.max(READABLE, share + GAINED) - DOUBT) return undefined;
  const before = text.slice(start, end);
  const read = cut(before);
  return isReadable(read, knownShare(before)) && spacesInPlace(before, read) <= IN_PLACE ? read : undefined;
}

/** Whether a text has letters enough to tell, spaces, few other signs and hardly one of code. */
function isProse(text: string, start: number, end: number): boolean {
  let spaces = 0;
  let ofCode = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 32) spaces += 1;
    else if (unit < 128) ofCode += isOfCode[unit] ?? 0;
  }
  if (ofCode > MOST_OF_CODE) return false;
  const letters = lettersAt(text, start, end);
  const units = end - start - spaces;
  return spaces >= FEWEST_SPACES && letters >= FEWEST_LETTERS && (units - letters) * SIGNS <= units;
}

/** The share of the spaces of a text that stand where one stands once it is cut anew. */
function spacesInPlace(before: string, after: string): number {
  let spaces = 0;
  let same = 0;
  let at = 0;
  for (const unit of before) {
    const isSpace = unit === ' ';
    const stands = after[at] === ' ';
    if (isSpace) spaces += 1;
    if (isSpace && stands) same += 1;
    if (isSpace) continue;
    if (stands) at += 1;
    at += unit.length;
  }
  return same / spaces;
}

const cut = (text: string): string =>
  text
    .replaceAll(' ', '')
    .replace(/[a-z]+/g, (letters) => cutIntoWords(letters).join(' '))
    .replace(/([,.:;!?])(?=[a-z])/g, '$1 ');

function isReadable(read: string, before: number): boolean {
  const words = read.match(/[a-z]+/g) ?? [];
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const singles = words.filter((word) => word.length === 1 && word !== 'a' && word !== 'i').length;
  if (singles * SINGLES > words.length) return false;
  return letters >= words.length * MEAN_LETTERS && knownShare(read) >= Math.max(READABLE, before + GAINED);
}
