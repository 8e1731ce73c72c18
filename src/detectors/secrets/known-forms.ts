/** The ways in which a value is usually written. Some are alike, some are too short to be told from other text. */
export function* formsOf(given: string): Generator<string> {
  for (const value of new Set([given, given.normalize('NFC'), given.normalize('NFD')])) {
    yield* textFormsOf(value);
    yield* byteFormsOf(Buffer.from(value, 'utf8'));
    yield [...value].reverse().join('');
  }
}

function* textFormsOf(value: string): Generator<string> {
  let inJson = value;
  for (let round = 0; round < 3; round += 1) {
    yield inJson;
    inJson = JSON.stringify(inJson).slice(1, -1);
  }
  yield JSON.stringify(value).slice(1, -1).replaceAll('/', '\\/'); // as PHP writes it
  yield* entityFormsOf(value);
  yield* escapeFormsOf(value);
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
  yield* base64FormsOf(bytes, 2);
}

function* base64FormsOf(bytes: Buffer, rounds: number): Generator<string> {
  for (let shift = 0; shift < 3; shift += 1) {
    // The first and last units of a shifted form depend on what stands beside the value: they are cut off.
    const shifted = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = Math.floor(shifted.length / 3) * 4;
    const form = shifted.toString('base64').slice(shift === 0 ? 0 : 4, whole);
    yield form;
    yield form.replaceAll('+', '-').replaceAll('/', '_');
    if (rounds > 1) yield* base64FormsOf(Buffer.from(form, 'latin1'), rounds - 1);
  }
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Of HTML: what must be escaped, with the quote in its three spellings; all that is no letter or digit; all of it. */
function* entityFormsOf(value: string): Generator<string> {
  for (const quote of ['&#39;', '&#x27;', '&apos;']) yield value.replace(/[&<>"']/g, (unit) => NAMED[unit] ?? quote);
  for (const which of [/[^A-Za-z0-9]/gu, /./gsu]) {
    yield value.replace(which, (unit) => `&#${unit.codePointAt(0)};`);
    yield value.replace(which, (unit) => `&#x${unit.codePointAt(0)?.toString(16)};`);
    yield value.replace(which, (unit) => `&#x${unit.codePointAt(0)?.toString(16).toUpperCase()};`);
  }
}

/** Of JavaScript, Python and JSON: every unit as `\\u0041`, as `\\x41` where it has two digits; what is not ASCII as `\\u00fc`. */
function* escapeFormsOf(value: string): Generator<string> {
  const long = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const short = (unit: string): string =>
    unit.charCodeAt(0) < 256 ? `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}` : long(unit);
  for (const form of [
    value.replace(/[\s\S]/g, long),
    value.replace(/[\s\S]/g, short),
    JSON.stringify(value)
      .slice(1, -1)
      .replace(/[^\0-\x7f]/g, long),
  ]) {
    yield form;
    yield form.replace(/[0-9a-f]{2,4}/g, (digits) => digits.toUpperCase());
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
