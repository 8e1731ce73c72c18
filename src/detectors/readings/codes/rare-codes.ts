import { cutIntoWords, knownShare, knownShareAt } from '../english/vocabulary.ts';
import { textOf } from '../folded-text.ts';
import { longRuns } from '../long-runs.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';
import { bareBase85 } from './bare-base85.ts';
import { readable } from './byte-text.ts';
import { fromTaps } from './letter-numbers.ts';

const CODES =
  '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. ' +
  '----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.';
const MORSE = new Map(CODES.split(' ').map((code, at) => [code, 'abcdefghijklmnopqrstuvwxyz0123456789'[at] ?? '']));

const SIGNS = '._-';
/** Dots and dashes, and what parts them, are long runs of few units of ASCII. */
const inRun = new Uint8Array(128);
for (const unit of `${SIGNS}/| \n`) inRun[unit.charCodeAt(0)] = 1;
const FEWEST = 10;
const SHORTEST = 2 * FEWEST - 1;

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
export function morse(text: string, survey = surveyOf(text)): Stretch[] {
  const found = spokenMorse(text);
  if (survey.others + countOf(survey, SIGNS) < FEWEST) return found;
  longRuns(text, { ascii: inRun, others: true }, SHORTEST, (start, end) => {
    for (const { 0: match, index } of text.slice(start, end).matchAll(SIGNALS)) {
      const read = fromSignals(match);
      if (read !== undefined) found.push({ start: start + index, end: start + index + match.length, text: read });
    }
  });
  return found.sort((a, b) => a.start - b.start);
}

const SPOKEN = /\b(?:di[th]?|dah)(?:[ /,|-]{1,3}(?:di[th]?|dah)\b){9,4000}/g;

/** Dots and dashes by their names: `dit-dah`. */
function spokenMorse(text: string): Stretch[] {
  if (!text.includes('dah')) return [];
  const found: Stretch[] = [];
  for (const { 0: match, index } of text.matchAll(SPOKEN)) {
    const signals = match
      .replace(/-/g, '')
      .replace(/dah/g, '-')
      .replace(/di[th]?/g, '.')
      .replace(/,/g, ' ');
    const read = fromSignals(signals);
    if (read !== undefined) found.push({ start: index, end: index + match.length, text: read });
  }
  return found;
}

export function fromSignals(signals: string): string | undefined {
  const tapped = /[_\u2013\u2014-]/.test(signals) ? undefined : fromTaps(signals);
  if (tapped !== undefined) return tapped;
  const words = signals
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
  return knownShare(read) >= SURE || isOfManyKinds(read) ? read : undefined;
}

/** Whether a text has so many letters, of so many kinds, that dots and dashes are no accident, whatever they say. */
function isOfManyKinds(read: string): boolean {
  const letters = read.match(/[a-z]/g) ?? [];
  return letters.length >= LETTERS && new Set(letters).size >= KINDS;
}

const LETTERS = 24;
const KINDS = 9;

const ADOBE = /<~[!-uz\s]{10,100000}?~>/g;

/** Stretches in the base 85 of Adobe between `<~` and `~>`, or, where there are none, in any without anything around it. */
export function base85(text: string, survey = surveyOf(text)): Stretch[] {
  if (!text.includes('~>')) return bareBase85(text, survey);
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

/** Two counts in one number: by unit, what it adds. A line is too short for the first to run over. */
const SECOND = 2 ** 12;
const smallAndSigns = new Uint32Array(128).fill(SECOND, 33, 127).fill(0, 48, 58).fill(0, 65, 91).fill(1, 97, 123);
const figuresAndCapitals = new Uint32Array(128).fill(1, 48, 58).fill(SECOND, 65, 91);

/** Lines that are English once all printable characters of ASCII are moved on by 47 places. */
export function rot47(text: string, { lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  let start = 0;
  for (const end of lineEnds) {
    if (end - start >= FEWEST_UNITS && end - start <= MOST_UNITS && mayBeTurned(text, start, end)) {
      addTurned(found, text, start, end);
    }
    start = end + 1;
  }
  return found;
}

function mayBeTurned(text: string, start: number, end: number): boolean {
  // Ordinary lines have more small letters than that long before they end; capitals become small letters, and many signs.
  const mostSmall = (end - start) * FEW_SMALL;
  let counts = 0;
  for (let index = start; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    counts += unit < 128 ? (smallAndSigns[unit] ?? 0) : 0;
    const small = counts % SECOND;
    if (small >= mostSmall && (counts >> 12) * SMALL_A_SIGN < small) return false;
  }
  const [small, sign] = [counts % SECOND, counts >> 12];
  let rest = 0;
  for (let index = start; index < end; index += 1) rest += figuresAndCapitals[text.charCodeAt(index)] ?? 0;
  const [figure, capital] = [rest % SECOND, rest >> 12];
  const units = sign + figure + capital + small;
  if (units < (end - start) * MOSTLY) return false;
  if (sign > units * MANY_SIGNS && small > units * SOME) return true;
  return small < units * FEW_SMALL && figure > units * SOME && capital > units * SOME && sign > units * SOME;
}

function addTurned(found: Stretch[], text: string, start: number, end: number): void {
  const middle = Math.max(start, ((start + end) >> 1) - TRIED / 2);
  if (knownShareAt(text, middle, Math.min(end, middle + TRIED), turnedUnits) < SURELY) return;
  found.push({ start, end, text: turnedBy47(text.slice(start, end)) });
}

const turned = (unit: number): number => (unit > 32 && unit < 127 ? ((unit - 33 + 47) % 94) + 33 : unit);
const turnedUnits = Uint8Array.from({ length: 128 }, (_, unit) => {
  const small = turned(unit);
  return small >= 65 && small <= 90 ? small + 32 : small;
});

function turnedBy47(text: string): string {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) units[index] = turned(text.charCodeAt(index));
  return textOf(units);
}
