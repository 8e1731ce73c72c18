import { randomBytes } from 'node:crypto';

const MOST = 10_000;

/** Texts that were given out to be signed, each of which can be used once. The oldest are forgotten first. */
export class Challenges {
  readonly #open = new Map<string, number>();
  readonly #lifeMs: number;

  constructor(lifeMs: number) {
    this.#lifeMs = lifeMs;
  }

  /** 128 random bits. */
  issue(now: number): string {
    for (const [oldest, until] of this.#open) {
      if (until > now && this.#open.size < MOST) break;
      this.#open.delete(oldest);
    }
    const nonce = randomBytes(16).toString('base64url');
    this.#open.set(nonce, now + this.#lifeMs);
    return nonce;
  }

  /** Whether it was given out, is in time, and was not used before. After this it is used. */
  spend(nonce: string, now: number): boolean {
    const until = this.#open.get(nonce);
    this.#open.delete(nonce);
    return until !== undefined && now < until;
  }
}
