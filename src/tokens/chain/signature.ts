import { type KeyObject, verify } from 'node:crypto';

/** Whether this is the Ed25519 signature of the text by the key. The one place where signatures are checked. */
export const isSignedBy = (text: string, signature: Buffer, key: KeyObject): boolean =>
  signature.length === 64 && verify(null, Buffer.from(text, 'ascii'), key, signature);
