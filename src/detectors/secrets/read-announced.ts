import type { RegularPattern, Span } from '../pattern.ts';
import { isMember, isSpace, unitClass } from '../unit-class.ts';
import type { Stretches } from './encoded-stretches.ts';
import { behindBlanks, type ReadValue, readGiven, runEnd, valueAt } from './gives.ts';

type Read = NonNullable<RegularPattern['read']>;

const NAME = unitClass('[\\w.-]');
const WORD = unitClass('[\\w-]');
const QUOTE = unitClass('["\'`]');
const IN_QUOTES = unitClass('[\\w+/=.~!@#$%^&*()-]');
const BARE = unitClass('[\\w+/=.~!@#$%^-]');
const BEHIND_QUOTED = unitClass('[\\\\"\'`]');
const PASSWORD_IN_QUOTES = unitClass('[^\\s"\'`]');
const BARE_PASSWORD = unitClass('[^\\s"\'`;,&<>(){}\\\\]');
const BEHIND_PASSWORD = unitClass('[;,&"<\\\\]');
const BACKSLASH = 92;
const COLON = 58;

/** The head of `generic-secret`: a name of 2 to 40 units, and 12 to 240 units of a value. */
export const readSecret: Read = (text, at, stretches) => {
  const end = runEnd(NAME, text, at, stretches);
  if (end - at < 2 || end - at > 40) return undefined;
  return stretches === undefined
    ? secretBehind(text, end, undefined)
    : stretches.readOnce(readSecret, end, () => secretBehind(text, end, stretches));
};

function secretBehind(text: string, end: number, stretches: Stretches | undefined): Span | undefined {
  const value: ReadValue = (start) => {
    if (isMember(QUOTE, text, start - 1)) {
      const last = runEnd(IN_QUOTES, text, start, stretches);
      if (last - start >= 240) return start + 240;
      return last - start >= 12 && (last === text.length || isMember(BEHIND_QUOTED, text, last)) ? last : -1;
    }
    const last = runEnd(BARE, text, start, stretches);
    return last - start < 12 ? -1 : Math.min(last, start + 240);
  };
  return readGiven(text, end, value) ?? readSaid(text, end, value);
}

/** `the key is abc` */
function readSaid(text: string, from: number, value: ReadValue): Span | undefined {
  const verb = behindBlanks(text, from, 3);
  if (verb === from || !(text.startsWith('is', verb) || text.startsWith('was', verb))) return undefined;
  const said = text.startsWith('is', verb) ? verb + 2 : verb + 3;
  let at = behindBlanks(text, said, 5);
  if (text.charCodeAt(at) === COLON && at <= said + 2) {
    const colon = at;
    at = behindBlanks(text, colon + 1, 3);
    if (at === colon + 1) return undefined;
  }
  if (at === said) return undefined;
  return valueAt(isMember(QUOTE, text, at) ? at + 1 : at, value);
}

/** The head of `password`: a name of 3 to 34 units, and 6 to 120 of a value, first of all in quotes. */
export const readPassword: Read = (text, at, stretches) => {
  const end = runEnd(WORD, text, at, stretches);
  if (end - at < 3 || end - at > 34) return undefined;
  return (
    readGiven(text, end, (start) =>
      isMember(QUOTE, text, start - 1) ? passwordInQuotes(text, start, stretches) : -1,
    ) ?? readGiven(text, end, (start) => (isMember(QUOTE, text, start - 1) ? -1 : barePassword(text, start, stretches)))
  );
};

/** Backslashes in front of the last quote, three at most, belong to it. */
function passwordInQuotes(text: string, start: number, stretches: Stretches | undefined): number {
  const quote = runEnd(PASSWORD_IN_QUOTES, text, start, stretches);
  if (!isMember(QUOTE, text, quote)) return -1;
  if (quote - start > 123) return -1;
  let end = quote;
  while (end > start && text.charCodeAt(end - 1) === BACKSLASH) end -= 1;
  return quote - end <= 3 && end - start >= 6 && end - start <= 120 ? end : -1;
}

function barePassword(text: string, start: number, stretches: Stretches | undefined): number {
  const end = runEnd(BARE_PASSWORD, text, start, stretches);
  if (end - start < 6 || end - start > 120) return -1;
  return end === text.length || isMember(BEHIND_PASSWORD, text, end) || isSpace(text.charCodeAt(end)) ? end : -1;
}
