import { pairSum } from '../english/letter-pairs.ts';
import { cutIntoWords } from '../english/vocabulary.ts';
import type { Stretch } from '../stretches.ts';
import { surveyOf } from '../survey.ts';

/** Units of a group, and groups in a row: words of ordinary text are seldom of one length four times. */
const SHORTEST_GROUP = 2;
const LONGEST_GROUP = 16;
const FEWEST_GROUPS = 8;
/** Units by which a row is judged. */
const TRIED = 200;
/** Shares of letters and figures among them, and of letters that are no hexadecimal digits: numbers are read elsewhere. */
const WRITTEN = 0.75;
const SPELT = 0.2;
/** Tenths of a bit that a letter is worth by the one before it, from which the row is words, and not a code that is written in groups. */
const LIKELY = 4;

/** Rows of groups of one length (`ign ore all pre vio us`), put together: as words, or, where figures are among them, as one run of a code. */
export function evenGroups(text: string, survey = surveyOf(text)): Stretch[] {
  const found: Stretch[] = [];
  if (survey.even < FEWEST_GROUPS - 1) return found;
  let start = 0;
  let groups = 0;
  let length = 0;
  for (let from = 0; from <= text.length; ) {
    const end = groupEnd(text, from);
    const size = end - from;
    const isEven = size === length && size >= SHORTEST_GROUP;
    if (isEven) groups += 1;
    else {
      // The last group may be shorter.
      if (groups >= FEWEST_GROUPS) addRow(found, text, start, size > 0 && size < length ? end : from - 1);
      start = from;
      groups = size <= LONGEST_GROUP ? 1 : 0;
      length = size <= LONGEST_GROUP ? size : -1;
    }
    from = end + 1;
  }
  if (groups >= FEWEST_GROUPS) addRow(found, text, start, text.length);
  return found;
}

/** Where white space stands next, or the text ends. */
function groupEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) > SPACE) end += 1;
  return end;
}

const SPACE = 32;

function addRow(found: Stretch[], text: string, start: number, end: number): void {
  const run = text.slice(start, end).replace(/\s+/g, '');
  const lower = run.toLowerCase();
  const first = lower.slice(0, TRIED);
  const share = (units: RegExp): number => (first.match(units)?.length ?? 0) / first.length;
  if (share(/[a-z0-9]/g) < WRITTEN || share(/[g-wyz]/g) < SPELT) return;
  const letters = first.replace(/[^a-z]/g, '');
  const isWords = pairSum(letters) >= LIKELY * letters.length;
  if (isWords) found.push({ start, end, text: inWords(lower) });
  else if (/[0-9]/.test(run)) found.push({ start, end, text: run });
}

const inWords = (letters: string): string =>
  letters.replace(/[a-z]{5,}/g, (word) => cutIntoWords(word).join(' ')).replace(/[,.:;!?](?=[a-z])/g, '$& ');
