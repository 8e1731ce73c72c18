import { isDigit, isWord } from '../boundary.ts';
import { cardDigits } from './card.ts';
import { codeFinder } from './code-finder.ts';
import type { Context } from './context.ts';
import { Contexts } from './contexts.ts';
import { cryptoAt } from './crypto-address.ts';
import { documentAt, mentionsDocuments } from './document-number.ts';
import { type Emit, isLetter, type Token, tokens } from './found.ts';
import { ibanAt } from './iban.ts';
import { ipv4At, ipv6At } from './ip-address.ts';
import { macAt } from './mac-address.ts';
import { type NumberRule, nationalNumber } from './national-numbers.ts';
import { type LayoutLook, layoutLook, mayBeCard, mayBePhone } from './number-gates.ts';
import { NumberRows } from './number-rows.ts';
import { numberRun } from './number-run.ts';
import { phoneAt } from './phone.ts';
import type { Plan } from './plan.ts';
import { addressAt } from './postal-address.ts';

/** Makes, for a text, what says of a run of digits from `digit` to `end` what it is part of. */
export type DigitFinder = (text: string) => (digit: number, end: number, emit: Emit) => void;

/** Fewer digits than this are no number of a person. */
const FEWEST_DIGITS = 7;
/** Digits in one piece with a letter behind: a telephone number with an extension has at most so many. */
const MOST_DIGITS = 17;

export function digitFinder({ rules, numbers, codes, phones }: Plan): DigitFinder {
  const byCount = new Map<number, NumberRule[]>();
  for (const rule of numbers) {
    for (const count of rule.digits) byCount.set(count, [...(byCount.get(count) ?? []), rule]);
  }
  const national: National = { byCount, names: new Set(numbers.map(({ rule }) => rule)), look: layoutLook(numbers) };
  const codesAt = codeFinder(codes);
  const wantsPhones = rules.has('phone-number');
  const wantsAddresses = rules.has('postal-address');
  const wantsDocuments = rules.has('passport') || rules.has('driver-licence');

  return (text) => {
    const contexts = new Contexts(text);
    const rows = new NumberRows(text);
    const tokenAt = tokens(text);
    let documents: boolean | undefined;
    return (digit, end, emit) => {
      if (isPart(text, digit, end) || isShortAmongOthers(text, digit, end)) return;
      const token = tokenAt(digit);
      if (token === undefined) return;
      let seen: Context | undefined;
      const context = (): Context => (seen ??= contexts.before(token.start));

      if (networkAt(text, token, end, context, emit)) return;
      if (token.end - token.start >= 26) cryptoAt(text, token, emit);
      codesAt(text, token, end - digit, context, emit);
      documents ??= wantsDocuments && mentionsDocuments(text);
      if (documents || token.end - token.start === 16) documentAt(text, token, context, emit);
      if (token.start < digit) {
        ibanAt(text, token, emit);
        return;
      }
      if (wantsAddresses) addressAt(text, token, emit);
      if (isLetter(text, end) || text[end] === '_') {
        if (wantsPhones && end - digit >= FEWEST_DIGITS && end - digit <= MOST_DIGITS)
          phoneAt(text, digit, phones, context, emit);
        return;
      }
      // A short group inside a row of groups starts nothing.
      const inside = text[digit - 1] === ' ' && isDigit(text, digit - 2) && text[end] === ' ';
      if (inside && end - digit < 4) return;
      rows.go(digit);
      const ahead = rows.digitsAhead;
      if (ahead < FEWEST_DIGITS) return;
      if (ahead > FEWEST_DIGITS && startsNumber(text, digit)) numbersAt(text, digit, rows, national, context, emit);
      if (!wantsPhones || inside) return;
      // Most numbers in one piece are no telephone numbers: one look at the words in front tells.
      const single = ahead === end - digit && text[digit - 1] !== '+' && text[digit - 1] !== '(';
      if (
        single
          ? ahead <= 13 && (text[digit] === '0' || context().speaksOfPhones())
          : mayBePhone(text, digit, rows, context)
      )
        phoneAt(text, digit, phones, context, emit);
    };
  };
}

/** Addresses of the network, and whether nothing else can stand here. */
function networkAt(text: string, token: Token, digitsEnd: number, context: () => Context, emit: Emit): boolean {
  const { start, digit, end } = token;
  const colon = text[end] === ':' || text[start - 1] === ':';
  if (colon) ipv6At(text, token, emit);
  macAt(text, token, emit);
  return start === digit && digitsEnd - digit <= 3 && text[digitsEnd] === '.' && ipv4At(text, token, context, emit);
}

interface National {
  readonly byCount: ReadonlyMap<number, readonly NumberRule[]>;
  readonly names: ReadonlySet<string>;
  readonly look: LayoutLook;
}

function numbersAt(
  text: string,
  start: number,
  rows: NumberRows,
  { byCount, names, look }: National,
  context: () => Context,
  emit: Emit,
): void {
  const cards = mayBeCard(text, start, rows, context);
  const others = !continues(text, start, rows) && (look(rows) || context().namesAny(names));
  if (!cards && !others) return;
  const run = numberRun(text, start);
  if (run.digits.length <= FEWEST_DIGITS) return;
  const card = cards ? cardDigits(text, run, context) : 0;
  if (card > 0) {
    emit('card-number', run.start, run.ends[card - 1] ?? run.start);
    return;
  }
  const found = others ? nationalNumber(text, run, byCount, context) : undefined;
  if (found !== undefined) emit(found.rule, run.start, run.ends[found.count - 1] ?? run.start);
}

/** A number does not start inside a word, a decimal, a date or a longer number. */
function startsNumber(text: string, at: number): boolean {
  const before = text[at - 1];
  if (before === undefined || before === ' ') return true;
  if (before === '_' || before === '+') return false;
  return before !== '-' || !isWord(text, at - 2);
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
  text[start - 1] === ' ' && isDigit(text, start - 2) && rows.gap(0) === 32;
