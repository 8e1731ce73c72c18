import { sentencesAround } from '../detectors/injection/sentences.ts';
import type { Span } from '../detectors/pattern.ts';

/** Sentences that are looked at behind an attempt, and behind each that belongs to it. */
const LOOK_AHEAD = 3;
/** Furthest way in UTF-16 units that an attempt goes on. */
const LONGEST = 1200;

/** Where something is to be read from or sent to, and words to the reader. */
const GOES_ON =
  /[\w.+-]@[\w-]{1,63}\.\w|\b(?:https?|ftp|file):\/\/|\bwww\.|(?:^|[\s"'`(:])(?:\.{1,2}|~)?\/[\w.-]|\b(?:you are|you're|you must|you should|you will|your (?:new |next |only )?(?:task|job|goal|role|answer|reply|response)|do not (?:tell|mention|say|ask|inform)|don't (?:tell|mention|say|ask|inform))\b/i;

/** Sentences that are taken out with an attempt because they follow it in its paragraph and go on with it. */
export interface Continued {
  readonly cuts: readonly Span[];
  /** Whether the text ends with an attempt, so that what comes next may go on with it. */
  readonly open: boolean;
}

/**
 * An order rarely ends with the sentence that gives it away: what follows says what to fetch, and where to send it.
 *
 * @param cuts whole sentences, sorted, that do not overlap
 * @param open whether the text before this one ended with an attempt
 */
export function withWhatFollows(text: string, cuts: readonly Span[], open = false): Continued {
  const longer: { start: number; end: number }[] = [];
  if (open) {
    const end = endOfOrder(text, 0);
    if (end > 0) longer.push({ start: firstOf(text, 0), end });
  }
  for (const { start, end } of cuts) {
    const last = longer.at(-1);
    if (last !== undefined && end <= last.end) continue;
    if (last !== undefined && start <= last.end) last.end = endOfOrder(text, end);
    else longer.push({ start, end: endOfOrder(text, end) });
  }
  const last = longer.at(-1);
  return { cuts: longer, open: last !== undefined && text.slice(last.end).trim() === '' };
}

/** Behind the last sentence that goes on with what ends at an offset. */
function endOfOrder(text: string, from: number): number {
  let end = from;
  let at = from;
  for (let looked = 0; looked < LOOK_AHEAD && at - from < LONGEST; looked += 1) {
    const next = firstOf(text, at);
    if (next >= text.length || text[next] === '<' || PARAGRAPH.test(text.slice(at, next))) break;
    const [sentence] = sentencesAround(text, [{ start: next, end: next + 1 }]);
    if (sentence === undefined || sentence.end <= at) break;
    at = sentence.end;
    if (GOES_ON.test(text.slice(next, at).replace(/\p{Cf}/gu, ''))) {
      end = at;
      looked = -1;
    }
  }
  return end;
}

const PARAGRAPH = /\n\s{0,100}\n/;

/** The first unit from an offset that is no white space. */
function firstOf(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}
