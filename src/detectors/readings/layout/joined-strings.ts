import type { Span } from '../../pattern.ts';
import { isFunctionWord, isKnown, knownShare } from '../english/vocabulary.ts';
import { asOne, type Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

const FEWEST = 4;
/** Units of what stands between two strings, as the name of the next. */
const LONGEST_GAP = 48;
/** Shares of letters in known words: once strings are joined, at least; and so much more than with spaces between them. */
const READABLE = 0.6;
const GAINED = 0.15;
/** A list of words is a sentence where so many of them are those that hold sentences together, and so many others of some length. */
const FUNCTION_WORDS = 0.2;
const LONG_WORDS = 0.25;
const LONG_WORD = 4;
const SHORTEST_CODE = 24;
const SHORTEST_PART = 4;

const STRING = /"([^"\n]{1,100})"|(?<=^|\n|[=:(,[+|.&] ?|[A-Za-z] )'([^'\n]{1,100})'/g;
const KEY = /^\s{0,2}:/;
/** Places in an order stand beside words in attributes. */
const NUMBER = /^\d{1,3}$/;
const CODE = /^[A-Za-z0-9+/_-]{2,100}={0,2}$/;

interface Part extends Span {
  readonly text: string;
}

/** Strings of a program or a list that are one text: cut anywhere, word by word, or parts of one code. */
export function joinedStrings(text: string, survey = surveyOf(text)): Stretch[] {
  if (countOf(survey, '"') < 2 * FEWEST && countOf(survey, "'") < 2 * FEWEST) return [];
  const found: Stretch[] = [];
  let parts: Part[] = [];
  const close = (): void => {
    const between = parts.length < FEWEST ? undefined : betweenOf(parts.map((part) => part.text));
    if (between !== undefined) found.push(asOne(parts, between));
    parts = [];
  };
  for (const { 0: written, 1: double, 2: single, index } of text.matchAll(STRING)) {
    const end = index + written.length;
    if (KEY.test(text.slice(end, end + 3)) || NUMBER.test(double ?? '')) continue;
    if (index - (parts.at(-1)?.end ?? index) > LONGEST_GAP) close();
    parts.push({ start: index + 1, end: end - 1, text: double ?? single ?? '' });
  }
  close();
  return found;
}

/** What stands between strings that are one text: nothing or a space; `undefined` where they are none. */
function betweenOf(parts: readonly string[]): string | undefined {
  const joined = parts.join('');
  if (isCode(parts, joined)) return '';
  const apart = knownShare(parts.join(' ').toLowerCase());
  const share = apart + GAINED > 1 ? 0 : knownShare(joined.toLowerCase());
  if (share >= Math.max(READABLE, apart + GAINED)) return '';
  const words = parts.map((part) => part.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, ''));
  return isSentence(words) ? ' ' : undefined;
}

function isSentence(words: readonly string[]): boolean {
  const known = words.filter(isKnown).length;
  const joining = words.filter(isFunctionWord).length;
  const telling = words.filter((word) => word.length >= LONG_WORD && !isFunctionWord(word)).length;
  return [known / READABLE, joining / FUNCTION_WORDS, telling / LONG_WORDS].every((count) => count >= words.length);
}

/** A code is cut into parts of one length, but for the last. */
function isCode(parts: readonly string[], joined: string): boolean {
  const [{ length } = ''] = parts;
  if (length < SHORTEST_PART || joined.length < SHORTEST_CODE) return false;
  const isEven = parts.every((part, at) => part.length === length || (at === parts.length - 1 && part.length < length));
  return isEven && parts.every((part) => CODE.test(part)) && /[a-z]/.test(joined) && /[A-Z0-9]/.test(joined);
}
