import { hash } from 'node:crypto';
import { GuardError } from '../../errors.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { termsOf } from '../capability/authority.ts';
import { type Capability, type CapabilityState, stateOf } from '../capability/capability.ts';
import type { LinkTerms } from '../capability/link.ts';
import type { ToolTerms } from '../capability/tool-grant.ts';
import { CAPABILITY_ENTRY } from './claims.ts';
import { signJws } from './jws.ts';
import { type Origin, originOf } from './origin.ts';
import { type PublicJwk, type PublicKey, publicKeyOf, thumbprintUri } from './public-key.ts';
import { createSigner, type Signer } from './signer.ts';
import { TOKEN_TYPE } from './toolcap-header.ts';
import { toWire } from './wire-constraints.ts';

export interface ExportOptions {
  /**
   * Who signs the next link: the issuer's key for a capability that was minted here; for one that was accepted from a chain and
   * narrowed, the key that chain was given to.
   */
  readonly signer: Signer;
  /** The public key of who gets the chain: nobody else can use it. */
  readonly holder: PublicJwk;
  /** Names the issuer in the first link: a URI such as `https://agents.example.com`. Needed where the first link is signed. */
  readonly issuer?: string;
  /** Where it may be used, for a capability that was minted without an audience: the names of its verifiers. */
  readonly audience?: readonly string[];
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Writes a capability as a chain of tokens in the format `toolcap/1`, a token for each link. Links in between get keys that are
 * made for them and forgotten. Links that came from a chain stay as they were signed.
 *
 * The chain is no secret, but it shows what it grants: who reads it cannot use it without the key of its holder.
 *
 * @throws `ERR_OPTION_INVALID`; `ERR_CAPABILITY` for a handle that is not genuine; `ERR_CAPABILITY_EXPIRED` for one that is over
 */
export async function exportChain(capability: Capability, options: ExportOptions): Promise<readonly string[]> {
  checkOptions(WHERE, options, ['signer', 'holder', 'issuer', 'audience', 'now']);
  const { now = Date.now, signer } = options;
  functionOption(WHERE, 'now', now, '() => milliseconds since 1970');
  functionOption(WHERE, 'signer.sign', signer?.sign, '(bytes) => signature');
  const holder = publicKeyOf(options.holder);
  if (holder === undefined) throw optionError(WHERE, '"holder" must be a public Ed25519 key, such as signer.jwk.');
  const state = stateOf(capability);
  const terms = state === undefined ? undefined : termsOf(state.authority);
  if (state === undefined || terms === undefined) {
    throw new GuardError('ERR_CAPABILITY', `${WHERE}: the handle is not a capability.`);
  }
  if (state.authority.describe(capability).expiresInMs < 1_000) {
    throw new GuardError('ERR_CAPABILITY_EXPIRED', `${WHERE}: the capability is over, or will be within a second.`);
  }
  for (const lifeline of state.lifelines) lifeline.shared = true;
  return write(state, options, holder, { nowMs: now(), offset: now() - terms.now() });
}

const WHERE = 'exportChain';
const FORMAT = 'toolcap/1';

interface Times {
  readonly nowMs: number;
  /** What makes a time on the clock of the authority milliseconds since 1970. */
  readonly offset: number;
}

async function write(
  { links }: CapabilityState,
  options: ExportOptions,
  holder: PublicKey,
  times: Times,
): Promise<readonly string[]> {
  const tokens: string[] = [];
  let signer: Signer | undefined;
  let received: Origin['link'] | undefined;
  for (const [index, link] of links.entries()) {
    const origin = signer === undefined ? originOf(link) : undefined;
    if (origin !== undefined) {
      if (origin.format !== FORMAT) {
        throw optionError(WHERE, `the capability came as ${origin.format}, which can be accepted and not handed on.`);
      }
      tokens.push(origin.token);
      received = origin.link;
      continue;
    }
    const first = signer === undefined;
    signer ??= options.signer;
    if (first) checkSigner(options, received?.holder, link);
    const next = index === links.length - 1 ? undefined : createSigner();
    const above = tokens.at(-1);
    const key = next?.jwk ?? holder.jwk;
    const payload = claimsOf(link, { index, signer, key, above, times, received, options });
    tokens.push(await signJws({ alg: 'EdDSA', kid: signer.kid, typ: TOKEN_TYPE, ...limitsOf(link) }, payload, signer));
    signer = next ?? signer;
  }
  if (signer === undefined) {
    throw optionError(WHERE, 'the capability is as it was received: attenuate() it, so that there is a link to sign.');
  }
  return Object.freeze(tokens);
}

function checkSigner(
  { signer, issuer, audience }: ExportOptions,
  received: PublicKey | undefined,
  link: LinkTerms,
): void {
  if (received !== undefined) {
    if (signer.kid === received.kid) return;
    throw optionError(WHERE, '"signer" must be the key that the chain was given to.');
  }
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) {
    throw optionError(WHERE, '"issuer" must be a URI such as "https://agents.example.com".');
  }
  if (link.audience === undefined && !(Array.isArray(audience) && audience.length > 0)) {
    throw optionError(WHERE, '"audience" must name the verifiers that it is for.');
  }
}

interface Place {
  readonly index: number;
  readonly signer: Signer;
  /** Of who may sign the next link. */
  readonly key: PublicJwk;
  readonly above: string | undefined;
  readonly times: Times;
  /** The last link that came from elsewhere. */
  readonly received: Origin['link'] | undefined;
  readonly options: ExportOptions;
}

/**
 * Seconds are rounded so that nothing gets more: an end down, a beginning up. A time of day that was set since a chain came
 * in, or that differs from the issuer's, must not make the next link look wider than it.
 */
function claimsOf(link: LinkTerms, { index, signer, key, above, times, received, options }: Place): object {
  const { nowMs, offset } = times;
  const audience = link.audience === undefined ? (index === 0 ? options.audience : undefined) : [...link.audience];
  return {
    jti: link.id,
    iss: above === undefined ? options.issuer : thumbprintUri(signer.kid),
    sub: link.principal,
    iat: Math.max(Math.floor(nowMs / 1_000), received?.issuedAt ?? 0),
    exp: Math.min(Math.floor((link.expiresAt + offset) / 1_000), received?.expiresAt ?? Infinity),
    cnf: { jwk: key },
    del_depth: index,
    del_max_depth: index + link.depthLeft,
    authorization_details: [{ type: CAPABILITY_ENTRY, tools: toolsOf(link.tools) }],
    ...(above === undefined ? {} : { par_hash: hash('sha256', above.slice(0, above.lastIndexOf('.')), 'base64url') }),
    ...(audience === undefined ? {} : { aud: audience }),
    ...(link.agent === undefined ? {} : { agent: link.agent }),
    ...(link.notBefore === -Infinity
      ? {}
      : { nbf: Math.max(received?.notBefore ?? 0, Math.ceil((link.notBefore + offset) / 1_000)) }),
  };
}

/** What a reader who knows the claims alone must not skip: he refuses the token for it. */
function limitsOf(link: LinkTerms): object {
  const { uses, toolUses, budget, approvals, sideEffects, tools, delegates } = link;
  const limits = {
    ...(uses === undefined ? {} : { uses }),
    ...(toolUses.size === 0 ? {} : { tools: Object.fromEntries(toolUses) }),
    ...(budget === undefined ? {} : { budget }),
    ...(approvals.size === 0 ? {} : { gates: [...approvals] }),
    ...(sideEffects ? {} : { effects: false }),
    ...(delegates === tools ? {} : { delegates: toolsOf(delegates) }),
  };
  return Object.keys(limits).length === 0 ? {} : { crit: ['lim'], lim: limits };
}

const toolsOf = (tools: ReadonlyMap<string, ToolTerms>): object =>
  Object.fromEntries([...tools].map(([target, terms]) => [target, argumentsOf(terms)]));

function argumentsOf({ arguments: map }: ToolTerms): object {
  if (map === undefined) return { constraint_type: 'wildcard' };
  if (map.size === 0) return { constraint_type: 'none' };
  return Object.fromEntries([...map].map(([name, { constraint }]) => [name, toWire(constraint)]));
}
