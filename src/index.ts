// biome-ignore-all assist/source/organizeImports: the public surface is read by topic

// The contract
export type { Audit, AuditEvent, DecisionEvent, Observation, ObservationEvent, OutcomeEvent } from './audit/event.ts';
export type { Bounds } from './bounds.ts';
export { errorCodes, type GuardErrorCode, type GuardErrorKind } from './error-codes.ts';
export { deny, GuardError, type GuardErrorOptions, isGuardError, type PublicRefusal } from './errors.ts';
export {
  type Change,
  type DefineGuardOptions,
  defineGuard,
  type Guard,
  type Next,
  type Reads,
  type Result,
  WITHHELD,
} from './guard.ts';
export type { Invocation, Target } from './invocation.ts';
export { type InferIn, type InferOut, type Schema, unchecked } from './schema.ts';

// Pipelines
export { type Ambient, ambient } from './ambient.ts';
export { type Hardened, type HardenedLimits, type HardenedOptions, hardened } from './hardened.ts';
export { monitor } from './monitor.ts';
export {
  type CalleeInvocation,
  type CallOptions,
  type Pipeline,
  type PipelineOptions,
  pipeline,
  type WrapOptions,
  type Wrapped,
} from './pipeline.ts';

// Guards: who calls
export {
  type AuthenticateOptions,
  authenticate,
  type Credentials,
  type Verify,
} from './guards/identity/authenticate.ts';
export { authorize, type RolePatterns } from './guards/identity/authorize.ts';
export { type ApiKeyRecord, type CreateApiKeyOptions, createApiKey, type Pepper } from './identity/api-key.ts';
export type { Principal } from './identity/principal.ts';

// Guards: what it may reach
export { type ApprovalOptions, approval } from './guards/authority/approval.ts';
export { type CapabilityOptions, capability } from './guards/authority/capability.ts';
export { type Grant, type GrantOptions, grant } from './guards/authority/grant.ts';
export {
  type ProvenanceOptions,
  provenance,
  type RunProvenance,
  type TaintMark,
  taintOf,
} from './guards/authority/provenance.ts';
export { type TaintOptions, type TaintReason, taint } from './guards/authority/taint.ts';
export type { ResultTrust, TaintRule, ToolDeclaration, ToolDeclarations } from './provenance/declaration.ts';
export { type ProposeOptions, type ScopeQuestion, scopeFromModel } from './provenance/propose.ts';
export type { Origin, RunBounds } from './provenance/run.ts';
export { type GrantedTools, scopeOfGrant } from './provenance/grant-scope.ts';
export { narrowScope, type SinkSource, scopeFromTask, type TaskScope, type ToolScope } from './provenance/scope.ts';
export type { Approvals } from './approval/approvals.ts';
export type { Authority, Capability } from './tokens/capability/capability.ts';

// Guards: what comes in
export { type SizeLimitOptions, sizeLimit } from './guards/content/size-limit.ts';
export {
  type Allowance,
  type FindingOutcome,
  findingsOf,
  type MediaPart,
  type MediaPort,
  type MediaVerdict,
  type PromptFilterOptions,
  type PromptPreset,
  type PromptVerdict,
  promptFilter,
  REMOVED_INSTRUCTION,
  REMOVED_MEDIA,
  type RunFinding,
} from './guards/content/prompt-filter.ts';

// Guards: what goes out
export { type OutputOptions, output, type RepairRequest } from './guards/content/output.ts';
export { type TruncateOptions, truncate } from './guards/content/truncate.ts';
export {
  type LeakCheckOptions,
  leakCheck,
  type OnLeak,
  REMOVED_IMAGE,
  REMOVED_LINK,
} from './guards/content/leak-check.ts';
export { type Canary, createCanary } from './detectors/leaks/canary.ts';
export type { OutgoingLinksOptions } from './detectors/leaks/outgoing-links.ts';
export { type RedactOptions, redact } from './guards/content/redact.ts';
export type { RedactAction, RedactActions } from './detectors/redaction/redact-action.ts';
export { type RestoreTokensOptions, restoreTokens } from './guards/content/restore-tokens.ts';
export { createTokens, type Tokens, type TokensOptions } from './detectors/redaction/token-vault.ts';
export { aiSdkChunks, anthropicChunks, type ChunkShape, openAiChunks } from './detectors/redaction/chunk-shapes.ts';
export type {
  ChunkText,
  ChunkTexts,
  TextPiece,
  ToolCallPiece,
  ToolCallText,
} from './detectors/redaction/chunk-text.ts';

// Guards: how much it may use
export { type CircuitBreakerOptions, circuitBreaker } from './guards/resources/circuit-breaker.ts';
export { type ConcurrencyOptions, concurrency } from './guards/resources/concurrency.ts';
export { type PaceOptions, pace } from './guards/resources/pace.ts';
export { type RateLimitOptions, rateLimit } from './guards/resources/rate-limit.ts';
export { type TimeoutOptions, timeout } from './guards/resources/timeout.ts';

// On record
export { type AuditOptions, type AuditTrail, createAudit } from './audit/create-audit.ts';
export type { IncludeInput } from './audit/describe-call.ts';
export { jsonLinesSink } from './audit/json-lines-sink.ts';
export { type MemorySink, type MemorySinkOptions, memorySink } from './audit/memory-sink.ts';
export { type PinoSinkOptions, pinoSink } from './audit/pino-sink.ts';
export {
  type AuditActor,
  type AuditCapability,
  type AuditInput,
  type AuditRecord,
  MAX_RECORD_BYTES,
  type Severity,
} from './audit/record.ts';
export { recordLine } from './audit/record-line.ts';
export type { AuditSink, FileSink } from './audit/sink.ts';
