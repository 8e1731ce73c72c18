import { optionError } from '../../options.ts';
import type { Detector } from '../finding.ts';
import type { Pattern } from '../pattern.ts';
import { createPatternDetector } from '../pattern-detector.ts';
import { formsOf } from './known-forms.ts';

/** A shorter value would be found in ordinary words. In UTF-16 units. */
export const SHORTEST_KNOWN = 8;
/** In UTF-16 units. */
export const LONGEST_KNOWN = 4096;
const ANCHOR = 6;

/**
 * Finds exact values that the process itself holds, as they are and as JSON string (also in JSON in JSON), URL-encoded, in HTML
 * entities, in escapes of JavaScript, composed and decomposed, reversed, in hex, and in base64 and base64url at any alignment, also twice.
 * Invisible characters inside are overlooked. This is the surest detector of all: it needs no shape.
 *
 * @param values 8 to 4096 UTF-16 units each
 * @throws `ERR_OPTION_INVALID` for anything else; the message never holds the value
 */
export function knownSecrets(values: readonly string[]): Detector {
  if (!Array.isArray(values)) throw optionError('knownSecrets', '"values" must be an array of strings.');
  const forms = new Set<string>();
  values.forEach((value: unknown, index) => {
    if (typeof value !== 'string' || value.length < SHORTEST_KNOWN || value.length > LONGEST_KNOWN) {
      throw optionError(
        'knownSecrets',
        `value ${index} must be a string of ${SHORTEST_KNOWN} to ${LONGEST_KNOWN} characters. Shorter values occur in ordinary text: leave them out.`,
      );
    }
    for (const form of formsOf(value)) if (form.length >= SHORTEST_KNOWN) forms.add(form);
  });
  // Longest first, so that a form that another one starts with does not take its place.
  return createPatternDetector('known-secrets', [...forms].sort((a, b) => b.length - a.length).map(exactly));
}

const exactly = (form: string): Pattern => ({
  rule: 'known-secret',
  severity: 'high',
  anchors: [form.slice(0, ANCHOR)],
  reach: form.length,
  before: 0,
  match: (text, at) => (text.startsWith(form, at) ? { start: at, end: at + form.length } : undefined),
  open: (text, at) => text.length - at < form.length && form.startsWith(text.slice(at)),
});
