import type { Stretch } from '../stretches.ts';
import { countOf, surveyOf } from '../survey.ts';

/** Most units of a line that tells what a name stands for, and of that; most names. */
const LONGEST_LINE = 120;
const LONGEST_SAID = 60;
const MOST_NAMES = 200;
/** Units of the words that are put in the place of names, at most, as a share of the text: each of them is told there too. */
const MOST_PUT = 0.5;
/** What a name begins with. */
const BRACKETS = '[{<';
const isOpening = new Set([...BRACKETS].map((sign) => sign.charCodeAt(0)));
const NAME = /\[[a-z]\w{0,23}\]|\{{1,2}[a-z]\w{0,23}\}{1,2}|<[a-z]\w{0,23}>/g;
const TOLD = /^([[{<]{1,2}[a-z]\w{0,23}[\]}>]{1,2})[ \t]{0,4}(?:[=:]|->|=>|means|is|stands for)[ \t]{1,4}(\S.*)$/;
/** A word whose letters are told one by one. */
const LETTERS = /^[a-z](?:([-. _])[a-z])(?:\1[a-z])+$/;
const QUOTED = /^(["'`])(.*)\1[,;.]?$/;
const LINK = '://';

/** Stretches of a lower-case text with names in brackets for words, which lines of their own tell, with the words in their places. */
export function toldNames(text: string, survey = surveyOf(text)): Stretch[] {
  const { lineEnds } = survey;
  if (lineEnds.length < 2 || countOf(survey, BRACKETS) < 2) return [];
  const words = new Map<string, string>();
  const told: number[] = [];
  let line = 0;
  for (const end of lineEnds) {
    const isTold = isOpening.has(text.charCodeAt(line)) && end - line <= LONGEST_LINE && words.size < MOST_NAMES;
    const [, name = '', said = ''] = (isTold ? TOLD.exec(text.slice(line, end).trimEnd()) : null) ?? [];
    const word = wordOf(said);
    if (name !== '' && word.length <= LONGEST_SAID && !word.includes(LINK)) {
      words.set(name, word);
      told.push(line, end);
    }
    line = end + 1;
  }
  return words.size === 0 ? [] : inPlaceOf(text, words, told);
}

function wordOf(said: string): string {
  const word = QUOTED.exec(said)?.[2] ?? said;
  const sign = LETTERS.exec(word)?.[1];
  return sign === undefined ? word : word.replaceAll(sign, '');
}

/** The lines with names that do not tell them, with words in their places. */
function inPlaceOf(text: string, words: ReadonlyMap<string, string>, told: readonly number[]): Stretch[] {
  const edits: Stretch[] = [];
  let next = 0;
  let lines: Stretch[] = [];
  let room = text.length * MOST_PUT;
  for (const { 0: name, index } of text.matchAll(NAME)) {
    for (; next < told.length && (told[next + 1] ?? 0) < index; next += 2)
      lines.push({ start: told[next] ?? 0, end: told[next + 1] ?? 0, text: '' });
    const word = room < 0 ? undefined : words.get(name);
    if (word === undefined || index >= (told[next] ?? Number.POSITIVE_INFINITY)) continue;
    // What is told before the first of them, or behind the last, is no part of what is said.
    if (edits.length > 0) edits.push(...lines);
    lines = [];
    room -= word.length;
    edits.push({ start: index, end: index + name.length, text: word });
  }
  const [first] = edits;
  const last = edits.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = text.indexOf('\n', last.end);
  return [{ start: text.lastIndexOf('\n', first.start) + 1, end: end === -1 ? text.length : end, text: '', edits }];
}
