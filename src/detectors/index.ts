// biome-ignore-all assist/source/organizeImports: the public surface is read by topic

// The contract
export type { Detection, Detector, Finding, Severity, Streaming } from './finding.ts';

// Attempts to take over a model
export { type InjectionOptions, injection } from './injection/injection.ts';
export {
  type Spotlight,
  type SpotlightMethod,
  type SpotlightOptions,
  type SpotlightStream,
  spotlight,
} from './spotlight.ts';

// Slower detectors, asked where the fast one is in doubt
export {
  type EscalateOptions,
  type EscalatingDetector,
  escalate,
  type SettleOptions,
  type Unsettled,
} from './slow/escalate.ts';
export type { Classification, ClassifyOptions, SlowDetector } from './slow/slow-detector.ts';
export { type JudgeOptions, type JudgePrompt, judge } from './slow/judge.ts';
export { type OnnxOptions, type OnnxRuntime, type OnnxSession, onnx } from './slow/onnx.ts';
export { type RemoteFetch, type RemoteOptions, type RemoteResponse, remote } from './slow/remote.ts';

// Secrets and personal data
export { type SecretsOptions, secrets } from './secrets/secrets.ts';
export type { SecretRule } from './secrets/custom-rule.ts';
export { knownSecrets } from './secrets/known-secrets.ts';
export { type EnvironmentSecretsOptions, knownSecretsFromEnvironment } from './secrets/known-secrets-environment.ts';
export { type PersonalDataKind, type PersonalDataOptions, personalData } from './personal/personal-data.ts';
export {
  createRedactor,
  type Redacted,
  type RedactionStream,
  type Redactor,
  type RedactorOptions,
  type Treatment,
} from './redaction/redact-text.ts';
