import { isDigit, isWord } from '../boundary.ts';
import { isInternational } from './calling-codes.ts';
import type { Context } from './context.ts';
import type { Emit } from './found.ts';
import { type DialledNumber, dialledNumber, type Written } from './phone-groups.ts';

/** National formats to believe without `+`. */
export interface PhoneFormats {
  /** The plan of North America: 3, 3 and 4 digits. */
  readonly northAmerican: boolean;
  /** Plans with a trunk prefix 0. */
  readonly trunk: boolean;
}

const MOST_GROUPS = 8;

const EXTENSION =
  /(?:,? ?(?:ext(?:n|ension)?|x|poste|durchwahl|anexo|ramal|\u0434\u043e\u0431)\.? ?:? ?|#)\d{1,6}(?![A-Za-z0-9_])/iy;
/** `416 60 039 office`, `07700 900123-Fax` */
const SAID_BEHIND =
  /[ -]?[ (-]?(?:office|fax|mobile|cell|cellphone|home|work|desk|phone|tel|handy|mobil|b\u00fcro)(?![A-Za-z0-9_])/iy;

/** A telephone number whose first digit stands at an offset. */
export function phoneAt(text: string, digit: number, formats: PhoneFormats, context: () => Context, emit: Emit): void {
  const number = dialledNumber(text, digit);
  if (number === undefined) return;
  const most = number.groups.length;
  // More groups than this are digits one by one, or a row of numbers.
  const least = most > MOST_GROUPS ? most : 1;
  for (let count = most; count >= least; count -= 1) {
    if (number.isWhole && count > 1 && (count < most || number.continues)) continue;
    const end = number.groups[count - 1]?.end ?? digit;
    if (!number.mayEnd(count) || !endsNumber(text, end)) continue;
    if (!isPhone(text, number, count, formats, context)) continue;
    EXTENSION.lastIndex = end;
    emit('phone-number', number.start, EXTENSION.test(text) ? EXTENSION.lastIndex : end);
    return;
  }
}

function endsNumber(text: string, end: number): boolean {
  if (isWord(text, end)) {
    EXTENSION.lastIndex = end;
    return EXTENSION.test(text);
  }
  const unit = text.charAt(end);
  return !(unit !== '' && '-.,:/'.includes(unit) && isDigit(text, end + 1)) && unit !== '%' && unit !== '\u00b0';
}

function isPhone(
  text: string,
  number: DialledNumber,
  count: number,
  formats: PhoneFormats,
  context: () => Context,
): boolean {
  const written = number.upTo(count);
  const { digits, single } = written;
  if (number.plus) return isInternational(digits) && (!single || digits.length >= 9);
  if (digits.length < 7 || digits.length > 17) return false;
  if (isNational(number, written, formats)) return !isDocumented(context);
  return saysPhone(text, number, written, number.groups[count - 1]?.end ?? 0, context);
}

/** Formats that are telephone numbers without a word that says so. */
function isNational({ parenthesis }: DialledNumber, written: Written, formats: PhoneFormats): boolean {
  const { digits, sizes, separators, single } = written;
  if (single) return formats.trunk && isMobile(digits);
  const shape = sizes.join();
  const prefix = /^(?:00|011)(?=[1-9])/.exec(digits)?.[0];
  if (
    prefix !== undefined &&
    (sizes[0] ?? 6) <= 5 &&
    digits.length >= 11 &&
    isInternational(digits.slice(prefix.length))
  )
    return true;
  if (formats.northAmerican && /^(?:1,)?3,3,4$/.test(shape) && isNorthAmerican(digits)) return true;
  if (!formats.trunk) return false;
  if (shape === '3,3,2,2' && /^[2-9]/.test(digits)) return /^(?:-+| +)$/.test(separators); // Turkey, Russia
  if (parenthesis && (shape === '2,4,4' || shape === '2,5,4') && /^[1-9]{2}/.test(digits)) return true; // Brazil
  return isTrunk(digits, sizes, separators, parenthesis);
}

const isDocumented = (context: () => Context): boolean => context().prefers('not-phone', 'phone-number');

/** https://www.nationalnanpa.com/: area code and exchange start with 2 to 9, and do not end with 11. */
const isNorthAmerican = (digits: string): boolean => /^1?[2-9](?!11)\d{2}[2-9]\d{6}$/.test(digits);

/** A trunk prefix 0 in front of an area or mobile code, 9 to 12 digits in all. */
function isTrunk(digits: string, sizes: readonly number[], separators: string, parenthesis: boolean): boolean {
  if (!/^0[1-9]\d{7,10}$/.test(digits)) return false;
  const [first = 0, second = 0] = sizes;
  if (first === 1) return /^1,3,3,(?:2,2|4)$/.test(sizes.join()); // 0 532 123 45 67
  if (first > 5 || (first === 2 && second === 1) || sizes.some((size) => size === 1)) return false;
  const shape = sizes.join();
  if (shape === '4,4,4' || shape === '5,4' || (separators.startsWith('-') && OTHER_NINE.test(shape))) return false;
  if (/^\.+$/.test(separators)) return sizes.length >= 3;
  if (separators.startsWith('/')) return first >= 3 && !separators.includes('.', 1); // 030/123 45 67
  return parenthesis || /^(?:-+| +)$/.test(separators);
}

/** How other numbers of nine digits are grouped: social security and insurance. */
const OTHER_NINE = /^(?:3,2,4|3,6|5,4|3,3,3)$/;

/** Mobile numbers in one piece that are written so in their countries: leading 0, mobile code, fixed length. */
const isMobile = (digits: string): boolean =>
  /^(?:07\d{9}|09\d{9}|05[0-5]\d{8}|0[789]0\d{8}|010\d{8}|01[5-7]\d{8,9}|0[67]\d{8}|04\d{8})$/.test(digits);

/** Digits that only words announce as a telephone number. */
function saysPhone(
  text: string,
  { start }: DialledNumber,
  { digits, sizes, separators, single }: Written,
  end: number,
  context: () => Context,
): boolean {
  if (digits.length > 13 || isDate(digits, sizes)) return false;
  if (sizes.slice(1).some((size) => size === 1) && sizes.some((size) => size > 1)) return false;
  SAID_BEHIND.lastIndex = end;
  if (!single && SAID_BEHIND.test(text)) return true;
  const said = context();
  if (said.prefers('phone-number', 'not-phone')) return true;
  return (
    said.prefers('call', 'not-phone') &&
    (single
      ? digits.length >= 10 && digits.length <= 11
      : !isThousands(sizes, separators) || ADDRESSED.test(text.slice(Math.max(0, start - 9), start)))
  );
}

/** Directly in front of a number that is called: `call me at 601 123 456`, not `they called 601 123 456 times`. */
const ADDRESSED = /\b(?:at|on|to|au|al|unter|na|p\u00e5|op|number|n\u00famero|numero)[.:]? $/i;

const isThousands = (sizes: readonly number[], separators: string): boolean =>
  /^[ .]+$/.test(separators) && (sizes[0] ?? 4) <= 3 && sizes.length >= 3 && sizes.slice(1).every((size) => size === 3);

/** Dates, spans of years, and dates with a time. */
function isDate(digits: string, sizes: readonly number[]): boolean {
  const shape = sizes.join();
  if (/^4,2,2(?:,|$)/.test(shape)) return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])/.test(digits);
  if (/^[12],[12],4(?:,|$)/.test(shape)) return /^\d{2,4}(?:19|20)\d\d/.test(digits);
  if (shape === '8') return /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(digits);
  return shape === '4,4' && /^(?:19|20)\d\d(?:19|20)\d\d$/.test(digits);
}
