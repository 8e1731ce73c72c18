import { isDigit } from '../boundary.ts';
import { passesLuhnWithin } from './checksums.ts';
import type { Context } from './context.ts';
import { topic } from './context-words.ts';
import type { NumberRows } from './number-rows.ts';
import { joins } from './number-signs.ts';

interface Issuer {
  readonly range: RegExp;
  readonly lengths: readonly number[];
  readonly weak?: true;
}

/**
 * Lengths by first digits, ISO/IEC 7812 and the issuers' published ranges, longest first. `weak` ranges, whose numbers are also
 * those of other things, need a word for cards in front of them.
 */
const ISSUERS: readonly Issuer[] = [
  { range: /^3[47]/, lengths: [15] }, // American Express
  { range: /^3(?:0[0-5]|095|[689])/, lengths: [16, 14] }, // Diners Club
  { range: /^4/, lengths: [19, 16, 13] }, // Visa
  { range: /^5[1-5]|^2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)/, lengths: [16] }, // Mastercard
  { range: /^35(?:2[89]|[3-8])/, lengths: [19, 16] }, // JCB
  { range: /^(?:2131|1800)/, lengths: [15] }, // JCB, older
  { range: /^6(?:011|4[4-9]|5|2)/, lengths: [19, 16] }, // Discover, UnionPay
  { range: /^220[0-4]/, lengths: [19, 16] }, // Mir
  { range: /^9792/, lengths: [16] }, // Troy
  { range: /^(?:5018|5019|5020|5038|5893|6304|6759|676[1-3])/, lengths: [19, 18, 17, 16, 15, 14, 13, 12] }, // Maestro
  { range: /^(?:5[06-8]|6|35)/, lengths: [19, 16, 13, 12], weak: true }, // Maestro, RuPay, Elo, Hipercard
  { range: /^(?:81|82)/, lengths: [16], weak: true }, // RuPay
  { range: /^1/, lengths: [15], weak: true }, // UATP
];

/** What is known of first four digits: who gives out such numbers, and of which lengths, as a bit each. */
interface Prefix {
  readonly issuers: readonly Issuer[];
  readonly lengths: number;
}
const prefixes: (Prefix | undefined)[] = Array.from({ length: 10_000 });

function known(prefix: number): Prefix {
  const before = prefixes[prefix];
  if (before !== undefined) return before;
  const digits = String(prefix).padStart(4, '0');
  const issuers = ISSUERS.filter(({ range }) => range.test(digits));
  let lengths = 0;
  for (const issuer of issuers) for (const length of issuer.lengths) lengths |= 1 << length;
  const made = { issuers, lengths };
  prefixes[prefix] = made;
  return made;
}

const CARD = topic('card-number');
const FEWEST = 12;
const MOST = 19;

/** Where the card number ends that starts the row, or 0. */
export function cardEnd(text: string, start: number, rows: NumberRows, context: Context): number {
  const first = text.charCodeAt(start);
  if (first === 48 || first === 55 || rows.joinedDigits < FEWEST) return 0;
  const ends = groupedLengths(rows);
  if (ends === 0) return 0;
  const { issuers, lengths } = known(firstFour(text, start));
  if ((ends & lengths) === 0) return 0;
  for (const issuer of issuers) {
    for (const length of issuer.lengths) {
      if (((ends >> length) & 1) === 0) continue;
      const last = groupThatEnds(rows, length);
      const isEnough = (issuer.weak === undefined && length > FEWEST && isPlain(rows, last)) || context.names(CARD);
      if (isEnough && passesLuhnWithin(text, start, rows.endOf(last))) return rows.endOf(last);
    }
  }
  return 0;
}

/**
 * Lengths that the groups of a row can end with, as bits: groups of three digits or more, of which the last may be shorter, or
 * digits that all stand alone and end with the number. That is no row of small numbers.
 */
function groupedLengths(rows: NumberRows): number {
  if (rows.size(0) === 1) {
    const count = rows.joinedDigits;
    return count === rows.joinedGroups && count <= MOST ? 1 << count : 0;
  }
  let ends = 0;
  for (let group = 0; group < rows.joinedGroups; group += 1) {
    const count = rows.digits(group);
    if (count > MOST) break;
    if (count >= FEWEST && !joins(rows.gap(group))) ends |= 1 << count;
    if (rows.size(group) < 3) break;
  }
  return ends;
}

function groupThatEnds(rows: NumberRows, length: number): number {
  let group = 0;
  while (rows.digits(group) < length) group += 1;
  return group;
}

/** Whether only spaces and hyphens stand between groups. Full stops and slashes count where a word says that it is a card. */
function isPlain(rows: NumberRows, last: number): boolean {
  for (let group = 0; group < last; group += 1) {
    const gap = rows.gap(group);
    if (gap !== 32 && gap !== 45) return false;
  }
  return true;
}

/** The first four digits as a number, with what stands between them left out. */
function firstFour(text: string, start: number): number {
  let number = 0;
  for (let at = start, count = 0; count < 4; at += 1) {
    if (!isDigit(text, at)) continue;
    number = number * 10 + text.charCodeAt(at) - 48;
    count += 1;
  }
  return number;
}
