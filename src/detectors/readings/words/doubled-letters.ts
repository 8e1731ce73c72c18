import { knownShare } from '../english/vocabulary.ts';
import { textOf } from '../folded-text.ts';
import type { Stretch } from '../stretches.ts';

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
    if (end - start < FEWEST_LETTERS * 2) continue;
    const read = once(text.slice(start, end));
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
  let runs = 0;
  let threes = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = runEnd(text, at);
    if (end - at > 1) runs += 1;
    if ((end - at) % 3 === 0) threes += 1;
  }
  const times = threes > runs * MOSTLY ? 3 : 2;
  const units = new Uint16Array(text.length);
  let length = 0;
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = runEnd(text, at);
    const left = Math.max(1, Math.floor((end - at) / times));
    units.fill(text.charCodeAt(at), length, length + left);
    length += left;
  }
  return textOf(units, length);
}

/** Where the row of one letter ends that starts at an offset; other units stand alone. */
function runEnd(text: string, start: number): number {
  const unit = text.charCodeAt(start);
  let end = start + 1;
  if (isLetter(unit)) while (end - start < LONGEST_ROW && text.charCodeAt(end) === unit) end += 1;
  return end;
}

const LONGEST_ROW = 12;
