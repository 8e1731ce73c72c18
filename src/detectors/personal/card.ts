import { passesLuhn } from './checksums.ts';
import type { Context } from './context.ts';
import { topic } from './context-words.ts';
import type { NumberRun } from './number-run.ts';

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

/** What is known of first four digits: who gives out such numbers, and their lengths as a bit each, weak ranges behind the others. */
interface Prefix {
  readonly issuers: readonly Issuer[];
  readonly lengths: number;
}
const prefixes: (Prefix | undefined)[] = Array.from({ length: 10_000 });
const WEAK = 20 - 12;

function known(prefix: number): Prefix {
  const before = prefixes[prefix];
  if (before !== undefined) return before;
  const digits = String(prefix).padStart(4, '0');
  const issuers = ISSUERS.filter(({ range }) => range.test(digits));
  let lengths = 0;
  for (const issuer of issuers) {
    for (const size of issuer.lengths) lengths |= 1 << (size - 12 + (issuer.weak === true ? WEAK : 0));
  }
  const made = { issuers, lengths };
  prefixes[prefix] = made;
  return made;
}

const CARD = topic('card-number');

/** Whether numbers with these first four digits are given out in a length. Weak ranges count where a word speaks of cards. */
export function isIssued(prefix: number, length: number, context: Context): boolean {
  const { lengths } = known(prefix);
  if ((lengths & (1 << (length - 12))) !== 0) return length > 12 || context.names(CARD);
  return (lengths & (1 << (length - 12 + WEAK))) !== 0 && context.names(CARD);
}

/** Whether only spaces and hyphens stand between groups. Full stops and slashes count where a word says that it is a card. */
function isPlain({ gaps }: NumberRun, length: number): boolean {
  for (let index = 0; index < length; index += 1) {
    const gap = gaps[index] ?? 0;
    if (gap !== 0 && gap !== 32 && gap !== 45) return false;
  }
  return true;
}

/** Groups of three digits or more, of which the last may be shorter, or digits that all stand alone and end with the number: not a row of small numbers. */
function isGrouped({ gaps, count }: NumberRun, length: number): boolean {
  let group = 1;
  let least = length;
  let most = 1;
  for (let index = 1; index < length; index += 1) {
    if (gaps[index] === 0) {
      group += 1;
      continue;
    }
    least = Math.min(least, group);
    most = Math.max(most, group);
    group = 1;
  }
  return least >= 3 || (most === 1 && group === 1 && count === length);
}

/** How many digits of a run are a card number, or 0. */
export function cardDigits(text: string, run: NumberRun, context: Context): number {
  const { digits, count } = run;
  if (count < 12) return 0;
  const prefix = (digits[0] ?? 0) * 1000 + (digits[1] ?? 0) * 100 + (digits[2] ?? 0) * 10 + (digits[3] ?? 0);
  for (const { lengths, weak } of known(prefix).issuers) {
    for (const length of lengths) {
      if (length > count || !run.endsGroup(text, length)) continue;
      if (!passesLuhn(digits, 0, length) || !isGrouped(run, length)) continue;
      if ((weak === undefined && length > 12 && isPlain(run, length)) || context.names(CARD)) return length;
    }
  }
  return 0;
}
