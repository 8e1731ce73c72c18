import { personalData } from '../detectors/personal/personal-data.ts';
import { createRedactor, type Redactor } from '../detectors/redaction/redact-text.ts';
import { secrets } from '../detectors/secrets/secrets.ts';

let redactor: Redactor | undefined;

/** Masks the secrets and personal data that the detectors of this package know. The detectors are made when the first text comes. */
export function redactDefault(text: string): string {
  redactor ??= createRedactor({ detectors: [secrets(), personalData()] });
  return redactor.redact(text);
}
