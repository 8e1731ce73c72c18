import { isDigit, isWord } from '../boundary.ts';
import { cardDigits } from './card.ts';
import { codeFinder } from './code-finder.ts';
import { Context } from './context.ts';
import { type Topics, topicsOfNames } from './context-words.ts';
import { cryptoAt } from './crypto-address.ts';
import { documentAt, mentionsDocuments } from './document-number.ts';
import { type Emit, isLetter, Tokens } from './found.ts';
import { ibanAt } from './iban.ts';
import { ipv4At, ipv6At } from './ip-address.ts';
import { macAt } from './mac-address.ts';
import { nationalNumber, type RulesByCount, rulesByCount } from './national-numbers.ts';
import { type LayoutLook, layoutLook, mayBeCard, mayBePhone } from './number-gates.ts';
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

  return (text, emit) => {
    const context = new Context(text);
    const rows = new NumberRows(text);
    const tokens = new Tokens(text);
    const streets = new Streets(text);
    const run = new NumberRun();
    const dialled = new DialledNumber();
    let documents: boolean | undefined;
    return (digit, end) => {
      if (isPart(text, digit, end) || isShortAmongOthers(text, digit, end)) return;
      if (!tokens.go(digit)) return;
      const start = tokens.start;
      const size = tokens.end - start;
      context.go(start);

      if (networkAt(text, tokens, end, context, emit)) return;
      if (size >= 26) cryptoAt(text, start, tokens.end, emit);
      codesAt(text, tokens, end - digit, context, emit);
      documents ??= wantsDocuments && mentionsDocuments(text);
      if (documents || size === 16) documentAt(text, tokens, context, emit);
      if (start < digit) {
        ibanAt(text, tokens, emit);
        return;
      }
      if (wantsAddresses) streets.at(start, tokens.end, emit);
      if (isLetter(text, end) || text.charCodeAt(end) === 95) {
        if (wantsPhones && end - digit >= FEWEST_DIGITS && end - digit <= MOST_DIGITS)
          phoneAt(text, digit, dialled, phones, context, emit);
        return;
      }
      // A short group inside a row of groups starts nothing.
      const inside = text.charCodeAt(digit - 1) === 32 && isDigit(text, digit - 2) && text.charCodeAt(end) === 32;
      if (inside && end - digit < 4) return;
      rows.go(digit);
      const ahead = rows.digitsAhead;
      if (ahead < FEWEST_DIGITS) return;
      if (ahead > FEWEST_DIGITS && startsNumber(text, digit))
        numbersAt(text, digit, rows, run, national, context, emit);
      if (!wantsPhones || inside) return;
      // Most numbers in one piece are no telephone numbers: one look at the words in front tells.
      const before = text.charCodeAt(digit - 1);
      const single = ahead === end - digit && before !== 43 && before !== 40;
      if (
        single
          ? ahead <= 13 && (text.charCodeAt(digit) === 48 || context.speaksOfPhones())
          : mayBePhone(text, digit, rows, context)
      )
        phoneAt(text, digit, dialled, phones, context, emit);
    };
  };
}

/** Addresses of the network, and whether nothing else can stand here. */
function networkAt(text: string, token: Tokens, digitsEnd: number, context: Context, emit: Emit): boolean {
  const { start, digit, end } = token;
  if (text.charCodeAt(end) === 58 || text.charCodeAt(start - 1) === 58) ipv6At(text, digit, emit);
  macAt(text, start, end, emit);
  return (
    start === digit && digitsEnd - digit <= 3 && text.charCodeAt(digitsEnd) === 46 && ipv4At(text, start, context, emit)
  );
}

interface National {
  readonly byCount: RulesByCount;
  readonly topics: Topics;
  readonly look: LayoutLook;
}

function numbersAt(
  text: string,
  start: number,
  rows: NumberRows,
  run: NumberRun,
  { byCount, topics, look }: National,
  context: Context,
  emit: Emit,
): void {
  const cards = mayBeCard(text, start, rows, context);
  const others = !continues(text, start, rows) && (look(rows) || context.namesAny(topics));
  if (!cards && !others) return;
  run.read(text, start);
  if (run.count <= FEWEST_DIGITS) return;
  const card = cards ? cardDigits(text, run, context) : 0;
  if (card > 0) emit('card-number', start, run.endOf(card));
  else if (others) nationalNumber(text, run, byCount, context, emit);
}

/** A number does not start inside a word, a decimal, a date or a longer number. */
function startsNumber(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (at === 0 || before === 32) return true;
  if (before === 95 || before === 43) return false;
  return before !== 45 || !isWord(text, at - 2);
}

/** A group of one or three digits with a space and a digit on both sides is part of what starts in front of it, or of nothing. */
const isShortAmongOthers = (text: string, digit: number, end: number): boolean =>
  text.charCodeAt(end) === 32 &&
  (end - digit === 1 || end - digit === 3) &&
  text.charCodeAt(digit - 1) === 32 &&
  isDigit(text, digit - 2) &&
  isDigit(text, end + 1);

/** Whether a sign joins these digits to others in front of them. */
function isPart(text: string, at: number, end: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (!((before >= 45 && before <= 47) || before === 58 || (before === 44 && end - at === 3))) return false;
  return isDigit(text, at - 2);
}

/** Whether groups in front of this one are separated as its own are. */
const continues = (text: string, start: number, rows: NumberRows): boolean =>
  text.charCodeAt(start - 1) === 32 && isDigit(text, start - 2) && rows.gap(0) === 32;
