import { isDigit } from '../boundary.ts';
import { isDayMonth } from './calendar.ts';
import type { Emit } from './found.ts';

const BIRTH =
  /born|birth|\bdob\b|geboren|geburt|\bgeb\.|naissance|n\u00e9e? le|nacimiento|nacid[oa]|nascita|nat[oa] il|nascimento|geboorte|f\u00f6delse|f\u00f8dsel|f\u00f6dd|f\u00f8dt|syntym|urodz|\u0440\u043e\u0436\u0434|\u0440\u043e\u0434\u0438\u043b|\u51fa\u751f|\u751f\u5e74\u6708\u65e5|\uc0dd\ub144/gi;

/** How far behind the word a date may start, in UTF-16 units. */
const REACH = 40;

const MONTH =
  '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|f\u00e9v|avr|mai|juin|juil|ao\u00fb|d\u00e9c|ene|abr|ago|dic|m\u00e4r|okt|dez|gen|mag|giu|lug|set|ott)[a-z\u00e9\u00fb]{0,8}\\.?';
const DATE = new RegExp(
  [
    '(?:19|20)\\d{2}([-/.])(\\d{1,2})\\1(\\d{1,2})(?!\\d)',
    '(\\d{1,2})([-/. ])(\\d{1,2})\\5(?:(?:19|20)\\d{2}|\\d{2})(?!\\d)',
    `\\d{1,2}(?:st|nd|rd|th|\\.)?(?: of| de)? ${MONTH},?(?: de)? (?:18|19|20)\\d{2}(?!\\d)`,
    `${MONTH} \\d{1,2}(?:st|nd|rd|th)?,? (?:18|19|20)\\d{2}(?!\\d)`,
    '(?:19|20)\\d{2}[\u5e74\ub144] ?\\d{1,2}[\u6708\uc6d4] ?\\d{1,2}[\u65e5\uc77c]',
  ].join('|'),
  'iy',
);

/** How far in front of the first digits of a date its word may start: a month, and the word itself, in between. */
const LONGEST_MONTH = 14;
const LONGEST_WORD = 10;
const FURTHEST = REACH + LONGEST_MONTH + LONGEST_WORD;

/** So much text is searched at once, where digits stand close to each other. */
const STRETCH = 2048;

/**
 * Dates of one text that a word for birth announces. It is asked about digits from left to right, and looks for words in front of
 * those alone that a date could have, at no place twice.
 */
export class BirthDates {
  readonly #text: string;
  readonly #emit: Emit;
  readonly #dates: Dates;
  /** The stretch whose words are still to be found. */
  #from = 0;
  #to = 0;

  constructor(text: string, emit: Emit) {
    this.#text = text;
    this.#emit = emit;
    this.#dates = new Dates(text);
  }

  /** Takes notice of the digits from `digit` to `end`, if these could be the first of a date. */
  at(digit: number, end: number): void {
    if (!mayStartDate(this.#text, digit, end)) return;
    if (digit - FURTHEST > this.#to || digit - this.#from > STRETCH) {
      this.finish();
      this.#from = Math.max(this.#to, digit - FURTHEST);
    }
    this.#to = digit;
  }

  /** Emits what words announce in front of the digits up to here. */
  finish(): void {
    const from = this.#from;
    if (from === this.#to) return;
    // With the units beside, which say where a word ends.
    const start = Math.max(0, from - 1);
    const stretch = this.#text.slice(start, this.#to + 1);
    this.#from = this.#to;
    BIRTH.lastIndex = from - start;
    while (BIRTH.test(stretch)) {
      const behind = start + BIRTH.lastIndex;
      const found = this.#dates.first(behind, behind + REACH);
      if (found === undefined || isDigit(this.#text, found.index - 1) || !isDate(found)) continue;
      this.#emit('birth-date', found.index, found.index + found[0].length);
    }
  }
}

/** Dates of one text, asked for from left to right: no place is looked at twice, however many words announce it. */
class Dates {
  readonly #text: string;
  /** Before this all places are looked at. */
  #searched = 0;
  #found: RegExpExecArray | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first date that starts between two offsets, or at one of them. */
  first(from: number, to: number): RegExpExecArray | undefined {
    if (this.#found !== undefined && this.#found.index < from) this.#found = undefined;
    for (let at = Math.max(from, this.#searched); this.#found === undefined && at <= to; at += 1) {
      this.#searched = at + 1;
      if (!mayBeDate(this.#text, at)) continue;
      DATE.lastIndex = at;
      this.#found = DATE.exec(this.#text) ?? undefined;
    }
    return this.#found !== undefined && this.#found.index <= to ? this.#found : undefined;
  }
}

/** A first look: digits with a sign of dates behind, or the first letters of a month. */
function mayBeDate(text: string, at: number): boolean {
  if (!isDigit(text, at)) return mayBeMonth(text, at);
  if (isDigit(text, at + 1) && isDigit(text, at + 2)) return isDigit(text, at + 3) && !isDigit(text, at + 4);
  const behind = text.charCodeAt(isDigit(text, at + 1) ? at + 2 : at + 1);
  return behind === 32 || (behind >= 45 && behind <= 47) || isLetterIn(ORDINAL_STARTS, behind);
}

/** A first look at digits that stand alone: what stands behind the first ones of each kind of date. */
function mayStartDate(text: string, digit: number, end: number): boolean {
  const behind = text.charCodeAt(end);
  if (end === digit + 4) return (behind >= 45 && behind <= 47) || behind === 0x5e74 || behind === 0xb144;
  if (end > digit + 2) return false;
  if ((behind === 32 || (behind >= 45 && behind <= 47)) && isDigit(text, end + 1)) return true;
  let at = behind === 46 ? end + 1 : isLetterIn(ORDINAL_STARTS, behind) ? end + 2 : end;
  if (text.charCodeAt(at) === 44) at += 1;
  if (text.charCodeAt(at) !== 32) return false;
  at += 1;
  const next = text.charCodeAt(at) | 32;
  if ((next === 111 || next === 100) && text.charCodeAt(at + 2) === 32) at += 3; // of, de
  return isDigit(text, at) || mayBeMonth(text, at);
}

function mayBeMonth(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  if (!isLetterIn(MONTH_STARTS, first)) return false;
  const second = text.charCodeAt(at + 1);
  const third = text.charCodeAt(at + 2);
  return second >= 128 || third >= 128 || MONTH_KEYS.has(monthKey(second, third));
}

const isLetterIn = (bits: number, unit: number): boolean =>
  unit >= 65 && unit <= 122 && ((bits >> (unit & 31)) & 1) === 1;
const bitsOf = (letters: string): number =>
  [...letters].reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) & 31)), 0);
const ORDINAL_STARTS = bitsOf('snrt');
const MONTH_STARTS = bitsOf('jfmasondegl');
const monthKey = (second: number, third: number): number => (second & 31) * 32 + (third & 31);
/** Second and third letters of the months that are ASCII. */
const MONTH_KEYS: ReadonlySet<number> = new Set(
  'an eb ar pr ay un ul ug ep ct ov ec vr ai ui ne br go ic kt ez en ag iu et tt'
    .split(' ')
    .map((two) => monthKey(two.charCodeAt(0), two.charCodeAt(1))),
);

/** Whether the day and month exist, in either order. */
function isDate(found: RegExpExecArray): boolean {
  const [, , month = found[4], day = found[6]] = found;
  if (month === undefined || day === undefined) return true;
  return isDayMonth(Number(day), Number(month)) || isDayMonth(Number(month), Number(day));
}

/** A month in front of a day belongs to the date: where it starts, or the offset itself. */
export function monthBefore(text: string, at: number): number {
  const month = MONTH_BEFORE.exec(text.slice(Math.max(0, at - 14), at));
  return month === null ? at : at - month[0].length;
}
const MONTH_BEFORE = new RegExp(`${MONTH} $`, 'i');
