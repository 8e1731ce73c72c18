import { types } from 'node:util';
import { isGuardError } from '../errors.ts';
import type { TextCleaner } from './text.ts';

const MAX_ERROR_LENGTH = 2048;
const MAX_CAUSES = 3;
/** Of one message, more than the redactor will look at: a message of 10 MB is not copied. */
const MAX_READ = 16_384;

/**
 * What a thrown value says, for the operator: its message and those of up to 3 causes. Anything can be thrown, so every read
 * may fail, and a Proxy is not read at all.
 */
export function errorText(error: unknown, clean: TextCleaner): string {
  const parts: string[] = [];
  let length = 0;
  let current = error;
  for (let depth = 0; depth <= MAX_CAUSES; depth++) {
    const said = describe(current);
    parts.push(said.slice(0, MAX_READ));
    length += said.length;
    const cause = read(current, 'cause');
    if (cause === undefined || cause === current) break;
    current = cause;
  }
  return clean(parts.join(' <- '), MAX_ERROR_LENGTH, length);
}

function describe(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return `threw ${error === null ? 'null' : typeof error}`;
  const message = read(error, 'message');
  if (isGuardError(error) && typeof message === 'string') return message; // its code is in the record
  const name = read(error, 'name');
  const kind = typeof name === 'string' && name !== '' ? name : 'object';
  return typeof message === 'string' && message !== '' ? `${kind}: ${message}` : kind;
}

function read(value: unknown, key: 'name' | 'message' | 'cause'): unknown {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
  try {
    return (value as { readonly [name: string]: unknown })[key];
  } catch {
    return undefined;
  }
}
