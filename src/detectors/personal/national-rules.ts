import type { NumberRule } from './national-numbers.ts';

/** https://www.ssa.gov/employer/randomization.html: 000, 666, 900 to 999, group 00 and serial 0000 are never issued. */
const isSsn = (digits: string): boolean => /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);

/** https://www.irs.gov/irm/part3/irm_03-021-263r: 9, and a group of 50 to 65, 70 to 88, 90 to 92 or 94 to 99. */
const isItin = (digits: string): boolean => /^9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}$/.test(digits);

export const numberRules: readonly NumberRule[] = [
  { rule: 'us-ssn', region: 'US', digits: [9], layouts: ['3-2-4', '3 2 4', '3.2.4'], passes: isSsn },
  { rule: 'us-itin', region: 'US', digits: [9], layouts: ['3-2-4', '3 2 4'], passes: isItin },
];
