export { type AuthorityOptions, createAuthority } from './authority.ts';
export type {
  AllowedCheck,
  Authority,
  Capability,
  CapabilityCheck,
  CapabilityDescription,
  RefusedCheck,
} from './capability.ts';
export type { Constraint, ConstraintType, Json } from './constraint.ts';
export { admits, constraints, type UrlOptions } from './constraints.ts';
export { isNarrower } from './narrower.ts';
export type { AttenuateOptions, MintOptions, ToolConstraints } from './terms.ts';
export type { ArgumentConstraints } from './tool-grant.ts';
