import { GuardError } from '../../errors.ts';
import { defineGuard, type Guard } from '../../guard.ts';
import type { ApiKeyRecord, Pepper } from '../../identity/api-key.ts';
import { createApiKeyRing, MAX_CREDENTIAL } from '../../identity/api-key-ring.ts';
import { type Principal, readPrincipal } from '../../identity/principal.ts';
import { checkOptions, functionOption, optionError } from '../../options.ts';

/** What a caller brings to prove who it is. Each at most 4,096 characters; no callee ever sees them. */
export interface Credentials {
  /** A key made by `createApiKey()`. */
  readonly apiKey?: string | undefined;
  /** A token of your own kind, for `verify`. */
  readonly token?: string | undefined;
}

/** Says who the credentials belong to. Undefined, a throw and a rejection all mean "nobody". */
export type Verify = (
  credentials: Credentials,
  options: { readonly signal: AbortSignal },
) => Principal | undefined | PromiseLike<Principal | undefined>;

/** Either `apiKeys` or `verify`. */
export interface AuthenticateOptions {
  /** Records made by `createApiKey()`, with the pepper they were made with. Copied: build a new guard to change them. */
  readonly apiKeys?:
    | readonly ApiKeyRecord[]
    | { readonly records: readonly ApiKeyRecord[]; readonly pepper?: Pepper | undefined };
  /** A check of your own. It must heed `signal` and be bounded in time. */
  readonly verify?: Verify;
  /** Time of day in milliseconds since 1970, for the validity of API keys. Default: `Date.now`. */
  readonly now?: () => number;
}

/**
 * Finds out who calls. Needs `credentials`, adds `principal`, reads nothing of the input. Put it first.
 *
 * @throws `ERR_UNAUTHENTICATED`: none, unknown, wrong, expired or revoked credentials, and a verifier that fails, all with
 * the same public answer; what a verifier threw is in `cause`. Aborting the call during `verify` ends it with the caller's
 * reason. At construction `ERR_OPTION_INVALID`, unless exactly one of `apiKeys` and `verify` is given.
 */
export function authenticate(
  options: AuthenticateOptions,
): Guard<{ credentials: Credentials }, { principal: Principal }> {
  const where = 'authenticate';
  checkOptions(where, options, ['apiKeys', 'verify', 'now']);
  const { apiKeys, verify, now = Date.now } = options;
  functionOption(where, 'now', now, 'that returns milliseconds since 1970');
  if ((apiKeys === undefined) === (verify === undefined)) {
    throw optionError(where, 'give either "apiKeys" (made by createApiKey()) or "verify".');
  }
  return verify === undefined ? byApiKey(where, apiKeys, now) : byVerifier(where, verify);
}

function byApiKey(where: string, apiKeys: AuthenticateOptions['apiKeys'], now: () => number) {
  const { records, pepper } = isList(apiKeys) ? { records: apiKeys } : withPepper(where, apiKeys);
  const ring = createApiKeyRing(where, records, pepper);
  return defineGuard<{ credentials: Credentials }, { principal: Principal }>(
    'authenticate',
    (call, next) => {
      const { apiKey } = read(call.ctx.credentials);
      const principal = apiKey === undefined ? undefined : ring.principalOf(apiKey, now());
      if (principal === undefined) throw unauthenticated('no API key that is known and valid now');
      return next({ ctx: { principal } });
    },
    { reads: 'nothing' },
  );
}

function byVerifier(where: string, verify: Verify) {
  functionOption(where, 'verify', verify, '(credentials, { signal }) => principal or undefined');
  return defineGuard<{ credentials: Credentials }, { principal: Principal }>(
    'authenticate',
    async (call, next) => {
      const credentials = read(call.ctx.credentials);
      const { signal } = call;
      let principal: Principal | undefined;
      try {
        const found = await verify(credentials, { signal });
        principal = found === undefined || found === null ? undefined : readPrincipal(where, found);
      } catch (cause) {
        signal.throwIfAborted(); // the caller gave up: that is no verdict on the credentials
        throw unauthenticated('the verifier failed, or what it returned is no principal', cause);
      }
      if (principal === undefined) throw unauthenticated('the verifier knows nobody with these credentials');
      return next({ ctx: { principal } });
    },
    { reads: 'nothing' },
  );
}

/** A frozen copy. What is too long or no string is refused before anything parses it. */
function read(given: unknown): Credentials {
  if (typeof given !== 'object' || given === null) throw unauthenticated('the call brings no credentials');
  const { apiKey, token } = plain(given as Credentials);
  for (const credential of [apiKey, token]) {
    if (credential !== undefined && (typeof credential !== 'string' || credential.length > MAX_CREDENTIAL)) {
      throw unauthenticated(`a credential is no string of at most ${MAX_CREDENTIAL} characters`);
    }
  }
  return Object.freeze({ ...(apiKey === undefined ? {} : { apiKey }), ...(token === undefined ? {} : { token }) });
}

/** The fields as they are; a getter that throws brings nothing. */
function plain(given: Credentials): Credentials {
  try {
    return { apiKey: given.apiKey, token: given.token };
  } catch (cause) {
    throw unauthenticated('the credentials cannot be read', cause);
  }
}

function withPepper(where: string, apiKeys: unknown) {
  checkOptions(`${where} "apiKeys"`, apiKeys, ['records', 'pepper']);
  return apiKeys as { readonly records: readonly ApiKeyRecord[]; readonly pepper?: Pepper };
}

const isList = (value: unknown): value is readonly ApiKeyRecord[] => Array.isArray(value);

const unauthenticated = (problem: string, ...cause: unknown[]): GuardError =>
  new GuardError('ERR_UNAUTHENTICATED', `authenticate: ${problem}.`, cause.length === 0 ? {} : { cause: cause[0] });
