import type { Order } from '../../rewrite.ts';
import { isKnown } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';
import { hiddenElement, hiddenMarkup } from './hidden-markup.ts';

export interface Marked {
  readonly reason: 'hidden markup' | 'markup in words';
  readonly stretches: readonly Stretch[];
  readonly order: Order;
}

/** What HTML and Markdown hold that a person who looks at the page does not see, and words that tags cut up; from lower-case text. */
export function markup(text: string, survey = surveyOf(text)): Marked[] {
  const found: Marked[] = [];
  const hasTags = countOf(survey, '<') > 0;
  if (!hasTags && countOf(survey, '#') === 0) return found;
  const hidden = hiddenMarkup(text, survey);
  if (hidden.length > 0) found.push({ reason: 'hidden markup', stretches: hidden, order: 'same' });
  const cut = hasTags ? cutWords(text) : [];
  if (cut.length >= FEWEST_CUT)
    found.push({ reason: 'markup in words', stretches: together(text, cut), order: 'whole' });
  return found;
}

const FEWEST_CUT = 3;
/** A word that so many tags cut up needs not be known. */
const MANY_TAGS = 3;
/** Tags as they stand in words, between the words; and sections of XML that are text as it stands. */
const AROUND = /<(?:!\[cdata\[|\/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,100})?\/?>)|\]\]>/g;
const TAGS = /(?:<(?:!--[^<>]{0,60}--|\/?[a-z][a-z0-9]{0,12}(?:\s[^<>]{0,100})?\/?)>|<!\[cdata\[|\]\]>){1,4}/y;
/** What is not shown is no part of a word. */
const HIDDEN = hiddenElement('y');
const HIDDEN_ANYWHERE = hiddenElement('g');
const LONGEST_WORD = 30;
const isLetter = (text: string, at: number): boolean => text.charCodeAt(at) >= 97 && text.charCodeAt(at) <= 122;

/** Words with tags in them that are known without, or have many. */
function cutWords(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (!isLetter(text, at - 1)) continue;
    let start = at;
    while (at - start < LONGEST_WORD && isLetter(text, start - 1)) start -= 1;
    let word = text.slice(start, at);
    let end = at;
    let tags = 0;
    for (;;) {
      const next = behindMarkup(text, end);
      if (next === end || !isLetter(text, next)) break;
      end = next;
      tags += 1;
      while (end - next < LONGEST_WORD && isLetter(text, end)) end += 1;
      word += text.slice(next, end);
    }
    if (tags >= MANY_TAGS || (tags > 0 && isKnown(word))) found.push({ start, end, text: word });
    at = Math.max(at, end - 1);
  }
  return found;
}

/** Where the tags end that start at an offset, or the element there that is not shown. */
function behindMarkup(text: string, at: number): number {
  for (const pattern of [HIDDEN, TAGS]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return at;
}

/** One stretch from the first word to the last, with what stands between them. */
function together(text: string, words: readonly Stretch[]): Stretch[] {
  const start = words[0]?.start ?? 0;
  let at = start;
  let read = '';
  for (const word of words) {
    read += text.slice(at, word.start).replace(HIDDEN_ANYWHERE, '').replace(AROUND, '') + word.text;
    at = word.end;
  }
  return [{ start, end: at, text: read }];
}
