import { NOT_IN_BASE64, NOT_IN_WORD, notAfter } from '../boundary.ts';
import type { RegularPattern } from '../pattern.ts';
import { type Follows, followsOf, isMember, unitClass } from '../unit-class.ts';
import { isVaried } from './entropy.ts';
import { type Structure, structureOf } from './expression-structure.ts';
import { isElided, lengthBesideSequence } from './placeholder.ts';
import { tokenReader } from './token-reader.ts';

/** Not behind a letter or digit: `my_ghp_...` and `x-ghp_...` are keys glued to a name, `xghp_...` is a word. */
export const ALONE = notAfter('A-Za-z0-9');
/** Not in front of a letter or digit. */
export const ENDS = '(?![A-Za-z0-9])';

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const oneOf = (anchors: readonly string[]): string => `(?:${anchors.map(literally).join('|')})`;

/** Units that manuals fill a key with, so many at its end: any of the first, or one of the second. */
const FILL = unitClass('[xX0a*._-]');
const LETTER_OR_DIGIT = unitClass('[A-Za-z0-9]');
const MANY = 10;

function isFilled(value: string): boolean {
  const last = value.length - 1;
  let filled = 0;
  while (filled < MANY && isMember(FILL, value, last - filled)) filled += 1;
  if (filled === MANY) return true;
  let same = 0;
  while (same < MANY && value.charCodeAt(last - same) === value.charCodeAt(last)) same += 1;
  return same === MANY && isMember(LETTER_OR_DIGIT, value, last);
}

/** A key is more than a repeated unit, an alphabet, or a beginning with dots behind it. */
export const isKey: NonNullable<RegularPattern['accept']> = (value, text, { end }) =>
  (isVaried(value) || !isFilled(value)) && !isElided(value, text, end);

/** Boundaries that no letter or digit passes. */
const STRICT: ReadonlySet<string> = new Set([ALONE, NOT_IN_WORD, NOT_IN_BASE64]);

/** What is known of a head without looking at it. */
export function surroundings(before: string, body: string): { readonly alone: boolean; readonly follows?: Follows } {
  const follows = followsOf(body);
  return { alone: STRICT.has(before), ...(follows === undefined ? {} : { follows }) };
}

/** What reads the head by hand, where it is a beginning and units of one class. */
function readerOf(
  before: string,
  anchors: readonly string[],
  body: string,
  behind: string,
): Pick<RegularPattern, 'read'> {
  const read = tokenReader(before, anchors, body, behind);
  return read === undefined ? {} : { read };
}

/** The head, and how far it can reach, which is asked when the rules are first used: it takes longer than to list them. */
function shaped(source: string): Pick<RegularPattern, 'head' | 'reach'> {
  return { head: new RegExp(source), reach: () => structureOf(source).longest };
}

/** `prefix`, then a body whose length is known. What follows may not go on with it. */
export const fixed = (
  rule: string,
  anchors: readonly string[],
  body: string,
  { before = ALONE, behind = ENDS }: { readonly before?: string; readonly behind?: string } = {},
): RegularPattern => {
  const source = `${before}${oneOf(anchors)}(?:${body})${behind}`;
  const surrounded = surroundings(before, body);
  const crowd = {};
  let structure: Structure | undefined;
  const known = (): Structure => {
    structure ??= structureOf(source);
    return structure;
  };
  return {
    rule,
    anchors,
    head: new RegExp(source),
    ...readerOf(before, anchors, body, behind),
    reach: () => known().longest,
    ...surrounded,
    crowded(text, at, stretches) {
      const { follows, alone } = surrounded;
      if (follows?.alone !== true || !alone) return undefined;
      const start = at + (anchors.find((anchor) => text.startsWith(anchor, at))?.length ?? 0);
      const runEnd = stretches.endOf(follows.units, text, start);
      return stretches.crowded(crowd, at, runEnd)
        ? { start: at, end: Math.min(runEnd, at + known().longest) }
        : undefined;
    },
    accept(value, text, place) {
      if (!isKey(value, text, place)) return false;
      const beside = lengthBesideSequence(value);
      if (beside === value.length) return true;
      // What a hand typed along the alphabet is no key, unless there is one beside it.
      return beside >= known().shortest;
    },
  };
};

/** `prefix`, then at least `body`; all units of the class in `tail` that follow belong to it. */
export const growing = (
  rule: string,
  anchors: readonly string[],
  body: string,
  tail: RegExp,
  before = ALONE,
): RegularPattern => ({
  rule,
  anchors,
  ...shaped(`${before}${oneOf(anchors)}${body}`),
  ...readerOf(before, anchors, body, ''),
  ...surroundings(before, body),
  tail,
  effort: 8,
  nests: true,
  accept: isKey,
});

/** A shape that has its anchor inside, at most `before` units from its start. */
export const around = (rule: string, anchors: readonly string[], before: number, shape: string): RegularPattern => ({
  rule,
  anchors,
  before,
  ...shaped(shape),
  accept: isKey,
});

/** A shape with its anchor behind exactly `before` units of a class. */
export const inside = (
  rule: string,
  anchors: readonly string[],
  before: number,
  unit: string,
  rest: string,
): RegularPattern => ({
  rule,
  anchors,
  before,
  exactly: true,
  unit: new RegExp(unit),
  ...shaped(`${ALONE}${unit}{${before}}${oneOf(anchors)}${rest}${ENDS}`),
  accept: isKey,
});

export const WORD = /\w*/y;
export const DASHED = /[\w-]*/y;
export const DOTTED = /[\w.~+/=-]*/y;
export const BASE64 = /[A-Za-z0-9+/=_-]*/y;
