import { GuardError } from '../../errors.ts';

/** Why a chain or a proof is refused: finer than the code, and as stable. */
export type ChainDetail = TokenDetail | LinkDetail | TimeDetail | ProofDetail;

type TokenDetail =
  | 'TOKEN_MALFORMED'
  | 'TOKEN_TOO_LARGE'
  | 'CHAIN_EMPTY'
  | 'CHAIN_TOO_LONG'
  | 'CHAIN_TOO_LARGE'
  | 'CHAIN_CYCLE'
  | 'HEADER_NOT_ALLOWED'
  | 'TYP_MISMATCH'
  | 'ALG_NOT_ALLOWED'
  | 'CRIT_UNKNOWN'
  | 'KEY_INVALID'
  | 'ROOT_UNTRUSTED'
  | 'SIGNATURE_INVALID'
  | 'CLAIM_MISSING'
  | 'CLAIM_MALFORMED'
  | 'CLAIM_NOT_ALLOWED';

type LinkDetail =
  | 'ISSUER_MISMATCH'
  | 'PARENT_HASH_MISMATCH'
  | 'ROOT_HAS_PARENT'
  | 'DEPTH_INVALID'
  | 'DEPTH_EXCEEDED'
  | 'DEPTH_WIDENED'
  | 'EXPIRY_WIDENED'
  | 'NOT_BEFORE_WIDENED'
  | 'IAT_BEFORE_PARENT'
  | 'LIFETIME_INVALID'
  | 'TOOL_WIDENED'
  | 'ARG_KEYS_CHANGED'
  | 'CONSTRAINT_WIDENED'
  | 'LIMIT_WIDENED'
  | 'AUDIENCE_WIDENED'
  | 'GATE_REMOVED'
  | 'SIDE_EFFECTS_WIDENED'
  | 'PRINCIPAL_CHANGED'
  | 'CAPABILITY_ENTRY_COUNT'
  | 'CONSTRAINT_UNKNOWN'
  | 'CONSTRAINT_MALFORMED'
  | 'CONSTRAINT_TOO_DEEP';

type TimeDetail = 'TOKEN_EXPIRED' | 'TOKEN_NOT_YET_VALID' | 'TOKEN_REVOKED' | 'ANCHOR_EXPIRED' | 'AUDIENCE_MISMATCH';

type ProofDetail =
  | 'POP_MISSING'
  | 'POP_INVALID'
  | 'POP_EXPIRED'
  | 'POP_REPLAYED'
  | 'POP_TOKEN_MISMATCH'
  | 'POP_TOOL_MISMATCH'
  | 'POP_ARGS_MISMATCH'
  | 'POP_AUDIENCE'
  | 'POP_NOT_CANONICAL'
  | 'ARGS_UNREPRESENTABLE';

/** A chain or a proof that was refused. `message` names the link, and never a claim's value. */
export class ChainError extends GuardError {
  /** Which check refused. */
  readonly detail: ChainDetail;
  /** The link that was refused, 0 for the first; undefined where the whole chain or its proof was. */
  readonly link: number | undefined;

  constructor(detail: ChainDetail, problem: string, link?: number) {
    super(codeOf(detail), `${detail}${link === undefined ? '' : ` (link ${link})`}: ${problem}.`);
    this.detail = detail;
    this.link = link;
  }
}

const codeOf = (detail: ChainDetail) => {
  if (detail.startsWith('POP_') || detail === 'ARGS_UNREPRESENTABLE') return 'ERR_CHAIN_PROOF';
  if (detail === 'TOKEN_EXPIRED' || detail === 'TOKEN_REVOKED') return 'ERR_CAPABILITY_EXPIRED';
  return 'ERR_CHAIN_REFUSED';
};

/** Refuses with the link that is being read. */
export type Refuse = (detail: ChainDetail, problem: string) => never;

export const refuseAt =
  (link: number | undefined): Refuse =>
  (detail, problem) => {
    throw new ChainError(detail, problem, link);
  };
