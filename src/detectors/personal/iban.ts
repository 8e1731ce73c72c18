import { isDigit } from '../boundary.ts';
import { passesMod97Within } from './checksums.ts';
import { type Emit, isAlphanumeric, isLetter } from './found.ts';

/** Length by country, from the IBAN registry of SWIFT; it is what keeps a following word out. */
const LENGTHS =
  'NO15 BE16 DK18 FI18 FO18 GL18 NL18 FK18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 MN20 CH21 HR21 LI21 LV21 CR22 BG22 BH22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 TL23 SO23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 SC31 MT31 LC32 RU33 YE30 HN28';
/** By the two letters of a country, five bits each, or 0. */
const lengths = new Uint8Array(32 * 32);
const countryOf = (first: number, second: number): number => (first & 31) * 32 + (second & 31);
for (const entry of LENGTHS.split(' '))
  lengths[countryOf(entry.charCodeAt(0), entry.charCodeAt(1))] = Number(entry.slice(2));

/** The most units that one may take, with a separator behind each. */
export const LONGEST_IBAN = 68;

/** The length of an IBAN that could start with these units, or 0. */
export const ibanLength = (text: string, at: number): number =>
  isLetter(text, at) && isLetter(text, at + 1)
    ? (lengths[countryOf(text.charCodeAt(at), text.charCodeAt(at + 1))] ?? 0)
    : 0;

/** An IBAN whose letters start a token, with its first digit behind them. */
export function ibanAt(text: string, start: number, digit: number, emit: Emit): void {
  if (digit !== start + 2) return;
  const length = ibanLength(text, start);
  if (length === 0 || text.charCodeAt(start - 1) === 95) return;
  if (!isDigit(text, start + 3)) return;
  let count = 0;
  let index = start;
  for (; count < length && index < text.length; index += 1) {
    if (isAlphanumeric(text, index)) count += 1;
    else if (!isJoint(text, index) || !isAlphanumeric(text, index + 1)) return;
  }
  if (count !== length || isAlphanumeric(text, index)) return;
  if (passesMod97Within(text, start, index)) emit('iban', start, index);
}

/** Space and hyphen. */
const isJoint = (text: string, at: number): boolean => text.charCodeAt(at) === 32 || text.charCodeAt(at) === 45;
