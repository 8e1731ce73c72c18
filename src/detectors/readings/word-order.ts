import { Effort } from './effort.ts';
import { pairSum } from './letter-pairs.ts';
import { longRuns } from './long-runs.ts';
import { addEdit, type GrowingStretch, type Stretch } from './stretches.ts';
import { surveyOf } from './survey.ts';
import { cutIntoWords, isFunctionWord, isKnown, knownShare } from './vocabulary.ts';

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
export function runTogether(text: string, effort = new Effort()): Stretch[] {
  const found: GrowingStretch[] = [];
  longRuns(text, { ascii: inRun, others: false }, SHORTEST_RUN, (start, end) => {
    if (end - start > LONGEST_RUN) return;
    const run = text.slice(start, end);
    if (!mayBeWords(run) || !effort.allows((end - start) * CUTTING, start, end)) return;
    const words = wordsOf(run);
    if (words.length >= FEWEST_TELLING && isSentence(words, run))
      addEdit(found, { start, end, text: words.join(' ') }, NEAR);
  });
  return found;
}

/** Codes have letters that follow each other as chance has it; parts that are too short as they stand become no longer by a cut. */
function mayBeWords(run: string): boolean {
  let letters = 0;
  let parts = 0;
  let isInside = false;
  for (let at = 0; at < run.length; at += 1) {
    const unit = run.charCodeAt(at);
    const isLetter = ((unit | 32) >= 97 && (unit | 32) <= 122) || unit === APOSTROPHE;
    if (isLetter) letters += 1;
    if (isLetter && !isInside) parts += 1;
    isInside = isLetter;
  }
  if (letters < parts * MEAN_LETTERS) return false;
  const start = run.slice(0, SAMPLE).toLowerCase();
  return pairSum(start) >= start.length * LIKELY;
}

const APOSTROPHE = 39;

/** Units of a run by which it is judged, and how likely they must be, in tenths of a bit each. */
const SAMPLE = 40;
const LIKELY = 2;

/** Runs that stand so near to each other, in units, are read with what is between them. */
const NEAR = 60;

const wordsOf = (run: string): string[] =>
  run
    .replace(/[._+-]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z']+/)
    .flatMap((part) => (isKnown(part) ? part : apart(part)))
    .filter((part) => part !== '');

/** A part cut into words; a short one only where all of it is known words that are long for chance. */
function apart(part: string): readonly string[] {
  if (part.length < SHORTEST_TRIED) return [part];
  const words = cutIntoWords(part);
  if (part.length >= SHORTEST_GLUED) return words;
  return words.every(isKnown) && part.length >= words.length * MEAN_IN_SHORT ? words : [part];
}

function isSentence(words: readonly string[], run: string): boolean {
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  const isLong = words.length >= FEWEST_WORDS && words.filter(isFunctionWord).length >= FEWEST_FUNCTION_WORDS;
  return (
    (isLong || words.some((word) => TELLING.has(word)) || words.length >= FEWEST_GLUED * partsOf(run)) &&
    letters >= words.length * MEAN_LETTERS &&
    knownShare(words.join(' ')) >= (words.length >= MANY_WORDS ? MOSTLY_READABLE : READABLE)
  );
}

/** How many parts a run is of, as its signs and capitals tell. */
const partsOf = (run: string): number => run.match(/[a-z]+|[A-Z]+(?![a-z])/g)?.length ?? 1;

const TELLING: ReadonlySet<string> = new Set(
  'ignore disregard forget override bypass reveal previous instructions jailbreak prompt pretend uncensored unrestricted'.split(
    ' ',
  ),
);

/**
 * Articles and the like stand before a noun; where they end a sentence or stand before a preposition or a verb, the order of words is
 * turned round.
 */
const TURNED =
  / (?:the|your|my|an?|our|their)(?:[.!?;:]| (?:of|in|to|and|is|are|with|for|from|on|by|about|at|as|into|using|under|reveal|print|show|ignore|forget|all|that|repeat|output|give|tell|follow|write|disregard|you|i|me)(?= |$))/gi;
const ARTICLES = / (?:the|your|my|an?|our|their)(?=[ .!?;:])/gi;
const FEWEST_TURNED = 2;
const MOST_UNITS = 2000;

/** Lines whose words stand from the last to the first, in their order. */
export function backwardWords(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    if (end - start >= SHORTEST_LINE && end - start <= MOST_UNITS) {
      const line = text.slice(start, end);
      if (isBackwards(line)) found.push({ start, end, text: line.split(' ').reverse().join(' ') });
    }
    start = end + 1;
  }
  return found;
}

/** By its articles; or by its ends, where no article speaks against it: a first word that ends a sentence, a last one that starts one. */
function isBackwards(line: string): boolean {
  const turned = line.match(TURNED)?.length ?? 0;
  const byEnds = ENDS_FIRST.test(line) && STARTS_LAST.test(line);
  if (turned < FEWEST_TURNED && !byEnds) return false;
  const articles = line.match(ARTICLES)?.length ?? 0;
  return byEnds ? turned * 2 >= articles : turned * 2 > articles;
}

const SHORTEST_LINE = 24;
const ENDS_FIRST = /^[a-z]{3,20}[.!?]["')]? [^\n]{10}/;
const STARTS_LAST = / [A-Z][a-z']{0,19}$/;

const SYMBOL = /[\u2190-\u2bff\ud83c-\ud83e]/;
const BETWEEN = /(?<=[a-z0-9.,'!?:])[ ]?(?:[\u2190-\u2bff]|[\ud83c-\ud83e][\udc00-\udfff]){1,3} ?(?=[a-z0-9'"])/g;
const FEWEST_BETWEEN = 4;
/** Share of the gaps between words that hold a symbol. */
const MANY_BETWEEN = 0.5;

/** Lines of a lower-case text with emoji or other symbols between most words, without them. */
export function symbolsBetween(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (survey.others < FEWEST_BETWEEN || !SYMBOL.test(text)) return found;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, end);
    const gaps = line.match(BETWEEN)?.length ?? 0;
    if (gaps >= FEWEST_BETWEEN && gaps >= MANY_BETWEEN * (line.match(/[a-z0-9']+/g)?.length ?? 0)) {
      found.push({ start, end, text: line.replace(BETWEEN, ' ') });
    }
    start = end + 1;
  }
  return found;
}
