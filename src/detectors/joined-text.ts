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
    let joints = 0;
    for (let index = at; ; joints += 1) {
      PIECE.lastIndex = index;
      const end = Math.min(index + (PIECE.exec(text)?.[0].length ?? 0), limit);
      for (; index < end; index += 1) units.push(text[index] ?? '', index, index + 1);
      JOINT.lastIndex = index;
      const length = index < limit ? JOINT.exec(text)?.[0].length : undefined;
      if (length === undefined || index + length >= limit) {
        START.lastIndex = index;
        START.test(text);
        const open = index < at + FURTHEST && Math.max(START.lastIndex, index) >= text.length;
        return joints === 0 ? new Units().upTo(open) : units.upTo(open);
      }
      index += length;
    }
  },
};
