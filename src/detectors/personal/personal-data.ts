import { checkOptions, optionError } from '../../options.ts';
import type { Detector, Severity } from '../finding.ts';
import { chosenRules } from '../secrets/secrets.ts';
import { codeRules } from './national-codes.ts';
import { numberRules } from './national-rules.ts';
import { createIdentifierDetector } from './scan.ts';

/** What kind of thing an identifier is. */
export type PersonalDataKind =
  | 'email'
  | 'phone'
  | 'card'
  | 'iban'
  | 'national-id'
  | 'document'
  | 'network'
  | 'crypto'
  | 'birth-date'
  | 'address';

export interface PersonalDataOptions {
  /** Kinds to look for. Default: all. */
  readonly kinds?: readonly PersonalDataKind[];
  /**
   * ISO 3166 codes of the countries whose national identifiers, and whose telephone numbers without `+`, are looked for, for
   * example `['DE', 'FR']`. E-mail, cards, IBANs and telephone numbers with `+` belong to no country. Default: all that are known.
   */
  readonly regions?: readonly string[];
  /** Rules to leave out, by name, for example `['ip-address']`. Default: none. */
  readonly without?: readonly string[];
}

/**
 * Finds e-mail addresses, card numbers, IBANs, telephone numbers of all countries, national identifiers of 25 countries, numbers
 * of passports and driving licences, IP and hardware addresses, addresses of cryptocurrencies, dates of birth, and street
 * addresses with a postcode. Whatever has a check digit, a published range or length is held against it; what has none needs
 * words in front of it that say what it is. Also read: full-width digits, invisible characters inside, `%40`, HTML and JSON
 * escapes, `name at example dot com`. Addresses of this host and masks are left out. Names of persons need a model: bring one as
 * a `Detector` of your own. Time is linear in the text.
 *
 * @throws `ERR_OPTION_INVALID` for an unknown option, kind or rule, or a region that is no code of two capital letters
 */
export function personalData(options: PersonalDataOptions = {}): Detector {
  checkOptions('personalData', options, ['kinds', 'regions', 'without']);
  const without = chosenRules('personalData', 'without', options.without ?? [], personalDataRules);
  const kinds = chosenKinds(options.kinds);
  const regions = chosenRegions(options.regions);
  const isHere = ({ region }: { readonly region: string }): boolean => regions?.has(region) !== false;
  const elsewhere = new Set([...numberRules, ...codeRules].filter((rule) => !isHere(rule)).map(({ rule }) => rule));
  const rules = [...known].filter(([rule, { kind }]) => !without.has(rule) && kinds.has(kind) && !elsewhere.has(rule));
  const names = new Set(rules.map(([rule]) => rule));
  return createIdentifierDetector('personal-data', {
    rules: new Map(rules.map(([rule, { severity }]) => [rule, severity])),
    numbers: numberRules.filter(({ rule }) => names.has(rule)),
    codes: codeRules.filter(({ rule }) => names.has(rule)),
    phones: {
      northAmerican: regions === undefined || [...regions].some((region) => NORTH_AMERICA.has(region)),
      trunk: regions === undefined || [...regions].some((region) => !NORTH_AMERICA.has(region)),
    },
  });
}

interface Known {
  readonly kind: PersonalDataKind;
  readonly severity: Severity;
}

const national = ({ rule }: { readonly rule: string }): [string, Known] => [
  rule,
  { kind: 'national-id', severity: 'high' },
];

/** All rules. Where two find something at the same place, the one that is listed first names it. */
const known: ReadonlyMap<string, Known> = new Map<string, Known>([
  ['email', { kind: 'email', severity: 'medium' }],
  ['iban', { kind: 'iban', severity: 'high' }],
  ['card-number', { kind: 'card', severity: 'high' }],
  ['crypto-address', { kind: 'crypto', severity: 'medium' }],
  ...codeRules.map(national),
  ...numberRules.map(national),
  ['passport', { kind: 'document', severity: 'high' }],
  ['driver-licence', { kind: 'document', severity: 'high' }],
  ['mac-address', { kind: 'network', severity: 'low' }],
  ['ip-address', { kind: 'network', severity: 'low' }],
  ['birth-date', { kind: 'birth-date', severity: 'medium' }],
  ['phone-number', { kind: 'phone', severity: 'low' }],
  ['postal-address', { kind: 'address', severity: 'medium' }],
]);

/** Names of all rules. */
export const personalDataRules: readonly string[] = [...known.keys()];

const allKinds: ReadonlySet<string> = new Set([...known.values()].map(({ kind }) => kind));

function chosenKinds(kinds: unknown): ReadonlySet<string> {
  if (kinds === undefined) return allKinds;
  if (!Array.isArray(kinds)) throw optionError('personalData', '"kinds" must be an array of kinds.');
  for (const kind of kinds) {
    if (!allKinds.has(kind)) {
      throw optionError(
        'personalData',
        `unknown kind ${JSON.stringify(kind)} in "kinds". Kinds: ${[...allKinds].join(', ')}.`,
      );
    }
  }
  return new Set(kinds);
}

function chosenRegions(regions: unknown): ReadonlySet<string> | undefined {
  if (regions === undefined) return undefined;
  if (!Array.isArray(regions)) throw optionError('personalData', '"regions" must be an array of country codes.');
  for (const region of regions) {
    if (typeof region !== 'string' || !/^[A-Z]{2}$/.test(region)) {
      throw optionError(
        'personalData',
        `"regions" must hold ISO 3166 codes such as 'DE', got ${JSON.stringify(region)}.`,
      );
    }
  }
  return new Set(regions);
}

/** Countries and territories of the North American Numbering Plan. */
const NORTH_AMERICA: ReadonlySet<string> = new Set(
  'US CA PR DO JM BS BB TT AG AI BM DM GD GU KN KY LC MP MS SX TC VC VG VI AS'.split(' '),
);
