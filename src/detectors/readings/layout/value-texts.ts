import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

/** Fewer fields are no record that hides a sentence among others. */
const FEWEST_FIELDS = 3;
/** Shorter values are names, longer ones are judged by themselves as they stand. */
const FEWEST_WORDS = 3;
const LONGEST = 400;

/** What ends a string in an object or a list. */
const END = /"(?=[ \t]{0,2}(?:[,}\]\r\n]|$))/g;
/** Elements of pages: their texts stand in the lines that people read. */
const OF_PAGES =
  /^(?:a|b|i|p|q|s|u|em|li|dd|dt|td|th|h[1-6]|div|pre|sub|sup|body|code|span|font|text|small|label|title|button|option|strong|tspan)>/;

/** A block of code shows what a record looks like. */
const FENCE = '```';

/** Sentences of a lower-case text that fields of an object in JSON or elements in XML hold, each by itself. */
export function valueTexts(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (countOf(survey, '"') >= FEWEST_FIELDS * 2) addStrings(found, text);
  if (countOf(survey, '<') >= FEWEST_FIELDS * 2) addElements(found, text);
  const isShown = blocksOf(text, countOf(survey, '`'));
  return found.sort((a, b) => a.start - b.start).filter(({ start }) => !isShown(start));
}

/** Whether a place stands in a block of code; asked in rising order. */
function blocksOf(text: string, marks: number): (at: number) => boolean {
  let next = marks < 2 * FENCE.length ? -1 : text.indexOf(FENCE);
  let isInside = false;
  return (at) => {
    for (; next !== -1 && next < at; next = text.indexOf(FENCE, next + FENCE.length)) isInside = !isInside;
    return isInside;
  };
}

function addStrings(found: Stretch[], text: string): void {
  const values: Stretch[] = [];
  let fields = 0;
  let end = 0;
  for (let at = text.indexOf('":'); at !== -1; at = text.indexOf('":', at + 2)) {
    fields += 1;
    const start = text.charCodeAt(at + 2) === SPACE ? at + 4 : at + 3;
    if (text.charCodeAt(start - 1) !== QUOTE) continue;
    if (end < start) {
      END.lastIndex = start;
      end = END.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    }
    addWords(values, text, start, end);
  }
  if (fields >= FEWEST_FIELDS) found.push(...values);
}

const [SPACE, QUOTE] = [32, 34];

function addElements(found: Stretch[], text: string): void {
  const values: Stretch[] = [];
  let fields = 0;
  let last = 0;
  for (let at = text.indexOf('</'); at !== -1; at = text.indexOf('</', at + 2)) {
    fields += 1;
    const before = text.slice(Math.max(last, at - LONGEST), at);
    const tag = before.lastIndexOf('>');
    last = at;
    if (tag <= before.lastIndexOf('<') || OF_PAGES.test(text.slice(at + 2, at + LONGEST_NAME))) continue;
    addWords(values, text, at - before.length + tag + 1, at);
  }
  if (fields >= FEWEST_FIELDS) found.push(...values);
}

/** Enough for the names of elements of pages. */
const LONGEST_NAME = 12;

const WORD = /[a-z]{3}/;
/** Commands have options. */
const OPTION = /(?:^| )--?[a-z]/;

function addWords(values: Stretch[], text: string, start: number, end: number): void {
  if (end - start > LONGEST) return;
  const value = text.slice(start, end);
  if (value.trim().split(' ').length < FEWEST_WORDS || !WORD.test(value) || OPTION.test(value)) return;
  values.push({ start, end, text: value, edits: [] });
}
