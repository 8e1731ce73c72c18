import { isDigit, isWord } from '../boundary.ts';
import { type UnitClass, unitClass } from '../unit-class.ts';
import type { Context } from './context.ts';
import { type Topic, topic } from './context-words.ts';
import { type Emit, isAlphanumeric, isLetter } from './found.ts';
import type { CodeRule } from './national-codes.ts';

/** What a token must look like for a rule to hold at it: a first look, before its expression. */
interface Shape {
  readonly rule: string;
  /** Letters in front of its first digit. */
  readonly letters: number;
  /** How many digits follow in one piece. */
  readonly digits: readonly number[];
  /** What stands behind these digits, as a class. */
  readonly behind?: string;
  /** Units of the whole token, where nothing can stand between them. */
  readonly size?: number;
}

const SHAPES: readonly Shape[] = [
  { rule: 'es-dni', letters: 1, digits: [7], behind: '[A-Za-z-]' },
  { rule: 'sg-nric', letters: 1, digits: [7], size: 9 },
  { rule: 'uk-nino', letters: 2, digits: [2], behind: '[ -]' },
  { rule: 'uk-nino', letters: 2, digits: [6], behind: '[A-Da-d -]' },
  { rule: 'mx-curp', letters: 4, digits: [6], size: 18 },
  { rule: 'in-pan', letters: 5, digits: [4], size: 10 },
  { rule: 'it-fiscal-code', letters: 6, digits: [1, 2], size: 16 },
  { rule: 'de-tax-id', letters: 0, digits: [2], behind: '[ ]' },
  { rule: 'de-tax-id', letters: 0, digits: [11] },
  { rule: 'fi-personal-code', letters: 0, digits: [6], behind: '[A-FU-Ya-fu-y+-]' },
  { rule: 'es-dni', letters: 0, digits: [7, 8], behind: '[A-Za-z-]' },
  { rule: 'cn-id', letters: 0, digits: [17, 18], size: 18 },
];
const MOST_LETTERS = 6;
const MOST_DIGITS = 18;

interface Candidate {
  readonly rule: CodeRule;
  readonly named: Topic;
  readonly behind: UnitClass | undefined;
  /** Units of the token, or 0. */
  readonly size: number;
}

/** Looks at the run of letters and digits from `start` to `end`, whose first digits stand from `digit` to `digitsEnd`. */
export type CodeFinder = (
  text: string,
  start: number,
  digit: number,
  digitsEnd: number,
  end: number,
  context: Context,
  emit: Emit,
) => void;

export function codeFinder(rules: readonly CodeRule[]): CodeFinder {
  const candidates = (letters: number, digits: number): readonly Candidate[] =>
    rules.flatMap((rule) =>
      SHAPES.filter(
        (shape) => shape.rule === rule.rule && shape.letters === letters && shape.digits.includes(digits),
      ).map(({ size = 0, behind }) => ({
        rule,
        named: topic(rule.rule),
        behind: behind === undefined ? undefined : unitClass(behind),
        size,
      })),
    );
  const table = Array.from({ length: (MOST_LETTERS + 1) * (MOST_DIGITS + 1) }, (_, index) =>
    candidates(Math.floor(index / (MOST_DIGITS + 1)), index % (MOST_DIGITS + 1)),
  );
  const insurance = table[2 * (MOST_DIGITS + 1) + 2] ?? NONE;

  return (text, start, digit, digitsEnd, end, context, emit) => {
    const letters = digit - start;
    const digits = digitsEnd - digit;
    if (letters > MOST_LETTERS || digits > MOST_DIGITS) return;
    const found = table[letters * (MOST_DIGITS + 1) + digits] ?? NONE;
    const isPair = letters === 0 && digits === 2;
    if (found.length === 0 && !isPair) return;
    const before = text.charCodeAt(start - 1);
    if (before === 95 || (before === 45 && isAlphanumeric(text, start - 2))) return;
    const behind = text.charCodeAt(digitsEnd);
    // A pair of digits with a sign behind goes on with digits, or is none.
    if (digits === 2 && (behind === 32 || behind === 45) && !isDigit(text, digitsEnd + 1)) return;
    for (const candidate of found) {
      if (candidate.size !== 0 && candidate.size !== end - start) continue;
      if (candidate.behind === undefined || candidate.behind.members[behind] === 1)
        codeAt(text, start, candidate, context, emit);
    }
    if (isPair && (behind === 32 || behind === 45) && startsInsurance(text, start)) {
      for (const candidate of insurance) codeAt(text, start - 3, candidate, context, emit);
    }
  };
}

const NONE: readonly Candidate[] = [];

/** `AB 12 34 56 C`: two letters and a space in front of the digits. */
export function startsInsurance(text: string, digit: number): boolean {
  const before = text.charCodeAt(digit - 1);
  return (
    (before === 32 || before === 45) &&
    isLetter(text, digit - 2) &&
    isLetter(text, digit - 3) &&
    !isWord(text, digit - 4)
  );
}

function codeAt(text: string, start: number, { rule, named }: Candidate, context: Context, emit: Emit): void {
  if (rule.needsName === true && !context.names(named)) return;
  rule.form.lastIndex = start;
  if (!rule.form.test(text)) return;
  const end = rule.form.lastIndex;
  const found = text.slice(start, end);
  const upper = found.toUpperCase();
  const code = rule.rule === 'fi-personal-code' ? upper : withoutSigns(upper);
  // In lower case it may be a part of a hash or a name.
  const isEnough = found === upper && rule.passes(code, false);
  if (isEnough || (context.names(named) && rule.passes(code, true))) emit(rule.rule, start, end);
}

const withoutSigns = (code: string): string =>
  code.includes('-') || code.includes(' ') ? code.replace(/[ -]/g, '') : code;
