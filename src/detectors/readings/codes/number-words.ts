import { isWordsOrCipher } from '../english/told-words.ts';
import type { Stretch } from '../stretches.ts';

const UNITS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
const NUMBERS = new Map(UNITS.split(' ').map((name, at) => [name, at + 1]));
for (let more = 1; more <= 6; more += 1) NUMBERS.set(`twenty-${UNITS.split(' ')[more - 1]}`, 20 + more);

const FEWEST = 12;
/** Units between two numbers of one letter each, at most. */
const LONGEST_GAP = 3;
const WORD = /twenty-[a-z]{3,5}|[a-z]+/g;

/** Stretches of a lower-case text in which each letter is called by its place in the alphabet: `nine seven fourteen`. */
export function numberWords(text: string): Stretch[] {
  if (!text.includes('five') || !text.includes('twenty')) return [];
  const found: Stretch[] = [];
  let start = 0;
  let end = 0;
  let letters = '';
  let count = 0;
  const close = (): void => {
    if (count >= FEWEST && isWordsOrCipher(letters)) found.push({ start, end, text: letters });
    letters = '';
    count = 0;
  };
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const place = NUMBERS.get(word);
    const gap = text.slice(end, index);
    if (place === undefined || (count > 0 && gap.length > LONGEST_GAP)) close();
    if (place === undefined) continue;
    if (count === 0) start = index;
    else if (/[^ -]|[ ]{2}/.test(gap)) letters += ' ';
    letters += String.fromCharCode(96 + place);
    count += 1;
    end = index + word.length;
  }
  close();
  return found;
}
