import type { Stretch } from '../stretches.ts';
import { edgeAt, surveyOf } from '../survey.ts';

const SHORTEST_LINE = 24;
const LONGEST_LINE = 2000;
const FEWEST_TURNED = 2;

/**
 * Articles and the like stand before a noun; where they end a sentence or stand before a preposition or a verb, the order of words is
 * turned round.
 */
const ARTICLES = 'the your my a an our their';
const NEVER_BEHIND =
  'of in to and is are with for from on by about at as into using under reveal print show ignore forget all that repeat output give ' +
  'tell follow write disregard you i me';
const ENDS = '.!?;:';

/** By the letters that words start with, in either case: of how many letters they are, each as a bit. */
function lengthsOf(words: readonly string[]): Uint16Array {
  const lengths = new Uint16Array(128);
  for (const word of words) {
    const unit = word.charCodeAt(0);
    lengths[unit - 32] = lengths[unit] = (lengths[unit] ?? 0) | (1 << word.length);
  }
  return lengths;
}
const articles = new Set(ARTICLES.split(' ').map((word) => codeOf(word, 0, word.length)));
const articleLengths = lengthsOf(ARTICLES.split(' '));
const neverBehind = new Set(NEVER_BEHIND.split(' '));
const lengthsBehind = lengthsOf([...neverBehind]);
const MOST_LETTERS = 15;

/** The letters of a word of at most six as one number, the same in either case. */
function codeOf(text: string, start: number, end: number): number {
  let code = 0;
  for (let at = start; at < end; at += 1) code = (code << 5) | (text.charCodeAt(at) & 31);
  return code;
}

const isEnd = new Uint8Array(128);
for (const sign of ENDS) isEnd[sign.charCodeAt(0)] = 1;
const SPACE = 32;

/** A first word that ends a sentence, and a last one that starts one. */
const ENDS_FIRST = /[a-z]{3,20}[.!?]["')]? [^\n]{10}/y;
const STARTS_LAST = / [A-Z][a-z']{0,19}$/;

/** Lines whose words stand from the last to the first, in their order. */
export function backwardWords(text: string, { words, lineEnds } = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  let word = 0;
  let start = 0;
  for (const end of lineEnds) {
    let straight = 0;
    let turned = 0;
    for (; (words[word] ?? end) < end; word += 2) {
      const kind = articleAt(text, words, word);
      if (kind === TURNED) turned += 1;
      else if (kind === STRAIGHT) straight += 1;
    }
    const isLine = end - start >= SHORTEST_LINE && end - start <= LONGEST_LINE;
    if (isLine && isBackwards(text, start, end, turned, straight))
      found.push({ start, end, text: text.slice(start, end).split(' ').reverse().join(' ') });
    start = end + 1;
  }
  return found;
}

/** By its articles; or by its ends, where no article speaks against it. */
function isBackwards(text: string, start: number, end: number, turned: number, straight: number): boolean {
  if (turned < straight) return false;
  if (turned > straight && turned >= FEWEST_TURNED) return true;
  ENDS_FIRST.lastIndex = start;
  return ENDS_FIRST.test(text) && STARTS_LAST.test(text.slice(start, end));
}

const STRAIGHT = 1;
const TURNED = 2;

/** What of the two the word at a place of the list is, or 0 if it is no article. */
function articleAt(text: string, words: Int32Array, at: number): number {
  const start = edgeAt(words, at);
  const end = edgeAt(words, at + 1);
  if (!mayBe(articleLengths, text, start, end) || !articles.has(codeOf(text, start, end))) return 0;
  if (text.charCodeAt(start - 1) !== SPACE || end === text.length) return 0;
  const sign = text.charCodeAt(end);
  if (sign !== SPACE) return isEnd[sign] === 1 ? TURNED : 0;
  const next = edgeAt(words, at + 2);
  const stop = edgeAt(words, at + 3);
  if (next !== end + 1 || !mayBe(lengthsBehind, text, next, stop)) return STRAIGHT;
  const isWhole = stop === text.length || text.charCodeAt(stop) === SPACE || text.charCodeAt(stop) === FEED;
  return isWhole && neverBehind.has(text.slice(next, stop).toLowerCase()) ? TURNED : STRAIGHT;
}

const FEED = 10;

/** Whether a word has the first letter and the length of one of a list. */
function mayBe(lengths: Uint16Array, text: string, start: number, end: number): boolean {
  const length = Math.min(end - start, MOST_LETTERS);
  return (((lengths[text.charCodeAt(start)] ?? 0) >> length) & 1) === 1;
}
