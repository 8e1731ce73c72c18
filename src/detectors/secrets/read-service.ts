import type { RegularPattern, Span } from '../pattern.ts';
import { endOfRun, isMember, unitClass } from '../unit-class.ts';
import { behindBlanks, type ReadValue, readGiven, runEnd, valueAt } from './gives.ts';

/** Least and most of a name, in UTF-16 units. */
const SHORTEST_NAME = 4;
const LONGEST_NAME = 42;
const SHORTEST = 12;
const LONGEST = 200;
/** How far behind a value's first unit a digit may stand. */
const DIGIT_WITHIN = 80;

const WORD = unitClass('\\w');
const CAPITALS = unitClass('[A-Z]');
const SMALL = unitClass('[a-z]');
const NAME = unitClass('[\\w .-]');
/** Units of a name behind which nothing is given. */
const INSIDE = unitClass('[\\w-]');
const VALUE = unitClass('[\\w+/=.~%:|@$-]');
/** What may not follow a value. */
const GOES_ON = unitClass('[\\w+/=-]');
const DIGITS = unitClass('\\d');
const TAB = 9;
const SPACE = 32;

/** The head of `service-key`: the name of a service and more words, and a value that is given to them or follows with a digit in it. */
export const readService: NonNullable<RegularPattern['read']> = (text, at, stretches) => {
  if (
    followsLetter(text, at) ||
    endOfRun(WORD, text, at, Math.min(text.length, at + SHORTEST_NAME)) < at + SHORTEST_NAME
  )
    return undefined;
  const value: ReadValue = (start) => {
    const last = runEnd(VALUE, text, start, stretches);
    if (last - start < SHORTEST) return -1;
    if (last - start <= LONGEST) return last;
    let end = start + LONGEST;
    while (end >= start + SHORTEST && isMember(GOES_ON, text, end)) end -= 1;
    return end < start + SHORTEST ? -1 : end;
  };
  const first = at + SHORTEST_NAME;
  for (let end = stretches?.behindNothing(readService, first) ?? first; end <= at + LONGEST_NAME; end += 1) {
    if (isMember(INSIDE, text, end)) continue;
    const span = readGiven(text, end, value) ?? readFollowing(text, end, value);
    if (span !== undefined) return span;
    if (!isMember(NAME, text, end)) return undefined;
    stretches?.sawNothing(readService, first, end + 1); // what is given there does not depend on the anchor
  }
  return undefined;
};

/** Names start a word, or are written into one: `myDatadogKey`. */
const followsLetter = (text: string, at: number): boolean =>
  isMember(CAPITALS, text, at - 1) || (isMember(SMALL, text, at - 1) && !isMember(CAPITALS, text, at));

function readFollowing(text: string, from: number, value: ReadValue): Span | undefined {
  const start = behindBlanks(text, from, 3);
  if (start === from || !isMember(VALUE, text, start)) return undefined;
  for (let at = start; at <= start + DIGIT_WITHIN; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === SPACE || unit === TAB || at >= text.length) return undefined;
    if (isMember(DIGITS, text, at)) return valueAt(start, value);
  }
  return undefined;
}
