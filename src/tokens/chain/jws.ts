import { canonical } from '../constraints/json-equality.ts';
import { base64url, bytesOf } from './base64url.ts';
import type { Refuse } from './chain-error.ts';
import type { PublicKey } from './public-key.ts';
import { isSignedBy } from './signature.ts';
import type { Signer } from './signer.ts';
import { JsonError, parseStrictJson } from './strict-json.ts';

/** A JWS in compact form that has been taken apart, with nothing in it believed yet. */
export interface OpenJws {
  /** Header and payload as they were signed. */
  readonly signed: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Buffer;
  readonly signature: Buffer;
}

/** Deep enough for constraints eight deep and the values in them. */
const HEADER_DEPTH = 32;

/** Takes a token apart and reads its header. */
export function openJws(token: string, refuse: Refuse): OpenJws {
  const [first = '', second = '', third, ...more] = token.split('.', 4);
  if (third === undefined || more.length > 0) return refuse('TOKEN_MALFORMED', 'it must have three parts');
  const [header, payload] = [bytesOf(first), bytesOf(second)];
  // None at all is left to the check of the algorithm, which says why.
  const signature = third === '' ? Buffer.alloc(0) : bytesOf(third);
  if (header === undefined || payload === undefined || signature === undefined) {
    return refuse('TOKEN_MALFORMED', 'its three parts must be canonical base64url');
  }
  const signed = token.slice(0, first.length + 1 + second.length);
  return { signed, header: objectIn(header, HEADER_DEPTH, refuse), payload, signature };
}

export const isSigned = ({ signed, signature }: OpenJws, { key }: PublicKey): boolean =>
  isSignedBy(signed, signature, key);

/** The object in bytes of strict JSON. */
export function objectIn(bytes: Buffer, maxDepth: number, refuse: Refuse): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = parseStrictJson(UTF8.decode(bytes), { maxDepth });
  } catch (error) {
    const problem = error instanceof JsonError ? error.message : 'no UTF-8';
    return refuse('TOKEN_MALFORMED', `it is no strict JSON: ${problem}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('TOKEN_MALFORMED', 'it must hold an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Writes and signs. Header and payload are written as RFC 8785 has it, so that the same claims are the same bytes. */
export async function signJws(header: object, payload: object, signer: Signer): Promise<string> {
  const signed = `${base64url(canonical(header))}.${base64url(canonical(payload))}`;
  const signature = await signer.sign(Buffer.from(signed, 'ascii'));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}
