/** Disguises that turn a text into codes. Letters outside ASCII are kept as they are where a code has none for them. */
export const encodings: ReadonlyMap<string, (text: string) => string> = new Map([
  ['base64, twice', (text) => base64(base64(text))],
  ['base64url, no padding', (text) => Buffer.from(text).toString('base64url')],
  ['base64 of hex', (text) => base64(hex(text))],
  ['base64 in a sentence', (text) => `Here is the file you wanted: ${base64(text)} Thanks!`],
  ['base64 in lines', (text) => base64(text).replace(/.{24}/g, '$&\n')],
  ['base32', base32],
  ['base85', base85],
  ['hex, spaced', (text) => bytes(text, (byte) => byte.toString(16).padStart(2, '0'), ' ')],
  ['hex escapes', (text) => bytes(text, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`)],
  ['octal escapes', (text) => bytes(text, (byte) => `\\${byte.toString(8).padStart(3, '0')}`)],
  ['decimal codes', (text) => bytes(text, String, ' ')],
  ['binary', (text) => bytes(text, (byte) => byte.toString(2).padStart(8, '0'), ' ')],
  ['URL escapes, twice', (text) => bytes(text, (byte) => `%25${byte.toString(16).padStart(2, '0')}`)],
  ['quoted-printable', (text) => bytes(text, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`)],
  ['HTML entities, twice', (text) => [...text].map((letter) => `&amp;#${letter.codePointAt(0)};`).join('')],
  ['JSON in JSON', (text) => JSON.stringify({ body: JSON.stringify({ note: text.replaceAll('e', '\\u0065') }) })],
  ['rot47', (text) => ascii(text, 33, 126, 47)],
  ['Caesar, three on', (text) => letters(text, (at) => (at + 3) % 26)],
  ['Caesar, seven back', (text) => letters(text, (at) => (at + 19) % 26)],
  ['Atbash', (text) => letters(text, (at) => 25 - at)],
  ['Morse', morse],
]);

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

function bytes(text: string, form: (byte: number) => string, between = ''): string {
  return [...Buffer.from(text)].map((byte) => form(byte)).join(between);
}

/** @see RFC 4648, section 6 */
function base32(text: string): string {
  const bits = bytes(text, (byte) => byte.toString(2).padStart(8, '0'));
  const fives = bits.match(/.{1,5}/g) ?? [];
  const coded = fives.map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2)));
  return coded.join('').padEnd(Math.ceil(coded.length / 8) * 8, '=');
}

/** The alphabet of Adobe: five characters from `!` to `u` for four bytes. */
function base85(text: string): string {
  const input = [...Buffer.from(text)];
  let coded = '';
  for (let from = 0; from < input.length; from += 4) {
    const four = [0, 1, 2, 3].map((i) => input[from + i] ?? 0);
    let value = four.reduce((sum, byte) => sum * 256 + byte, 0);
    let five = '';
    for (let i = 0; i < 5; i += 1) {
      five = String.fromCharCode(33 + (value % 85)) + five;
      value = Math.floor(value / 85);
    }
    coded += five.slice(0, Math.min(4, input.length - from) + 1);
  }
  return `<~${coded}~>`;
}

/** Turns the codes from `first` to `last` round by so many. */
function ascii(text: string, first: number, last: number, by: number): string {
  const size = last - first + 1;
  return text.replace(/[!-~]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - first + by) % size) + first));
}

function letters(text: string, turn: (at: number) => number): string {
  return text.replace(/[A-Za-z]/g, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode(turn(letter.charCodeAt(0) - first) + first);
  });
}

const MORSE =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'.split(
    ' ',
  );

function morse(text: string): string {
  const word = (given: string): string => [...given].map((letter) => MORSE[letter.charCodeAt(0) - 97] ?? '').join(' ');
  return (text.toLowerCase().match(/[a-z]+/g) ?? []).map(word).join(' / ');
}
