import { longRuns } from './long-runs.ts';
import { addEdit, type GrowingStretch, type Stretch } from './stretches.ts';
import { isKnown } from './vocabulary.ts';

/** Units of a word in a code, and how many such words a text has at least. */
const SHORTEST = 8;
const LONGEST = 40;
const FEWEST = 2;
/** Words that are so near to each other, in units, are read with what is between them. */
const NEAR = 120;

const inRun = new Uint8Array(128).fill(1, 48, 58).fill(1, 65, 91).fill(1, 97, 123);
for (const sign of '+/=') inRun[sign.charCodeAt(0)] = 1;

const LETTERS = /^[a-z]{3,28}$/;

/** Words of a text that are each in base64 or hexadecimal digits by itself, with the words around them. */
export function codedWords(text: string): Stretch[] {
  const found: GrowingStretch[] = [];
  longRuns(text, { ascii: inRun, others: false }, SHORTEST, (start, end) => {
    if (end - start > LONGEST || !isMixed(text, start, end)) return;
    const word = wordOf(text.slice(start, end));
    if (word === undefined) return;
    addEdit(found, { start, end, text: word }, NEAR);
  });
  return found.filter(({ edits = [] }) => edits.length >= FEWEST).map((stretch) => withMargins(text, stretch));
}

function wordOf(run: string): string | undefined {
  const isHex = run.length % 2 === 0 && /^[2-7][0-9a-fA-F]+$/.test(run) && /[0-9]/.test(run);
  if (!isHex && (run.length % 4 === 1 || !/[A-Z]/.test(run) || !/[a-z]/.test(run))) return undefined;
  const word = Buffer.from(run, isHex ? 'hex' : 'base64')
    .toString('latin1')
    .toLowerCase();
  return LETTERS.test(word) && isKnown(word) ? word : undefined;
}

/** Ordinary words have neither figures nor capitals behind the first letter. */
function isMixed(text: string, start: number, end: number): boolean {
  for (let at = start + 1; at < end; at += 1) if (text.charCodeAt(at) < 97) return true;
  return false;
}

/** With the rest of the line, or so much of it. */
function withMargins(text: string, { start, end, edits }: Stretch): Stretch {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const behind = text.slice(end, end + NEAR);
  const feed = behind.indexOf('\n');
  return {
    start: start - (before.length - 1 - before.lastIndexOf('\n')),
    end: end + (feed === -1 ? behind.length : feed),
    text: '',
    ...(edits === undefined ? {} : { edits }),
  };
}
