import fc from 'fast-check';
import { expect, it } from 'vitest';
import { room } from '../../../src/detectors/secrets/encoded-text.ts';
import { joined } from '../../../src/detectors/secrets/joined-text.ts';

const JOINT =
  /\\?["'`][ \t]{0,8}(?:\r?\n[ \t]{0,24})?[+.&][ \t]{0,8}(?:\r?\n[ \t]{0,24})?\\?["'`](?=[\w+/=.~%-])|\\\r?\n[ \t]{0,24}(?=[\w+/=.~%-])/y;

/** Where each unit lies of pieces that the expression joins. */
function startsOf(text: string): number[] {
  const starts: number[] = [];
  for (let at = 0; ; at += 1) {
    if (!/[\w+/=.~%-]/.test(text.charAt(at))) {
      JOINT.lastIndex = at;
      if (!JOINT.test(text)) return starts;
      at = JOINT.lastIndex;
    }
    starts.push(at);
  }
}

it('pieces are joined by what the expression says', () => {
  const part = fc.constantFrom(
    '"',
    "'",
    '\\',
    ' ',
    '\t',
    '\r\n',
    '\n',
    '+',
    '.',
    '&',
    'a',
    '=',
    ';',
    ' '.repeat(8),
    '" + "',
    '\\\n  ',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      const text = parts.join('');
      const into = room(200);
      const read = joined.read(text, 0, 200, into);
      expect([...into.starts.slice(0, read)]).toEqual(startsOf(text));
    }),
    { numRuns: 5000 },
  );
});
