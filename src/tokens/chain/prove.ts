import { hash, randomUUID } from 'node:crypto';
import { checkOptions, functionOption, optionError } from '../../options.ts';
import { snapshot } from '../../snapshot.ts';
import { fullTarget } from '../capability/target.ts';
import type { Signer } from './signer.ts';
import { argumentsDigest, signToolcapProof } from './toolcap-proof.ts';

interface ProofOptions {
  /** The key that the chain was given to. */
  readonly signer: Signer;
  /** The name of the verifier. */
  readonly audience: string;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

export interface SessionProofOptions extends ProofOptions {
  /** What `challenge()` of the verifier gave. */
  readonly nonce: string;
}

export interface CallProofOptions extends ProofOptions {
  readonly target: string;
  /** Plain data. Default: no arguments. */
  readonly args?: unknown;
}

/**
 * Proves to a verifier that who presents a chain has its key, for one session.
 *
 * @throws `ERR_OPTION_INVALID`
 */
export async function proveSession(chain: readonly string[], options: SessionProofOptions): Promise<string> {
  checkOptions('proveSession', options, ['signer', 'audience', 'now', 'nonce']);
  if (typeof options.nonce !== 'string') throw optionError('proveSession', '"nonce" must be what challenge() gave.');
  return signToolcapProof({ ...common('proveSession', chain, options), nonce: options.nonce }, options.signer);
}

/**
 * Proves one call with these arguments. It shows nothing of them, fits no other call, and counts once within 30 seconds.
 *
 * @throws `ERR_OPTION_INVALID`; `ERR_INPUT_INVALID` or `ERR_INPUT_TOO_LARGE` for arguments that are not plain data
 */
export async function proveCall(chain: readonly string[], options: CallProofOptions): Promise<string> {
  checkOptions('proveCall', options, ['signer', 'audience', 'now', 'target', 'args']);
  const call = { tool: fullTarget(options.target), ath: argumentsDigest(snapshot(options.args)) };
  return signToolcapProof({ ...common('proveCall', chain, options), ...call }, options.signer);
}

function common(where: string, chain: readonly string[], { signer, audience, now = Date.now }: ProofOptions) {
  functionOption(where, 'signer.sign', signer?.sign, '(bytes) => signature');
  functionOption(where, 'now', now, '() => milliseconds since 1970');
  if (typeof audience !== 'string') throw optionError(where, '"audience" must be the name of the verifier.');
  return {
    jti: randomUUID(),
    iat: Math.floor(now() / 1_000),
    aud: audience,
    chain_hash: hash('sha256', chain.join(','), 'base64url'),
  };
}
