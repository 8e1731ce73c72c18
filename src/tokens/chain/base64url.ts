const ALPHABET = /^[A-Za-z0-9_-]+$/;

/** Characters whose last four, or two, bits are zero: what may stand at the end of one, or two, bytes. */
const ENDS: readonly (string | undefined)[] = [undefined, '', 'AQgw', 'AEIMQUYcgkosw048'];

/**
 * The bytes of unpadded base64url, or undefined. The bits that the last character does not need must be zero: otherwise
 * two texts would be one token, and a token could not be known by its text. https://www.rfc-editor.org/rfc/rfc4648#section-3.5
 */
export function bytesOf(text: string): Buffer | undefined {
  if (!ALPHABET.test(text)) return undefined;
  const ends = ENDS[text.length % 4];
  if (ends !== undefined && !ends.includes(text.charAt(text.length - 1))) return undefined;
  return text.length % 4 === 1 ? undefined : Buffer.from(text, 'base64url');
}

export const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
