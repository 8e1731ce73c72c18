/** What several lists of disguises are made of. */

/** Each letter by its place in the alphabet and how many came before, without its case; what has no form stays. */
export function each(text: string, form: (at: number, nth: number) => string | undefined): string {
  let nth = 0;
  return text.replace(/[a-z]/gi, (letter) => form(letter.toLowerCase().charCodeAt(0) - 97, nth++) || letter);
}

export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

export const wordwise = (text: string, change: (word: string, at: number) => string): string =>
  words(text)
    .map((word, at) => change(word, at))
    .join(' ');

export const reversed = (text: string): string => [...text].reverse().join('');

export const octets = (text: string): number[] => [...Buffer.from(text)];

export const bits = (octet: number): string => octet.toString(2).padStart(8, '0');

export const hex = (text: string): string => Buffer.from(text).toString('hex');

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** @see RFC 4648, section 6 */
export function base32(text: string): string {
  const all = octets(text).map(bits).join('');
  return pieces(all, 5)
    .map((five) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(Number.parseInt(five.padEnd(5, '0'), 2)))
    .join('')
    .replace(/$/, '='.repeat(-Math.ceil(all.length / 5) & 7));
}

/** Pieces of so many units. */
export function pieces(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
}

/** Letters times a number and moved on, round the alphabet; case stays. */
export const turned = (text: string, by: number, times = 1): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const first = letter < 'a' ? 65 : 97;
    return String.fromCharCode((((((letter.charCodeAt(0) - first) * times + by) % 26) + 26) % 26) + first);
  });

export const atbash = (text: string): string => turned(text, 25, -1);

export const leet = (text: string): string => each(text, (at) => '4   3   1     0   57      '[at]?.trim());

/** Signs of ASCII as wide as those of Chinese; spaces stay. */
export const wide = (text: string): string =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));

/** By letter. */
export const MORSE =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --..'.split(
    ' ',
  );

/** By letter. */
export const NATO = (
  'Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra ' +
  'Tango Uniform Victor Whiskey X-ray Yankee Zulu'
).split(' ');

/** By letter. */
export const BRAILLE = [
  ...'\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a\u281a\u2805\u2807\u280d\u281d\u2815\u280f\u281f\u2817\u280e\u281e\u2825\u2827\u283a\u282d\u283d\u2835',
];

/** Chance that is the same for the same text: numbers from 0 to 1, by a linear congruence. */
export function chance(text: string): () => number {
  let state = 7;
  for (const letter of text) state = (Math.imul(state, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The same things in an order by chance. */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const all = [...things];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const held = all[at];
    const taken = all[other];
    if (held === undefined || taken === undefined) continue;
    all[at] = taken;
    all[other] = held;
  }
  return all;
}
