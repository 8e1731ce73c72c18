import { createHash, createPrivateKey } from 'node:crypto';
import type { GuardErrorCode } from '../../../src/error-codes.ts';
import { isGuardError } from '../../../src/errors.ts';
import { ChainError } from '../../../src/tokens/chain/chain-error.ts';
import { createSigner, type Signer } from '../../../src/tokens/chain/signer.ts';
import { type ChainVerifierOptions, createChainVerifier } from '../../../src/tokens/chain/verifier.ts';
import { canonical } from '../../../src/tokens/constraints/json-equality.ts';
import { type Authority, createAuthority } from '../../../src/tokens/index.ts';

/** Seconds since 1970 at which the tests begin. */
export const START = 1_800_000_000;
export const AUDIENCE = 'https://tools.example.com';

/** A key that is the same in every run: its seed is one byte, 32 times. */
export function signerOf(byte: number): Signer {
  const seed = Buffer.alloc(32, byte);
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createSigner(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
}

export const issuer = signerOf(1);
export const orchestrator = signerOf(2);
export const worker = signerOf(3);
export const helper = signerOf(4);
export const stranger = signerOf(250);

/** Both ends with one clock that is set by hand, in seconds since START. */
export function world(options: Partial<ChainVerifierOptions> = {}) {
  let seconds = 0;
  const now = (): number => (START + seconds) * 1_000;
  const monotonic = (): number => 5_000 + seconds * 1_000;
  const authority: Authority = options.authority ?? createAuthority({ clock: monotonic });
  const spent = new Set<string>();
  const store = {
    burn(id: string): boolean {
      if (spent.has(id)) return false;
      spent.add(id);
      return true;
    },
  };
  const verifier = createChainVerifier({
    authority,
    audience: AUDIENCE,
    anchors: [{ jwk: issuer.jwk }],
    store,
    now,
    ...options,
  });
  return {
    authority,
    verifier,
    now,
    monotonic,
    at: (value: number) => {
      seconds = value;
    },
  };
}

/** A token with whatever header and claims: what an attacker can write who has this key. */
export function token(header: object, claims: object, signer: Signer): string {
  return signedText(`${encoded(canonical(header))}.${encoded(canonical(claims))}`, signer);
}

export function signedText(text: string, signer: Signer): string {
  const signature = signer.sign(Buffer.from(text)) as Uint8Array;
  return `${text}.${Buffer.from(signature).toString('base64url')}`;
}

export const encoded = (text: string): string => Buffer.from(text).toString('base64url');

export const parentHash = (parent: string): string =>
  createHash('sha256')
    .update(parent.slice(0, parent.lastIndexOf('.')))
    .digest('base64url');

/** The detail of a chain's refusal, the code of another one, or what was returned. */
export function detailOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return detail(error);
  }
  return 'accepted';
}

export const detailLater = (promise: Promise<unknown>): Promise<string> => promise.then(() => 'accepted', detail);

function detail(error: unknown): string {
  if (error instanceof ChainError) return error.detail;
  if (isGuardError(error)) return error.code satisfies GuardErrorCode;
  throw error;
}
