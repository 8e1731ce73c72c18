import type { GuardErrorCode } from '../../error-codes.ts';
import { GuardError } from '../../errors.ts';
import type { ConstraintType } from '../constraints/constraint.ts';

/** Which check refused: finer than the code, and as stable. */
export type RefusalDetail =
  | 'HANDLE_FORGED'
  | 'TOKEN_REVOKED'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'AUDIENCE_MISMATCH'
  | 'TOOL_NOT_GRANTED'
  | 'SIDE_EFFECTS_NOT_GRANTED'
  | 'ARGS_UNREPRESENTABLE'
  | 'ARGS_TOO_LARGE'
  | 'ARG_NOT_GRANTED'
  | 'ARG_MISSING'
  | 'ARG_CONSTRAINT'
  | 'APPROVAL_REQUIRED'
  | 'COST_UNKNOWN'
  | 'USES_EXHAUSTED'
  | 'BUDGET_EXHAUSTED'
  | 'OP_DUPLICATE'
  | 'STORE_UNAVAILABLE'
  | 'STORE_STALE'
  | 'INTERNAL_DENY';

/** Why a call is refused. */
export interface RefusedCheck {
  readonly ok: false;
  readonly code: GuardErrorCode;
  /** Which check refused. */
  readonly detail: RefusalDetail;
  /** For the operator. Names the argument and the type of its constraint, never values. */
  readonly reason: string;
  /** The full target. */
  readonly tool: string;
  readonly argument?: string;
  /** Type of the constraint that refused. */
  readonly constraint?: ConstraintType;
}

const CODES: Readonly<Record<RefusalDetail, GuardErrorCode>> = {
  HANDLE_FORGED: 'ERR_CAPABILITY',
  TOKEN_REVOKED: 'ERR_CAPABILITY_EXPIRED',
  TOKEN_EXPIRED: 'ERR_CAPABILITY_EXPIRED',
  TOKEN_NOT_YET_VALID: 'ERR_CAPABILITY',
  AUDIENCE_MISMATCH: 'ERR_CAPABILITY',
  TOOL_NOT_GRANTED: 'ERR_CAPABILITY',
  SIDE_EFFECTS_NOT_GRANTED: 'ERR_CAPABILITY',
  ARGS_UNREPRESENTABLE: 'ERR_INPUT_INVALID',
  ARGS_TOO_LARGE: 'ERR_INPUT_TOO_LARGE',
  ARG_NOT_GRANTED: 'ERR_CAPABILITY',
  ARG_MISSING: 'ERR_CAPABILITY',
  ARG_CONSTRAINT: 'ERR_CAPABILITY',
  APPROVAL_REQUIRED: 'ERR_APPROVAL_REQUIRED',
  COST_UNKNOWN: 'ERR_CAPABILITY',
  USES_EXHAUSTED: 'ERR_CAPABILITY_EXHAUSTED',
  BUDGET_EXHAUSTED: 'ERR_CAPABILITY_EXHAUSTED',
  OP_DUPLICATE: 'ERR_CAPABILITY_EXHAUSTED',
  STORE_UNAVAILABLE: 'ERR_STORE_UNAVAILABLE',
  STORE_STALE: 'ERR_STORE_UNAVAILABLE',
  INTERNAL_DENY: 'ERR_GUARD_FAULT',
};

/** Where in the arguments it went wrong. */
interface Fault {
  readonly argument: string;
  readonly constraint?: ConstraintType;
}

export const refused = (tool: string, detail: RefusalDetail, reason: string, fault?: Fault): RefusedCheck => ({
  ok: false,
  code: CODES[detail],
  detail,
  reason,
  tool,
  ...fault,
});

/** The same as an error: the operator reads the reason, the model the sentence of the code. */
export function refusalError({ code, reason, tool, argument, constraint }: RefusedCheck): GuardError {
  const where = argument === undefined ? '' : ` (argument ${JSON.stringify(argument.slice(0, 64))})`;
  const kind = constraint === undefined ? '' : ` [${constraint}]`;
  return new GuardError(code, `capability: ${tool}${where}${kind}: ${reason}.`);
}

export const NOT_GENUINE =
  'the handle is not a capability of this authority: pass on the object that mint() or attenuate() returned, and no copy of it';

/** Which part of a link holds more than the link above it. */
export type WideningDetail =
  | 'TOOL_WIDENED'
  | 'CONSTRAINT_WIDENED'
  | 'EXPIRY_WIDENED'
  | 'NOT_BEFORE_WIDENED'
  | 'DEPTH_EXCEEDED'
  | 'DEPTH_WIDENED'
  | 'LIMIT_WIDENED'
  | 'AUDIENCE_WIDENED'
  | 'GATE_REMOVED'
  | 'SIDE_EFFECTS_WIDENED'
  | 'PRINCIPAL_CHANGED';

export interface Widening {
  readonly detail: WideningDetail;
  /** Names what was widened, as the second half of a sentence. */
  readonly problem: string;
}

export const widened = ({ problem }: Pick<Widening, 'problem'>): GuardError =>
  new GuardError('ERR_CAPABILITY_WIDENED', `authority.attenuate: ${problem}.`);
