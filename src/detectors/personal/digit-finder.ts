import { followsWord, isDigit, isWord } from '../boundary.ts';
import { cardEnd } from './card.ts';
import { codeFinder } from './code-finder.ts';
import { Context } from './context.ts';
import { type Topics, topicsOfNames } from './context-words.ts';
import { cryptoAt } from './crypto-address.ts';
import { documentAt } from './document-number.ts';
import { type Emit, Tokens } from './found.ts';
import { ibanAt } from './iban.ts';
import { Ipv6Addresses, ipv4At } from './ip-address.ts';
import { type LayoutLook, layoutLook } from './layout-look.ts';
import { MacAddresses } from './mac-address.ts';
import { nationalNumber, type RulesByCount, rulesByCount } from './national-numbers.ts';
import { NumberRows } from './number-rows.ts';
import { NumberRun } from './number-run.ts';
import { phoneAt } from './phone.ts';
import { DialledNumber } from './phone-groups.ts';
import type { Plan } from './plan.ts';
import { Streets } from './postal-address.ts';

/** Makes, for a text, what says of a run of digits from `digit` to `end` what it is part of. */
export type DigitFinder = (text: string, emit: Emit) => (digit: number, end: number) => void;

/** Fewer digits than this are no number of a person. */
const FEWEST_DIGITS = 7;
/** National numbers and cards have more. */
const FEWEST_OF_RULES = 9;
const FEWEST_UNITS_OF_DOCUMENT = 6;
/** Digits in one piece with a letter behind: a telephone number with an extension has at most so many. */
const MOST_DIGITS = 17;

export function digitFinder({ rules, numbers, codes, phones }: Plan): DigitFinder {
  const national: National = {
    byCount: rulesByCount(numbers),
    topics: topicsOfNames(numbers.map(({ rule }) => rule)),
    look: layoutLook(numbers),
  };
  const codesAt = codeFinder(codes);
  const wantsPhones = rules.has('phone-number');
  const wantsAddresses = rules.has('postal-address');
  const wantsDocuments = rules.has('passport') || rules.has('driver-licence');

  const rows = new NumberRows();
  const run = new NumberRun();
  const dialled = new DialledNumber(rows);

  return (text, emit) => {
    rows.open(text);
    const context = new Context(text);
    const tokens = new Tokens(text);
    const streets = new Streets(text);
    const ipv6 = new Ipv6Addresses(text);
    const macs = new MacAddresses(text);
    const phone = (digit: number): void => phoneAt(text, digit, rows, dialled, phones, context, emit);

    /** What a run of letters and digits is; for digits alone, whether nothing else can stand there. */
    const tokenAt = (digit: number, end: number, start: number, tokenEnd: number): boolean => {
      const size = tokenEnd - start;
      const before = text.charCodeAt(start - 1);
      const behind = text.charCodeAt(tokenEnd);
      if (behind === 58 || before === 58) ipv6.at(digit, emit);
      if ((size === 2 || size === 4) && (isSign(before) || isSign(behind))) macs.at(start, tokenEnd, emit);
      const isDotted = start === digit && end - digit <= 3 && text.charCodeAt(end) === 46;
      if (isDotted && ipv4At(text, start, context, emit)) return true;
      if (size >= 26) cryptoAt(text, start, tokenEnd, emit);
      codesAt(text, start, digit, end, tokenEnd, context, emit);
      if (wantsDocuments && size >= FEWEST_UNITS_OF_DOCUMENT) documentAt(text, start, digit, tokenEnd, context, emit);
      if (start < digit) ibanAt(text, start, digit, emit);
      else if (wantsAddresses && size <= 6 && mayBeAddress(text, start, tokenEnd, behind))
        streets.at(start, tokenEnd, emit);
      return start < digit;
    };

    return (digit, end) => {
      const before = text.charCodeAt(digit - 1);
      const behind = text.charCodeAt(end);
      const size = end - digit;
      // A sign joins these digits to others in front of them.
      if (
        ((before >= 45 && before <= 47) || before === 58 || (before === 44 && size === 3)) &&
        isDigit(text, digit - 2)
      )
        return;
      // A short group inside a row of groups starts nothing.
      const isInside = before === 32 && behind === 32 && isDigit(text, digit - 2);
      if (isInside && (size === 1 || size === 3) && isDigit(text, end + 1)) return;
      if (isLetterUnit(before) || isLetterUnit(behind)) {
        if (!tokens.go(digit)) return;
        context.go(tokens.start);
        if (tokenAt(digit, end, tokens.start, tokens.end)) return;
      } else {
        context.go(digit);
        if (tokenAt(digit, end, digit, end)) return;
      }
      const isWordBehind = isLetterUnit(behind) || behind === 95;
      if (isWordBehind ? size < FEWEST_DIGITS || size > MOST_DIGITS : isInside && size < 4) return;
      rows.go(digit, end);
      if (!isWordBehind && rows.joinedDigits >= FEWEST_OF_RULES && startsNumber(text, digit, before))
        numbersAt(text, digit, before, rows, run, national, context, emit);
      if (wantsPhones && (isWordBehind || !isInside) && !(before === 40 && followsWord(text, digit - 1))) phone(digit);
    };
  };
}

interface National {
  readonly byCount: RulesByCount;
  readonly topics: Topics;
  readonly look: LayoutLook;
}

function numbersAt(
  text: string,
  start: number,
  before: number,
  rows: NumberRows,
  run: NumberRun,
  { byCount, topics, look }: National,
  context: Context,
  emit: Emit,
): void {
  const card = cardEnd(text, start, rows, context);
  if (card > 0) {
    emit('card-number', start, card);
    return;
  }
  // Groups in front of this one may be separated as its own are.
  if (before === 32 && isDigit(text, start - 2) && rows.gap(0) === 32) return;
  if (!look(rows) && !context.namesAny(topics)) return;
  run.read(text, start);
  if (run.count >= FEWEST_OF_RULES) nationalNumber(text, run, byCount, context, emit);
}

/** A number does not start inside a word, a decimal, a date or a longer number. */
const startsNumber = (text: string, at: number, before: number): boolean =>
  before !== 95 && before !== 43 && (before !== 45 || !isWord(text, at - 2));

/** A first look: a word behind, or a name in front. */
function mayBeAddress(text: string, start: number, end: number, behind: number): boolean {
  if (behind !== 32 && behind !== 44 && behind !== 10) return false;
  return (
    text.charCodeAt(end + (behind === 44 ? 2 : 1)) > 64 ||
    (text.charCodeAt(start - 1) === 32 && !isDigit(text, start - 2))
  );
}

/** Hyphen, full stop, slash, colon. */
const isSign = (unit: number): boolean => (unit >= 45 && unit <= 47) || unit === 58;

const isLetterUnit = (unit: number): boolean => (unit | 32) >= 97 && (unit | 32) <= 122;
