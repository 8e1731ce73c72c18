/** ISO/IEC 7812-1, annex B: the check digit of card numbers. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** The same for the digits between two offsets of a text, with whatever stands between them left out. */
export function passesLuhnWithin(text: string, start: number, end: number): boolean {
  let sum = 0;
  let isDoubled = false;
  for (let index = end - 1; index >= start; index -= 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) continue;
    sum += isDoubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
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

/** The sum of digits, each times its weight. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * (digits.charCodeAt(index) - 48), 0);
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
  for (const unit of units.slice(0, -1)) sum = ((sum + Number(unit)) * 2) % 11;
  return '0123456789X'[(12 - sum) % 11] === units.at(-1)?.toUpperCase();
}

/** The remainder of a number of any length. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let index = 0; index < digits.length; index += 1) rest = (rest * 10 + digits.charCodeAt(index) - 48) % divisor;
  return rest;
}

const VERHOEFF_PRODUCT =
  '0123456789123406789523401789563401289567401239567859876043216598710432765982104387659321049876543210';
const VERHOEFF_SWITCH = '01234567891576283094580379614289160435279453126870428657390127938064157046913258';

/** Verhoeff, Error Detecting Decimal Codes, 1969: the dihedral group of order 10. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const switched = Number(VERHOEFF_SWITCH[(index % 8) * 10 + digit]);
    check = Number(VERHOEFF_PRODUCT[check * 10 + switched]);
  }
  return check === 0;
}

/** EAN-13 and others: weights 1 and 3 in turn, from the left. */
export function passesEan13(digits: string): boolean {
  return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}
