import { isDayMonth, isDayMonthYear, isYearMonthDay } from './calendar.ts';
import { passesEan13, passesLuhn, passesVerhoeff, remainder, weighted } from './checksums.ts';
import type { NumberRule } from './national-numbers.ts';

/** https://www.ssa.gov/employer/randomization.html: 000, 666, 900 to 999, group 00 and serial 0000 are never issued. */
const isSsn = (digits: string): boolean => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);

/** https://www.irs.gov/irm/part3/irm_03-021-263r: 9, and a group of 50 to 65, 70 to 88, 90 to 92 or 94 to 99. */
const isItin = (digits: string): boolean => /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits);

const digitAt = (digits: string, at: number): number => digits.charCodeAt(at) - 48;
const isOneDigit = (digits: string): boolean => /^(\d)\1*$/.test(digits);

/** NHS Data Dictionary: weights 10 to 2, modulus 11. */
const isNhs = (digits: string): boolean =>
  weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 && !isOneDigit(digits);

/** Personnummer: a date, with 60 added to the day for coordination numbers, and Luhn over ten digits. */
function isPersonnummer(digits: string, named: boolean): boolean {
  const ten = digits.slice(-10);
  const day = named && digitAt(ten, 4) >= 6 ? `${digitAt(ten, 4) - 6}${ten[5]}` : ten.slice(4, 6);
  if (!isDayMonth(day, ten.slice(2, 4)) || !passesLuhn(ten)) return false;
  if (digits.length === 10) return true;
  // 20240115-1230 is rather a date with a time.
  const isTime = /^20\d{6}(?:[01]\d|2[0-3])[0-5]\d$/.test(digits);
  return /^(?:18|19|20)/.test(digits) && (named || !isTime);
}

/** CPR numbers that were given out before 2007 have modulus 11 as well; a word makes up for it. */
const isCpr = (digits: string, named: boolean): boolean =>
  isDayMonthYear(digits) && (named || weighted(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0);

/** Skatteetaten: two check digits, modulus 11. D-numbers add 40 to the day. */
function isNorwegian(digits: string): boolean {
  const first = digitAt(digits, 0);
  return (
    isDayMonth(`${first >= 4 ? first - 4 : first}${digits[1]}`, digits.slice(2, 4)) &&
    weighted(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
    weighted(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
  );
}

/** INSEE: sex, year, month, department, and a key modulo 97. */
const isNir = (digits: string): boolean =>
  /^[12]\d\d(?:0[1-9]|1[0-2]|[2-4]\d|5\d|9\d)(?!00)\d{2}/.test(digits) &&
  97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13));

/** Two check digits, modulus 11, of which 10 counts as 0. */
function isCpf(digits: string): boolean {
  const check = (count: number) =>
    ((weighted(
      digits,
      Array.from({ length: count }, (_, index) => count + 1 - index),
    ) *
      10) %
      11) %
    10;
  return check(9) === digitAt(digits, 9) && check(10) === digitAt(digits, 10) && !isOneDigit(digits);
}

function isCnpj(digits: string): boolean {
  const weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
  const check = (count: number) => ((weighted(digits, weights.slice(13 - count)) * 10) % 11) % 10;
  return check(12) === digitAt(digits, 12) && check(13) === digitAt(digits, 13) && !isOneDigit(digits);
}

/** A date, the century and sex, and modulus 11, which numbers of residents that were given out since October 2020 no longer have. */
function isRrn(digits: string, named: boolean): boolean {
  if (!isYearMonthDay(digits) || !/^.{6}[1-8]/.test(digits)) return false;
  const rest = weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11;
  const isForeign = digitAt(digits, 6) >= 5;
  return (named && !isForeign) || ((isForeign ? 13 : 11) - rest) % 10 === digitAt(digits, 12);
}

/** National register: two check digits. */
function isTurkish(digits: string): boolean {
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const sum = weighted(digits, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  return (
    digits[0] !== '0' && (((odd * 7 - even) % 10) + 10) % 10 === digitAt(digits, 9) && sum % 10 === digitAt(digits, 10)
  );
}

/** Medicare Australia: first 2 to 6, the ninth digit checks the eight before. */
const isMedicare = (digits: string): boolean =>
  /^[2-6]/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === digitAt(digits, 8);

/** Australian Business Register: 1 off the first digit, modulus 89. */
const isAbn = (digits: string): boolean =>
  digits[0] !== '0' && (weighted(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0;

/** PESEL: the century is added to the month. */
const isPesel = (digits: string): boolean =>
  isDayMonth(digits.slice(4, 6), String((digitAt(digits, 2) % 2) * 10 + digitAt(digits, 3)).padStart(2, '0')) &&
  weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;

/** A date, citizenship 0 to 2, and Luhn. */
const isSouthAfrican = (digits: string): boolean =>
  isYearMonthDay(digits) && /^.{10}[012]/.test(digits) && passesLuhn(digits);

/** Rijksregister: 97 minus the remainder, with 2 in front for those born since 2000. */
const isBelgian = (digits: string): boolean =>
  [digits.slice(0, 9), `2${digits.slice(0, 9)}`].some((base) => 97 - remainder(base, 97) === Number(digits.slice(9)));

export const numberRules: readonly NumberRule[] = [
  { rule: 'us-ssn', region: 'US', digits: [9], layouts: ['3-2-4', '3 2 4', '3.2.4'], passes: isSsn },
  { rule: 'us-itin', region: 'US', digits: [9], layouts: ['3-2-4', '3 2 4'], passes: isItin },
  { rule: 'ca-sin', region: 'CA', digits: [9], layouts: ['3-3-3'], passes: (d) => /^[0-79]/.test(d) && passesLuhn(d) },
  { rule: 'uk-nhs-number', region: 'GB', digits: [10], passes: isNhs },
  { rule: 'fr-nir', region: 'FR', digits: [15], layouts: ['1 2 2 2 3 3 2'], bare: true, passes: isNir },
  { rule: 'pl-pesel', region: 'PL', digits: [11], passes: isPesel },
  {
    rule: 'nl-bsn',
    region: 'NL',
    digits: [9],
    passes: (d) => weighted(d, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && !isOneDigit(d),
  },
  { rule: 'se-personal-number', region: 'SE', digits: [10, 12], layouts: ['6-4', '8-4'], passes: isPersonnummer },
  { rule: 'dk-cpr', region: 'DK', digits: [10], layouts: ['6-4'], passes: isCpr },
  { rule: 'no-birth-number', region: 'NO', digits: [11], layouts: ['6 5'], bare: true, passes: isNorwegian },
  {
    rule: 'in-aadhaar',
    region: 'IN',
    digits: [12],
    layouts: ['4 4 4', '4-4-4'],
    passes: (d) => /^[2-9]/.test(d) && passesVerhoeff(d),
  },
  { rule: 'au-abn', region: 'AU', digits: [11], layouts: ['2 3 3 3'], passes: isAbn },
  {
    rule: 'au-tfn',
    region: 'AU',
    digits: [9],
    passes: (d) => weighted(d, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0 && !isOneDigit(d),
  },
  { rule: 'au-medicare', region: 'AU', digits: [10, 11], layouts: ['4 5 1', '4-5-1'], passes: isMedicare },
  { rule: 'br-cpf', region: 'BR', digits: [11], layouts: ['3.3.3-2'], passes: isCpf },
  { rule: 'br-cnpj', region: 'BR', digits: [14], layouts: ['2.3.3/4-2'], passes: isCnpj },
  { rule: 'kr-rrn', region: 'KR', digits: [13], layouts: ['6-7'], passes: isRrn },
  { rule: 'tr-id', region: 'TR', digits: [11], passes: isTurkish },
  { rule: 'za-id', region: 'ZA', digits: [13], passes: isSouthAfrican },
  {
    rule: 'th-id',
    region: 'TH',
    digits: [13],
    layouts: ['1-4-5-2-1', '1 4 5 2 1'],
    passes: (d) =>
      /^[1-8]/.test(d) &&
      ((weighted(d, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) + digitAt(d, 12) - 1) % 11) % 10 === 0,
  },
  {
    rule: 'ch-ahv',
    region: 'CH',
    digits: [13],
    layouts: ['3.4.4.2'],
    bare: true,
    passes: (d) => /^756/.test(d) && passesEan13(d),
  },
  { rule: 'be-national-number', region: 'BE', digits: [11], layouts: ['2.2.2-3.2'], passes: isBelgian },
];
