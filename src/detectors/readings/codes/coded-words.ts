import { isKnown } from '../english/vocabulary.ts';
import { addEdit, type GrowingStretch, type Stretch } from '../stretches.ts';
import { sixBits } from './base64.ts';
import { codeRuns, LINE } from './code-runs.ts';

/** Units of a word in a code, and how many such words a text has at least. */
const SHORTEST = 8;
const LONGEST = 40;
const FEWEST = 2;
/** Words that are so near to each other, in units, are read with what is between them. */
const NEAR = 120;

/** Words of a text that are each in base64 or hexadecimal digits by itself, with the words around them. */
export function codedWords(text: string, runs = codeRuns(text)): Stretch[] {
  const found: GrowingStretch[] = [];
  for (const run of runs) {
    for (let start = run.start; start + SHORTEST <= run.end; ) {
      const end = (run.kinds & LINE) === 0 ? run.end : lineAt(text, start, run.end);
      const word = mayBeWord(text, start, end) ? wordOf(text.slice(start, end)) : undefined;
      if (word !== undefined) addEdit(found, { start, end, text: word }, NEAR);
      start = end + 1;
    }
  }
  return found.filter(({ edits }) => edits.length >= FEWEST).map((stretch) => withMargins(text, stretch));
}

/** Where the next of `_-` stands. */
function lineAt(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text[at] !== '_' && text[at] !== '-') at += 1;
  return at;
}

/** Ordinary words have neither figures nor capitals behind the first letter, and few begin as letters in a code do. */
function mayBeWord(text: string, start: number, end: number): boolean {
  if (end - start < SHORTEST || end - start > LONGEST || !mayBegin(text, start)) return false;
  for (let at = start + 1; at < end; at += 1) if (text.charCodeAt(at) < 97) return true;
  return false;
}

/** Whether four units may be three letters in base64, or the first one half a letter in hexadecimal digits. */
function mayBegin(text: string, start: number): boolean {
  const first = text.charCodeAt(start);
  if (first <= NINE) return first >= FOUR && first <= SEVEN;
  let bits = 0;
  for (let at = start; at < start + 4; at += 1) {
    const value = sixBits[text.charCodeAt(at)] ?? -1;
    if (value < 0) return true;
    bits = (bits << 6) | value;
  }
  return isLetter(bits >> 16) && isLetter((bits >> 8) & 0xff) && isLetter(bits & 0xff);
}

const isLetter = (byte: number): boolean => (byte | 32) >= 97 && (byte | 32) <= 122;
const [FOUR, SEVEN, NINE] = [52, 55, 57];
const LETTERS = /^[a-z]{3,28}$/;

function wordOf(run: string): string | undefined {
  const isHex = run.length % 2 === 0 && /^[2-7][0-9a-fA-F]+$/.test(run) && /[0-9]/.test(run);
  if (!isHex && (run.length % 4 === 1 || !/[A-Z]/.test(run) || !/[a-z]/.test(run))) return undefined;
  const word = Buffer.from(run, isHex ? 'hex' : 'base64')
    .toString('latin1')
    .toLowerCase();
  return LETTERS.test(word) && isKnown(word) ? word : undefined;
}

/** With the rest of the line, or so much of it. */
function withMargins(text: string, { start, end, edits }: GrowingStretch): Stretch {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const behind = text.slice(end, end + NEAR);
  const feed = behind.indexOf('\n');
  return {
    start: start - (before.length - 1 - before.lastIndexOf('\n')),
    end: end + (feed === -1 ? behind.length : feed),
    text: '',
    edits,
  };
}
