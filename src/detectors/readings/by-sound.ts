import type { Stretch } from './stretches.ts';
import { knownWords } from './vocabulary.ts';
import { ROOT } from './word-tree.ts';

/** Latin letters that a letter of another alphabet may be written for, likeliest first. Accents are off by now. */
const CYRILLIC: Readonly<Record<string, string>> = {
  '\u0430': 'a',
  '\u0431': 'b',
  '\u0432': 'v w',
  '\u0433': 'g h',
  '\u0434': 'd',
  '\u0435': 'e ye',
  '\u0436': 'zh j',
  '\u0437': 'z s',
  '\u0438': 'i y j ee',
  '\u0439': 'y j i',
  '\u043a': 'k c q ck',
  '\u043b': 'l ll',
  '\u043c': 'm',
  '\u043d': 'n',
  '\u043e': 'o',
  '\u043f': 'p',
  '\u0440': 'r',
  '\u0441': 's c',
  '\u0442': 't th',
  '\u0443': 'u w oo',
  '\u0444': 'f ph',
  '\u0445': 'h x kh',
  '\u0446': 'ts c',
  '\u0447': 'ch',
  '\u0448': 'sh',
  '\u0449': 'shch',
  '\u044b': 'y i',
  '\u044d': 'e a',
  '\u044e': 'yu u',
  '\u044f': 'ya',
  '\u0456': 'i',
  '\u0457': 'yi',
  '\u0454': 'ye e',
  '\u0491': 'g',
  '\u0458': 'j y',
  '\u0455': 'dz s',
};
const GREEK: Readonly<Record<string, string>> = {
  '\u03b1': 'a',
  '\u03b2': 'b v',
  '\u03b3': 'g y',
  '\u03b4': 'd th',
  '\u03b5': 'e',
  '\u03b6': 'z',
  '\u03b7': 'i e h',
  '\u03b8': 'th',
  '\u03b9': 'i y j',
  '\u03ba': 'k c q',
  '\u03bb': 'l',
  '\u03bc': 'm',
  '\u03bd': 'n v',
  '\u03be': 'x ks',
  '\u03bf': 'o',
  '\u03c0': 'p',
  '\u03c1': 'r',
  '\u03c3': 's c',
  '\u03c2': 's',
  '\u03c4': 't',
  '\u03c5': 'u y',
  '\u03c6': 'f ph',
  '\u03c7': 'ch h x',
  '\u03c8': 'ps',
  '\u03c9': 'o w',
};
const sounds = new Map(
  [...Object.entries(CYRILLIC), ...Object.entries(GREEK)].map(([letter, latin]) => [
    letter.charCodeAt(0),
    latin.split(' '),
  ]),
);

const FOREIGN = /[\u03b1-\u03c9\u0430-\u0491]/;
const WORD = /[\u03b1-\u03c9\u0430-\u0491]{1,24}/g;
/** So many words of a line tell whether the others are read; of them so many must be known in Latin letters. */
const SAMPLE = 12;
const FEWEST = 4;
const READABLE = 0.6;
/** Letters that are tried for one word. */
const MOST_TRIED = 400;

/** Lines of a lower-case text with English words in Cyrillic or Greek letters, each for the Latin letter that sounds like it. */
export function bySound(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (!FOREIGN.test(text)) return found;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const words = hasWords(text, start, Math.min(end, start + HEAD)) ? [...text.slice(start, end).matchAll(WORD)] : [];
    if (isEnglish(words)) {
      const edits = words.map(({ 0: word, index }) => ({
        start: start + index,
        end: start + index + word.length,
        text: inLatin(word) ?? likeliest(word),
      }));
      found.push({ start, end, text: '', edits });
    }
    start = end + 1;
  }
  return found;
}

/** A line with words in another alphabet has some among so many units. */
const HEAD = 1600;

/** Whether letters of another alphabet stand together as words do, so often that they may tell. */
function hasWords(text: string, start: number, end: number): boolean {
  let words = 0;
  let length = 0;
  for (let at = start; at < end && words < FEWEST; at += 1) {
    const unit = text.charCodeAt(at);
    const isForeign = (unit >= 0x3b1 && unit <= 0x3c9) || (unit >= 0x430 && unit <= 0x491);
    length = isForeign ? length + 1 : 0;
    if (length === SHORTEST) words += 1;
  }
  return words >= FEWEST;
}

/** Shorter words do not tell. */
const SHORTEST = 3;

function isEnglish(words: readonly RegExpExecArray[]): boolean {
  const long = words
    .slice(0, 4 * SAMPLE)
    .filter(({ 0: word }) => word.length >= SHORTEST)
    .slice(0, SAMPLE);
  const known = long.filter(({ 0: word }) => inLatin(word) !== undefined).length;
  return known >= FEWEST && known >= long.length * READABLE;
}

const likeliest = (word: string): string => {
  let latin = '';
  for (let at = 0; at < word.length; at += 1) latin += sounds.get(word.charCodeAt(at))?.[0] ?? '';
  return latin;
};

/** The commonest known word that a word may stand for, if there is one. */
function inLatin(word: string): string | undefined {
  const tree = knownWords();
  let tried = 0;
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const from = (node: number, at: number, read: string): void => {
    if (at === word.length) {
      const cost = tree.valueAt(node);
      if (cost > 0 && cost < least) [best, least] = [read, cost];
      return;
    }
    for (const latin of sounds.get(word.charCodeAt(at)) ?? SILENT) {
      tried += 1;
      if (tried > MOST_TRIED) return;
      let next = node;
      for (let letter = 0; letter < latin.length && next !== 0; letter += 1)
        next = tree.step(next, latin.charCodeAt(letter));
      if (next !== 0) from(next, at + 1, read + latin);
    }
  };
  from(ROOT, 0, '');
  return best;
}

/** Signs that make a letter hard or soft. */
const SILENT = [''];
