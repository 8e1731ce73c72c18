import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../../src/tokens/chain/base64url.ts';

describe('bytesOf', () => {
  it('reads the one text that there is for some bytes, and no other', () => {
    const character = fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= '.split(''),
    );
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 9 }), (text) => {
        const bytes = Buffer.from(text, 'base64url');
        const canonical = text !== '' && bytes.toString('base64url') === text;
        expect(bytesOf(text)).toEqual(canonical ? bytes : undefined);
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads what was written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 80 }), (bytes) => {
        expect(bytesOf(Buffer.from(bytes).toString('base64url'))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});
