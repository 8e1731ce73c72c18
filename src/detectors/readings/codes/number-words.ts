import { isWordsOrCipher } from '../english/told-words.ts';
import type { Stretch } from '../stretches.ts';
import { seldomReadable } from './byte-text.ts';

const UNITS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty';
const NUMBERS = new Map(UNITS.split(' ').map((name, at) => [name, at + 1]));
for (let more = 1; more <= 6; more += 1) NUMBERS.set(`twenty-${UNITS.split(' ')[more - 1]}`, 20 + more);

const ONES = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'];
const ROMAN = new Map(
  Array.from({ length: 26 }, (_, at) => [`${'x'.repeat((at + 1) / 10)}${ONES[(at + 1) % 10]}`, at + 1]),
);

const FEWEST = 12;
/** Units between two numbers of one letter each, at most. */
const LONGEST_GAP = 3;
const WORD = /twenty-[a-z]{3,5}|[a-z]+/g;

/** Stretches of a lower-case text in which each letter is called by its place in the alphabet: `nine seven fourteen`, `ix vii xiv`; or its bits are. */
export function numberWords(text: string): Stretch[] {
  const found: Stretch[] = [];
  if (text.includes('five') && text.includes('twenty')) found.push(...calledBy(NUMBERS, text));
  if (text.includes('xiv') || text.includes('xv')) found.push(...calledBy(ROMAN, text));
  if (text.includes('zero one')) found.push(...bitWords(text));
  return found.sort((a, b) => a.start - b.start);
}

const BITS = /\b(?:zero|one)(?:[ ,\n]{1,3}(?:zero|one)\b){31,16000}/g;

function bitWords(text: string): Stretch[] {
  return [...text.matchAll(BITS)].flatMap(({ 0: words, index }) => {
    const bits = words.replace(/zero/g, '0').replace(/one/g, '1').match(/[01]/g)?.join('') ?? '';
    const read = seldomReadable((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    return read === undefined ? [] : [{ start: index, end: index + words.length, text: read }];
  });
}

function calledBy(names: ReadonlyMap<string, number>, text: string): Stretch[] {
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
    const place = names.get(word);
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
