export type { Detection, Detector, Finding, Severity, Streaming } from './finding.ts';
export { type InjectionOptions, injection } from './injection.ts';
export { knownSecrets } from './known-secrets.ts';
export { type PersonalDataOptions, personalData } from './personal-data.ts';
export {
  createRedactor,
  type Redacted,
  type RedactionStream,
  type Redactor,
  type RedactorOptions,
} from './redact-text.ts';
export { type SecretsOptions, secrets } from './secrets.ts';
