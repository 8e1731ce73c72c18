import { passesLuhn } from './checksums.ts';
import type { Context } from './context.ts';
import { endsGroup, type NumberRun } from './number-run.ts';

/**
 * Lengths by first digits, ISO/IEC 7812 and the issuers' published ranges, longest first. `weak` ranges, whose numbers are also
 * those of other things, need a word for cards in front of them.
 */
const ISSUERS: readonly { readonly range: RegExp; readonly lengths: readonly number[]; readonly weak?: true }[] = [
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

/** Lengths of numbers by their first four digits as a bit each, weak ranges behind the others. */
const issued = new Map<number, number>();
const WEAK = 20 - 12;

/** Whether numbers with these first four digits are given out in a length. Weak ranges count where a word speaks of cards. */
export function isIssued(prefix: number, length: number, isNamed: () => boolean): boolean {
  let lengths = issued.get(prefix);
  if (lengths === undefined) {
    const digits = String(prefix).padStart(4, '0');
    lengths = 0;
    for (const issuer of ISSUERS) {
      if (!issuer.range.test(digits)) continue;
      for (const size of issuer.lengths) lengths |= 1 << (size - 12 + (issuer.weak === true ? WEAK : 0));
    }
    issued.set(prefix, lengths);
  }
  if ((lengths & (1 << (length - 12))) !== 0) return length > 12 || isNamed();
  return (lengths & (1 << (length - 12 + WEAK))) !== 0 && isNamed();
}

/** Between groups of a card number. Full stops and slashes only where a word says that it is one. */
const isGap = (gap: string): boolean => gap === '' || gap === ' ' || gap === '-';

/** Groups of three digits or more, of which the last may be shorter, or digits that all stand alone and end with the number: not a row of small numbers. */
function isGrouped({ gaps, digits }: NumberRun, length: number): boolean {
  let group = 1;
  let least = length;
  let most = 1;
  for (let index = 1; index < length; index += 1) {
    if (gaps[index] === '') {
      group += 1;
      continue;
    }
    least = Math.min(least, group);
    most = Math.max(most, group);
    group = 1;
  }
  return least >= 3 || (most === 1 && group === 1 && digits.length === length);
}

/** How many digits of a run are a card number, or 0. */
export function cardDigits(text: string, run: NumberRun, context: () => Context): number {
  if (run.digits.length < 12) return 0;
  for (const { range, lengths, weak } of ISSUERS) {
    if (!range.test(run.digits)) continue;
    for (const length of lengths) {
      if (length > run.digits.length || !endsGroup(text, run, length)) continue;
      if (!passesLuhn(run.digits.slice(0, length))) continue;
      if (!isGrouped(run, length)) continue;
      const plain = run.gaps.every((gap, index) => index >= length || isGap(gap));
      if ((weak === undefined && plain && length > 12) || context().names('card-number')) return length;
    }
  }
  return 0;
}
