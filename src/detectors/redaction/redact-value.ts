import { GuardError, isGuardError } from '../../errors.ts';
import { mapLeaves } from '../leaves.ts';
import { type JsonReader, redactJson } from './redact-json.ts';
import type { Redacted, RedactionStream, Redactor, Treatment } from './redact-text.ts';

/** What redacts the results of one call: whole values and texts that come in pieces. */
export interface Cleaner {
  /** The value with its strings redacted, JSON in strings as JSON; the same value where nothing was found. */
  value(value: unknown): unknown;
  text(text: string): string;
  /** JSON text, so that it stays JSON; other text as text. */
  json(text: string): string;
  stream(): RedactionStream;
}

/** @throws in `value`, `ERR_OUTPUT_INVALID` for what cannot be walked */
export function createCleaner(redactor: Redactor, redacted: Redacted, treatment?: Treatment): Cleaner {
  let reported = 0;
  const report: Redacted = (rule) => {
    reported += 1;
    redacted(rule);
  };
  const probe: Treatment = {
    of: (rule) => (treatment?.of(rule) === 'keep' ? 'keep' : 'mask'),
    write: () => undefined, // no value is written down anywhere
  };
  const text = (given: string): string => redactor.redact(given, report, treatment);
  const reader: JsonReader = {
    text,
    value: (key, given) => redactJson(given, reader) ?? redactField(redactor, key, given, probe, report, treatment),
    finds(given) {
      let found = false;
      redactor.redact(given, () => (found = true), probe);
      return found;
    },
    changes: (given) => redactor.redact(given, undefined, probe) !== given,
    announces: (key) => ANNOUNCES.test(key),
    reported: () => reported,
  };
  return {
    text,
    json: (given) => redactJson(given, reader) ?? text(given),
    stream: () => redactor.stream(redacted, treatment),
    value(value) {
      try {
        return mapLeaves(value, (leaf, _, key) => reader.value(typeof key === 'string' ? key : '', leaf));
      } catch (error) {
        if (!isGuardError(error) || error.kind !== 'invalid') throw error;
        throw new GuardError('ERR_OUTPUT_INVALID', `The result cannot be redacted: ${error.message}`, { cause: error });
      }
    },
  };
}

/**
 * A value whose key announces a secret is read together with its key, as it would be in a file: `{ password: '...' }` says
 * what neither of both says alone.
 */
function redactField(
  redactor: Redactor,
  key: string,
  text: string,
  probe: Treatment,
  redacted: Redacted,
  treatment: Treatment | undefined,
): string {
  if (!ANNOUNCES.test(key) || text.length > LONGEST_FIELD || /["\n]/.test(text)) {
    return redactor.redact(text, redacted, treatment);
  }
  const before = `${key}="`;
  const field = `${before}${text}"`;
  const probed = redactor.redact(field, undefined, probe);
  // A finding that took the key or the quote with it is one without the key as well.
  if (!probed.startsWith(before) || !probed.endsWith('"')) return redactor.redact(text, redacted, treatment);
  return redactor.redact(field, redacted, treatment).slice(before.length, -1);
}

const ANNOUNCES = /^(?=[\w.-]{1,60}$).*(?:key|token|secret|credential|auth|signature|pass|pwd)/i;
const LONGEST_FIELD = 1000;
