/** A map with a bound whose entries end. What has ended is taken out when room is needed, and never counts as there. */
export class ExpiringMap<T extends { readonly expiresAt: number }> {
  readonly #entries = new Map<string, T>();
  readonly #most: number;
  readonly #ended: (entry: T, now: number) => void;
  /** Before this there is nothing to take out: a full map is not walked again and again. */
  #nextEnd = Number.POSITIVE_INFINITY;

  /** @param ended gets what was taken out because it has ended */
  constructor(most: number, ended: (entry: T, now: number) => void = () => {}) {
    this.#most = most;
    this.#ended = ended;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string, now: number): T | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && now < entry.expiresAt ? entry : undefined;
  }

  /** Also what has ended and was not taken out yet. */
  peek(key: string): T | undefined {
    return this.#entries.get(key);
  }

  /** False where there is no room. */
  set(key: string, entry: T, now: number): boolean {
    if (this.#entries.size >= this.#most && !this.#entries.has(key)) {
      this.sweep(now);
      if (this.#entries.size >= this.#most) return false;
    }
    this.#entries.set(key, entry);
    if (entry.expiresAt < this.#nextEnd) this.#nextEnd = entry.expiresAt;
    return true;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Takes the first entry out that will do, in the order in which they came. */
  evict(willDo: (entry: T) => boolean): void {
    for (const [key, entry] of this.#entries) {
      if (!willDo(entry)) continue;
      this.#entries.delete(key);
      return;
    }
  }

  /** Takes out what has ended. */
  sweep(now: number): void {
    if (now < this.#nextEnd) return;
    this.#nextEnd = Number.POSITIVE_INFINITY;
    for (const [key, entry] of this.#entries) {
      if (now < entry.expiresAt) {
        if (entry.expiresAt < this.#nextEnd) this.#nextEnd = entry.expiresAt;
        continue;
      }
      this.#entries.delete(key);
      this.#ended(entry, now);
    }
  }
}
