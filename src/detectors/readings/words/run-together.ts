import { Effort } from '../effort.ts';
import { pairSum } from '../english/letter-pairs.ts';
import { cutIntoWords, isFunctionWord, isKnown, knownShare, knownWords } from '../english/vocabulary.ts';
import { ROOT } from '../english/word-tree.ts';
import { unspacedRuns } from '../long-runs.ts';
import { addEdit, type GrowingStretch, type Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

/** Shorter runs hold no sentence, longer ones are data. */
const SHORTEST_RUN = 18;
const LONGEST_RUN = 2000;
/** A name may be of some words; a sentence has more, or words that orders to a reader have. */
const FEWEST_WORDS = 6;
const FEWEST_TELLING = 4;
const FEWEST_FUNCTION_WORDS = 2;
const READABLE = 0.9;
const MANY_WORDS = 8;
const MOSTLY_READABLE = 0.8;
/** Mean letters a word: chance cuts letters into shorter ones. */
const MEAN_LETTERS = 2.9;
/** A shorter part without a sign or a capital in it is one word, known or not. */
const SHORTEST_GLUED = 15;
const SHORTEST_TRIED = 7;
const MEAN_IN_SHORT = 3.5;
/** Names are not written with so many words in one part. */
const FEWEST_GLUED = 3;

/** What it takes to cut a run into words, for each unit. */
const CUTTING = 1;

/** Units of a run, below U+0080. */
const inRun = new Uint8Array(128);
for (const unit of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'._+-,;:!?()[]=")
  inRun[unit.charCodeAt(0)] = 1;

/** Sentences without spaces, as words: run together, in capitals (`IgnoreAll`), or with a sign between them (`ignore_all`). */
export function runTogether(text: string, survey = surveyOf(text), effort = new Effort()): Stretch[] {
  const found: GrowingStretch[] = [];
  unspacedRuns(text, survey, inRun, SHORTEST_RUN, (start, end) => {
    if (end - start > LONGEST_RUN || !mayBeWords(text, start, end)) return;
    if (!effort.allows((end - start) * CUTTING, start, end)) return;
    const words = wordsOf(text.slice(start, end));
    if (words !== undefined) addEdit(found, { start, end, text: words.join(' ') }, NEAR);
  });
  return found;
}

/** Runs that stand so near to each other, in units, are read with what is between them. */
const NEAR = 60;

const SMALL = 1;
const CAPITAL = 2;
const APOSTROPHE = 4;
/** By unit below U+0080: what of a word it is, or 0. */
const kinds = new Uint8Array(128).fill(SMALL, 97, 123).fill(CAPITAL, 65, 91);
kinds["'".charCodeAt(0)] = APOSTROPHE;
const kindAt = (run: string, at: number): number => kinds[run.charCodeAt(at)] ?? 0;

/** Codes have letters that follow each other as chance has it; parts that are too short as they stand become no longer by a cut. */
function mayBeWords(text: string, start: number, end: number): boolean {
  let letters = 0;
  let parts = 0;
  let before = 0;
  for (let at = start; at < end; at += 1) {
    const letter = kindAt(text, at) === 0 ? 0 : 1;
    letters += letter;
    parts += letter & ~before;
    before = letter;
  }
  if (letters < parts * MEAN_LETTERS) return false;
  const stop = Math.min(end, start + SAMPLE);
  return pairSum(text, start, stop) >= (stop - start) * LIKELY;
}

/** Units of a run by which it is judged, and how likely they must be, in tenths of a bit each. */
const SAMPLE = 40;
const LIKELY = 2;

/** The words of a run that is a sentence. */
function wordsOf(run: string): string[] | undefined {
  const parts = partsOf(run);
  if (!mayBeSentence(run, parts)) return undefined;
  const lower = run.toLowerCase();
  const words: string[] = [];
  for (let part = 0; part < parts.length; part += 2) {
    const word = lower.slice(parts[part], parts[part + 1]);
    if (isKnown(word)) words.push(word);
    else words.push(...apart(word));
  }
  const isGlued = words.length * 2 > parts.length && words.length >= FEWEST_GLUED * rowsOf(run);
  return words.length >= FEWEST_TELLING && isSentence(words, isGlued) ? words : undefined;
}

/** Where the parts of a run start and end, by turns, that signs and capitals part: `getHTMLText` has three. */
function partsOf(run: string): number[] {
  const parts: number[] = [];
  let before = 0;
  for (let at = 0; at < run.length; at += 1) {
    const kind = kindAt(run, at);
    if (before === 0 ? kind !== 0 : kind === 0) parts.push(at);
    else if (kind === CAPITAL) {
      const isNext = at + 1 < run.length && kindAt(run, at + 1) === SMALL;
      if (before === SMALL || (before === CAPITAL && isNext)) parts.push(at, at);
    }
    before = kind;
  }
  if (before !== 0) parts.push(run.length);
  return parts;
}

/** Whether parts, cut into as many words as they may be, are enough of them, and those that are not cut are known. */
function mayBeSentence(run: string, parts: readonly number[]): boolean {
  if (run.includes("'")) return true;
  let letters = 0;
  for (let part = 0; part < parts.length; part += 2) letters += (parts[part + 1] ?? 0) - (parts[part] ?? 0);
  let most = 0;
  let unknown = 0;
  for (let part = 0; part < parts.length; part += 2) {
    const start = parts[part] ?? 0;
    const end = parts[part + 1] ?? 0;
    const length = end - start;
    const cut = length < SHORTEST_TRIED ? 1 : length < SHORTEST_GLUED ? mostIn(length) : length;
    if (length >= SHORTEST_GLUED || (cut > 1 && mayBeCut(run, start, end, cut))) most += cut;
    else {
      most += 1;
      if (!mayBeCut(run, start, end, 1)) unknown += length;
    }
    if ((letters - unknown) / letters < MOSTLY_READABLE) return false;
  }
  return most >= FEWEST_TELLING;
}

/** Whether known words in any case, at most so many, make up a part. */
function mayBeCut(run: string, start: number, end: number, most: number): boolean {
  const tree = knownWords();
  let node = ROOT;
  for (let at = start; at < end && node !== 0; ) {
    node = tree.step(node, run.charCodeAt(at) | 32);
    at += 1;
    if (tree.valueAt(node) > 0 && (at === end || (most > 1 && mayBeCut(run, at, end, most - 1)))) return true;
  }
  return false;
}

/** Most words that a short part is cut into. */
const mostIn = (length: number): number => Math.floor(length / MEAN_IN_SHORT);

/** A part cut into words; a short one only where all of it is known words that are long for chance. */
function apart(part: string): readonly string[] {
  if (part.length < SHORTEST_TRIED) return [part];
  const words = cutIntoWords(part);
  if (part.length >= SHORTEST_GLUED) return words;
  return words.every(isKnown) && words.length <= mostIn(part.length) ? words : [part];
}

function isSentence(words: readonly string[], isGlued: boolean): boolean {
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const isLong = words.length >= FEWEST_WORDS && words.filter(isFunctionWord).length >= FEWEST_FUNCTION_WORDS;
  return (
    (isLong || isGlued || words.some((word) => TELLING.has(word))) &&
    letters >= words.length * MEAN_LETTERS &&
    knownShare(words.join(' ')) >= (words.length >= MANY_WORDS ? MOSTLY_READABLE : READABLE)
  );
}

/** How many rows of letters of one case a run is of, but for a capital at the start of one. */
const rowsOf = (run: string): number => run.match(/[a-z]+|[A-Z]+(?![a-z])/g)?.length ?? 1;

const TELLING: ReadonlySet<string> = new Set(
  'ignore disregard forget override bypass reveal previous instructions jailbreak prompt pretend uncensored unrestricted'.split(
    ' ',
  ),
);
