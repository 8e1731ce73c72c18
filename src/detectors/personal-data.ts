import { checkOptions } from '../options.ts';
import type { Detector, Severity } from './finding.ts';
import { numberRules } from './personal/national-rules.ts';
import { createIdentifierDetector } from './personal/scan.ts';
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
  return createIdentifierDetector('personal-data', {
    rules: new Map([...severities].filter(([rule]) => !without.has(rule))),
    numbers: numberRules.filter(({ rule }) => !without.has(rule)),
    phones: { northAmerican: true, trunk: true },
  });
}

const severities: ReadonlyMap<string, Severity> = new Map<string, Severity>([
  ['email', 'medium'],
  ['iban', 'high'],
  ['card-number', 'high'],
  ...numberRules.map(({ rule }): [string, Severity] => [rule, 'high']),
  ['ip-address', 'low'],
  ['phone-number', 'low'],
]);

/** Names of all rules. */
export const personalDataRules: readonly string[] = [...severities.keys()];
