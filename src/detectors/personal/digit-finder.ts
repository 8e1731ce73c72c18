import { isDigit, isWord } from '../boundary.ts';
import { cardDigits } from './card.ts';
import { Context } from './context.ts';
import { type Emit, isLetter, tokenAt } from './found.ts';
import { ibanAt } from './iban.ts';
import { ipv4At, ipv6At } from './ip-address.ts';
import { type NumberRule, nationalNumber } from './national-numbers.ts';
import { digitsAhead, type NumberRun, numberRun } from './number-run.ts';
import { phoneAt } from './phone.ts';
import type { Plan } from './plan.ts';

/** Says what a run of digits from `digit` to `end` is part of. */
export type DigitFinder = (text: string, digit: number, end: number, emit: Emit) => void;

/** Fewer digits than this are no number of a person. */
const FEWEST_DIGITS = 7;

export function digitFinder({ rules, numbers, phones }: Plan): DigitFinder {
  const byCount = new Map<number, NumberRule[]>();
  for (const rule of numbers) {
    for (const count of rule.digits) byCount.set(count, [...(byCount.get(count) ?? []), rule]);
  }
  const wantsPhones = rules.has('phone-number');

  return (text, digit, end, emit) => {
    const token = tokenAt(text, digit);
    if (token === undefined) return;
    let seen: Context | undefined;
    const context = (): Context => (seen ??= new Context(text, token.start));

    if (text[token.end] === ':' || text[token.start - 1] === ':') ipv6At(text, token, emit);
    if (token.start < digit) {
      ibanAt(text, token, emit);
      return;
    }
    if (text[end] === '.' && end - digit <= 3) ipv4At(text, token, context, emit);
    if (isLetter(text, end) || text[end] === '_') {
      if (wantsPhones && end - digit >= 4) phoneAt(text, digit, phones, context, emit);
      return;
    }
    const ahead = digitsAhead(text, digit);
    // A short group inside a row of groups starts nothing.
    const inside = end - digit < 4 && text[digit - 1] === ' ' && isDigit(text, digit - 2) && text[end] === ' ';
    if (ahead < FEWEST_DIGITS || inside) return;
    if (ahead > FEWEST_DIGITS && startsNumber(text, digit))
      numbersAt(text, numberRun(text, digit), byCount, context, emit);
    if (wantsPhones) phoneAt(text, digit, phones, context, emit);
  };
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
  if (card > 0) emit('card-number', run.start, run.ends[card - 1] ?? run.start);
  if (run.digits.length < 8 || continues(text, run)) return;
  const found = nationalNumber(text, run, byCount, context);
  if (found !== undefined) emit(found.rule, run.start, run.ends[found.count - 1] ?? run.start);
}

/** A number does not start inside a word, a decimal, a date or a longer number. */
function startsNumber(text: string, at: number): boolean {
  const before = text[at - 1];
  if (before === undefined || before === ' ') return true;
  if (before === '_' || before === '+') return false;
  if (before === '-') return !isWord(text, at - 2);
  return !((before === '.' || before === '/' || before === ',' || before === ':') && isDigit(text, at - 2));
}

/** Whether groups in front of this one are separated as its own are. */
const continues = (text: string, { start, gaps }: NumberRun): boolean =>
  text[start - 1] === ' ' && isDigit(text, start - 2) && gaps.find((gap) => gap !== '') === ' ';
