import { once } from '../../once.ts';
import { bareBase85 } from './bare-base85.ts';
import { readable } from './byte-text.ts';
import { textOf } from './folded-text.ts';
import { fromTaps } from './letter-numbers.ts';
import { reverse } from './strange-letters.ts';
import type { Stretch } from './stretches.ts';
import { cutIntoWords, knownShare } from './vocabulary.ts';

const CODES =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ' +
  '----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.';
const MORSE = new Map(CODES.split(' ').map((code, at) => [code, 'abcdefghijklmnopqrstuvwxyz0123456789'[at] ?? '']));

const SIGNALS =
  /[.\u00b7\u2022\u2024_\u2013\u2014-]{1,7}(?:[ ]{1,2}(?:[/|][ ]?)?[.\u00b7\u2022\u2024_\u2013\u2014-]{1,7}|[ ]{0,3}[/|\n][ ]{0,3}[.\u00b7\u2022\u2024_\u2013\u2014-]{1,7}){9,4000}/g;

/** Longer letters without anything between words are left together. */
const LONGEST_GLUED = 1000;

/** Share of letters in known words from which dots and dashes are no accident. */
const SURE = 0.5;

/**
 * Stretches in Morse code, or in dots that tell by their number; words are parted by a stroke, a line or several spaces, or put apart
 * by the words that are known.
 */
export function morse(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { 0: match, index } of text.matchAll(SIGNALS)) {
    const tapped = /[_\u2013\u2014-]/.test(match) ? undefined : fromTaps(match);
    if (tapped !== undefined) {
      found.push({ start: index, end: index + match.length, text: tapped });
      continue;
    }
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
    const [only = ''] = words;
    const read = words.length === 1 && only.length <= LONGEST_GLUED ? cutIntoWords(only).join(' ') : words.join(' ');
    if (knownShare(read) >= SURE) found.push({ start: index, end: index + match.length, text: read });
  }
  return found;
}

const ADOBE = /<~[!-uz\s]{10,100000}?~>/g;

/** Stretches in the base 85 of Adobe between `<~` and `~>`, or, where there are none, in any without anything around it. */
export function base85(text: string): Stretch[] {
  if (!text.includes('~>')) return bareBase85(text);
  const found: Stretch[] = [];
  for (const { 0: match, index } of text.matchAll(ADOBE)) {
    const read = readable(from85(match.slice(2, -2).replace(/\s+/g, '')));
    if (read !== undefined) found.push({ start: index, end: index + match.length, text: read });
  }
  return found;
}

function from85(coded: string): Buffer {
  const bytes = Buffer.alloc(coded.length * 4);
  let length = 0;
  for (let at = 0; at < coded.length; ) {
    if (coded.charCodeAt(at) === ZEROS) {
      length += 4;
      at += 1;
      continue;
    }
    const digits = Math.min(5, coded.length - at);
    let value = 0;
    for (let digit = 0; digit < 5; digit += 1)
      value = value * 85 + (digit < digits ? coded.charCodeAt(at + digit) - 33 : 84);
    for (let byte = 0; byte < digits - 1; byte += 1)
      bytes[length + byte] = Math.floor(value / 256 ** (3 - byte)) & 0xff;
    length += digits - 1;
    at += 5;
  }
  return bytes.subarray(0, length);
}

/** `z` stands for four bytes that are zero. */
const ZEROS = 122;

/** A line that is moved on by 47 places has few small letters, and figures and signs among its capitals: shares of its units. */
const FEW_SMALL = 0.3;
const SOME = 0.08;
/** Share of a line that is moved: what is beyond ASCII is not. */
const MOSTLY = 0.6;
/** Share of signs in what was all capitals, and most small letters for each of them. */
const MANY_SIGNS = 0.3;
const SMALL_A_SIGN = 3;
const FEWEST_UNITS = 16;
const MOST_UNITS = 4000;
const TRIED = 80;
const SURELY = 0.65;

/** Kinds of printable units of ASCII. */
const SIGN = 0;
const FIGURE = 1;
const CAPITAL = 2;
const SMALL = 3;
const kinds = new Uint8Array(128);
kinds.fill(FIGURE, 48, 58).fill(CAPITAL, 65, 91).fill(SMALL, 97, 123);

/** Lines that are English once all printable characters of ASCII are moved on by 47 places. */
export function rot47(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    if (end - start >= FEWEST_UNITS && end - start <= MOST_UNITS && mayBeTurned(text, start, end)) {
      addTurned(found, text, start, end);
    }
    start = end + 1;
  }
  return found;
}

const counts = new Uint32Array(4);

function mayBeTurned(text: string, start: number, end: number): boolean {
  counts.fill(0);
  // Ordinary lines have more small letters than that long before they end.
  const mostSmall = (end - start) * FEW_SMALL;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit <= 32 || unit >= 127) continue;
    const kind = kinds[unit] ?? SIGN;
    const count = (counts[kind] ?? 0) + 1;
    // Capitals become small letters, and many signs.
    if (kind === SMALL && count >= mostSmall && (counts[SIGN] ?? 0) * SMALL_A_SIGN < count) return false;
    counts[kind] = count;
  }
  const [sign = 0, figure = 0, capital = 0, small = 0] = counts;
  const units = sign + figure + capital + small;
  if (units < (end - start) * MOSTLY) return false;
  if (sign > units * MANY_SIGNS && small > units * SOME) return true;
  return small < units * FEW_SMALL && figure > units * SOME && capital > units * SOME && sign > units * SOME;
}

function addTurned(found: Stretch[], text: string, start: number, end: number): void {
  const middle = Math.max(start, ((start + end) >> 1) - TRIED / 2);
  if (knownShare(turnedBy47(text.slice(middle, Math.min(end, middle + TRIED))).toLowerCase()) < SURELY) return;
  found.push({ start, end, text: turnedBy47(text.slice(start, end)) });
}

function turnedBy47(text: string): string {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    units[index] = unit > 32 && unit < 127 ? ((unit - 33 + 47) % 94) + 33 : unit;
  }
  return textOf(units);
}

const TURNED_LETTERS = /[\u0250\u0254\u01dd\u025f\u0265\u026f\u0279\u0287\u028c\u028d\u028e\u029e]/g;
const FEWEST_TURNED = 3;
const TURNED = '\u0250q\u0254p\u01dd\u025f\u0183\u0265\u1d09\u027e\u029e\u026fud\u0279\u0287n\u028c\u028d\u028eb';
const UPRIGHT = 'abcdefghijkmnprtuvwyq';
/** By unit, up to the last that is turned: the letter that it looks like, or itself. */
const uprightUnits = once((): Uint16Array => {
  const uprights = Uint16Array.from({ length: 0x1d0a }, (_, unit) => unit);
  for (let at = 0; at < TURNED.length; at += 1) uprights[TURNED.charCodeAt(at)] = UPRIGHT.charCodeAt(at);
  return uprights;
});

function upright(line: string): string {
  const turned = reverse(line.toLowerCase());
  const table = uprightUnits();
  const units = new Uint16Array(turned.length);
  for (let at = 0; at < turned.length; at += 1) units[at] = table[turned.charCodeAt(at)] ?? turned.charCodeAt(at);
  return textOf(units);
}

/** Lines written upside down in letters that look like turned ones. */
export function upsideDown(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (text.search(TURNED_LETTERS) === -1) return found;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, Math.min(end, start + MOST_UNITS));
    if ((line.match(TURNED_LETTERS)?.length ?? 0) >= FEWEST_TURNED) {
      const read = upright(line);
      if (knownShare(read) >= SURE) found.push({ start, end: start + line.length, text: read });
    }
    start = end + 1;
  }
  return found;
}
