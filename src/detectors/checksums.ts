/** ISO/IEC 7812-1, annex B: the check digit of card numbers. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** ISO 13616, ISO/IEC 7064 MOD 97-10: country and check digits moved to the end, letters as 10 to 35, remainder 1. */
export function passesMod97(iban: string): boolean {
  let remainder = 0;
  for (let index = 0; index < iban.length; index += 1) {
    const unit = iban.charCodeAt((index + 4) % iban.length);
    remainder = unit < 58 ? (remainder * 10 + unit - 48) % 97 : (remainder * 100 + unit - 55) % 97;
  }
  return remainder === 1;
}
