import { GuardError } from '../../errors.ts';
import type { MaybePromise, TokenStore } from '../store/token-store.ts';
import { isLater, within } from '../store/within.ts';
import { type Lifeline, lifelinesEnded } from './link.ts';
import type { RefusalDetail } from './refusal.ts';

/** Why a capability may not be used as far as revocation goes. */
export type Standing = Extract<RefusalDetail, 'TOKEN_REVOKED' | 'STORE_UNAVAILABLE' | 'STORE_STALE'>;

/** What was found about a capability, and when: as long as nothing is revoked anywhere, it holds. */
export interface SeenStanding {
  /** Links ended in this process when the capability was last looked up. */
  ended: number;
  /** The version of the store then. */
  version: number;
  /** Once true, for ever. */
  revoked: boolean;
}

/** The part of a capability that can be revoked. */
export interface Revocable {
  /** One for each link. */
  readonly lifelines: readonly Lifeline[];
  /** The names by which any of the links can be revoked. */
  readonly revocationKeys: readonly string[];
  readonly standing: SeenStanding;
}

const untold = (cause: unknown): never => {
  throw new GuardError('ERR_STORE_UNAVAILABLE', 'authority.revoke: the store did not take the revocation. See cause.', {
    cause,
  });
};

export const unseen = (): SeenStanding => ({ ended: -1, version: -1, revoked: false });

/** Who is revoked: the handles of this process by what their links share, everything else by the names in the store. */
export class Revocations {
  readonly #store: TokenStore;
  readonly #timeoutMs: number;
  readonly #maxStalenessMs: number;
  #highest = 0;

  constructor(store: TokenStore, timeoutMs: number, maxStalenessMs: number) {
    this.#store = store;
    this.#timeoutMs = timeoutMs;
    this.#maxStalenessMs = maxStalenessMs;
  }

  /** Revokes a name for so many milliseconds. What is on its way to the store must arrive there before this resolves. */
  name(key: string, ttlMs: number): MaybePromise<void> {
    try {
      const told = this.#store.revoke({ key, ttlMs });
      return isLater(told) ? within(told, this.#timeoutMs).catch(untold) : undefined;
    } catch (error) {
      return untold(error);
    }
  }

  /** Undefined while the capability stands. One comparison, unless something was revoked since the last time. */
  problemOf(state: Revocable): Standing | undefined | Promise<Standing | undefined> {
    let version: number;
    try {
      version = this.#store.version();
      if (this.#store.staleMs !== undefined && !(this.#store.staleMs() <= this.#maxStalenessMs)) return 'STORE_STALE';
    } catch {
      return 'STORE_UNAVAILABLE';
    }
    if (!Number.isSafeInteger(version)) return 'STORE_UNAVAILABLE'; // beyond that, two versions can look the same
    if (version < this.#highest) return 'STORE_STALE'; // a list that went back has lost revocations
    this.#highest = version;
    const { standing } = state;
    const ended = lifelinesEnded();
    if (standing.ended === ended && standing.version === version) return standing.revoked ? 'TOKEN_REVOKED' : undefined;
    return this.#lookUp(state, version, ended);
  }

  #lookUp(state: Revocable, version: number, ended: number): Standing | undefined | Promise<Standing | undefined> {
    if (state.standing.version === version) return this.#found(state, false, version, ended);
    let answer: MaybePromise<boolean>;
    try {
      answer = this.#store.revoked(state.revocationKeys);
    } catch {
      return 'STORE_UNAVAILABLE';
    }
    if (!isLater(answer)) return this.#found(state, answer, version, ended);
    return within(answer, this.#timeoutMs).then(
      (found) => this.#found(state, found, version, ended),
      () => 'STORE_UNAVAILABLE',
    );
  }

  #found(state: Revocable, found: unknown, version: number, ended: number): Standing | undefined {
    if (typeof found !== 'boolean') return 'STORE_UNAVAILABLE';
    const { standing, lifelines } = state;
    for (const lifeline of lifelines) if (lifeline.revoked) standing.revoked = true;
    if (found) standing.revoked = true;
    standing.version = version;
    standing.ended = ended;
    return standing.revoked ? 'TOKEN_REVOKED' : undefined;
  }
}
