import { isWord } from '../boundary.ts';
import { endOfRun, isMember, unitClass } from '../unit-class.ts';
import { type Decoded, type Encoding, firstAbove } from './encoded-text.ts';
import { behindBlanks } from './gives.ts';

/** What two literals are put together with, and where they begin and end. */
const OPERATOR = unitClass('[+.&]');
const QUOTE = unitClass('["\'`]');
const BACKSLASH = 92;
const CARRIAGE_RETURN = 13;
const LINE_FEED = 10;
/** Most blanks before a line end or a sign, and at the start of a line. */
const BLANKS = 8;
const INDENT = 24;
/** All that can be the beginning of one. */
const START = /\\?["'`]?[ \t]{0,8}\r?\n?[ \t]{0,24}[+.&]?[ \t]{0,8}\r?\n?[ \t]{0,24}\\?["'`]?/y;
const OF_PIECE = unitClass('[\\w+/=.~%-]');
/** How far from its beginning a key in pieces is read, in UTF-16 units. */
const FURTHEST = 380;
/** Most units in which a joint is looked for at once. */
const AT_ONCE = 4096;

/** A key that is written in pieces: `"abc" + "def"`. Where there is only one piece nothing is decoded: it is read as it is. */
export const joined: Encoding = {
  reason: 'joined',
  widest: 2,
  dense: false,
  group: 1,
  period: 0,
  run: unitClass('\\S'),
  enough: 384,
  alignments: 1,
  fragments: (anchor) => [[anchor, 0, anchor.length]],
  nothingUntil(text, at) {
    if (isInWord(text, at)) return at + 1;
    const end = endOfPiece(text, at, at + AT_ONCE);
    if (end > at + FURTHEST) return end - FURTHEST; // a joint behind it is none of this place
    return jointAt(text, end, text.length) === 0 ? Math.max(end, at + 1) : at;
  },
  read(text, from, most, { units, starts, ends }) {
    let count = 0;
    for (let index = from; count < most; index += 1) {
      if (!isMember(OF_PIECE, text, index)) {
        const length = jointAt(text, index, text.length);
        if (length === 0) break;
        index += length;
      }
      units[count] = text.charCodeAt(index);
      starts[count] = index;
      ends[count] = index + 1;
      count += 1;
    }
    return count;
  },
  last(decoded, first, at) {
    const last = firstAbove(decoded.starts, at + FURTHEST - 1, first);
    return hasJoint(decoded, first, last) ? last : first;
  },
  open(text, at) {
    if (isInWord(text, at)) return false;
    const limit = Math.min(text.length, at + FURTHEST);
    let index = endOfPiece(text, at, limit);
    for (let length = jointAt(text, index, limit); length > 0; length = jointAt(text, index, limit))
      index = endOfPiece(text, index + length, limit);
    START.lastIndex = index;
    START.test(text);
    return index < at + FURTHEST && Math.max(START.lastIndex, index) >= text.length;
  },
};

/** No key starts inside a word. */
const isInWord = (text: string, at: number): boolean => isWord(text, at - 1) && text[at - 1] !== '_';

const hasJoint = ({ starts }: Decoded, first: number, last: number): boolean =>
  (starts[last - 1] ?? 0) - (starts[first] ?? 0) > last - 1 - first;

const endOfPiece = (text: string, from: number, limit: number): number =>
  Math.max(from, endOfRun(OF_PIECE, text, from, Math.min(text.length, limit, from + AT_ONCE)));

/** Length of the joint at an offset, or 0: two literals that a program puts together, or a line that goes on behind a backslash. */
function jointAt(text: string, at: number, limit: number): number {
  const isEscaped = text.charCodeAt(at) === BACKSLASH;
  const quote = isEscaped ? at + 1 : at;
  let end = isMember(QUOTE, text, quote)
    ? behindOperator(text, quote + 1)
    : isEscaped
      ? behindLineEnd(text, quote)
      : -1;
  if (end === quote) end = -1;
  return end !== -1 && end < limit && isMember(OF_PIECE, text, end) ? end - at : 0;
}

/** Behind the sign between two literals and the quote of the second, or -1. */
function behindOperator(text: string, from: number): number {
  const sign = behindLineEnd(text, behindBlanks(text, from, BLANKS));
  if (!isMember(OPERATOR, text, sign)) return -1;
  const next = behindLineEnd(text, behindBlanks(text, sign + 1, BLANKS));
  const quote = text.charCodeAt(next) === BACKSLASH ? next + 1 : next;
  return isMember(QUOTE, text, quote) ? quote + 1 : -1;
}

/** Behind a line end and the blanks of the next line, or the offset. */
function behindLineEnd(text: string, from: number): number {
  const at = text.charCodeAt(from) === CARRIAGE_RETURN ? from + 1 : from;
  return text.charCodeAt(at) === LINE_FEED ? behindBlanks(text, at + 1, INDENT) : from;
}
