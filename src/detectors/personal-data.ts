import { checkOptions } from '../options.ts';
import { followsEscape, followsWord, isDigit, isWord } from './boundary.ts';
import { passesLuhn, passesMod97 } from './checksums.ts';
import type { Detector } from './finding.ts';
import type { Pattern, Span } from './pattern.ts';
import { createPatternDetector } from './pattern-detector.ts';
import { chosenRules } from './secrets.ts';

export interface PersonalDataOptions {
  /** Rules to leave out, by name, for example `['ip-address']`. Default: none. */
  readonly without?: readonly string[];
}

/**
 * Finds e-mail addresses, card numbers (with their check digit), IBANs (with theirs), telephone numbers in international or
 * North American form, US social security numbers and public IP addresses. Names and postal addresses need a model: bring
 * one as a `Detector` of your own.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option or rule
 */
export function personalData(options: PersonalDataOptions = {}): Detector {
  checkOptions('personalData', options, ['without']);
  const without = chosenRules('personalData', 'without', options.without ?? [], personalDataRules);
  return createPatternDetector(
    'personal-data',
    personalDataPatterns.filter(({ rule }) => !without.has(rule)),
  );
}

const DIGITS = [...'0123456789'];
const isLocal = (text: string, at: number): boolean =>
  isWord(text, at) || (at >= 0 && '.%+-'.includes(text[at] ?? ' '));

/** RFC 5321, 4.5.3.1: at most 64 units before the `@`, 255 behind it, 63 in each label. */
const LOCAL = 64;
const DOMAIN = /[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}/y;
const DOMAIN_EXTENT = /[A-Za-z0-9.-]{0,512}/y;

const TOP_LEVEL = /\.(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{2,59})$/;
/** `image@2x.png`: ends of file names that are no top-level domains. */
const FILE =
  /\.(?:png|jpe?g|gif|webp|svg|ico|bmp|css|s[ac]ss|less|html?|json|xml|ya?ml|toml|txt|pdf|docx?|xlsx?|[cm]?[jt]sx?|vue|wasm|tgz|gz|xz|tar|whl|jar|exe|dll|lock|log)$/i;

/** An address of code, not of a person: `git@host:owner/name`, `ssh://git@host/owner/name`. */
const isCode = (text: string, start: number, at: number, end: number): boolean =>
  text.slice(start, at) === 'git' && (text[end] === ':' || text.startsWith('://', start - 3));

const email: Pattern = {
  rule: 'email',
  severity: 'medium',
  anchors: ['@'],
  reach: 513,
  before: LOCAL,
  lead(text) {
    let start = text.length;
    while (start > text.length - LOCAL && isLocal(text, start - 1)) start -= 1;
    return start;
  },
  match(text, at) {
    let start = at;
    while (start > at - LOCAL && isLocal(text, start - 1) && !followsEscape(text, start)) start -= 1;
    DOMAIN.lastIndex = at + 1;
    const domain = DOMAIN.exec(text)?.[0];
    if (start === at || domain === undefined || !TOP_LEVEL.test(domain) || FILE.test(domain)) return undefined;
    const end = DOMAIN.lastIndex;
    return isCode(text, start, at, end) ? undefined : { start, end };
  },
  open(text, at) {
    DOMAIN_EXTENT.lastIndex = at + 1;
    DOMAIN_EXTENT.test(text);
    return DOMAIN_EXTENT.lastIndex >= text.length;
  },
};

/** A number in groups: digits from `at`, single separators between them, at most `most` digits. */
function grouped(
  text: string,
  at: number,
  most: number,
  separators: RegExp,
): { digits: string; ends: number[]; end: number } {
  const ends: number[] = []; // offset behind each digit
  let digits = '';
  let index = at;
  for (; digits.length < most && index < text.length; index += 1) {
    if (isDigit(text, index)) {
      digits += text.charAt(index);
      ends.push(index + 1);
    } else if (index === at || !separators.test(text.charAt(index)) || !isDigit(text, index + 1)) break;
  }
  return { digits, ends, end: index };
}

/** Between groups: spaces that do not break lines as well. */
const GAP = /[ \u00a0\u202f-]/;

/** Lengths by first digits, ISO/IEC 7812: Amex 15, Diners 14, Visa 13, 16 or 19, the others 16; longest first. */
function cardLengths(digits: string): readonly number[] {
  if (/^3[47]/.test(digits)) return [15];
  if (/^3(?:0[0-5]|[689])/.test(digits)) return [16, 14];
  if (digits.startsWith('4')) return [19, 16, 13];
  return /^(?:5[0-8]|6|2[2-7]|35|9[27])/.test(digits) ? [19, 16] : /^(?:1800|2131)/.test(digits) ? [15] : [];
}

const startsNumber = (text: string, at: number): boolean =>
  !followsWord(text, at) && !(text[at - 1] === '.' && isDigit(text, at - 2));

const card: Pattern = {
  rule: 'card-number',
  severity: 'high',
  anchors: DIGITS.slice(1),
  reach: 42,
  before: 0,
  match(text, at) {
    if (!startsNumber(text, at)) return undefined;
    const { digits, ends } = grouped(text, at, 19, GAP);
    if (digits.length < 13) return undefined;
    for (const length of cardLengths(digits)) {
      const end = ends[length - 1];
      if (end !== undefined && !isDigit(text, end) && passesLuhn(digits.slice(0, length))) return { start: at, end };
    }
    return undefined;
  },
  open: (text, at) => grouped(text, at, 20, GAP).end >= text.length - 1,
};

/** Length by country, from the IBAN registry of SWIFT; it is what keeps a following word out. */
const IBAN_LENGTHS =
  'NO15 BE16 DK18 FI18 FO18 GL18 NL18 FK18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 MN20 CR22 BG22 BH22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 TL23 SO23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 SC31 MT31 LC32 RU33 YE30 HN28';
const ibanLengths = new Map(IBAN_LENGTHS.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]));

const iban: Pattern = {
  rule: 'iban',
  severity: 'high',
  anchors: [...ibanLengths.keys()],
  reach: 72,
  before: 0,
  match(text, at) {
    const length = ibanLengths.get(text.slice(at, at + 2)) ?? 0;
    if (followsWord(text, at) || !isDigit(text, at + 2) || !isDigit(text, at + 3)) return undefined;
    let compact = '';
    let index = at;
    for (; compact.length < length && index < text.length; index += 1) {
      const unit = text.charAt(index);
      if (/[A-Z0-9]/.test(unit)) compact += unit;
      else if (!GAP.test(unit) || !/[A-Z0-9]/.test(text.charAt(index + 1))) break;
    }
    return compact.length === length && !/[A-Za-z0-9]/.test(text.charAt(index)) && passesMod97(compact)
      ? { start: at, end: index }
      : undefined;
  },
  open: (text, at) => /^[A-Z0-9 \u00a0\u202f-]*$/.test(text.slice(at)),
};

const phone: Pattern = {
  rule: 'phone-number',
  severity: 'low',
  anchors: ['+', '(', ...DIGITS.slice(2)],
  reach: 48,
  before: 0,
  match(text, at) {
    if (text[at] === '+') return internationalNumber(text, at);
    return followsWord(text, at) || /[+.-]/.test(text.charAt(at - 1)) ? undefined : northAmericanNumber(text, at);
  },
  open: (text, at) => /^[+\d \u00a0\u202f()./-]*$/.test(text.slice(at)),
};

/** E.164: at most 15 digits, behind +1 always 11; fewer than 8, or 9 in one piece, are an offset or a sum. */
function internationalNumber(text: string, at: number): Span | undefined {
  if (followsWord(text, at) || !/[1-9]/.test(text.charAt(at + 1))) return undefined;
  const most = text[at + 1] === '1' ? 11 : 16;
  let digits = 0;
  let end = at;
  for (let index = at + 1; index < at + 32 && index < text.length; index += 1) {
    if (isDigit(text, index)) {
      if (digits === most) break;
      digits += 1;
      end = index + 1;
    } else if (!/[ \u00a0\u202f().-]/.test(text.charAt(index)) || index > end + 2) break;
  }
  const least = most === 11 ? 11 : end === at + 1 + digits ? 9 : 8;
  return digits >= least && digits <= 15 && !isWord(text, end) ? { start: at, end } : undefined;
}

const NORTH_AMERICAN = /(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([ .-]))[2-9]\d{2}[ .-]\d{4}(?![\w-])/y;
function northAmericanNumber(text: string, at: number): Span | undefined {
  NORTH_AMERICAN.lastIndex = at;
  return NORTH_AMERICAN.test(text) ? { start: at, end: NORTH_AMERICAN.lastIndex } : undefined;
}

/** https://www.ssa.gov/employer/randomization.html: 000, 666, 900 to 999, group 00 and serial 0000 are never issued. */
const SSN = /(?!000|666|9)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])/y;
const socialSecurity: Pattern = {
  rule: 'us-ssn',
  severity: 'high',
  anchors: DIGITS,
  reach: 14,
  before: 0,
  match(text, at) {
    if (followsWord(text, at) || text[at - 1] === '-') return undefined;
    SSN.lastIndex = at;
    return SSN.test(text) ? { start: at, end: SSN.lastIndex } : undefined;
  },
  open: (text, at) => /^[\d -]*$/.test(text.slice(at)),
};

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`${OCTET}(?:\\.${OCTET}){3}(?!\\.\\d|\\w)`, 'y');
/** Addresses of no person: this host, private, shared, link-local, documentation, multicast (RFC 6890). */
const NOBODY =
  /^(?:0\.|10\.|127\.|169\.254\.|192\.168\.|192\.0\.[02]\.|198\.51\.100\.|203\.0\.113\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|198\.1[89]\.|2[2-5]\d\.)/;
const ipAddress: Pattern = {
  rule: 'ip-address',
  severity: 'low',
  anchors: DIGITS,
  reach: 20,
  before: 0,
  match(text, at) {
    if (followsWord(text, at) || /[.-]/.test(text.charAt(at - 1))) return undefined;
    IPV4.lastIndex = at;
    const address = IPV4.exec(text)?.[0];
    return address === undefined || NOBODY.test(address) ? undefined : { start: at, end: IPV4.lastIndex };
  },
  open: (text, at) => /^[\d.]*$/.test(text.slice(at)),
};

const personalDataPatterns: readonly Pattern[] = [email, card, iban, socialSecurity, phone, ipAddress];

/** Names of all rules. */
export const personalDataRules: readonly string[] = personalDataPatterns.map(({ rule }) => rule);
