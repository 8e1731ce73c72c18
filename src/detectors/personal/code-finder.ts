import { isWord } from '../boundary.ts';
import type { Context } from './context.ts';
import { type Emit, isAlphanumeric, isLetter, type Token } from './found.ts';
import type { CodeRule } from './national-codes.ts';

/** Which rules can hold at a token, by how many letters stand in front of its first digit, or how many digits it starts with. */
const BY_LETTERS: ReadonlyMap<number, readonly string[]> = new Map([
  [1, ['es-dni', 'sg-nric']],
  [2, ['uk-nino']],
  [4, ['mx-curp']],
  [5, ['in-pan']],
  [6, ['it-fiscal-code']],
]);
const BY_DIGITS: ReadonlyMap<number, readonly string[]> = new Map([
  [2, ['de-tax-id']],
  [6, ['fi-personal-code']],
  [7, ['es-dni']],
  [8, ['es-dni']],
  [11, ['de-tax-id']],
  [17, ['cn-id']],
  [18, ['cn-id']],
]);

const MOST = 18;

export type CodeFinder = (text: string, token: Token, digits: number, context: () => Context, emit: Emit) => void;

export function codeFinder(rules: readonly CodeRule[]): CodeFinder {
  const named = (table: ReadonlyMap<number, readonly string[]>) =>
    Array.from({ length: MOST + 1 }, (_, count) =>
      rules.filter(({ rule }) => table.get(count)?.includes(rule) === true),
    );
  const byLetters = named(BY_LETTERS);
  const byDigits = named(BY_DIGITS);

  return (text, { start, digit }, digits, context, emit) => {
    if (text[start - 1] === '_' || (text[start - 1] === '-' && isAlphanumeric(text, start - 2))) return;
    if (start < digit) {
      for (const rule of byLetters[digit - start] ?? NONE) codeAt(text, start, rule, context, emit);
      return;
    }
    for (const rule of byDigits[digits] ?? NONE) codeAt(text, start, rule, context, emit);
    if (digits === 2 && startsInsurance(text, start)) {
      for (const rule of byLetters[2] ?? NONE) codeAt(text, start - 3, rule, context, emit);
    }
  };
}

const NONE: readonly CodeRule[] = [];

/** `AB 12 34 56 C`: two letters and a space in front of the digits. */
export const startsInsurance = (text: string, digit: number): boolean =>
  (text[digit - 1] === ' ' || text[digit - 1] === '-') &&
  isLetter(text, digit - 2) &&
  isLetter(text, digit - 3) &&
  !isWord(text, digit - 4);

function codeAt(text: string, start: number, rule: CodeRule, context: () => Context, emit: Emit): void {
  rule.form.lastIndex = start;
  const found = rule.form.exec(text)?.[0];
  if (found === undefined) return;
  const upper = found.toUpperCase();
  const code = rule.rule === 'fi-personal-code' ? upper : upper.replace(/[ -]/g, '');
  // In lower case it may be a part of a hash or a name.
  const isEnough = found === upper && rule.passes(code, false);
  if (isEnough || (rule.passes(code, true) && context().names(rule.rule))) emit(rule.rule, start, start + found.length);
}
