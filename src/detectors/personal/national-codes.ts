import { isDayMonth } from './calendar.ts';
import { passesMod11And2, passesMod11And10 } from './checksums.ts';

/** An identifier of letters and digits. */
export interface CodeRule {
  readonly rule: string;
  readonly region: string;
  /** Sticky, from the first unit to the last; says by itself where the code ends. Read without case. */
  readonly form: RegExp;
  /** Whether it counts only where a word in front names the identifier. */
  readonly needsName?: true;
  /** The check, of the code in upper case, without spaces and hyphens. `named` says that a word in front names the identifier. */
  passes(code: string, named: boolean): boolean;
}

const SPANISH = 'TRWAGMYFPDXBNJZSQVHLCKE';
const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** The digits from one place to another as one number. */
function numberOf(code: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + code.charCodeAt(at) - 48;
  return number;
}

/** Police: the remainder modulo 23 is a letter; X, Y and Z in front are 0, 1 and 2. */
function isSpanish(code: string, named: boolean): boolean {
  if (!named && code.length !== 9) return false;
  const last = code.length - 1;
  const first = code.charCodeAt(0) - 88;
  const number = first >= 0 ? first * 10 ** (last - 1) + numberOf(code, 1, last) : numberOf(code, 0, last);
  return SPANISH[number % 23] === code[last];
}

/** https://dvv.fi/en/personal-identity-code: a date, the century, and the remainder modulo 31. */
const isFinnish = (code: string): boolean =>
  isDayMonth(numberOf(code, 0, 2), numberOf(code, 2, 4)) &&
  FINNISH[(numberOf(code, 0, 6) * 1000 + numberOf(code, 7, 10)) % 31] === code[10];

/** Agenzia delle Entrate: values of units at odd places, in the order 0 to 9 and A to Z. */
const ITALIAN_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
const ITALIAN_ODD_LETTERS = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];
function isItalian(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index += 1) {
    const unit = code.charCodeAt(index);
    const value = unit < 65 ? unit - 48 : unit - 65;
    const odd = unit < 65 ? ITALIAN_ODD : ITALIAN_ODD_LETTERS;
    sum += index % 2 === 0 ? (odd[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}

const SINGAPOREAN = [2, 7, 6, 5, 4, 3, 2];
/** ICA: weights 2, 7, 6, 5, 4, 3, 2, with 4 added for T and G and 3 for M; each first letter has its table. */
function isSingaporean(code: string): boolean {
  const first = code.charAt(0);
  let sum = first === 'T' || first === 'G' ? 4 : first === 'M' ? 3 : 0;
  for (let at = 0; at < 7; at += 1) sum += (SINGAPOREAN[at] ?? 0) * (code.charCodeAt(at + 1) - 48);
  const rest = sum % 11;
  const table = first === 'M' ? 'KLJNPQRTUWX' : first === 'S' || first === 'T' ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK';
  return (first === 'M' ? table[10 - rest] : table[rest]) === code[8];
}

const CURP = '0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ';
/** RENAPO: weights 18 to 2 over an alphabet with \u00d1 behind N. */
function isCurp(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 17; index += 1) sum += CURP.indexOf(code.charAt(index)) * (18 - index);
  return (10 - (sum % 10)) % 10 === Number(code[17]);
}

export const codeRules: readonly CodeRule[] = [
  {
    rule: 'uk-nino',
    region: 'GB',
    // https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110
    form: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:\d{6}|[ -]\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?|\d{2}[ -]\d{2}[ -]\d{2}[ -]?)[ -]?[A-D](?![A-Z0-9_])/iy,
    passes: () => true,
  },
  { rule: 'es-dni', region: 'ES', form: /(?:[XYZ]-?\d{7}|\d{7,8})-?[A-Z](?![A-Z0-9_-])/iy, passes: isSpanish },
  {
    rule: 'it-fiscal-code',
    region: 'IT',
    form: /[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z](?![A-Z0-9_])/iy,
    passes: isItalian,
  },
  {
    rule: 'fi-personal-code',
    region: 'FI',
    form: /[0-3]\d[01]\d{3}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y](?![A-Z0-9_])/iy,
    passes: isFinnish,
  },
  { rule: 'in-pan', region: 'IN', form: /[A-Z]{3}[PCHFATBLJG][A-Z]\d{4}[A-Z](?![A-Z0-9_])/iy, passes: () => true },
  { rule: 'sg-nric', region: 'SG', form: /[STFGM]\d{7}[A-Z](?![A-Z0-9_])/iy, passes: isSingaporean },
  {
    rule: 'mx-curp',
    region: 'MX',
    form: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d(?![A-Z0-9_])/iy,
    passes: isCurp,
  },
  {
    rule: 'cn-id',
    region: 'CN',
    form: /[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[0-9X](?![A-Z0-9_])/iy,
    passes: (code) => isDayMonth(numberOf(code, 12, 14), numberOf(code, 10, 12)) && passesMod11And2(code),
  },
  {
    rule: 'de-tax-id',
    region: 'DE',
    form: /[1-9]\d(?:\d{9}| \d{3} \d{3} \d{3})(?![A-Z0-9_])/iy,
    needsName: true,
    passes: (code) => passesMod11And10(code),
  },
];
