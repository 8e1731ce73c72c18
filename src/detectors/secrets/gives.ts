import type { Span } from '../pattern.ts';
import { endOfRun, isMember, isSpace, type UnitClass, unitClass } from '../unit-class.ts';
import type { Stretches } from './encoded-stretches.ts';

/** Where the value ends that starts at an offset, or -1 where none does. */
export type ReadValue = (start: number) => number;

/** Where a run of units ends: within a scan, what was read of it before is not read again. */
export const runEnd = (units: UnitClass, text: string, at: number, stretches: Stretches | undefined): number =>
  stretches === undefined ? endOfRun(units, text, at) : stretches.endOf(units, text, at);

const SIGN = unitClass('[?:.|+]');
const QUOTE = unitClass('["\'`]');
const CLOSE = unitClass('["\'`\\])]');
const TAB = 9;
const SPACE = 32;
const COLON = 58;
const COMMA = 44;
const EQUALS = 61;
const GREATER = 62;
const BACKSLASH = 92;

/**
 * What `GIVES` says, read by hand: the value that is given to a name which ends at an offset. A value may start at several places;
 * they are tried in the order of the expression. White space, blanks and quotes are read whole, because no value starts with them.
 */
export function readGiven(text: string, from: number, value: ReadValue): Span | undefined {
  const unit = text.charCodeAt(from);
  // All but a sign or a blank, which are common, can only be a quote or a bracket.
  const first = unit === BACKSLASH || CLOSE.members[unit] === 1 ? closed(text, from) : from;
  if (first === from) return operated(text, from, value) ?? fieldOf(text, from, value);
  const second = closed(text, first);
  return (
    (second === first ? undefined : operated(text, second, value)) ??
    operated(text, first, value) ??
    operated(text, from, value) ??
    listed(text, from, value) ??
    fieldOf(text, from, value)
  );
}

/** A value where up to three quotes may stand in front of it. */
const quoted = (text: string, from: number, value: ReadValue): Span | undefined =>
  valueAt(behindQuote(text, behindQuote(text, behindQuote(text, from))), value);

export function valueAt(start: number, value: ReadValue): Span | undefined {
  const end = value(start);
  return end === -1 ? undefined : { start, end };
}

/** Perhaps a type, and `=`, `:`, `>` and their kind. */
function operated(text: string, from: number, value: ReadValue): Span | undefined {
  const behindType = typeEnd(text, from);
  return (behindType === from ? undefined : operator(text, behindType, value)) ?? operator(text, from, value);
}

function operator(text: string, from: number, value: ReadValue): Span | undefined {
  const at = behindBlanks(text, from, 8);
  const unit = text.charCodeAt(at);
  let signs = at;
  while (signs < at + 4 && isMember(SIGN, text, signs)) signs += 1;
  if (signs < at + 4 && text.charCodeAt(signs) === EQUALS) {
    if (signs === at && text.charCodeAt(at + 1) === GREATER) {
      const span = spaced(text, at + 2, value);
      if (span !== undefined) return span;
    }
    let end = signs + 1;
    while (end < signs + 3 && text.charCodeAt(end) === EQUALS) end += 1;
    for (; end > signs; end -= 1) {
      const span = spaced(text, end, value);
      if (span !== undefined) return span;
    }
  }
  if (unit === GREATER) return spaced(text, at + 1, value);
  if (unit !== COLON) return undefined;
  const twice = text.charCodeAt(at + 1) === COLON ? spaced(text, at + 2, value) : undefined;
  return twice ?? spaced(text, at + 1, value);
}

const spaced = (text: string, from: number, value: ReadValue): Span | undefined =>
  quoted(text, behindSpace(text, from, 16), value);

/** `"name", "value"` */
function listed(text: string, from: number, value: ReadValue): Span | undefined {
  const at = behindBackslashes(text, from);
  if (at > from + 3 || !isQuoteMark(text.charCodeAt(at)) || text.charCodeAt(at + 1) !== COMMA) return undefined;
  const next = behindBlanks(text, at + 2, 4);
  const quote = behindBackslashes(text, next);
  return quote <= next + 3 && isQuoteMark(text.charCodeAt(quote)) ? quoted(text, next, value) : undefined;
}

/** `name: x` with `value: v` on the next line, and `key="name" value="v"`. */
function fieldOf(text: string, from: number, value: ReadValue): Span | undefined {
  let at = behindBackslashes(text, from);
  if (at > from + 3) return undefined;
  if (isQuoteMark(text.charCodeAt(at))) at += 1;
  if (text.charCodeAt(at) === COMMA) at += 1;
  const word = behindSpace(text, at, 20);
  if (word === at) return undefined;
  at = behindBackslashes(text, word);
  if (at > word + 3) return undefined;
  if (isQuoteMark(text.charCodeAt(at))) at += 1;
  if (!(text.startsWith('value', at) || text.startsWith('Value', at))) return undefined;
  const close = behindBackslashes(text, at + 5);
  if (close > at + 8) return undefined;
  at = behindBlanks(text, isQuoteMark(text.charCodeAt(close)) ? close + 1 : close, 4);
  const unit = text.charCodeAt(at);
  return unit === EQUALS || unit === COLON ? quoted(text, behindBlanks(text, at + 1, 4), value) : undefined;
}

/** Not the third kind of quote. */
const isQuoteMark = (unit: number): boolean => unit === 34 || unit === 39;

/** Behind the type of a variable, or the offset. */
function typeEnd(text: string, from: number): number {
  const isColon = text.charCodeAt(from) === COLON;
  const at = behindBlanks(text, isColon ? from + 1 : from, 2);
  if (at === from) return from;
  if (text.startsWith('string', at) || text.startsWith('String', at)) return at + 6;
  if (text.startsWith('str', at)) return at + 3;
  if (text.startsWith('text', at)) return at + 4;
  if (!text.startsWith('NSString', at)) return from;
  if (text[at + 8] === '*') return at + 9;
  return text[at + 8] === ' ' && text[at + 9] === '*' ? at + 10 : from;
}

/** Behind a quote or bracket, with backslashes, or the offset. */
function closed(text: string, from: number): number {
  const at = behindBackslashes(text, from);
  return at <= from + 3 && isMember(CLOSE, text, at) ? at + 1 : from;
}

function behindQuote(text: string, from: number): number {
  const at = behindBackslashes(text, from);
  return at <= from + 3 && isMember(QUOTE, text, at) ? at + 1 : from;
}

/** Behind backslashes, at most four. */
function behindBackslashes(text: string, from: number): number {
  let at = from;
  while (at < from + 4 && text.charCodeAt(at) === BACKSLASH) at += 1;
  return at;
}

export function behindBlanks(text: string, from: number, most: number): number {
  let at = from;
  for (; at < from + most; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit !== SPACE && unit !== TAB) break;
  }
  return at;
}

function behindSpace(text: string, from: number, most: number): number {
  let at = from;
  while (at < from + most && isSpace(text.charCodeAt(at))) at += 1;
  return at;
}
