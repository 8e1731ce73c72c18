/** Shannon entropy of the units of a text, in bits a unit: 0 for `aaaa`, about 3.5 to 4 for English, above 4.5 for long random base64. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const unit of text) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const PLACEHOLDER =
  /^(?:[<{$%[(]|xxx|\*\*\*|\.\.\.)|x{4}|\*{3}|(?:^|[^a-z])(?:your|my|example|sample|dummy|placeholder|change[-_]?me|redacted|undefined|null|none|true|false|todo|insert)(?:[^a-z]|$)|process\.env|os\.environ|getenv/i;
const EXPRESSION = /^(?:[a-zA-Z_]{1,40}[.(]){2}/;
/** `a.b=c.d`, as minified programs have it. */
const ASSIGNMENTS = /^(?:[a-zA-Z_$][\w$]{0,40}(?:\.[a-zA-Z_$][\w$]{0,40}){1,6}=(?!=|$)){1,6}/;
/** A path, a file, a slug: at least two parts that are words or numbers. */
const PARTS = /^[/.]?(?:(?:[A-Z]?[a-z]{1,24}|[A-Z]{1,24}|[a-z]\d{1,2}|\d{1,14})(?:[-_/.]|$)){2,40}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a value is only a stand-in for a secret, or code that fetches one. */
export const isPlaceholder = (value: string): boolean => PLACEHOLDER.test(value);

/** Whether a value of 16 or more units looks random rather than written: mixed kinds of units and at least 3.3 bits a unit. */
export function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value) || isPlaceholder(value) || EXPRESSION.test(value)) return false;
  if (ASSIGNMENTS.test(value) || PARTS.test(value)) return false;
  return entropy(value) >= 3.3;
}

/** A UUID is random, and mostly the name of something. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** Whether a quoted value can be a password: not a word, not a stand-in. */
export const looksLikePassword = (value: string): boolean =>
  !isPlaceholder(value) && /[\d!@#$%^&*+=?~]/.test(value) && new Set(value).size >= 5;

/** Whether a token is more than its prefix and one repeated unit, as `ghp_xxxxxxxx` in documentation. */
export const isVaried = (value: string): boolean => new Set(value.slice(-16)).size >= 5;

/** Whether the units behind the prefix of four are many: base64 of zeros is full of `A`. */
export const startsVaried = (value: string): boolean => new Set(value.slice(4, 34)).size >= 12;
