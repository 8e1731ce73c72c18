import { isWordsOrCipher } from '../english/told-words.ts';
import { cutIntoWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';

/** The spelling alphabet of NATO and ICAO, with the usual other spellings. */
const NAMES =
  'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november oscar papa quebec romeo ' +
  'sierra tango uniform victor whiskey whisky xray yankee zulu';
const LETTERS = new Map([...NAMES.split(' ').map((name) => [name, name.charAt(0)] as const), ['space', ' ']]);

const WORD = /x-ray|[a-z]+/g;
/** More units between two names, or a letter, part them. */
const LONGEST_GAP = 6;
const FEWEST = 12;
const LONGEST_GLUED = 1000;

interface Run {
  start: number;
  end: number;
  letters: string;
}

/** Stretches of a lower-case text in which each letter is called by its name: `india golf november`. */
export function spelledOut(text: string): Stretch[] {
  if (text.includes(' as in ')) return asIn(text);
  if (!text.includes('tango') || !text.includes('echo')) return [];
  const found: Stretch[] = [];
  let run: Run | undefined;
  const close = (): void => {
    const read = run === undefined || run.letters.length < FEWEST ? '' : inWords(run.letters);
    if (run !== undefined && read !== '' && isWordsOrCipher(read)) {
      found.push({ start: run.start, end: run.end, text: read });
    }
    run = undefined;
  };
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const letter = word === 'x-ray' ? 'x' : LETTERS.get(word);
    if (letter === undefined || (run !== undefined && index - run.end > LONGEST_GAP)) close();
    if (letter === undefined) continue;
    if (run === undefined) run = { start: index, end: index, letters: '' };
    else if (/[^ ,-]|[ ]{2}| - /.test(text.slice(run.end, index))) run.letters += ' ';
    run.letters += letter;
    run.end = index + word.length;
  }
  close();
  return found;
}

const AS_IN = /\b([a-z]) as in [a-z]+/g;

/** Stretches in which each letter is told by a word that begins with it: `i as in india`. */
function asIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  let run: Run | undefined;
  const close = (): void => {
    if (run !== undefined && run.letters.length >= FEWEST)
      found.push({ start: run.start, end: run.end, text: inWords(run.letters) });
    run = undefined;
  };
  for (const { 0: named, 1: letter = '', index } of text.matchAll(AS_IN)) {
    if (run !== undefined && index - run.end > LONGEST_GAP) close();
    if (run === undefined) run = { start: index, end: index, letters: '' };
    else if (/[^ ,]|[ ]{2}/.test(text.slice(run.end, index))) run.letters += ' ';
    run.letters += letter;
    run.end = index + named.length;
  }
  close();
  return found;
}

const inWords = (letters: string): string =>
  letters.includes(' ') || letters.length > LONGEST_GLUED ? letters : cutIntoWords(letters).join(' ');
