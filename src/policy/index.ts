export { type LivePolicy, type LivePolicyOptions, loadPolicy, watchPolicy } from './live.ts';
export type { Policy, PolicyAnswer, PolicyCall, PolicyGrant, PolicyQuestion, RoleCeiling } from './policy.ts';
export { PolicyError, type PolicyProblem } from './policy-error.ts';
export { readPolicy } from './read.ts';
