import { isWord } from '../boundary.ts';
import { endOfRun, isMember, unitClass } from '../unit-class.ts';
import { type Decoded, type Encoding, firstAbove } from './encoded-text.ts';

/** Two literals that a program puts together, or a line that goes on behind a backslash. */
const JOINT =
  /\\?["'`][ \t]{0,8}(?:\r?\n[ \t]{0,24})?[+.&][ \t]{0,8}(?:\r?\n[ \t]{0,24})?\\?["'`](?=[\w+/=.~%-])|\\\r?\n[ \t]{0,24}(?=[\w+/=.~%-])/y;
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
  alignments: 1,
  fragments: (anchor) => [[anchor, 0, anchor.length]],
  nothingUntil(text, at) {
    if (isInWord(text, at)) return at + 1;
    const end = endOfPiece(text, at, at + AT_ONCE);
    if (end === at + AT_ONCE) return end - FURTHEST;
    return jointAt(text, end, text.length) === 0 ? Math.max(end, at + 1) : at;
  },
  walk(text, from, visit) {
    for (let index = from; ; index += 1) {
      if (!isMember(OF_PIECE, text, index)) {
        const length = jointAt(text, index, text.length);
        if (length === 0) return;
        index += length;
      }
      if (!visit(text.charCodeAt(index), index, index + 1)) return;
    }
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

/** Length of the joint at an offset, or 0. */
function jointAt(text: string, at: number, limit: number): number {
  JOINT.lastIndex = at;
  return at < limit && JOINT.test(text) && JOINT.lastIndex < limit ? JOINT.lastIndex - at : 0;
}
