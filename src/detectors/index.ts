export type { SecretRule } from './custom-rule.ts';
export { type EscalateOptions, type EscalatingDetector, escalate } from './escalate.ts';
export type { Detection, Detector, Finding, Severity, Streaming } from './finding.ts';
export { type InjectionOptions, injection } from './injection.ts';
export { type JudgeOptions, type JudgePrompt, judge } from './judge.ts';
export { knownSecrets } from './known-secrets.ts';
export { type EnvironmentSecretsOptions, knownSecretsFromEnvironment } from './known-secrets-environment.ts';
export { type OnnxOptions, type OnnxRuntime, type OnnxSession, onnx } from './onnx.ts';
export { type PersonalDataKind, type PersonalDataOptions, personalData } from './personal-data.ts';
export {
  createRedactor,
  type Redacted,
  type RedactionStream,
  type Redactor,
  type RedactorOptions,
} from './redact-text.ts';
export { type RemoteFetch, type RemoteOptions, type RemoteResponse, remote } from './remote.ts';
export { type SecretsOptions, secrets } from './secrets.ts';
export type { Classification, ClassifyOptions, SlowDetector } from './slow-detector.ts';
export {
  type Spotlight,
  type SpotlightMethod,
  type SpotlightOptions,
  type SpotlightStream,
  spotlight,
} from './spotlight.ts';
