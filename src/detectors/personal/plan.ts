import type { Severity } from '../finding.ts';
import type { CodeRule } from './national-codes.ts';
import type { NumberRule } from './national-numbers.ts';
import type { PhoneFormats } from './phone.ts';

/** What a detector of identifiers looks for. */
export interface Plan {
  /** Rules that are looked for, by name, with what a finding of each is worth. What is listed first wins where two overlap. */
  readonly rules: ReadonlyMap<string, Severity>;
  readonly numbers: readonly NumberRule[];
  readonly codes: readonly CodeRule[];
  readonly phones: PhoneFormats;
}
