import { hash } from 'node:crypto';
import type { ToolConstraints } from '../capability/terms.ts';
import type { ArgumentConstraints } from '../capability/tool-grant.ts';
import { type Constraint, MAX_CONSTRAINT_DEPTH } from '../constraints/constraint.ts';
import { constraints } from '../constraints/constraints.ts';
import { ChainError, type Refuse, refuseAt } from './chain-error.ts';
import {
  type Claims,
  capabilityEntries,
  checkMembers,
  countClaim,
  holderClaim,
  isObject,
  namesClaim,
  objectClaim,
  optionalText,
  textClaim,
} from './claims.ts';
import type { ChainCodec, ChainLimits, ReadChain, ReadLink, TrustedKeys } from './codec.ts';
import { isSigned, type OpenJws, objectIn, openJws } from './jws.ts';
import { ownCodec } from './own-codecs.ts';
import { type PublicKey, thumbprintUri } from './public-key.ts';
import { LINK_HEADER, readHeader, TOKEN_TYPE } from './toolcap-header.ts';
import { readToolcapProof } from './toolcap-proof.ts';
import { ALL_TYPES, fromWire } from './wire-constraints.ts';

const LIMITS: ChainLimits = Object.freeze({
  tokenBytes: 16_384,
  chainBytes: 65_536,
  proofBytes: 4_096,
  links: 17,
  lifetime: 86_400,
  constraintDepth: MAX_CONSTRAINT_DEPTH,
});

/** A constraint is an object in a list in an object, and may hold a value that is nested on its own. */
const PAYLOAD_DEPTH = 2 * MAX_CONSTRAINT_DEPTH + 32;

/**
 * The format `toolcap/1`: a chain of Ed25519 JWS, each of which is signed by the holder of the one before it and holds its
 * digest. The first is signed by a trust anchor, which its header names by thumbprint: for an unknown key no signature is
 * checked. Its claims are those of draft-niyikiza-oauth-attenuating-agent-tokens-01; what a reader of that draft would not
 * know, and must not skip, is in a critical header. Claims that are not known are refused.
 */
export const toolcap: ChainCodec = ownCodec({
  format: 'toolcap/1',
  limits: LIMITS,
  proves: 'session or call',
  read: readChain,
  readProof: readToolcapProof,
});

function readChain(tokens: readonly string[], digest: string, keys: TrustedKeys): ReadChain {
  // All headers before any signature: what cannot be right costs no signature.
  const opened = tokens.map((token, link) => {
    const refuse = refuseAt(link);
    const jws = openJws(token, refuse);
    return { jws, refuse, ...readHeader(jws.header, TOKEN_TYPE, LINK_HEADER, refuse) };
  });
  const anchor = keys.find(opened[0]?.kid ?? '');
  if (anchor === undefined) throw new ChainError('ROOT_UNTRUSTED', 'its key is not a trust anchor', 0);
  const links: ReadLink[] = [];
  let signer = anchor;
  let above: OpenJws | undefined;
  for (const { jws, refuse, kid, limits } of opened) {
    if (kid !== signer.kid) refuse('ISSUER_MISMATCH', 'it is not signed by the holder of the link above');
    if (!isSigned(jws, signer)) refuse('SIGNATURE_INVALID', 'its signature does not fit');
    const claims = objectIn(jws.payload, PAYLOAD_DEPTH, refuse);
    checkMembers(claims, above === undefined ? ROOT_CLAIMS : CHILD_CLAIMS, refuse);
    if (above !== undefined) checkParent(claims, signer, above, refuse);
    const link = readLink(claims, limits, refuse);
    if (above === undefined && link.audience === undefined) refuse('CLAIM_MISSING', '"aud" must say where it is for');
    links.push(link);
    signer = link.holder;
    above = jws;
  }
  const [root, ...below] = links;
  if (root === undefined) throw new ChainError('CHAIN_EMPTY', 'it holds no link');
  return { links: [root, ...below], anchor, holder: signer, digest };
}

const COMMON = ['jti', 'iss', 'iat', 'nbf', 'exp', 'aud', 'sub', 'agent', 'cnf', 'del_depth', 'del_max_depth'];
const ROOT_CLAIMS: ReadonlySet<string> = new Set([...COMMON, 'authorization_details']);
const CHILD_CLAIMS: ReadonlySet<string> = new Set([...ROOT_CLAIMS, 'par_hash']);

/** A link says which key signed it and which token it was made from: another parent of the same holder does not fit. */
function checkParent(claims: Claims, signer: PublicKey, above: OpenJws, refuse: Refuse): void {
  const { iss, par_hash: parent } = claims;
  if (iss !== thumbprintUri(signer.kid)) refuse('ISSUER_MISMATCH', '"iss" must name the key that signed it');
  if (parent !== hash('sha256', above.signed, 'base64url')) {
    refuse('PARENT_HASH_MISMATCH', '"par_hash" must be the digest of the link above');
  }
}

function readLink(claims: Claims, limits: Claims, refuse: Refuse): ReadLink {
  const { nbf, authorization_details: details } = claims;
  textClaim(claims, 'iss', refuse);
  const entries = capabilityEntries(claims, refuse);
  const [entry] = entries;
  if (entry === undefined || entries.length > 1 || !(Array.isArray(details) && details.length === 1)) {
    return refuse('CAPABILITY_ENTRY_COUNT', 'it must hold one entry with tools');
  }
  checkMembers(entry, ENTRY_MEMBERS, refuse);
  return {
    id: textClaim(claims, 'jti', refuse),
    holder: holderClaim(claims, refuse),
    principal: textClaim(claims, 'sub', refuse),
    agent: optionalText(claims, 'agent', refuse),
    issuedAt: countClaim(claims, 'iat', refuse),
    notBefore: nbf === undefined ? undefined : countClaim(claims, 'nbf', refuse),
    expiresAt: countClaim(claims, 'exp', refuse),
    depth: countClaim(claims, 'del_depth', refuse),
    maxDepth: countClaim(claims, 'del_max_depth', refuse),
    tools: readTools(objectClaim(entry, 'tools', refuse), refuse),
    audience: namesClaim(claims, 'aud', refuse),
    ...readLimits(limits, refuse),
  };
}

const ENTRY_MEMBERS: ReadonlySet<string> = new Set(['type', 'tools']);

function readLimits(limits: Claims, refuse: Refuse): Partial<ReadLink> {
  const { uses, tools, budget, gates, effects, delegates } = limits;
  if (effects !== undefined && effects !== false) refuse('CLAIM_MALFORMED', '"effects" can only be false');
  return {
    ...(uses === undefined ? {} : { uses: countClaim(limits, 'uses', refuse) }),
    ...(budget === undefined ? {} : { budget: countClaim(limits, 'budget', refuse) }),
    ...(tools === undefined ? {} : { toolUses: readCounts(objectClaim(limits, 'tools', refuse), refuse) }),
    ...(gates === undefined ? {} : { approvals: namesClaim(limits, 'gates', refuse) }),
    ...(effects === undefined ? {} : { sideEffects: false }),
    ...(delegates === undefined ? {} : { delegates: readTools(objectClaim(limits, 'delegates', refuse), refuse) }),
  };
}

const readCounts = (counts: Claims, refuse: Refuse): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.keys(counts).map((target) => [target, countClaim(counts, target, refuse)]));

/** Tools by full target. A whole map is `wildcard` or `none`, written as a constraint; an empty map is refused. */
function readTools(tools: Claims, refuse: Refuse): ToolConstraints {
  const scope = { types: ALL_TYPES, maxDepth: MAX_CONSTRAINT_DEPTH, refuse };
  const terms = ([target, map]: readonly [string, unknown]): readonly [string, ArgumentConstraints] => {
    if (!isObject(map)) return refuse('CLAIM_MALFORMED', 'a tool must have a map of arguments');
    const { constraint_type: whole } = map;
    if (typeof whole === 'string' && Object.keys(map).length === 1) {
      if (whole === 'none') return [target, constraints.none()];
      if (whole === 'wildcard') return [target, constraints.any()];
    }
    const read: Record<string, Constraint> = {};
    for (const name of Object.keys(map)) read[name] = fromWire(map[name], scope);
    return [target, read];
  };
  return Object.fromEntries(Object.entries(tools).map(terms));
}
