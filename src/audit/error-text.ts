import * as types from 'node:util/types';
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
    const { kind, message } = described(current);
    parts.push(
      kind === '' || message === '' ? kind + message.slice(0, MAX_READ) : `${kind}: ${message.slice(0, MAX_READ)}`,
    );
    length += (parts[depth]?.length ?? 0) + Math.max(0, message.length - MAX_READ);
    const cause = read(current, 'cause');
    if (cause === undefined || cause === current) break;
    current = cause;
  }
  return clean(parts.join(' <- '), MAX_ERROR_LENGTH, length);
}

function described(error: unknown): { readonly kind: string; readonly message: string } {
  if (typeof error === 'string') return { kind: '', message: error };
  if (typeof error !== 'object' || error === null)
    return { kind: '', message: `threw ${error === null ? 'null' : typeof error}` };
  const [name, message] = [read(error, 'name'), read(error, 'message')];
  const said = typeof message === 'string' ? message : '';
  if (said !== '' && isGuardError(error)) return { kind: '', message: said }; // its code is in the record
  return { kind: typeof name === 'string' && name !== '' ? name.slice(0, MAX_READ) : 'object', message: said };
}

function read(value: unknown, key: 'name' | 'message' | 'cause'): unknown {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined;
  try {
    return (value as { readonly [name: string]: unknown })[key];
  } catch {
    return undefined;
  }
}
