import { readable } from './codes.ts';
import type { Stretch } from './stretches.ts';
import { cutIntoWords, knownShare } from './vocabulary.ts';

const CODES =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ' +
  '----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.';
const MORSE = new Map(CODES.split(' ').map((code, at) => [code, 'abcdefghijklmnopqrstuvwxyz0123456789'[at] ?? '']));

const SIGNALS =
  /[.\u00b7\u2022\u2024_\u2013\u2014-]{1,7}(?:[ ]{1,2}(?:[/|][ ]?)?[.\u00b7\u2022\u2024_\u2013\u2014-]{1,7}|[ ]{0,3}[/|\n][ ]{0,3}[.\u00b7\u2022\u2024_\u2013\u2014-]{1,7}){9,4000}/g;

/** Share of letters in known words from which dots and dashes are no accident. */
const SURE = 0.5;

/** Stretches in Morse code; words are parted by a stroke, a line or several spaces, or put apart by the words that are known. */
export function morse(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { 0: match, index } of text.matchAll(SIGNALS)) {
    const words = match
      .replace(/[\u00b7\u2022\u2024]/g, '.')
      .replace(/[_\u2013\u2014]/g, '-')
      .split(/ *[/|\n] *| {2,}/)
      .map((word) =>
        word
          .split(' ')
          .map((code) => MORSE.get(code) ?? '')
          .join(''),
      );
    const read = words.length === 1 ? cutIntoWords(words[0] ?? '').join(' ') : words.join(' ');
    if (knownShare(read) >= SURE) found.push({ start: index, end: index + match.length, text: read });
  }
  return found;
}

const ADOBE = /<~[!-uz\s]{10,100000}?~>/g;

/** Stretches in the base 85 of Adobe, between `<~` and `~>`. */
export function base85(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (!text.includes('~>')) return found;
  for (const { 0: match, index } of text.matchAll(ADOBE)) {
    const read = readable(Buffer.from(from85(match.slice(2, -2).replace(/\s+/g, ''))));
    if (read !== undefined) found.push({ start: index, end: index + match.length, text: read });
  }
  return found;
}

function from85(coded: string): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < coded.length; ) {
    if (coded[at] === 'z') {
      bytes.push(0, 0, 0, 0);
      at += 1;
      continue;
    }
    const five = coded.slice(at, at + 5);
    let value = 0;
    for (let digit = 0; digit < 5; digit += 1) value = value * 85 + ((five.charCodeAt(digit) || 117) - 33);
    const four = [value / 0x1000000, value / 0x10000, value / 0x100, value].map((part) => Math.floor(part) & 0xff);
    bytes.push(...four.slice(0, five.length - 1));
    at += 5;
  }
  return bytes;
}
