import type { Digits } from './number-run.ts';

/** ISO/IEC 7812-1, annex B: the check digit of card numbers, for the digits from one place to another. */
export function passesLuhn(digits: Digits, from: number, to: number): boolean {
  let sum = 0;
  for (let index = to - 1; index >= from; index -= 2) {
    sum += digits[index] ?? 0;
    if (index > from) sum += doubled(digits[index - 1] ?? 0);
  }
  return sum % 10 === 0;
}

const doubled = (digit: number): number => (digit > 4 ? digit * 2 - 9 : digit * 2);

/** The same for the digits between two offsets of a text, with whatever stands between them left out. */
export function passesLuhnWithin(text: string, start: number, end: number): boolean {
  let sum = 0;
  let isDoubled = false;
  for (let index = end - 1; index >= start; index -= 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    sum += isDoubled ? doubled(digit) : digit;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
}

/**
 * ISO 13616, ISO/IEC 7064 MOD 97-10, of the letters and digits between two offsets of a text, with spaces and hyphens left out:
 * country and check digits moved to the end, letters as 10 to 35, remainder 1.
 */
export function passesMod97Within(text: string, start: number, end: number): boolean {
  return mod97(text, start, start + 4, mod97(text, start + 4, end, 0)) === 1;
}

function mod97(text: string, from: number, to: number, before: number): number {
  let rest = before;
  for (let index = from; index < to; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 65) rest = (rest * 100 + (unit & ~32) - 55) % 97;
    else if (unit >= 48) rest = (rest * 10 + unit - 48) % 97;
  }
  return rest;
}

/** The sum of the first digits, each times its weight. */
export function weighted(digits: Digits, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) sum += (weights[index] ?? 0) * (digits[index] ?? 0);
  return sum;
}

/** ISO/IEC 7064 MOD 11,10: the last digit checks the others. */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (product + digits.charCodeAt(index) - 48) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === digits.charCodeAt(digits.length - 1) - 48;
}

/** ISO/IEC 7064 MOD 11-2, whose last unit may be X. */
export function passesMod11And2(units: string): boolean {
  let sum = 0;
  for (let index = 0; index < units.length - 1; index += 1) sum = ((sum + units.charCodeAt(index) - 48) * 2) % 11;
  return '0123456789X'[(12 - sum) % 11] === units.at(-1)?.toUpperCase();
}

/** The remainder of a number of so many digits, with something in front of them. */
export function remainder(digits: Digits, count: number, divisor: number, before = 0): number {
  let rest = before;
  for (let index = 0; index < count; index += 1) rest = (rest * 10 + (digits[index] ?? 0)) % divisor;
  return rest;
}

const digitsOf = (written: string): Digits => Uint8Array.from(written, Number);
const VERHOEFF_PRODUCT = digitsOf(
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210',
);
const VERHOEFF_SWITCH = digitsOf('01234567891576283094580379614289160435279453126870428657390127938064157046913258');

/** Verhoeff, Error Detecting Decimal Codes, 1969: the dihedral group of order 10. */
export function passesVerhoeff(digits: Digits, count: number): boolean {
  let check = 0;
  for (let index = 0; index < count; index += 1) {
    const switched = VERHOEFF_SWITCH[(index % 8) * 10 + (digits[count - 1 - index] ?? 0)] ?? 0;
    check = VERHOEFF_PRODUCT[check * 10 + switched] ?? 0;
  }
  return check === 0;
}

/** EAN-13 and others: weights 1 and 3 in turn, from the left. */
export const passesEan13 = (digits: Digits): boolean =>
  weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
