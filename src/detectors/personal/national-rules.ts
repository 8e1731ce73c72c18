import { isDayMonth } from './calendar.ts';
import { passesEan13, passesLuhn, passesVerhoeff, remainder, weighted } from './checksums.ts';
import type { NumberRule } from './national-numbers.ts';
import type { Digits } from './number-run.ts';

const digitAt = (digits: Digits, at: number): number => digits[at] ?? 0;
/** The two digits, or more, from one place to another as one number. */
function numberOf(digits: Digits, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + digitAt(digits, at);
  return number;
}

function isOneDigit(digits: Digits, count: number): boolean {
  for (let at = 1; at < count; at += 1) if (digits[at] !== digits[0]) return false;
  return true;
}

/** Whether digits start with year, month and day, two digits each. */
const isYearMonthDay = (digits: Digits): boolean => isDayMonth(numberOf(digits, 4, 6), numberOf(digits, 2, 4));
/** Whether digits start with day, month and year, two digits each. */
const isDayMonthYear = (digits: Digits): boolean => isDayMonth(numberOf(digits, 0, 2), numberOf(digits, 2, 4));

/** https://www.ssa.gov/employer/randomization.html: 000, 666, 900 to 999, group 00 and serial 0000 are never issued. */
function isSsn(digits: Digits): boolean {
  const area = numberOf(digits, 0, 3);
  return area > 0 && area < 900 && area !== 666 && numberOf(digits, 3, 5) > 0 && numberOf(digits, 5, 9) > 0;
}

/** https://www.irs.gov/irm/part3/irm_03-021-263r: 9, and a group of 50 to 65, 70 to 88, 90 to 92 or 94 to 99. */
function isItin(digits: Digits): boolean {
  const group = numberOf(digits, 3, 5);
  return digits[0] === 9 && group >= 50 && group !== 89 && group !== 93 && (group <= 65 || group >= 70);
}

const NHS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];
/** NHS Data Dictionary: weights 10 to 2, modulus 11. */
const isNhs = (digits: Digits): boolean => weighted(digits, NHS) % 11 === 0 && !isOneDigit(digits, 10);

/** Personnummer: a date, with 60 added to the day for coordination numbers, and Luhn over ten digits. */
function isPersonnummer(digits: Digits, count: number, named: boolean): boolean {
  const from = count - 10;
  const day = numberOf(digits, from + 4, from + 6);
  const isDate = isDayMonth(named && day >= 60 ? day - 60 : day, numberOf(digits, from + 2, from + 4));
  if (!isDate || !passesLuhn(digits, from, count)) return false;
  if (count === 10) return true;
  const century = numberOf(digits, 0, 2);
  // 20240115-1230 is rather a date with a time.
  const isTime = century === 20 && numberOf(digits, 8, 10) < 24 && digitAt(digits, 10) < 6;
  return century >= 18 && century <= 20 && (named || !isTime);
}

const CPR = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
/** CPR numbers that were given out before 2007 have modulus 11 as well; a word makes up for it. */
const isCpr = (digits: Digits, named: boolean): boolean =>
  isDayMonthYear(digits) && (named || weighted(digits, CPR) % 11 === 0);

const NORWEGIAN_FIRST = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const NORWEGIAN_SECOND = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
/** Skatteetaten: two check digits, modulus 11. D-numbers add 40 to the day. */
function isNorwegian(digits: Digits): boolean {
  const day = numberOf(digits, 0, 2);
  return (
    isDayMonth(day >= 40 ? day - 40 : day, numberOf(digits, 2, 4)) &&
    weighted(digits, NORWEGIAN_FIRST) % 11 === 0 &&
    weighted(digits, NORWEGIAN_SECOND) % 11 === 0
  );
}

/** INSEE: sex, year, month, department, and a key modulo 97. */
function isNir(digits: Digits): boolean {
  const month = numberOf(digits, 3, 5);
  return (
    (digits[0] === 1 || digits[0] === 2) &&
    ((month >= 1 && month <= 12) || (month >= 20 && month <= 59) || month >= 90) &&
    numberOf(digits, 5, 7) > 0 &&
    97 - remainder(digits, 13, 97) === numberOf(digits, 13, 15)
  );
}

const CPF = [
  [10, 9, 8, 7, 6, 5, 4, 3, 2],
  [11, 10, 9, 8, 7, 6, 5, 4, 3, 2],
] as const;
const CNPJ = [
  [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
  [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2],
] as const;

/** Two check digits, modulus 11, of which 10 counts as 0. */
function isBrazilian(digits: Digits, count: number, [first, second]: typeof CPF | typeof CNPJ): boolean {
  return (
    ((weighted(digits, first) * 10) % 11) % 10 === digitAt(digits, count - 2) &&
    ((weighted(digits, second) * 10) % 11) % 10 === digitAt(digits, count - 1) &&
    !isOneDigit(digits, count)
  );
}

const RRN = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
/** A date, the century and sex, and modulus 11, which numbers of residents that were given out since October 2020 no longer have. */
function isRrn(digits: Digits, named: boolean): boolean {
  const sex = digitAt(digits, 6);
  if (sex < 1 || sex > 8 || !isYearMonthDay(digits)) return false;
  const isForeign = sex >= 5;
  return (named && !isForeign) || ((isForeign ? 13 : 11) - (weighted(digits, RRN) % 11)) % 10 === digitAt(digits, 12);
}

/** National register: two check digits. */
function isTurkish(digits: Digits): boolean {
  let odd = 0;
  let even = 0;
  for (let at = 0; at < 8; at += 2) {
    odd += digitAt(digits, at);
    even += digitAt(digits, at + 1);
  }
  odd += digitAt(digits, 8);
  const tenth = digitAt(digits, 9);
  return digits[0] !== 0 && (odd * 7 - even + 100) % 10 === tenth && (odd + even + tenth) % 10 === digits[10];
}

const MEDICARE = [1, 3, 7, 9, 1, 3, 7, 9];
/** Medicare Australia: first 2 to 6, the ninth digit checks the eight before. */
const isMedicare = (digits: Digits): boolean =>
  digitAt(digits, 0) >= 2 && digitAt(digits, 0) <= 6 && weighted(digits, MEDICARE) % 10 === digits[8];

const ABN = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];
/** Australian Business Register: 1 off the first digit, modulus 89. */
const isAbn = (digits: Digits): boolean => digits[0] !== 0 && (weighted(digits, ABN) - 10) % 89 === 0;

const PESEL = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];
/** PESEL: the century is added to the month. */
const isPesel = (digits: Digits): boolean =>
  isDayMonth(numberOf(digits, 4, 6), (digitAt(digits, 2) % 2) * 10 + digitAt(digits, 3)) &&
  weighted(digits, PESEL) % 10 === 0;

/** A date, citizenship 0 to 2, and Luhn. */
const isSouthAfrican = (digits: Digits): boolean =>
  isYearMonthDay(digits) && digitAt(digits, 10) <= 2 && passesLuhn(digits, 0, 13);

/** Rijksregister: 97 minus the remainder, with 2 in front for those born since 2000. */
function isBelgian(digits: Digits): boolean {
  const check = 97 - numberOf(digits, 9, 11);
  return remainder(digits, 9, 97) === check || remainder(digits, 9, 97, 2) === check;
}

const BSN = [9, 8, 7, 6, 5, 4, 3, 2, -1];
const isBsn = (digits: Digits): boolean => weighted(digits, BSN) % 11 === 0 && !isOneDigit(digits, 9);

const TFN = [1, 4, 3, 7, 5, 8, 6, 9, 10];
const isTfn = (digits: Digits): boolean => weighted(digits, TFN) % 11 === 0 && !isOneDigit(digits, 9);

const THAI = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const isThai = (digits: Digits): boolean =>
  digitAt(digits, 0) >= 1 &&
  digitAt(digits, 0) <= 8 &&
  ((weighted(digits, THAI) + digitAt(digits, 12) - 1) % 11) % 10 === 0;

export const numberRules: readonly NumberRule[] = [
  { rule: 'us-ssn', region: 'US', digits: [9], layouts: ['3-2-4', '3 2 4', '3.2.4'], passes: isSsn },
  { rule: 'us-itin', region: 'US', digits: [9], layouts: ['3-2-4', '3 2 4'], passes: isItin },
  { rule: 'ca-sin', region: 'CA', digits: [9], layouts: ['3-3-3'], passes: (d) => d[0] !== 8 && passesLuhn(d, 0, 9) },
  { rule: 'uk-nhs-number', region: 'GB', digits: [10], passes: isNhs },
  { rule: 'fr-nir', region: 'FR', digits: [15], layouts: ['1 2 2 2 3 3 2'], bare: true, passes: isNir },
  { rule: 'pl-pesel', region: 'PL', digits: [11], passes: isPesel },
  {
    rule: 'nl-bsn',
    region: 'NL',
    digits: [9],
    passes: isBsn,
  },
  { rule: 'se-personal-number', region: 'SE', digits: [10, 12], layouts: ['6-4', '8-4'], passes: isPersonnummer },
  { rule: 'dk-cpr', region: 'DK', digits: [10], layouts: ['6-4'], passes: (d, _, named) => isCpr(d, named) },
  { rule: 'no-birth-number', region: 'NO', digits: [11], layouts: ['6 5'], bare: true, passes: isNorwegian },
  {
    rule: 'in-aadhaar',
    region: 'IN',
    digits: [12],
    layouts: ['4 4 4', '4-4-4'],
    passes: (d) => digitAt(d, 0) >= 2 && passesVerhoeff(d, 12),
  },
  { rule: 'au-abn', region: 'AU', digits: [11], layouts: ['2 3 3 3'], passes: isAbn },
  {
    rule: 'au-tfn',
    region: 'AU',
    digits: [9],
    passes: isTfn,
  },
  { rule: 'au-medicare', region: 'AU', digits: [10, 11], layouts: ['4 5 1', '4-5-1'], passes: isMedicare },
  {
    rule: 'br-cpf',
    region: 'BR',
    digits: [11],
    layouts: ['3.3.3-2'],
    passes: (d, count) => isBrazilian(d, count, CPF),
  },
  {
    rule: 'br-cnpj',
    region: 'BR',
    digits: [14],
    layouts: ['2.3.3/4-2'],
    passes: (d, count) => isBrazilian(d, count, CNPJ),
  },
  { rule: 'kr-rrn', region: 'KR', digits: [13], layouts: ['6-7'], passes: (d, _, named) => isRrn(d, named) },
  { rule: 'tr-id', region: 'TR', digits: [11], passes: isTurkish },
  { rule: 'za-id', region: 'ZA', digits: [13], passes: isSouthAfrican },
  {
    rule: 'th-id',
    region: 'TH',
    digits: [13],
    layouts: ['1-4-5-2-1', '1 4 5 2 1'],
    passes: isThai,
  },
  {
    rule: 'ch-ahv',
    region: 'CH',
    digits: [13],
    layouts: ['3.4.4.2'],
    bare: true,
    passes: (d) => numberOf(d, 0, 3) === 756 && passesEan13(d),
  },
  { rule: 'be-national-number', region: 'BE', digits: [11], layouts: ['2.2.2-3.2'], passes: isBelgian },
];
