export { type AuthorityOptions, createAuthority } from './capability/authority.ts';
export type {
  AllowedCheck,
  Authority,
  AuthorizeOptions,
  CallCircumstances,
  Capability,
  CapabilityCheck,
  CapabilityDescription,
  RevokedName,
} from './capability/capability.ts';
export type { Remaining } from './capability/counters.ts';
export type { RefusalDetail, RefusedCheck } from './capability/refusal.ts';
export type { Reservation } from './capability/reservation.ts';
export type { AttenuateOptions, CapabilityBounds, MintOptions, ToolConstraints } from './capability/terms.ts';
export type { ArgumentConstraints } from './capability/tool-grant.ts';
export { type ExperimentalAatOptions, experimentalAat } from './chain/aat.ts';
export type { AnchorOptions } from './chain/anchors.ts';
export { type ChainDetail, ChainError } from './chain/chain-error.ts';
export type {
  ChainCodec,
  ChainLimits,
  ExpectedProof,
  ProvenCall,
  ReadChain,
  ReadLink,
  ReadProof,
  TrustedKeys,
} from './chain/codec.ts';
export { type ExportOptions, exportChain } from './chain/export-chain.ts';
export { type CallProofOptions, proveCall, proveSession, type SessionProofOptions } from './chain/prove.ts';
export type { PublicJwk, PublicKey } from './chain/public-key.ts';
export { createSigner, type Signer } from './chain/signer.ts';
export { toolcap } from './chain/toolcap.ts';
export {
  type AcceptedCall,
  type ChainVerifier,
  type ChainVerifierOptions,
  createChainVerifier,
  type ProofStore,
} from './chain/verifier.ts';
export type { Constraint, ConstraintType, CustomConstraint, Json, NoneConstraint } from './constraints/constraint.ts';
export { admits, constraints, type UrlOptions } from './constraints/constraints.ts';
export { isNarrower } from './constraints/narrower.ts';
export {
  type ConstraintRegistry,
  type CustomConstraintDefinition,
  createConstraintRegistry,
} from './constraints/registry.ts';
export { type MemoryTokenStoreOptions, memoryTokenStore } from './store/memory-store.ts';
export type {
  CounterEntry,
  MaybePromise,
  ReserveAnswer,
  ReserveRequest,
  RevocationEntry,
  TokenStore,
} from './store/token-store.ts';
