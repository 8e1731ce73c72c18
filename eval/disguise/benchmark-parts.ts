/** What the disguises of a benchmark are made of, beside the parts of attack tools. */
import { MORSE, shuffled, words, wordwise } from './attack-tool-parts.ts';

/**
 * Chance that is the same for the same text and name, so that two disguises of a text do not choose alike: numbers from 0 to 1, by mulberry32 from a seed
 * of FNV-1a.
 */
export function seeded(text: string, name: string): () => number {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(`${name}\n${text}`)) state = Math.imul(state ^ byte, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const picked = (forms: readonly string[], random: () => number): string =>
  forms[Math.floor(random() * forms.length)] ?? '';

/** Characters with their forms, one character for one. */
export function table(characters: string, forms: string): ReadonlyMap<string, string> {
  const all = [...forms];
  return new Map([...characters].map((character, at) => [character, all[at] ?? character]));
}

/** Each character in its form; what has none stays. */
export const replaced = (text: string, forms: ReadonlyMap<string, string>): string =>
  [...text].map((character) => forms.get(character) ?? character).join('');

/** Each character of each word in a form, with signs between characters and between words. */
export const apart = (text: string, form: (character: string) => string, between: string, behind: string): string =>
  words(text)
    .map((word) => [...word].map((character) => form(character)).join(between))
    .join(behind);

export const oneLine = (text: string): string => words(text).join(' ');

/** Groups of so many things. */
export const groups = <T>(things: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, at) => things.slice(at * size, (at + 1) * size));

/** The words in so many runs of nearly the same length; fewer where there are fewer words. */
export function runs(text: string, count: number): string[] {
  const all = words(text);
  const most = Math.max(1, Math.min(count, all.length));
  const from = (at: number): number => Math.floor((at * all.length) / most);
  return Array.from({ length: most }, (_, at) => all.slice(from(at), from(at + 1)).join(' '));
}

/** Lines of at most so many units, cut at spaces. */
export function lines(text: string, width: number): string[] {
  const all: string[] = [];
  let line = '';
  for (const word of words(text)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > width) all.push(line);
    line = line !== '' && longer.length > width ? word : longer;
  }
  return line === '' ? all : [...all, line];
}

/** A text as HTML and XML have it, also in quotes. */
export const marked = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Cyrillic letters that look the same. */
const ALIKE = table(
  'aceiopsxyABCEHKMOPTX',
  '\u0430\u0441\u0435\u0456\u043e\u0440\u0455\u0445\u0443\u0410\u0412\u0421\u0415\u041d\u041a\u041c\u041e\u0420\u0422\u0425',
);

export const homoglyphs = (text: string): string => replaced(text, ALIKE);

/** Letters of each word of four and more by chance, between the first and the last. */
export const scrambled = (text: string, random: () => number): string =>
  text.replace(
    /([a-z])([a-z]{2,})([a-z])/gi,
    (_, first: string, inner: string, last: string) => first + shuffled([...inner], random).join('') + last,
  );

export const pigLatin = (text: string): string =>
  wordwise(text, (whole) => whole.replace(/[a-z]+(?:'[a-z]+)?/gi, pigWord));

function pigWord(word: string): string {
  if (/^[aeiou]/i.test(word)) return `${word}way`;
  const [head = ''] = /^(?:[^aeiou]*qu|[^aeiouy]+|y)/i.exec(word) ?? [];
  const moved = `${word.slice(head.length)}${head.toLowerCase()}ay`;
  return /^[A-Z]/.test(word) ? moved.charAt(0).toUpperCase() + moved.slice(1) : moved;
}

const FIGURES = '----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.'.split(' ');
const POINTS =
  '.-.-.- --..-- ..--.. .----. -.-.-- -..-. -.--. -.--.- .-... ---... -.-.-. -...- .-.-. -....- ..--.- .-..-. ...-..- .--.-.'.split(
    ' ',
  );
const SIGNALS: ReadonlyMap<string, string> = new Map([
  ...MORSE.map((signal, at) => [String.fromCharCode(97 + at), signal] as const),
  ...FIGURES.map((signal, figure) => [String(figure), signal] as const),
  ...POINTS.map((signal, at) => ['.,?\'!/()&:;=+-_"$@'.charAt(at), signal] as const),
]);

/** Letters, figures and points, with a slash between words. */
export const morse = (text: string): string =>
  apart(text, (character) => SIGNALS.get(character.toLowerCase()) ?? character, ' ', ' / ');
