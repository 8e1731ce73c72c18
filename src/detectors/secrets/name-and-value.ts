import type { Span } from '../pattern.ts';
import { type UnitClass, unitClass } from '../unit-class.ts';
import type { Stretches } from './encoded-stretches.ts';

const NAME = unitClass('[\\w.-]');
/** All that can stand behind a name that is given a value. Units that are not ASCII may be white space. */
const GIVES_FIRST = unitClass('[\\\\"\'`\\])=:>?|+,\\s]');
/** What of it can stand in front of a sign, a type, a verb or the name of a field; and how these begin. */
export const BETWEEN = unitClass('[\\\\"\'`\\])\\s]');
export const SIGN_OR_WORD = unitClass('[=:?.|+>,sStNvViw]');

/** Whether what stands behind a run of units can give a value to it. */
export const isGiven =
  (units: UnitClass, most: number) =>
  (text: string, at: number, stretches: Stretches): boolean => {
    const end = stretches.endOf(units, text, at);
    const sign = text.charCodeAt(end);
    return end - at <= most && (sign < 128 ? GIVES_FIRST.members[sign] === 1 : !Number.isNaN(sign));
  };

/** More of what gives a value. */
const SIGN = unitClass('[=:?.|+>]');
/** `:==`, and more of the kind. */
const LONGEST_SIGN = 4;
const EQUALS = 61;
const COLON = 58;

export interface NameAndValue {
  /** Longest name from the anchor on. */
  readonly longestName: number;
  /** Source of the class of a value without quotes. It holds all that a name is made of, and `=`. */
  readonly value: string;
  readonly shortest: number;
  readonly longest: number;
}

/** What a rule of names with values is told by a few units: hostile text is full of names. */
export interface Given {
  /** Whether a name round an anchor can be given a value. */
  approach(text: string, at: number, stretches: Stretches): boolean;
  /** The value, where names of the rule stand so close in one run of units that each would be judged with all that follow it. */
  crowded(text: string, at: number, stretches: Stretches): Span | undefined;
}

export function nameAndValue({ longestName, value, shortest, longest }: NameAndValue): Given {
  const units = unitClass(value);
  const crowd = {};
  return {
    approach(text, at, stretches) {
      const end = stretches.endOf(NAME, text, at);
      if (end - at > longestName) return false;
      const sign = text.charCodeAt(end);
      if (sign < 128 ? GIVES_FIRST.members[sign] === 0 : Number.isNaN(sign)) return false;
      // Behind a colon the type of a variable can stand.
      return (
        sign !== EQUALS || !isValue(units, text, end + 1) || stretches.endOf(units, text, end + 1) > end + shortest
      );
    },
    crowded(text, at, stretches) {
      const end = stretches.endOf(NAME, text, at);
      const sign = text.charCodeAt(end);
      if (!(sign === EQUALS || (sign === COLON && units.members[COLON] === 1))) return undefined;
      let start = end + 1;
      while (start < end + LONGEST_SIGN && SIGN.members[text.charCodeAt(start)] === 1) start += 1;
      const runEnd = stretches.endOf(units, text, start);
      if (runEnd - start < shortest || !isValue(units, text, start)) return undefined;
      return stretches.crowded(crowd, at, runEnd) ? { start, end: Math.min(runEnd, start + longest) } : undefined;
    },
  };
}

/** Whether a value begins at an offset, and not more of what gives one. */
function isValue(units: UnitClass, text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  return first < 128 && units.members[first] === 1 && SIGN.members[first] === 0;
}
