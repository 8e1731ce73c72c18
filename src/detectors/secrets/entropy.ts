import { isPlaceholder } from './placeholder.ts';

/** Shannon entropy of the units of a text, in bits a unit: 0 for `aaaa`, about 3.5 to 4 for English, above 4.5 for long random base64. */
function entropy(text: string): number {
  COUNTS.fill(0);
  let others: Map<number, number> | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 128) COUNTS[unit] = (COUNTS[unit] ?? 0) + 1;
    else {
      others ??= new Map();
      others.set(unit, (others.get(unit) ?? 0) + 1);
    }
  }
  let weighted = 0;
  for (let unit = 0; unit < 128; unit += 1) weighted += weightOf(COUNTS[unit] ?? 0);
  for (const count of others?.values() ?? []) weighted += weightOf(count);
  return Math.log2(text.length) - weighted / text.length;
}

/** Of ASCII, for one call at a time. */
const COUNTS = new Uint32Array(128);

const weightOf = (count: number): number => (count < 2 ? 0 : count * Math.log2(count));

const EXPRESSION =
  /^(?:[a-zA-Z_]{1,40}[.(]){2}|^(?:this|self|self\.\w{1,40}|req|ctx|config|process|os|env|args?|opts?|options|params|props|data|event|state)\./;
/** `a.b=c.d`, as minified programs have it. */
const ASSIGNMENTS = /^(?:[a-zA-Z_$][\w$]{0,40}(?:\.[a-zA-Z_$][\w$]{0,40}){1,6}=(?!=|$)){1,6}/;
/** A path, a file, a slug: at least two parts that are words or numbers. */
const PARTS = /^[/.]?(?:(?:[A-Z]?[a-z]{1,24}|[A-Z]{1,24}|[a-z]\d{1,2}|\d{1,14})(?:[-_/.]|$)){2,40}$/;
/** Names of a program: `pkcs8_key_info`, `win32api.RegOpenKeyEx`. */
const NAMES = /^[A-Za-z]{1,24}(?:\d{1,3}[A-Za-z]{0,24})?(?:[_.][A-Za-z]{1,24}(?:\d{1,3}[A-Za-z]{0,24})?){1,12}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Of a file, behind its folder. */
const EXTENSION = /\.[A-Za-z][A-Za-z0-9]{1,4}$/;
/** Checksums and ids. */
const SHORT_HEX = /^[0-9a-f]{1,19}$/i;
const HEX = /^(?:[0-9a-f]{20,}|[0-9A-F]{20,})$/;
const DIGIT = /\d/g;
/** Names with digits that programs are full of. */
const ALGORITHM =
  /(?:ed25519|x25519|curve25519|secp\d{3}|sha\d{1,3}|aes\d{3}|md5|base\d\d|utf\d{1,2}|oauth\d|x509|pkcs\d{1,2})/gi;

/**
 * Whether a value of 12 or more units looks random rather than written. Of hex digits 2.7 bits a unit are asked, as 32 of them
 * have at least by chance, of others 3.3, and of short ones what their length allows.
 */
export function looksRandom(value: string): boolean {
  if (!/[A-Za-z]/.test(value)) return false;
  // What is cheap comes first: hostile text is full of names with a value.
  if (entropy(value) < (HEX.test(value) ? 2.7 : value.length < 20 ? 3 : 3.3)) return false;
  if (!(/\d/.test(value) || isScrambled(value)) || EXPRESSION.test(value)) return false;
  if (value.includes('://') || SHORT_HEX.test(value) || (value.includes('/') && EXTENSION.test(value))) return false;
  return !(
    ASSIGNMENTS.test(value) ||
    PARTS.test(value) ||
    isName(value) ||
    isPlaceholder(value) ||
    isIdentifier(value)
  );
}

/** Words written together, with hardly a digit: `OAuth2AccessTokenProvider`. Random text breaks after one or two letters of a case. */
function isIdentifier(value: string): boolean {
  const named = value.replace(ALGORITHM, '');
  const digits = named.match(DIGIT)?.length ?? 0;
  if (digits > 4 || digits * 6 > named.length) return false;
  const words = named.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const letters = words.reduce((sum, { length }) => sum + length, 0);
  return letters >= words.length * 4 && isPronounceable(words.join(''), letters);
}

const CONSONANTS = /[bcdfghjklmnpqrstvwxz]{6}/i;

/** A quarter of what is spoken is vowels; of random letters a fifth is, and consonants stand in long rows. */
const isPronounceable = (letters: string, count: number): boolean =>
  (letters.match(/[aeiouy]/gi)?.length ?? 0) >= count * 0.27 && !CONSONANTS.test(letters);

/** Letters alone, whose case changes as no name's does. */
function isScrambled(value: string): boolean {
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return value.length >= 20 && changes >= value.length * 0.36 && !isPronounceable(value, value.length);
}

/** Whether a value is the name of something in a program, with its module. */
export const isName = (value: string): boolean => NAMES.test(value);

/** A UUID is random, and mostly the name of something. */
export const isUuid = (value: string): boolean => UUID.test(value);

/** How many of lower case, upper case and digits a value has. */
export const kindsOf = (value: string): number =>
  Number(/[a-z]/.test(value)) + Number(/[A-Z]/.test(value)) + Number(/\d/.test(value));

/** Whether a token is more than its prefix and one repeated unit, as `ghp_xxxxxxxx` in documentation. */
export function isVaried(value: string): boolean {
  let seen = '';
  for (let at = Math.max(0, value.length - 16); at < value.length; at += 1) {
    const unit = value.charAt(at);
    if (!seen.includes(unit)) seen += unit;
    if (seen.length === 5) return true;
  }
  return false;
}

/** Whether the units behind the prefix of four are many: base64 of zeros is full of `A`. */
export const startsVaried = (value: string): boolean => new Set(value.slice(4, 34)).size >= 12;
