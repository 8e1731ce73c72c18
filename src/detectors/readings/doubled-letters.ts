import type { Stretch } from './stretches.ts';
import { knownShare } from './vocabulary.ts';

const FEWEST_LETTERS = 12;
/** Every so many units one is looked at: a stretch that is long enough has one of them. */
const STEP = 12;
/** More units without a letter end a stretch. */
const LONGEST_GAP = 8;
/** Share of letters in known words from which doubled ones are no accident. */
const SURE = 0.5;
/** Share of letters three times in a row from which all stand so; words have some twice by themselves. */
const MOSTLY = 0.7;

const isLetter = (unit: number): boolean => unit >= 97 && unit <= 122;

/** Stretches of a lower-case text in which every letter stands two or three times: `iiggnnoorree`. */
export function doubledLetters(text: string): Stretch[] {
  const found: Stretch[] = [];
  let last = 0;
  for (let at = STEP; at < text.length - 1; at += STEP) {
    const unit = text.charCodeAt(at);
    if (unit !== text.charCodeAt(at + 1) && unit !== text.charCodeAt(at - 1)) continue;
    if (!isLetter(unit)) continue;
    const start = edge(text, at, -1, last - 1);
    const end = edge(text, at, 1, text.length) + 1;
    last = end;
    at = Math.max(at, end);
    const read = end - start < FEWEST_LETTERS * 2 ? '' : once(text.slice(start, end));
    if (knownShare(read) >= SURE) found.push({ start, end, text: read });
  }
  return found;
}

/** The last letter in a direction that stands beside its like, where all before it do. */
function edge(text: string, from: number, step: 1 | -1, stop: number): number {
  let reached = from;
  for (let at = from; at !== stop && Math.abs(at - reached) <= LONGEST_GAP; at += step) {
    const unit = text.charCodeAt(at);
    if (!isLetter(unit)) continue;
    if (unit !== text.charCodeAt(at - 1) && unit !== text.charCodeAt(at + 1)) break;
    reached = at;
  }
  return reached;
}

function once(text: string): string {
  const runs = text.match(/([a-z])\1{1,11}/g) ?? [];
  const times = runs.filter(({ length }) => length % 3 === 0).length > runs.length * MOSTLY ? 3 : 2;
  return text.replace(/([a-z])\1{1,11}/g, (letters, letter: string) =>
    letter.repeat(Math.max(1, Math.floor(letters.length / times))),
  );
}
