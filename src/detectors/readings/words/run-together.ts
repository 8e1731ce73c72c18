import { Effort } from '../effort.ts';
import { pairSum } from '../english/letter-pairs.ts';
import { ROOT } from '../english/packed-tree.ts';
import { cutIntoWords, isFunctionWord, isKnown, knownShare, knownWords } from '../english/vocabulary.ts';
import { addEdit, type GrowingStretch, type Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

/** Shorter runs hold no sentence, longer ones are data. */
const SHORTEST_RUN = 18;
const LONGEST_RUN = 2000;
/** A name may be of some words; a sentence has more, or words that orders to a reader have. */
const FEWEST_WORDS = 6;
const FEWEST_TELLING = 4;
const FEWEST_FUNCTION_WORDS = 2;
const LONGEST_FUNCTION_WORD = 5;
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

const SMALL = 1;
const CAPITAL = 2;
const APOSTROPHE = 4;
const OTHER = 8;
/** By unit below U+0080: what of a run it is, or 0 if it belongs to none. */
const kinds = new Uint8Array(128).fill(SMALL, 97, 123).fill(CAPITAL, 65, 91).fill(OTHER, 48, 58);
for (const sign of '._+-,;:!?()[]=') kinds[sign.charCodeAt(0)] = OTHER;
kinds["'".charCodeAt(0)] = APOSTROPHE;
const OF_WORDS = SMALL | CAPITAL | APOSTROPHE;
/** What of a word a unit is, or 0. */
const kindAt = (text: string, at: number): number => (kinds[text.charCodeAt(at)] ?? 0) & OF_WORDS;

/** Sentences without spaces, as words: run together, in capitals (`IgnoreAll`), or with a sign between them (`ignore_all`). */
export function runTogether(text: string, { long } = surveyOf(text), effort = new Effort()): Stretch[] {
  const found: GrowingStretch[] = [];
  for (let index = 0; index < long.length; index += 2) {
    const to = long[index + 1] ?? 0;
    let start = long[index] ?? 0;
    if (to - start < SHORTEST_RUN) continue;
    let letters = 0;
    let parts = 0;
    let before = 0;
    for (let at = start; at <= to; at += 1) {
      const unit = at < to ? text.charCodeAt(at) : 0;
      const kind = unit < 128 ? (kinds[unit] ?? 0) : 0;
      if (kind !== 0) {
        // Counted with the bits of the kinds: there is no branch that depends on letters and signs.
        const letter = ((kind & OF_WORDS) + OF_WORDS) >> 3;
        letters += letter;
        parts += letter & ~before;
        before = letter;
        continue;
      }
      const length = at - start;
      // Parts that are too short as they stand become no longer by a cut.
      if (length >= SHORTEST_RUN && length <= LONGEST_RUN && letters >= parts * MEAN_LETTERS)
        addRun(found, text, start, at, effort);
      start = at + 1;
      letters = 0;
      parts = 0;
      before = 0;
    }
  }
  return found;
}

function addRun(found: GrowingStretch[], text: string, start: number, end: number, effort: Effort): void {
  // Codes have letters that follow each other as chance has it.
  const stop = Math.min(end, start + SAMPLE);
  if (pairSum(text, start, stop) < (stop - start) * LIKELY) return;
  if (!effort.allows((end - start) * CUTTING, start, end)) return;
  const words = wordsOf(text, start, end);
  if (words !== undefined) addEdit(found, { start, end, text: words.join(' ') }, NEAR);
}

/** Runs that stand so near to each other, in units, are read with what is between them. */
const NEAR = 60;

/** Units of a run by which it is judged, and how likely they must be, in tenths of a bit each. */
const SAMPLE = 40;
const LIKELY = 2;

/** The words of a run that is a sentence. */
function wordsOf(text: string, start: number, end: number): string[] | undefined {
  const count = takeParts(text, start, end);
  if (!mayBeSentence(text, start, end, count)) return undefined;
  const words: string[] = [];
  for (let part = 0; part < count; part += 1) {
    const word = text.slice(parts[2 * part], parts[2 * part + 1]).toLowerCase();
    if (isKnown(word)) words.push(word);
    else words.push(...apart(word));
  }
  const isGlued = words.length > count && words.length >= FEWEST_GLUED * rowsOf(text, start, end);
  return words.length >= FEWEST_TELLING && isSentence(words, isGlued) ? words : undefined;
}

/** Where the parts of the run at hand start and end, by turns. */
const parts = new Int32Array(2 * LONGEST_RUN);

/** Writes the parts of a run, which signs and capitals part, into `parts`, and gives how many they are: `getHTMLText` has three. */
function takeParts(text: string, start: number, end: number): number {
  let edges = 0;
  let before = 0;
  for (let at = start; at < end; at += 1) {
    const kind = kindAt(text, at);
    const isNext =
      kind === CAPITAL && before !== 0 && (before === SMALL || (at + 1 < end && kindAt(text, at + 1) === SMALL));
    if (isNext && before !== APOSTROPHE) {
      parts[edges] = at;
      parts[edges + 1] = at;
      edges += 2;
    } else if ((before === 0) !== (kind === 0)) {
      parts[edges] = at;
      edges += 1;
    }
    before = kind;
  }
  if (before !== 0) parts[edges] = end;
  return (edges + 1) >> 1;
}

/** Whether the parts of a run, cut into as many words as they may be, may be a sentence, and those that are not cut are known. */
function mayBeSentence(text: string, start: number, end: number, count: number): boolean {
  let letters = 0;
  let mostByLength = 0;
  for (let part = 0; part < count; part += 1) {
    const length = (parts[2 * part + 1] ?? 0) - (parts[2 * part] ?? 0);
    letters += length;
    mostByLength += mostIn(length);
  }
  if (mostByLength < FEWEST_TELLING) return false;
  const fewestGlued = Math.max(count + 1, FEWEST_GLUED * rowsOf(text, start, end));
  const isOfMany = mostByLength >= Math.min(FEWEST_WORDS, fewestGlued);
  if (!isOfMany && !TELLS.test(text.slice(start, end))) return false;
  let most = 0;
  let unknown = 0;
  let joining = 0;
  for (let part = 0; part < count; part += 1) {
    const from = parts[2 * part] ?? 0;
    const to = parts[2 * part + 1] ?? 0;
    const words = mostWords(text, from, to);
    most += Math.max(1, words);
    if (words === 0) unknown += to - from;
    if (words > 1 || to - from <= LONGEST_FUNCTION_WORD) joining += words;
    if (letters - unknown < letters * MOSTLY_READABLE) return false;
  }
  if (most < FEWEST_TELLING || (most < MANY_WORDS && letters - unknown < letters * READABLE)) return false;
  if (most >= fewestGlued) return true;
  return (most >= FEWEST_WORDS && joining >= FEWEST_FUNCTION_WORDS) || TELLS.test(text.slice(start, end));
}

/** Into how many words a part may be cut, at most; 0 where none of it is known. */
function mostWords(text: string, start: number, end: number): number {
  const length = end - start;
  if (mayBeCut(text, start, end, 1)) return 1;
  if (length >= SHORTEST_GLUED) return length;
  for (let at = start; at < end; at += 1) if (kindAt(text, at) === APOSTROPHE) return 1;
  const most = mostIn(length);
  return most > 1 && mayBeCut(text, start, end, most) ? most : 0;
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

/** Most words that a part of so many letters is cut into. */
const mostIn = (length: number): number =>
  length < SHORTEST_TRIED ? 1 : length < SHORTEST_GLUED ? Math.floor(length / MEAN_IN_SHORT) : length;

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
    (isLong || isGlued || words.some((word) => isTelling.has(word))) &&
    letters >= words.length * MEAN_LETTERS &&
    knownShare(words.join(' ')) >= (words.length >= MANY_WORDS ? MOSTLY_READABLE : READABLE)
  );
}

/** How many rows of letters of one case a run is of, but for a capital at the start of one; 1 at least. */
function rowsOf(text: string, start: number, end: number): number {
  let rows = 0;
  let before = 0;
  let capitals = 0;
  for (let at = start; at <= end; at += 1) {
    const kind = at < end ? kindAt(text, at) & (SMALL | CAPITAL) : 0;
    if (kind === SMALL && before !== SMALL) rows += 1;
    if (kind !== CAPITAL && (capitals > 1 || (capitals === 1 && kind !== SMALL))) rows += 1;
    capitals = kind === CAPITAL ? capitals + 1 : 0;
    before = kind;
  }
  return Math.max(1, rows);
}

const TELLING = [
  ...[
    'ignore',
    'disregard',
    'forget',
    'override',
    'bypass',
    'reveal',
    'previous',
    'instructions',
    'jailbreak',
    'prompt',
  ],
  ...['pretend', 'uncensored', 'unrestricted'],
];
const TELLS = new RegExp(TELLING.join('|'), 'i');
const isTelling: ReadonlySet<string> = new Set(TELLING);
