import { hash } from 'node:crypto';
import { canonical } from '../constraints/json-equality.ts';
import { refuseAt } from './chain-error.ts';
import { checkMembers, countClaim, optionalText, textClaim } from './claims.ts';
import type { ExpectedProof, ReadProof } from './codec.ts';
import { isSigned, objectIn, openJws, signJws } from './jws.ts';
import type { Signer } from './signer.ts';
import { PROOF_HEADER, PROOF_TYPE, readHeader } from './toolcap-header.ts';

/** What a proof of possession says, in the names of the format. */
export interface ProofClaims {
  readonly jti: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly aud: string;
  /** The digest of the chain: a proof fits one chain, and no other of the same holder. */
  readonly chain_hash: string;
  /** Of a session proof: what the verifier asked it to sign. */
  readonly nonce?: string;
  /** Of a call proof: the full target, and the digest of the arguments. */
  readonly tool?: string;
  readonly ath?: string;
}

/** How arguments are named in a proof: by digest, so that it shows nothing of them. Undefined counts as no arguments. */
export const argumentsDigest = (args: unknown): string => hash('sha256', canonical(args ?? {}), 'base64url');

/** A proof by the holder of a chain. */
export const signToolcapProof = (claims: ProofClaims, signer: Signer): Promise<string> =>
  signJws({ alg: 'EdDSA', kid: signer.kid, typ: PROOF_TYPE }, claims, signer);

/** Reads a proof and holds it against what it must say. A proof of a session does for no call, and the other way round. */
export function readToolcapProof(proof: string, { chain, audience, call }: ExpectedProof): ReadProof {
  const refuse = refuseAt(undefined);
  const jws = openJws(proof, refuse);
  const { kid } = readHeader(jws.header, PROOF_TYPE, PROOF_HEADER, refuse);
  if (kid !== chain.holder.kid || !isSigned(jws, chain.holder)) {
    refuse('POP_INVALID', 'it is not signed by the holder of the last link');
  }
  const claims = objectIn(jws.payload, PROOF_DEPTH, refuse);
  if (canonical(claims) !== jws.payload.toString('utf8')) {
    refuse('POP_NOT_CANONICAL', 'its claims are not written in canonical form');
  }
  checkMembers(claims, call === undefined ? SESSION_CLAIMS : CALL_CLAIMS, refuse);
  const { chain_hash: digest, aud, tool, ath } = claims;
  if (digest !== chain.digest) refuse('POP_TOKEN_MISMATCH', 'it is for another chain');
  if (aud !== audience) refuse('POP_AUDIENCE', 'it is for another place');
  if (call !== undefined) {
    if (tool !== call.target) refuse('POP_TOOL_MISMATCH', 'it is for another tool');
    if (ath !== argumentsDigest(call.args)) refuse('POP_ARGS_MISMATCH', 'it is for other arguments');
  }
  return {
    id: textClaim(claims, 'jti', refuse),
    issuedAt: countClaim(claims, 'iat', refuse),
    nonce: optionalText(claims, 'nonce', refuse),
  };
}

const PROOF_DEPTH = 1;
const SESSION_CLAIMS: ReadonlySet<string> = new Set(['jti', 'iat', 'aud', 'chain_hash', 'nonce']);
const CALL_CLAIMS: ReadonlySet<string> = new Set(['jti', 'iat', 'aud', 'chain_hash', 'tool', 'ath']);
