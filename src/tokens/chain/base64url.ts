const ALPHABET = /^[A-Za-z0-9_-]+$/;

/**
 * The bytes of unpadded base64url, or undefined. The bits that the last character does not need must be zero: otherwise
 * two texts would be one token, and a token could not be known by its text. https://www.rfc-editor.org/rfc/rfc4648#section-3.5
 */
export function bytesOf(text: string): Buffer | undefined {
  if (!ALPHABET.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

export const base64url = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');
