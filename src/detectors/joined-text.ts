import { isWord } from './boundary.ts';
import { type Encoding, Units } from './encoded-text.ts';

/** Two literals that a program puts together, or a line that goes on behind a backslash. */
const JOINT =
  /\\?["'`][ \t]{0,8}(?:\r?\n[ \t]{0,24})?[+.&][ \t]{0,8}(?:\r?\n[ \t]{0,24})?\\?["'`](?=[\w+/=.~%-])|\\\r?\n[ \t]{0,24}(?=[\w+/=.~%-])/y;
/** All that can be the beginning of one. */
const START = /\\?["'`]?[ \t]{0,8}\r?\n?[ \t]{0,24}[+.&]?[ \t]{0,8}\r?\n?[ \t]{0,24}\\?["'`]?/y;
const PIECE = /[\w+/=.~%-]{1,400}/y;
/** How far from its beginning a key in pieces is read, in UTF-16 units. */
const FURTHEST = 380;

/** A key that is written in pieces: `"abc" + "def"`. Where there is only one piece nothing is decoded: it is read as it is. */
export const joined: Encoding = {
  reason: 'joined',
  widest: 2,
  fragments: (anchor) => [[anchor, 0]],
  decode(text, at) {
    const limit = Math.min(text.length, at + FURTHEST);
    const units = new Units();
    if (isWord(text, at - 1) && text[at - 1] !== '_') return units.upTo(false); // no key starts inside a word
    let index = endOfPiece(text, at, limit);
    let from = at;
    for (let length = jointAt(text, index, limit); length > 0; length = jointAt(text, index, limit)) {
      pushAll(units, text, from, index);
      from = index + length;
      index = endOfPiece(text, from, limit);
    }
    if (units.length > 0) pushAll(units, text, from, index);
    START.lastIndex = index;
    START.test(text);
    return units.upTo(index < at + FURTHEST && Math.max(START.lastIndex, index) >= text.length);
  },
};

function endOfPiece(text: string, from: number, limit: number): number {
  PIECE.lastIndex = from;
  return PIECE.test(text) ? Math.min(PIECE.lastIndex, limit) : from;
}

/** Length of the joint at an offset, or 0. */
function jointAt(text: string, at: number, limit: number): number {
  JOINT.lastIndex = at;
  return at < limit && JOINT.test(text) && JOINT.lastIndex < limit ? JOINT.lastIndex - at : 0;
}

function pushAll(units: Units, text: string, from: number, to: number): void {
  for (let index = from; index < to; index += 1) units.push(text[index] ?? '', index, index + 1);
}
