import { once } from '../../../once.ts';
import { ROOT } from '../english/packed-tree.ts';
import { isKnownAt, knownWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';
import { withOtherVowels } from '../words/sound-words.ts';
import { nextOf } from './next-sign.ts';

/** What letters are drawn with, longest first where one begins another. */
const DRAWN: Readonly<Record<string, readonly string[]>> = {
  a: ['/-\\', '/\\', '4', '@', '^'],
  b: ['|3', '8', '13'],
  c: ['(', '<', '{'],
  d: ['|)', '|]', '[)'],
  e: ['3', '&'],
  f: ['|=', 'ph'],
  g: ['6', '9'],
  h: ['|-|', '#', ']-[', '}{'],
  i: ['1', '!', '|', ']['],
  j: ['_|', '_/'],
  k: ['|<', '|{'],
  l: ['|_', '1', '|', '7'],
  m: ['|\\/|', '/\\/\\', '|v|', '^^'],
  n: ['|\\|', '/\\/', '^/'],
  o: ['0', '()', '[]', '<>'],
  p: ['|>', '|*', '|o'],
  q: ['0,', '9', '(,)'],
  r: ['|2', '12', '|?'],
  s: ['5', '$', 'z'],
  t: ['7', '+', '-|-'],
  u: ['|_|', '(_)', '\\_/'],
  v: ['\\/'],
  w: ['\\/\\/', "'//", '\\^/', 'vv'],
  x: ['><', '}{', ')('],
  y: ['`/', "'/"],
  z: ['2'],
};

interface Form {
  readonly letter: number;
  readonly drawn: string;
}

/** Forms by the sign that they begin with, the longest first. */
const formsBySign = once(
  (): ReadonlyMap<string, readonly Form[]> =>
    Map.groupBy(
      Object.entries(DRAWN)
        .flatMap(([letter, all]) => all.map((drawn) => ({ letter: letter.charCodeAt(0), drawn })))
        .sort((a, b) => b.drawn.length - a.drawn.length),
      ({ drawn }) => drawn.charAt(0),
    ),
);

/** Signs of which most drawn letters are made, in a line at least; and the most units for one of them. */
const BARS = '|\\/';
const FEWEST_BARS = 8;
const UNITS_A_BAR = 8;
const LONGEST_LINE = 2000;
const LONGEST_WORD = 80;
/** Words by which a line is judged; so many of them must be known. */
const SAMPLE = 12;
const FEWEST = 3;
const READABLE = 0.6;
/** Letters that are tried for one word. */
const MOST_TRIED = 200;

/** By unit below U+0080, what most drawn letters are made of. */
const isBar = new Uint8Array(128);
for (const sign of BARS) isBar[sign.charCodeAt(0)] = 1;

/** Lines of a lower-case text whose letters are drawn with signs (`|\|0\/\/`), or have stars for vowels (`pl**se`). */
export function drawnLetters(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  const hasStars = countOf(survey, '*') >= FEWEST;
  // Slashes alone draw hardly a letter.
  const hasBars = countOf(survey, '|\\') > 0 && countOf(survey, BARS) >= FEWEST_BARS;
  if (!hasStars && !hasBars) return found;
  let start = 0;
  const star = nextOf(text, '*');
  const upright = nextOf(text, '|');
  const backslash = nextOf(text, '\\');
  for (const end of survey.lineEnds) {
    if (end - start <= LONGEST_LINE && end - start >= FEWEST_BARS) {
      const from = start;
      const edits =
        (hasStars && star(start) < end ? starred(text.slice(start, end)) : undefined) ??
        (hasBars && Math.min(upright(start), backslash(start)) < end && hasManyBars(text, start, end)
          ? drawn(text.slice(start, end))
          : undefined);
      if (edits !== undefined) found.push({ start, end, text: '', edits: edits.map((edit) => moved(edit, from)) });
    }
    start = end + 1;
  }
  return found;
}

const moved = ({ start, end, text }: Stretch, by: number): Stretch => ({ start: start + by, end: end + by, text });

function hasManyBars(text: string, start: number, end: number): boolean {
  let bars = 0;
  for (let at = start; at < end; at += 1) bars += isBar[text.charCodeAt(at)] ?? 0;
  return bars >= FEWEST_BARS && bars * UNITS_A_BAR >= end - start;
}

const drawn = (line: string): Stretch[] | undefined => edited([...line.matchAll(/\S+/g)], readWord);

const STARS = /[a-z]\*/g;

function starred(line: string): Stretch[] | undefined {
  if ((line.match(STARS)?.length ?? 0) < FEWEST) return undefined;
  return edited([...line.matchAll(/[a-z]+\*[a-z*]*/g)], withOtherVowels);
}

/** Words as they are read, if most of the first of them are known so. */
function edited(words: readonly RegExpExecArray[], read: (word: string) => string | undefined): Stretch[] | undefined {
  const isKnown = ({ 0: word }: RegExpExecArray): boolean => word.length <= LONGEST_WORD && read(word) !== undefined;
  if (!words.slice(0, FEWEST + 1).some(isKnown)) return undefined;
  const known = words.slice(0, SAMPLE).filter(isKnown);
  if (known.length < FEWEST || known.length < Math.min(words.length, SAMPLE) * READABLE) return undefined;
  return words.flatMap(({ 0: word, index }) => {
    const text = word.length > LONGEST_WORD ? undefined : read(word);
    return text === undefined || text === word ? [] : [{ start: index, end: index + word.length, text }];
  });
}

/** The known word that a word is drawn as, with what punctuation stands behind it. */
function readWord(given: string): string | undefined {
  const tail = /[.,:;?!"]{0,3}$/.exec(given)?.[0] ?? '';
  for (const word of tail === '' ? [given] : [given.slice(0, -tail.length), given]) {
    if (isKnownAt(word, 0, word.length)) return given;
    const letters = lettersOf(word);
    if (letters !== undefined) return letters + given.slice(word.length);
  }
  return undefined;
}

function lettersOf(word: string): string | undefined {
  const tree = knownWords();
  const all = formsBySign();
  let tried = 0;
  const from = (node: number, at: number): string | undefined => {
    if (at === word.length) return tree.valueAt(node) > 0 ? '' : undefined;
    tried += 1;
    if (tried > MOST_TRIED) return undefined;
    const same = tree.step(node, word.charCodeAt(at));
    const rest = same === 0 ? undefined : from(same, at + 1);
    if (rest !== undefined) return word.charAt(at) + rest;
    for (const { letter, drawn: form } of all.get(word.charAt(at)) ?? []) {
      const next = word.startsWith(form, at) ? tree.step(node, letter) : 0;
      const behind = next === 0 ? undefined : from(next, at + form.length);
      if (behind !== undefined) return String.fromCharCode(letter) + behind;
    }
    return undefined;
  };
  return from(ROOT, 0);
}
