import { hash } from 'node:crypto';
import { fullTarget } from '../capability/target.ts';
import type { ToolConstraints } from '../capability/terms.ts';
import type { Constraint } from '../constraints/constraint.ts';
import { constraints } from '../constraints/constraints.ts';
import { canonical } from '../constraints/json-equality.ts';
import { subsumes } from './aat-subsumption.ts';
import { ChainError, type Refuse, refuseAt } from './chain-error.ts';
import {
  type Claims,
  capabilityEntries,
  checkMembers,
  countClaim,
  holderClaim,
  isObject,
  objectClaim,
  optionalText,
  textClaim,
} from './claims.ts';
import type { ChainCodec, ChainLimits, ExpectedProof, ReadChain, ReadLink, ReadProof, TrustedKeys } from './codec.ts';
import { isSigned, type OpenJws, objectIn, openJws } from './jws.ts';
import { ownCodec } from './own-codecs.ts';
import { type PublicKey, thumbprintUri } from './public-key.ts';
import { DRAFT_TYPES, fromWire } from './wire-constraints.ts';

export interface ExperimentalAatOptions {
  /** Refuses proofs that do not name this audience. Default true: the draft leaves it open. */
  readonly proofAudience?: boolean;
}

/** The limits of the draft, which are higher than ours. */
const LIMITS: ChainLimits = Object.freeze({
  tokenBytes: 65_536,
  chainBytes: 262_144,
  proofBytes: 65_536,
  links: 17,
  lifetime: 90 * 86_400,
  constraintDepth: 32,
});

const PAYLOAD_DEPTH = 2 * LIMITS.constraintDepth + 32;
const PROOF_DEPTH = 36;

/** Its tokens name no key, so that every anchor must be tried: with more, garbage would cost too much. */
const MOST_ANCHORS = 4;

/**
 * Reads tokens of draft-niyikiza-oauth-attenuating-agent-tokens-01, and writes none. Experimental: the draft is the work of one
 * author, and newer ones exist. Where it leaves a choice this one takes the stricter: header members besides `alg` are
 * refused, so are duplicate names and text that is not canonical base64url, and constraints deeper than ours. Use it with
 * `acceptCall()`: its proofs are made for one call.
 */
export const experimentalAat = ({ proofAudience = true }: ExperimentalAatOptions = {}): ChainCodec =>
  ownCodec({
    format: 'aat-01',
    limits: LIMITS,
    proves: 'call',
    read: readChain,
    readProof: (proof: string, expected: ExpectedProof) => readProof(proof, expected, proofAudience),
  });

type Tools = ReadonlyMap<string, ReadonlyMap<string, Constraint>>;

interface Read {
  readonly link: ReadLink;
  readonly tools: Tools;
  readonly jws: OpenJws;
}

function readChain(tokens: readonly string[], digest: string, keys: TrustedKeys): ReadChain {
  const opened = tokens.map((token, link) => {
    const refuse = refuseAt(link);
    const jws = openJws(token, refuse);
    checkHeader(jws, refuse);
    return jws;
  });
  const [first, ...others] = opened;
  if (first === undefined) throw new ChainError('CHAIN_EMPTY', 'it holds no link');
  const anchor = anchorOf(first, keys);
  let above = readRoot(first);
  const root = above.link;
  const below: ReadLink[] = [];
  for (const [index, jws] of others.entries()) {
    above = readChild(jws, above, root.principal, refuseAt(index + 1));
    below.push(above.link);
  }
  if (above.tools.size === 0) throw new ChainError('CAPABILITY_ENTRY_COUNT', 'its last link grants no tool');
  return { links: [root, ...below], anchor, holder: above.link.holder, digest };
}

function checkHeader({ header }: OpenJws, refuse: Refuse): void {
  const { alg, ...others } = header;
  if (alg !== 'EdDSA') refuse('ALG_NOT_ALLOWED', 'its algorithm must be EdDSA');
  if (Object.keys(others).length > 0) refuse('HEADER_NOT_ALLOWED', 'its header holds more than the algorithm');
}

function anchorOf(jws: OpenJws, keys: TrustedKeys): PublicKey {
  const anchors = keys.all();
  if (anchors.length > MOST_ANCHORS) {
    throw new ChainError('ROOT_UNTRUSTED', `this format tries every anchor: give at most ${MOST_ANCHORS}`, 0);
  }
  const anchor = anchors.find((key) => isSigned(jws, key));
  if (anchor === undefined) throw new ChainError('ROOT_UNTRUSTED', 'no trust anchor has signed it', 0);
  return anchor;
}

function readRoot(jws: OpenJws): Read {
  const refuse = refuseAt(0);
  const claims = objectIn(jws.payload, PAYLOAD_DEPTH, refuse);
  const { par_hash: parent } = claims;
  if (parent !== undefined) refuse('ROOT_HAS_PARENT', 'the first link cannot have a parent');
  const issuer = textClaim(claims, 'iss', refuse);
  if (!URL.canParse(issuer)) refuse('CLAIM_MISSING', '"iss" must be a URI');
  const tools = toolsOf(claims, refuse);
  if (tools === undefined) return refuse('CAPABILITY_ENTRY_COUNT', 'it must hold one entry with tools');
  return { link: linkOf(claims, tools, optionalText(claims, 'sub', refuse) ?? issuer, refuse), tools, jws };
}

function readChild(jws: OpenJws, above: Read, principal: string, refuse: Refuse): Read {
  if (!isSigned(jws, above.link.holder)) refuse('SIGNATURE_INVALID', 'its signature does not fit');
  const claims = objectIn(jws.payload, PAYLOAD_DEPTH, refuse);
  const tools = toolsOf(claims, refuse) ?? new Map();
  const link = linkOf(claims, tools, principal, refuse);
  const { par_hash: parent } = claims;
  if (textClaim(claims, 'iss', refuse) !== thumbprintUri(above.link.holder.kid))
    refuse('ISSUER_MISMATCH', '"iss" must name the key that signed it');
  if (parent !== hash('sha256', above.jws.signed, 'base64url')) {
    refuse('PARENT_HASH_MISMATCH', '"par_hash" must be the digest of the link above');
  }
  checkNarrower(tools, above.tools, refuse);
  return { link, tools, jws };
}

/** Members that are not known are left alone: the draft says so. */
const linkOf = (claims: Claims, tools: Tools, principal: string, refuse: Refuse): ReadLink => {
  const { nbf, aud } = claims;
  return {
    id: textClaim(claims, 'jti', refuse),
    holder: holderClaim(claims, refuse),
    principal,
    issuedAt: countClaim(claims, 'iat', refuse),
    expiresAt: countClaim(claims, 'exp', refuse),
    ...(nbf === undefined ? {} : { notBefore: countClaim(claims, 'nbf', refuse) }),
    depth: countClaim(claims, 'del_depth', refuse),
    maxDepth: countClaim(claims, 'del_max_depth', refuse),
    tools: ours(tools),
    ...(aud === undefined ? {} : { audience: audienceOf(aud, refuse) }),
  };
};

/** One name or several, https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3 */
function audienceOf(aud: unknown, refuse: Refuse): readonly string[] {
  const names: unknown = typeof aud === 'string' ? [aud] : aud;
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    return refuse('CLAIM_MALFORMED', '"aud" must be a name or a list of names');
  }
  return names;
}

/** The tools of the one entry there may be, or undefined where there is none. */
function toolsOf(claims: Claims, refuse: Refuse): Tools | undefined {
  const entries = capabilityEntries(claims, refuse);
  const [entry] = entries;
  if (entries.length > 1) return refuse('CAPABILITY_ENTRY_COUNT', 'it must hold one entry with tools');
  if (entry === undefined) return undefined;
  checkMembers(entry, ENTRY_MEMBERS, refuse);
  const scope = { types: DRAFT_TYPES, maxDepth: LIMITS.constraintDepth, refuse };
  const mapOf = ([tool, map]: readonly [string, unknown]): readonly [string, ReadonlyMap<string, Constraint>] => {
    if (!isObject(map)) return refuse('CLAIM_MALFORMED', 'a tool must have a map of arguments');
    return [tool, new Map(Object.entries(map).map(([name, wire]) => [name, fromWire(wire, scope)]))];
  };
  return new Map(Object.entries(objectClaim(entry, 'tools', refuse)).map(mapOf));
}

const ENTRY_MEMBERS: ReadonlySet<string> = new Set(['type', 'tools']);

/** Section 4.5: the same arguments, each with a constraint that the draft allows under that of the parent. */
function checkNarrower(tools: Tools, above: Tools, refuse: Refuse): void {
  for (const [tool, map] of tools) {
    const parent = above.get(tool);
    if (parent === undefined) refuse('TOOL_WIDENED', 'it has a tool that the link above has not');
    if (parent.size === 0) continue;
    if (map.size !== parent.size || ![...map.keys()].every((name) => parent.has(name))) {
      refuse('ARG_KEYS_CHANGED', 'it names other arguments than the link above');
    }
    for (const [name, constraint] of map) {
      const over = parent.get(name);
      if (over === undefined || !subsumes(constraint, over)) {
        refuse('CONSTRAINT_WIDENED', 'it has a constraint that the draft does not allow under that of the link above');
      }
    }
  }
}

/** In the draft an empty map means any arguments. */
const ours = (tools: Tools): ToolConstraints =>
  Object.fromEntries(
    [...tools].map(([tool, map]) => [
      tool,
      map.size === 0
        ? constraints.any()
        : Object.fromEntries([...map].map(([name, constraint]) => [name, flat(constraint)])),
    ]),
  );

/** The same constraint without levels that say nothing: a list of one clause, or the same kind of list in a list. */
function flat(constraint: Constraint): Constraint {
  if (constraint.type !== 'all' && constraint.type !== 'anyOf') return constraint;
  const { type } = constraint;
  const of = constraint.of.map(flat).flatMap((clause) => (clause.type === type ? clause.of : [clause]));
  const [only] = of;
  return only !== undefined && of.length === 1 ? only : { type, of };
}

function readProof(proof: string, { chain, audience, call }: ExpectedProof, proofAudience: boolean): ReadProof {
  const refuse = refuseAt(undefined);
  const jws = openJws(proof, refuse);
  checkHeader(jws, refuse);
  if (!isSigned(jws, chain.holder)) refuse('POP_INVALID', 'it is not signed by the holder of the last link');
  const claims = objectIn(jws.payload, PROOF_DEPTH, refuse);
  if (canonical(claims) !== jws.payload.toString('utf8')) {
    refuse('POP_NOT_CANONICAL', 'its claims are not written in canonical form');
  }
  checkMembers(claims, PROOF_CLAIMS, refuse);
  const { aat_id: leaf, aat_aud: place, hta } = claims;
  if (leaf !== chain.leafId) refuse('POP_TOKEN_MISMATCH', 'it is for another chain');
  if (place === undefined ? proofAudience : place !== audience) refuse('POP_AUDIENCE', 'it is for another place');
  if (call === undefined || fullTarget(textClaim(claims, 'aat_tool', refuse)) !== call.target) {
    refuse('POP_TOOL_MISMATCH', 'it is for another tool');
  }
  if (!isObject(hta) || canonical(hta) !== canonical(call?.args ?? {})) {
    refuse('POP_ARGS_MISMATCH', 'it is for other arguments');
  }
  return { id: textClaim(claims, 'jti', refuse), issuedAt: countClaim(claims, 'iat', refuse) };
}

const PROOF_CLAIMS: ReadonlySet<string> = new Set(['jti', 'iat', 'aat_id', 'aat_tool', 'aat_aud', 'hta']);
