import { optionError } from '../options.ts';
import type { Detector } from './finding.ts';
import type { Pattern } from './pattern.ts';
import { createPatternDetector } from './pattern-detector.ts';

/** A shorter value would be found in ordinary words. */
const SHORTEST = 8;
const LONGEST = 4096;
const ANCHOR = 6;

/**
 * Finds exact values that the process itself holds, as they are and as JSON string (also in JSON in JSON), URL-encoded, composed and decomposed, hex, base64 and base64url at
 * any alignment. This is the surest detector of all: it needs no shape.
 *
 * @param values 8 to 4096 UTF-16 units each
 * @throws `ERR_OPTION_INVALID` for anything else; the message never holds the value
 */
export function knownSecrets(values: readonly string[]): Detector {
  if (!Array.isArray(values)) throw optionError('knownSecrets', '"values" must be an array of strings.');
  const forms = new Set<string>();
  values.forEach((value: unknown, index) => {
    if (typeof value !== 'string' || value.length < SHORTEST || value.length > LONGEST) {
      throw optionError(
        'knownSecrets',
        `value ${index} must be a string of ${SHORTEST} to ${LONGEST} characters. Shorter values occur in ordinary text: leave them out.`,
      );
    }
    for (const form of formsOf(value)) if (form.length >= SHORTEST) forms.add(form);
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

function* formsOf(given: string): Generator<string> {
  for (const value of new Set([given, given.normalize('NFC'), given.normalize('NFD')])) {
    yield* textFormsOf(value);
    yield* byteFormsOf(Buffer.from(value, 'utf8'));
  }
}

function* textFormsOf(value: string): Generator<string> {
  let inJson = value;
  for (let round = 0; round < 3; round += 1) {
    yield inJson;
    inJson = JSON.stringify(inJson).slice(1, -1);
  }
  yield JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'); // as PHP writes it
  const encoded = [
    percentEncoded(value),
    encodeURIComponentOrSame(value),
    new URLSearchParams([[value, '']]).toString().slice(0, -1),
  ];
  for (const form of encoded) {
    yield form;
    yield form.replace(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase());
  }
}

function* byteFormsOf(bytes: Buffer): Generator<string> {
  yield bytes.toString('hex');
  yield bytes.toString('hex').toUpperCase();
  for (let shift = 0; shift < 3; shift += 1) {
    // The first and last units of a shifted form depend on what stands beside the value: they are cut off.
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = Math.floor(shifted.length / 3) * 4;
    const form = shifted.toString('base64').slice(shift === 0 ? 0 : 4, whole);
    yield form;
    yield form.replaceAll('+', '-').replaceAll('/', '_');
  }
}

const percentEncoded = (value: string): string =>
  value.replace(/[^A-Za-z0-9]/gu, (unit) =>
    [...Buffer.from(unit, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );

/** Lone surrogates have no URL form. */
function encodeURIComponentOrSame(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value) : value;
}
