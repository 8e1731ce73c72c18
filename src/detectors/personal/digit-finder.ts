import { isDigit, isWord } from '../boundary.ts';
import { cardDigits } from './card.ts';
import { codeFinder } from './code-finder.ts';
import { Context } from './context.ts';
import { cryptoAt } from './crypto-address.ts';
import { documentAt, mentionsDocuments } from './document-number.ts';
import { type Emit, isLetter, type Token, tokenAt } from './found.ts';
import { ibanAt } from './iban.ts';
import { ipv4At, ipv6At } from './ip-address.ts';
import { macAt } from './mac-address.ts';
import { type NumberRule, nationalNumber } from './national-numbers.ts';
import { digitsAhead, isSeparator, type NumberRun, numberRun } from './number-run.ts';
import { phoneAt } from './phone.ts';
import type { Plan } from './plan.ts';
import { addressAt } from './postal-address.ts';

/** Makes, for a text, what says of a run of digits from `digit` to `end` what it is part of. */
export type DigitFinder = (text: string) => (digit: number, end: number, emit: Emit) => void;

/** Fewer digits than this are no number of a person. */
const FEWEST_DIGITS = 7;

export function digitFinder({ rules, numbers, codes, phones }: Plan): DigitFinder {
  const byCount = new Map<number, NumberRule[]>();
  for (const rule of numbers) {
    for (const count of rule.digits) byCount.set(count, [...(byCount.get(count) ?? []), rule]);
  }
  const codesAt = codeFinder(codes);
  const wantsPhones = rules.has('phone-number');
  const wantsAddresses = rules.has('postal-address');
  const wantsDocuments = rules.has('passport') || rules.has('driver-licence');

  return (text) => {
    let documents: boolean | undefined;
    return (digit, end, emit) => {
      if (isPart(text, digit, end)) return;
      const token = tokenAt(text, digit);
      if (token === undefined) return;
      let seen: Context | undefined;
      const context = (): Context => (seen ??= new Context(text, token.start));

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
        if (wantsPhones && end - digit >= 4) phoneAt(text, digit, phones, context, emit);
        return;
      }
      const ahead = digitsAhead(text, digit);
      // A short group inside a row of groups starts nothing.
      const inside = text[digit - 1] === ' ' && isDigit(text, digit - 2) && text[end] === ' ';
      if (ahead < FEWEST_DIGITS || (inside && end - digit < 4)) return;
      if (ahead > FEWEST_DIGITS && startsNumber(text, digit))
        numbersAt(text, numberRun(text, digit), byCount, context, emit);
      if (!wantsPhones || inside) return;
      // Most numbers in one piece are no telephone numbers: one look at the words in front tells.
      const single = ahead === end - digit && text[digit - 1] !== '+' && text[digit - 1] !== '(';
      if (!single || (ahead <= 13 && (text[digit] === '0' || context().speaksOfPhones())))
        phoneAt(text, digit, phones, context, emit);
    };
  };
}

/** Addresses of the network, and whether nothing else can stand here. */
function networkAt(text: string, token: Token, digitsEnd: number, context: () => Context, emit: Emit): boolean {
  const { start, digit, end } = token;
  const colon = text[end] === ':' || text[start - 1] === ':';
  if (colon) ipv6At(text, token, emit);
  const size = end - start;
  if ((size === 2 || size === 4) && (colon || isSeparator(text, end) || isSeparator(text, start - 1)))
    macAt(text, token, emit);
  return start === digit && digitsEnd - digit <= 3 && text[digitsEnd] === '.' && ipv4At(text, token, context, emit);
}

function numbersAt(
  text: string,
  run: NumberRun,
  byCount: ReadonlyMap<number, readonly NumberRule[]>,
  context: () => Context,
  emit: Emit,
): void {
  if (run.digits.length <= FEWEST_DIGITS) return;
  const card = cardDigits(text, run, context);
  if (card > 0) {
    emit('card-number', run.start, run.ends[card - 1] ?? run.start);
    return;
  }
  if (continues(text, run)) return;
  const found = nationalNumber(text, run, byCount, context);
  if (found !== undefined) emit(found.rule, run.start, run.ends[found.count - 1] ?? run.start);
}

/** A number does not start inside a word, a decimal, a date or a longer number. */
function startsNumber(text: string, at: number): boolean {
  const before = text[at - 1];
  if (before === undefined || before === ' ') return true;
  if (before === '_' || before === '+') return false;
  return before !== '-' || !isWord(text, at - 2);
}

/** Whether a sign joins these digits to others in front of them. */
function isPart(text: string, at: number, end: number): boolean {
  const before = text.charCodeAt(at - 1);
  if (!((before >= 45 && before <= 47) || before === 58 || (before === 44 && end - at === 3))) return false;
  return isDigit(text, at - 2);
}

/** Whether groups in front of this one are separated as its own are. */
const continues = (text: string, { start, gaps }: NumberRun): boolean =>
  text[start - 1] === ' ' && isDigit(text, start - 2) && gaps.find((gap) => gap !== '') === ' ';
