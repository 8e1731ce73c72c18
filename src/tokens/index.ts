export { type AuthorityOptions, createAuthority } from './capability/authority.ts';
export type {
  AllowedCheck,
  Authority,
  CallCircumstances,
  Capability,
  CapabilityCheck,
  CapabilityDescription,
} from './capability/capability.ts';
export type { RefusalDetail, RefusedCheck } from './capability/refusal.ts';
export type { AttenuateOptions, CapabilityBounds, MintOptions, ToolConstraints } from './capability/terms.ts';
export type { ArgumentConstraints } from './capability/tool-grant.ts';
export type { Constraint, ConstraintType, CustomConstraint, Json, NoneConstraint } from './constraints/constraint.ts';
export { admits, constraints, type UrlOptions } from './constraints/constraints.ts';
export { isNarrower } from './constraints/narrower.ts';
export {
  type ConstraintRegistry,
  type CustomConstraintDefinition,
  createConstraintRegistry,
} from './constraints/registry.ts';
